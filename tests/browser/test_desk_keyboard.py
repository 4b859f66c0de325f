"""A partner's keyboard: every page of the desk is reached control by control, and no act at it takes a pointer."""

from typing import Final

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from blog.dialogue.question import Question
from tests.browser.conftest import PHONE, Opened
from tests.browser.desk_stops import DESK
from tests.browser.focus import CONTROLS, press, tab_to, walk
from tests.browser.site import Site
from tests.browser.stop import Stop
from tests.browser.stops import PRIVATE

_VISITS: Final = tuple(stop for stop in PRIVATE if stop.path.startswith("/desk/") and not stop.act)
_DESK: Final = DESK + tuple(stop for stop in _VISITS if stop.status == 200)
_PARTS: Final = ".bench-nav, .bench-work, .bench-aside"
_DOWNWARDS: Final = """parts => parts.map((each) => [each.getBoundingClientRect().top, each.classList[0]])
  .sort((one, other) => one[0] - other[0]).map(([, name]) => name)"""
_OLDER: Final = "ol.arranging.west > li:nth-last-child(2)"


@pytest.mark.parametrize("stop", _DESK, ids=str)
def test_every_control_is_reached_once(stop: Stop, site: Site, open_as: Opened) -> None:
    """Tab reaches each control once, in order and in sight, and comes out; Enter opens folds, and skips to the work."""
    page = open_as(stop.who)
    stop.visit(page, site)
    walked = walk(page)
    assert page.evaluate(CONTROLS) == walked.reached
    assert ([], [], True) == (walked.hidden, walked.shut, walked.ended)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(page.locator(".skip").get_attribute("href") or "")).to_be_focused()


def test_tab_follows_the_eye_on_a_phone(open_as: Opened) -> None:
    """Where the parts of a page stand one below the other, Tab goes down through them and never back up."""
    page = open_as("west", viewport=PHONE)
    page.goto("/desk/posts/1/")
    seen = page.locator(_PARTS).evaluate_all(_DOWNWARDS)
    reached: list[str] = []
    while len(reached) < len(seen):
        page.keyboard.press("Tab")
        part = page.evaluate(f"document.activeElement.closest('{_PARTS}')?.classList[0]")
        if part and reached[-1:] != [part]:
            reached.append(part)

    assert seen == reached


def test_question_is_asked_and_moved(draft: int, open_as: Opened) -> None:
    """The form opens, takes words and sends them by keys; the new question goes up and down, and keeps the focus."""
    page = open_as("west")
    page.goto(f"/desk/posts/{draft}/")
    tab_to(page, "#ask-west > summary")
    page.keyboard.press("Enter")
    for words in ("Who sweeps the floor?", "Sweeping"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    press(page, "#ask-west form button")
    expect(page.locator("ol.arranging.west > li:last-child p").first).to_have_text("Who sweeps the floor?")
    tab_to(page, "li:last-child [data-move=up] button")
    page.keyboard.press("Enter")
    expect(page.locator(f"{_OLDER} p").first).to_have_text("Who sweeps the floor?")
    expect(page.locator(f"{_OLDER} [data-move=up] button")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("ol.arranging.west > li:last-child p").first).to_have_text("Who sweeps the floor?")
    expect(page.locator("ol.arranging.west > li:last-child")).to_be_focused()


def test_answer_is_written_and_marked_up(site: Site, open_as: Opened) -> None:
    """From my turn to the answer: typed, made a list by the toolbar's arrows, and saved by Ctrl and S."""
    page = open_as("west")
    page.goto("/desk/")
    press(page, f'.tasks a[href*="/q{site.names["unanswered"]}.answer/"]')
    tab_to(page, "#words")
    page.keyboard.type("Whoever comes first.")
    page.keyboard.press("Shift+Tab")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#words")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Control+s")

    expect(page.locator(".notice.ok")).to_contain_text("Saved as revision 1")
    expect(page.locator("#words")).to_have_value("- Whoever comes first.")


def test_translation_is_mended_and_reviewed(site: Site, open_as: Opened) -> None:
    """From my turn to the translation that is out of date: mended, and by Ctrl and Enter saved as reviewed."""
    page = open_as("west")
    page.goto("/desk/")
    press(page, f'.tasks a[href$="/q{site.names["asked"]}.answer/en/"]')
    tab_to(page, "#words")
    page.keyboard.press("Control+End")
    page.keyboard.type(" There are twenty-one now.")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")

    expect(page.locator(".page .state.ok")).to_have_text("reviewed")


def test_suggestion_is_accepted(open_as: Opened) -> None:
    """From my turn to what the other side suggests, and into the text."""
    page = open_as("west")
    page.goto("/desk/")
    link = page.locator("h3", has_text="Suggestions to decide about").locator("+ ul a").first
    press(page, f'.tasks a[href="{link.get_attribute("href")}"]')
    press(page, ".suggestion form[action$=acceptance] > button")

    expect(page.locator(".notice.ok")).to_contain_text("Accepted: saved as revision")


def test_key_is_turned_and_taken_back(site: Site, draft: int, open_as: Opened) -> None:
    """What lacks is waived, a time and a note are planned, the key is turned and, with a reason, taken back."""
    with site.session() as session:
        asked = sa.select(Question).where(Question.post_id == draft, Question.asked_by == "west")
        session.scalars(asked).all()[-1].withdrawn = True
    page = open_as("west")
    page.goto(f"/desk/posts/{draft}/signing/")
    press(page, ".warnings form button")
    expect(page.locator(".warnings .waived")).to_have_count(1)
    tab_to(page, ".plan summary")
    page.keyboard.press("Enter")
    for key in ("Tab", "ArrowDown"):
        page.keyboard.press(key)
    for name, typed in (("date", "12312030"), ("time", "0930AM"), ("note-en", "Two questions, not three.")):
        tab_to(page, f"[name={name}]")
        page.keyboard.type(typed)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".planned")).to_contain_text("31 Dec 2030")
    expect(page.locator(".planned")).to_contain_text("Two questions, not three.")
    press(page, ".lock form:has([name=hash]) > button")
    expect(page.locator(".lock.turned")).to_have_count(1)
    tab_to(page, ".lock details > summary")
    for key in ("Enter", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("The note is wrong.")
    press(page, ".lock details button")

    expect(page.locator(".lock.turned")).to_have_count(0)
    expect(page.locator(".notice.ok")).to_contain_text("is taken back")
