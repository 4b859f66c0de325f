"""Questions are put into order by hand, by finger and by keyboard, without leaving the page."""

import sqlalchemy as sa
from playwright.sync_api import CDPSession, Page, expect

from blog.dialogue.question import Question
from tests.browser.conftest import PHONE, Opened
from tests.browser.site import Site

LIST = "ol.arranging.west > li"


def _opened(page: Page, draft: int) -> Page:
    page.goto(f"/desk/posts/{draft}/")
    page.locator(LIST).last.scroll_into_view_if_needed()
    return page


def _shown(page: Page) -> list[str | None]:
    return [item.get_attribute("data-question") for item in page.locator(LIST).all()]


def _stored(site: Site, draft: int) -> list[str]:
    with site.session() as session:
        asked = sa.select(Question.id).where(Question.post_id == draft, Question.asked_by == "west")
        return [str(number) for number in session.scalars(asked.order_by(Question.number))]


def _way(page: Page) -> tuple[float, float, float]:
    """Where the first question is held, and how far down the last one is."""
    grip, last = page.locator(f"{LIST} [data-grip]").first.bounding_box(), page.locator(LIST).last.bounding_box()
    assert grip is not None
    assert last is not None
    return grip["x"] + 20, grip["y"] + 20, last["y"] + last["height"] - 4


def test_drag_with_the_mouse(site: Site, draft: int, open_as: Opened) -> None:
    """The held question follows the pointer, its place is said as it goes, and letting go saves the order."""
    page = _opened(open_as("west"), draft)
    first, second, third = _stored(site, draft)
    x, y, below = _way(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, below, steps=15)
    expect(page.locator("body > [role=status]")).to_have_text("Place 3 of 3")
    page.mouse.up()

    expect(page.locator("body > [role=status]")).to_have_text("West 3 stands here now.")
    assert [second, third, first] == _stored(site, draft) == _shown(page)
    expect(page.locator(f"[data-question='{first}']")).to_be_focused()


def test_escape_puts_it_back(site: Site, draft: int, open_as: Opened) -> None:
    """A drag that is given up changes nothing."""
    page = _opened(open_as("west"), draft)
    before, (x, y, below) = _stored(site, draft), _way(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, below, steps=15)
    assert before != _shown(page)
    page.keyboard.press("Escape")
    page.mouse.up()

    assert before == _shown(page) == _stored(site, draft)


def test_drag_with_a_finger(site: Site, draft: int, open_as: Opened) -> None:
    """On a phone the page does not scroll away under the finger that holds a question."""
    page = _opened(open_as("west", viewport=PHONE, has_touch=True), draft)
    first, second, third = _stored(site, draft)
    page.locator(LIST).first.evaluate("item => item.scrollIntoView()")
    x, y, _ = _way(page)
    box = page.locator(LIST).nth(1).bounding_box()
    assert box is not None
    finger: CDPSession = page.context.new_cdp_session(page)
    down = box["y"] + box["height"] - 4 - y
    for step in range(16):
        kind, at = "touchMove" if step else "touchStart", [{"x": x, "y": y + down * step / 15}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    expect(page.locator("body > [role=status]")).to_have_text("West 2 stands here now.")
    assert [second, first, third] == _stored(site, draft)


def test_buttons_keep_the_focus(site: Site, draft: int, open_as: Opened) -> None:
    """By keyboard a question moves and keeps the focus, on the same button or, at the end of the way, on itself."""
    page = _opened(open_as("west"), draft)
    first, second, third = _stored(site, draft)
    page.locator(f"[data-question='{third}'] [data-move=up] button").press("Enter")
    expect(page.locator("body > [role=status]")).to_have_text("West 2 stands here now.")
    expect(page.locator(f"[data-question='{third}'] [data-move=up] button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-question='{third}']")).to_be_focused()

    assert [third, first, second] == _stored(site, draft)


def test_a_stale_order_is_told(site: Site, draft: int, open_as: Opened) -> None:
    """When a question was taken out meanwhile, the move is refused in words and the list shows what stands."""
    page = _opened(open_as("west"), draft)
    first, second, third = _stored(site, draft)
    with site.session() as session:
        session.get_one(Question, int(first)).withdrawn = True
    page.locator(f"[data-question='{third}'] [data-move=up] button").click()

    expect(page.locator("body > [role=status]")).to_contain_text("The questions have changed since you saw them.")
    assert [second, third] == _shown(page)
