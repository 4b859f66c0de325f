"""Pictures come into a text by drop, by paste and by choice, and onto their page without any script."""

import base64
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened
from tests.unit.pictures import quartered, written

EDITOR = "/desk/posts/1/texts/intro/en/"
PAGE = "/desk/posts/1/pictures/"
# What a browser does when files are dropped or pasted; says whether the page kept it from opening them.
_GIVE = """(element, [kind, encoded, words]) => {
    const given = new DataTransfer();
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    given.items.add(new File([bytes], "pot.png", { type: "image/png" }));
    if (words) given.setData("text/plain", words);
    const options = { bubbles: true, cancelable: true };
    const event = kind === "paste" ? new ClipboardEvent(kind, { ...options, clipboardData: given })
        : new DragEvent(kind, { ...options, dataTransfer: given });
    return !element.dispatchEvent(event);
}"""


@pytest.fixture
def editor(open_as: Opened) -> Page:
    """The editor of an introduction, the caret after its first word."""
    page = open_as("west")
    page.goto(EDITOR)
    page.locator("#words").fill("One two")
    page.locator("#words").evaluate("field => field.setSelectionRange(3, 3)")
    return page


def give(page: Page, selector: str, kind: str, content: bytes, words: str = "") -> Any:
    """Drop or paste a file."""
    return page.locator(selector).evaluate(_GIVE, [kind, base64.b64encode(content).decode(), words])


def number_of(page: Page) -> int:
    """The number of the picture that stands in the editor alone between its two words."""
    expect(page.locator("[data-picture-tools] [role=status]")).to_have_text("The picture is in the text.")
    before, picture, after = page.locator("#words").input_value().split("\n\n")
    assert ("One", " two") == (before, after)
    return int(picture.removeprefix("![](picture:").removesuffix(")"))


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_given_picture_stands_at_the_caret(editor: Page, kind: str) -> None:
    """A dropped or pasted picture is sent, and its Markdown stands in a paragraph of its own."""
    assert give(editor, "#words", kind, written(quartered(), "PNG"))
    number = number_of(editor)
    editor.goto(PAGE)

    expect(editor.locator(f"#picture-{number} .missing")).to_have_count(2)


def test_chosen_picture_stands_at_the_caret(editor: Page) -> None:
    """The button of the toolbar opens the choice of files."""
    with editor.expect_file_chooser() as chooser:
        editor.locator('[data-mark="picture"]').click()
    chooser.value.set_files({"name": "a.png", "mimeType": "image/png", "buffer": written(quartered(), "PNG")})

    assert number_of(editor)
    expect(editor.locator("#words")).to_be_focused()


def test_pasted_words_stay_words(editor: Page) -> None:
    """Word and Excel put a picture of the copied text beside it: then the text is pasted as ever."""
    assert not give(editor, "#words", "paste", written(quartered(), "PNG"), "words")


def test_refused_file_says_why_and_changes_nothing(editor: Page) -> None:
    """What is no picture gets the server's sentence beside the text, which stays as it was."""
    assert give(editor, "#words", "drop", b"words")
    expect(editor.locator("[data-picture-tools] [role=status]")).to_contain_text("This is not a picture")

    assert "One two" == editor.locator("#words").input_value()


def test_drop_on_the_page_of_pictures_opens_its_form(open_as: Opened) -> None:
    """A file dropped anywhere on the page waits in the form for its words."""
    page = open_as("west")
    page.goto(PAGE)
    assert give(page, ".pictures > li >> nth=0", "drop", written(quartered(), "PNG"))

    expect(page.locator("#file")).to_be_visible()
    assert "pot.png" == page.locator("#file").evaluate("input => input.files[0].name")


def test_picture_is_added_without_scripts(open_as: Opened) -> None:
    """The form alone adds a picture with its words, and shows it."""
    page = open_as("west", java_script_enabled=False)
    page.goto(PAGE)
    page.locator("details.add summary").click()
    picture: Any = {"name": "a.png", "mimeType": "image/png", "buffer": written(quartered(), "PNG")}
    page.locator("#file").set_input_files(picture)
    page.locator("#alt-en").fill("Four colours")
    page.locator("details.add form button").click()

    expect(page.locator(".pictures > li:target")).to_contain_text("Four colours")
