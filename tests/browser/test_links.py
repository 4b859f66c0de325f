"""Addresses inside a page: a permalink lands on its comment, with scripts it is copied, and threads open for it."""

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Opened
from tests.browser.site import Site
from tests.browser.world import long_thread

_POST: Final = "/en/shop-floor/1/"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("prefix", ["en", "zh-hant"])
def test_permalink_lands_on_the_comment(scripts: bool, prefix: str, site: Site, open_as: Opened) -> None:
    """The permanent address of a comment shows it, in its thread and on the post, on a small screen."""
    page = open_as(java_script_enabled=scripts, viewport=PHONE)
    comment = f"#comment-{site.names['comment']}"
    page.goto(f"/{prefix}/comments/{site.names['comment']}/")
    expect(page.locator(f"{comment} header")).to_be_in_viewport(ratio=1)
    page.goto(f"/{prefix}/shop-floor/1/{comment}")
    expect(page.locator(f"{comment} header")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_permalink_finds_the_right_page_of_a_long_thread(scripts: bool, site: Site, open_as: Opened) -> None:
    """A comment beyond the first page of its thread is reached as well."""
    with site.session() as session:
        last = long_thread(session)
    page = open_as(java_script_enabled=scripts)
    page.goto(f"/en/comments/{last}/")

    expect(page.locator(f"#comment-{last} header")).to_be_in_viewport(ratio=1)
    assert "?after=" in page.url


def test_link_is_copied(site: Site, open_as: Opened) -> None:
    """Pressing “Link” copies the whole address, goes there, and says so to everybody."""
    page = open_as(permissions=["clipboard-read", "clipboard-write"])
    page.goto(_POST)
    name = f"comment-{site.names['comment']}"
    page.locator(f"#{name} [data-permalink]").click()

    expect(page.get_by_role("status")).to_have_text("Link copied.")
    assert f"{site.address}{_POST}#{name}" == page.evaluate("navigator.clipboard.readText()")
    assert page.url.endswith(f"#{name}")


def test_link_works_where_copying_is_not_allowed(site: Site, open_as: Opened) -> None:
    """Without the clipboard the link leads to the comment all the same, and nothing is claimed."""
    page = open_as()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(_POST)
    page.locator(f"#comment-{site.names['comment']} [data-permalink]").click()

    expect(page).to_have_url(f"{site.address}{_POST}#comment-{site.names['comment']}")
    expect(page.locator(".toast")).to_have_text("")


def test_thread_opens_for_an_address_inside_it(open_as: Opened) -> None:
    """An address that points into a closed thread opens it, on arrival and when it changes on the page."""
    page = open_as()
    page.goto(_POST)
    first, second = (
        (each.get_attribute("id") or "").removeprefix("thread-")
        for each in page.locator("details.thread:not([open])").all()[:2]
    )
    page.evaluate("key => { location.hash = `say-${key}` }", second)
    expect(page.locator(f"#{second}-name")).to_be_in_viewport()
    arrived = open_as()
    arrived.goto(f"{_POST}#say-{first}")
    expect(arrived.locator(f"#{first}-name")).to_be_in_viewport()


def test_index_marks_the_question_that_is_read(open_as: Opened) -> None:
    """Beside the text the index marks one question, the one in front of the reader."""
    page = open_as(viewport={"width": 1360, "height": 760})
    page.goto(_POST)
    for code in ("west-2", "east-1"):
        page.evaluate("code => document.getElementById(code).scrollIntoView()", code)
        current = page.locator('.rail a[aria-current="true"]')
        expect(current).to_have_count(1)
        expect(current).to_have_attribute("href", f"#{code}")
        expect(current).to_be_in_viewport()
