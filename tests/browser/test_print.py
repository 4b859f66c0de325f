"""On paper: what was said, in black on white, and nothing to press."""

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opened

_GONE: Final = (
    ".masthead nav", ".skip", ".rail", ".say", ".write", ".colophon ul", ".comment footer", ".pager", ".toast",
)
_BLACK, _WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/en/shop-floor/1/", "/zh/shop-floor/1/facing/", "/zh-hant/shop-floor/1/west-1/"])
def test_paper_holds_the_words_alone(path: str, scheme: str, open_as: Opened) -> None:
    """No navigation, form, index or button is printed; the text is black on white, whatever the screen was."""
    page = open_as(color_scheme=scheme)
    page.goto(path)
    page.emulate_media(media="print", color_scheme=scheme)

    for gone in _GONE:
        for each in page.locator(gone).all():
            expect(each).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", _WHITE)
    for shown in ("h1", ".ask :is(h1, h3)", ".reply .prose"):
        expect(page.locator(shown).first).to_be_visible()
        expect(page.locator(shown).first).to_have_css("color", _BLACK)


def test_comments_are_printed_and_empty_threads_are_not(open_as: Opened) -> None:
    """A thread with comments is on the paper, its words in black; one without leaves no line."""
    page = open_as()
    page.goto("/en/shop-floor/1/")
    page.emulate_media(media="print")

    expect(page.locator(".comment .prose").first).to_be_visible()
    expect(page.locator(".comment .prose").first).to_have_css("color", _BLACK)
    for empty in page.locator("details.thread:not([open])").all():
        expect(empty).to_be_hidden()
