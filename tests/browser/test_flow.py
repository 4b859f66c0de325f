"""The newcomer's flow, whole: read, comment, wait, be approved, be seen in every language, be taken away again."""

from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened
from tests.browser.site import PASSWORD
from tests.browser.stop import submitted

_POST: Final = "/shop-floor/1/"
_LOCALES: Final = ("en", "zh", "zh-hant")
_WORDS: Final = "My grandfather counted three taps. 我爷爷也是听三下。"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_newcomer_comments_and_is_read(scripts: bool, open_as: Opened) -> None:
    """From the first page to the published comment and back, with scripts and without; the reader gets no cookie."""
    reader, moderator = open_as(java_script_enabled=scripts), open_as(java_script_enabled=scripts)
    _read_in_every_way(reader)
    _comment(reader)
    receipt = reader.url
    _expect_shown(reader, 0)
    _approve(moderator)
    _expect_shown(reader, 1)
    reader.goto(receipt)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Your comment is published")
    reader.get_by_role("link", name="See it in its thread").click()
    expect(reader.locator(".comment .prose", has_text=_WORDS)).to_be_in_viewport()
    moderator.get_by_role("button", name="Undo").click()
    expect(moderator.locator(".item.now")).to_contain_text(_WORDS)
    _expect_shown(reader, 0)
    reader.goto(receipt)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Waiting for a moderator")

    assert reader.context.cookies() == []


def _read_in_every_way(reader: Page) -> None:
    reader.goto("/en/")
    reader.get_by_role("link", name="Who will learn the trade?").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Who will learn the trade?")
    reader.get_by_role("navigation", name="Language").get_by_role("link", name="简体").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("手艺传给谁")
    reader.get_by_role("link", name="对照", exact=True).click()
    first = reader.locator("#west-1 .ask .columns > div")
    expect(first).to_have_count(2)
    expect(first.nth(0).locator("h3")).to_contain_text("shifu")
    expect(first.nth(1).locator("h3")).to_contain_text("师傅")
    reader.get_by_role("link", name="English").click()
    expect(reader.locator("html")).to_have_attribute("lang", "en")


def _comment(reader: Page) -> None:
    thread = reader.locator("#thread-west-2")
    for fold in ("#thread-west-2:not([open]) > summary", "#thread-west-2 .write > summary"):
        if reader.locator(fold).count():
            reader.locator(fold).click()
    thread.get_by_label("Name").fill("Moira 莫伊拉")
    thread.get_by_label("E-mail").fill("moira@reader.example.org")
    thread.get_by_label("Comment", exact=False).last.fill(_WORDS)
    submitted(reader, "#thread-west-2 form button")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Waiting for a moderator")
    expect(reader.locator("main")).to_contain_text(_WORDS)


def _approve(moderator: Page) -> None:
    moderator.goto("/en/")
    moderator.get_by_role("link", name="Sign in").click()
    moderator.get_by_label("E-mail").fill("moderator@demo.example")
    moderator.get_by_label("Password").fill(PASSWORD)
    submitted(moderator, "main form button")
    item = moderator.locator(".item", has_text=_WORDS)
    expect(item.locator(".where")).to_contain_text("West asks East, 2")
    item.get_by_role("button", name="Approve").click()
    expect(moderator.locator(".toast")).to_contain_text("Moira 莫伊拉")
    expect(item).to_have_count(0)


def _expect_shown(reader: Page, count: int) -> None:
    """How often the comment stands on the post, in each of the three locales alike."""
    for prefix in _LOCALES:
        reader.goto(f"/{prefix}{_POST}")
        expect(reader.locator("#thread-west-2 .comment", has_text=_WORDS)).to_have_count(count)
