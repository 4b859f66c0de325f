"""The editor with its scripts: marks and keys, words kept while typing and after a crash, a preview beside them."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import Opened
from tests.browser.stop import submitted

EDITOR = "/desk/posts/1/texts/intro/en/"
KEPT = ".editor p[data-kept]"


@pytest.fixture
def editor(open_as: Opened) -> Page:
    """The editor of an introduction that holds two lines, all of the first one selected."""
    page = open_as("west")
    page.goto(EDITOR)
    page.locator("#words").fill("First line\nsecond line")
    page.locator("#words").evaluate("field => field.setSelectionRange(0, 10)")
    page.locator("#words").focus()
    return page


MARKS = {
    "bold": "**First line**\nsecond line", "italic": "*First line*\nsecond line",
    "link": "[First line](https://)\nsecond line", "list": "- First line\nsecond line",
    "numbers": "1. First line\nsecond line", "quote": "> First line\nsecond line",
    "note": "First line[^1]\nsecond line\n\n[^1]: ",
    "table": "|  |  |  |\n|---|---|---|\n|  |  |  |\n|  |  |  |\n\nFirst line\nsecond line",
}


@pytest.mark.parametrize("mark", MARKS)
def test_marks_and_undo(editor: Page, mark: str) -> None:
    """Each button writes Markdown at the selection, and the browser's own undo takes it back."""
    words = editor.locator("#words")
    editor.locator(f'[data-mark="{mark}"]').click()
    expect(words).to_have_value(MARKS[mark])
    expect(words).to_be_focused()
    for _ in range(2 if mark == "note" else 1):
        words.press("Control+z")

    expect(words).to_have_value("First line\nsecond line")


@pytest.mark.parametrize(("pressed", "mark"), [("Control+b", "bold"), ("Control+i", "italic"), ("Control+k", "link")])
def test_keys_write_marks(editor: Page, pressed: str, mark: str) -> None:
    """What the toolbar does has its usual keys; bold and italic pressed again are taken away."""
    editor.locator("#words").press(pressed)
    expect(editor.locator("#words")).to_have_value(MARKS[mark])
    if mark != "link":
        editor.locator("#words").press(pressed)
        expect(editor.locator("#words")).to_have_value("First line\nsecond line")


def test_toolbar_is_one_stop(editor: Page) -> None:
    """Shift and Tab lead from the text to the toolbar, arrows from button to button, and all have names."""
    editor.locator("#words").press("Shift+Tab")
    focused = editor.locator("[role=toolbar] button:focus")
    expect(focused).to_have_attribute("data-mark", "bold")
    for key, mark in (("ArrowRight", "italic"), ("End", "picture"), ("ArrowRight", "bold"), ("ArrowLeft", "picture")):
        editor.keyboard.press(key)
        expect(focused).to_have_attribute("data-mark", mark)

    assert 1 == editor.locator('[role=toolbar] button[tabindex="0"]').count()
    expect(editor.get_by_role("toolbar", name="Formatting")).to_be_visible()


def test_save_by_key(editor: Page) -> None:
    """Ctrl and S saves; then nothing is left unsaved."""
    with editor.expect_navigation():
        editor.locator("#words").press("Control+s")

    expect(editor.locator(".notice.ok")).to_contain_text("Saved as revision")
    expect(editor.locator("#words")).to_have_value("First line\nsecond line")
    expect(editor.locator("[data-unsaved], [data-recover]:visible")).to_have_count(0)


def test_save_and_mark_reviewed_by_key(open_as: Opened) -> None:
    """Ctrl and Enter saves a translation and marks it reviewed."""
    page = open_as("west")
    page.goto("/desk/posts/1/texts/title/zh/")
    page.locator("#words").fill("另一个标题")
    with page.expect_navigation():
        page.locator("#words").press("Control+Enter")

    expect(page.locator(".page .state.ok")).to_have_text("reviewed")


def test_words_come_back_after_a_crash(editor: Page, open_as: Opened) -> None:
    """What was typed is kept on the server after a pause, and found by another browser of the same person."""
    editor.locator("#words").press("End")
    editor.locator("#words").type("!")
    expect(editor.locator(KEPT)).to_contain_text("Kept")
    other = open_as("west")
    other.goto(EDITOR)
    expect(other.locator("#words")).to_have_value("First line!\nsecond line")
    expect(other.locator("[data-unsaved]")).to_be_visible()
    submitted(other, "[data-unsaved] button")

    expect(other.locator("[data-unsaved]")).to_have_count(0)
    expect(other.locator("#words")).not_to_have_value("First line!\nsecond line")


def test_words_survive_a_silent_server(editor: Page) -> None:
    """Without the server the browser keeps them, says so, and offers them when the page is opened again."""
    editor.context.set_offline(True)
    editor.locator("#words").type("Typed on a train")
    expect(editor.locator(KEPT)).to_contain_text("Kept in this browser")
    editor.context.set_offline(False)
    editor.goto(EDITOR)
    notice = editor.locator("[data-recover]")
    expect(notice).to_be_visible()
    notice.locator("[data-take]").click()
    expect(editor.locator("#words")).to_have_value("Typed on a train\nsecond line")
    expect(editor.locator(KEPT)).to_contain_text("Kept")
    with editor.expect_navigation():
        editor.locator("#words").press("Control+s")

    assert 0 == editor.evaluate("localStorage.length")
    expect(notice).to_be_hidden()


def test_leaving_too_early_is_asked_about(editor: Page) -> None:
    """Only words that are kept nowhere yet hold a page back; a moment later nothing does."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    editor.on("dialog", answer)
    editor.locator("#words").type("x")
    editor.evaluate("location.href = '/desk/'")
    expect(editor.locator(KEPT)).to_contain_text("Kept")
    assert ["beforeunload"] == asked
    editor.goto("/desk/posts/")

    assert ["beforeunload"] == asked


def test_preview_beside_the_words(editor: Page) -> None:
    """The preview opens on the same page and shows what is typed; what cannot be shown gets a sentence."""
    editor.locator("#words").fill("Said **loudly**[^1].\n\n[^1]: Very.")
    editor.locator("[data-preview]").click()
    panel = editor.locator("[data-preview-panel]")
    expect(panel.locator("strong")).to_have_text("loudly")
    expect(panel.locator(".footnote")).to_contain_text("Very.")
    assert editor.url.endswith(EDITOR)
    editor.locator("#words").fill("[" * 500)
    editor.locator("[data-preview]").click()

    expect(panel).to_contain_text("more marks than can be read")


def test_without_scripts(open_as: Opened) -> None:
    """Plain buttons preview and save, no dead button stands there, and the words are all there again."""
    page = open_as("west", java_script_enabled=False)
    page.goto(EDITOR)
    expect(page.locator("[role=toolbar], [data-picture-tools]:visible")).to_have_count(0)
    page.locator("#words").fill("Said **plainly**.")
    submitted(page, "[data-preview]")
    expect(page.locator("[data-preview-panel] strong")).to_have_text("plainly")
    expect(page.locator("#words")).to_have_value("Said **plainly**.")
    submitted(page, "[data-save]")

    expect(page.locator(".notice.ok")).to_contain_text("Saved as revision")
