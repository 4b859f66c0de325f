"""From an empty series to a second edition: two people at the desk, each in the own language, and a reader.

SCREENSHOTS=folder keeps a picture of every step.
"""

import os
import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened
from tests.browser.stop import submitted

_SHOTS: Final = os.environ.get("SCREENSHOTS")
_RICE: Final = "昨天的米饭，我们通常留三成炒饭，其余喂鸡。\n\n鸡蛋第二天早上就回来了。"
_RICE_EN: Final = "Three tenths of yesterday’s rice is fried.\n\nThe hens eat the rest; in the morning there are eggs."
_MENDED: Final = _RICE.replace("三成", "四成")
_MENDED_EN: Final = _RICE_EN.replace("Three tenths", "Four tenths")


class Desk:
    """One person's browser at the desk. Every step leaves a numbered picture where SCREENSHOTS says so."""

    taken = 0

    def __init__(self, page: Page, who: str) -> None:
        self.page = page
        self.who = who

    def shot(self, name: str) -> None:
        """Keep a picture of the whole page."""
        Desk.taken += 1
        if _SHOTS:
            self.page.screenshot(path=Path(_SHOTS) / f"{Desk.taken:02}-{self.who}-{name}.png", full_page=True)

    def ask(self, side: str, words: str, topic: str) -> None:
        """Ask a question on one's own side, from the bench of the post."""
        form = self.page.locator(f"#ask-{side}")
        form.locator("summary").click()
        form.locator("[name=words]").fill(words)
        form.locator("[name=topic]").fill(topic)
        submitted(self.page, f"#ask-{side} form button")
        expect(self.page.get_by_text(words).first).to_be_visible()

    def write(self, words: str, *, reviewed: bool = False) -> None:
        """Fill the editor that is open and save."""
        self.page.locator("#words").fill(words)
        submitted(self.page, "[data-save-reviewed]" if reviewed else "[data-save]")
        expect(self.page.locator("#words")).to_have_value(words)
        expect(self.page.locator(".notice.ok")).to_be_visible()

    def translate(self, key: str, prefix: str, words: str) -> None:
        """Open a text in the other language by its address, translate it and mark it reviewed."""
        self.page.goto(re.sub(r"(/desk/posts/\d+/).*", rf"\1texts/{key}/{prefix}/", self.page.url))
        self.write(words, reviewed=True)

    def turn(self, name: str) -> None:
        """Look at what waits, and keep a picture."""
        self.page.goto("/desk/")
        self.shot(name)

    def sign(self) -> None:
        """Turn the one key that this person has."""
        submitted(self.page, ".lock form.off-paper:has([name=hash]) > button")


def test_from_an_empty_series_to_a_second_edition(open_as: Opened) -> None:
    """Two partners ask, answer, translate and sign; correct a number, mend the translation, and sign again."""
    west, east, reader = Desk(open_as("west"), "west"), Desk(open_as("east"), "east"), open_as()
    _begin_series(Desk(open_as("owner"), "owner"))
    post = _begin_post(west)
    asked, asks = _write(west, east, post)
    _publish_first(west, east, post)
    _read_first(reader)
    _correct(west, east, post, asked)
    _publish_second(west, east, post)
    _read_second(reader, west.page)
    assert asks != asked


def _begin_series(owner: Desk) -> None:
    page = owner.page
    page.goto("/desk/series/")
    page.locator("[name=title-en]").fill("Stove to stove")
    page.locator("[name=title-zh]").fill("灶台问灶台")
    page.locator("[name=slug]").fill("stove")
    submitted(page, "form.two button")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stove to stove")
    owner.shot("the-empty-series")


def _begin_post(west: Desk) -> str:
    page = west.page
    page.goto("/desk/series/")
    page.get_by_role("link", name="Stove to stove").click()
    page.locator("#begin [name=title]").fill("What is left over")
    submitted(page, "#begin form button")
    expect(page.locator(".state, .stage").first).to_be_visible()
    west.ask("west", "What do you do with yesterday’s rice?", "Rice")
    west.shot("a-question-is-asked")
    return re.sub(r"(/desk/posts/\d+/).*", r"\1", page.url)


def _write(west: Desk, east: Desk, post: str) -> tuple[str, str]:
    """Each side answers the other and translates; the keys of the two questions."""
    east.turn("it-is-the-easts-turn")
    east.page.locator(".tasks a", has_text="yesterday’s rice").click()
    asked = _key(east.page)
    east.write(_RICE)
    east.shot("the-answer-in-chinese")
    east.translate(asked, "zh", "昨天的米饭，你们怎么处理？")
    east.translate(f"{asked}.topic", "zh", "米饭")
    east.translate("title", "zh", "剩下的东西")
    east.page.goto(post)
    east.ask("east", "面包硬了还吃吗？", "面包")
    west.turn("it-is-the-wests-turn")
    west.page.locator(".tasks a", has_text="面包硬了还吃吗？").click()
    asks = _key(west.page)
    west.write("Hard bread is the best bread: soup asks for nothing else.")
    west.translate(asks, "en", "Do you still eat bread when it is hard?")
    west.translate(f"{asks}.topic", "en", "Bread")
    west.translate(f"{asked}.answer", "en", _RICE_EN)
    west.shot("the-facing-editor")
    east.translate(f"{asks}.answer", "zh", "硬面包才是最好的面包：做汤就少不了它。")
    return asked, asks


def _publish_first(west: Desk, east: Desk, post: str) -> None:
    west.page.goto(f"{post}signing/")
    west.shot("before-the-first-key")
    west.sign()
    east.turn("a-key-is-awaited")
    east.page.locator('.tasks a[href$="/signing/"]', has_text="剩下的东西").click()
    east.shot("before-the-second-key")
    east.sign()
    expect(east.page.locator(".notice.ok")).to_contain_text("1")
    east.shot("the-first-edition")


def _read_first(reader: Page) -> None:
    reader.goto("/en/stove/1/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("What is left over")
    expect(reader.locator("#west-1 .reply")).to_contain_text("Three tenths")
    reader.goto("/zh/stove/1/")
    expect(reader.locator("#west-1 .reply")).to_contain_text("三成")
    reader.goto("/en/stove/1/facing/")
    expect(reader.locator("#east-1 .ask .columns > div")).to_have_count(2)


def _correct(west: Desk, east: Desk, post: str, asked: str) -> None:
    """The East corrects its number; the West's translation is out of date by that, and is mended."""
    east.page.goto(f"{post}texts/{asked}.answer/zh/")
    east.write(_MENDED)
    west.turn("a-translation-is-out-of-date")
    west.page.locator(f'.tasks a[href$="/{asked}.answer/en/"]').click()
    changed = west.page.locator(".editor del, .editor ins")
    expect(changed.first).to_contain_text("三")
    expect(changed.nth(1)).to_contain_text("四")
    west.shot("what-changed-in-the-original")
    west.write(_MENDED_EN, reviewed=True)


def _publish_second(west: Desk, east: Desk, post: str) -> None:
    west.page.goto(f"{post}signing/")
    west.page.locator("summary", has_text="Change the plan").click()
    west.page.locator("[name=note-en]").fill("Corrected: four tenths, not three.")
    west.page.locator("[name=note-zh]").fill("更正：四成，不是三成。")
    west.page.get_by_role("button", name="Save the plan").click()
    expect(west.page.locator("main")).to_contain_text("Corrected: four tenths")
    west.shot("the-second-edition-to-sign")
    west.sign()
    east.page.goto(f"{post}signing/")
    east.sign()
    east.shot("the-second-edition")


def _read_second(reader: Page, shown: Page) -> None:
    reader.goto("/en/stove/1/")
    expect(reader.locator("#west-1 .reply")).to_contain_text("Four tenths")
    expect(reader.locator("main")).to_contain_text("Corrected: four tenths, not three.")
    reader.goto("/en/stove/1/history/")
    expect(reader.locator("del").first).to_be_visible()
    Desk(reader, "reader").shot("what-has-changed")
    assert reader.context.cookies() == []
    assert shown.context.cookies() != []


def _key(page: Page) -> str:
    """The key of the question whose text is open: `q12`."""
    found = re.search(r"/texts/(q\d+)", page.url)
    assert found is not None
    return found.group(1)
