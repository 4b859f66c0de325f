"""A reader's keyboard: everything is reached in order, and the focus is always seen."""

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Opened
from tests.browser.focus import IS_SEEN, IS_UNCOVERED, MOST, tab_to

_WALKS: Final = (
    ("/en/shop-floor/1/", None), ("/zh/shop-floor/1/facing/", None), ("/en/shop-floor/1/west-1/", None),
    ("/moderation/", "moderator"), ("/account/", "moderator"), ("/desk/people/", "owner"),
)


@pytest.mark.parametrize(
    ("path", "who"), [("/en/shop-floor/1/", None), ("/zh/", None), ("/en/about/", None), ("/account/", "west")],
)
def test_skip_link_is_first_and_leads_to_the_content(path: str, who: str | None, open_as: Opened) -> None:
    """The first Tab shows the skip link; Enter puts the focus on the content, with its heading in sight."""
    page = open_as(who)
    page.goto(path)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_in_viewport(ratio=1)
    assert heading.evaluate(IS_UNCOVERED), "nothing lies over the heading"


@pytest.mark.parametrize(("path", "who"), _WALKS, ids=[path for path, _ in _WALKS])
@pytest.mark.parametrize("size", [{"width": 1360, "height": 760}, PHONE], ids=["wide", "phone"])
def test_focus_is_always_seen(path: str, who: str | None, size: dict[str, int], open_as: Opened) -> None:
    """Tab goes through the whole page and comes to its end; each stop is outlined, and nothing hides it."""
    page = open_as(who, viewport=size)
    page.goto(path)
    # The queue opens with the focus on its first comment; this walk begins at the top.
    page.evaluate("document.activeElement.blur(); getSelection().setPosition(document.body, 0)")
    hidden, reached = [], 0
    for _ in range(MOST):
        page.keyboard.press("Tab")
        hidden.append(page.evaluate(IS_SEEN))
        reached += 1
        if page.evaluate("document.activeElement === document.body"):
            break

    assert [each for each in hidden if each] == []
    assert 10 < reached < MOST


def test_reader_comments_by_keyboard_alone(open_as: Opened) -> None:
    """A closed thread is reached and opened, the form filled and sent, without a pointer; the trap is never met."""
    page = open_as()
    page.goto("/en/shop-floor/1/")
    closed = page.locator("details.thread:not([open])").first
    key = (closed.get_attribute("id") or "").removeprefix("thread-")
    tab_to(page, f"#thread-{key} > summary")
    page.keyboard.press("Enter")
    expect(page.locator(f"#thread-{key}")).to_have_attribute("open", "")
    for field, words in (("name", "Moira"), ("email", "moira@reader.example.org"), ("words", "By keyboard alone.")):
        page.keyboard.press("Tab")
        expect(page.locator(f"#{key}-{field}")).to_be_focused()
        page.keyboard.type(words)
    page.keyboard.press("Tab")
    expect(page.locator(f"#say-{key} button")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Waiting for a moderator")
