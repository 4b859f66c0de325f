"""A browser without scripts: everything that is done at the desk is done by links, fields and buttons."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened
from tests.browser.site import Site
from tests.browser.stop import fill, submitted
from tests.unit.pictures import quartered, written

Plain = Callable[[str | None], Page]
OK = ".notice.ok"
SIGN = ".lock form:has([name=hash]) > button"


@pytest.fixture
def plain(open_as: Opened) -> Plain:
    """A page of a browser without scripts: `plain("west")`."""
    return lambda who: open_as(who, java_script_enabled=False)


def _said(page: Page) -> list[str]:
    return page.locator("ol.arranging.west .placed > p").all_inner_texts()


def _status(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def test_post_is_begun_and_arranged(plain: Plain) -> None:
    """A post begins, questions are asked, moved by their buttons, taken out and put back."""
    page = plain("west")
    page.goto("/desk/series/1/")
    fill(page, "#begin form", title="What is left over")
    for words in ("Who sweeps?", "Who locks up?"):
        page.locator("#ask-west > summary").click()
        fill(page, "#ask-west form", words=words)
    assert ["Who sweeps?", "Who locks up?"] == _said(page)
    submitted(page, "[data-move=up] button")
    assert ["Who locks up?", "Who sweeps?"] == _said(page)
    submitted(page, "[data-move=down] button")
    assert ["Who sweeps?", "Who locks up?"] == _said(page)
    page.locator("summary", has_text="Take out").first.click()
    submitted(page, "form[action$='/withdrawal'] button")
    assert ["Who locks up?"] == _said(page)
    submitted(page, "form[action$='/withdrawal/removal'] button")

    assert ["Who locks up?", "Who sweeps?"] == _said(page)


def test_answer_is_previewed_saved_and_restored(site: Site, plain: Plain) -> None:
    """An answer is looked at before it is saved; an older revision comes back from its history."""
    page = plain("west")
    editor = f"/desk/posts/{site.names['desk']}/texts/q{site.names['unanswered']}.answer/en/"
    page.goto(editor)
    page.locator("#words").fill("*Nobody* has asked yet.")
    submitted(page, "[data-preview]")
    expect(page.locator(".preview em")).to_have_text("Nobody")
    submitted(page, "[data-save]")
    expect(page.locator(OK)).to_contain_text("Saved as revision 1")
    page.locator("#words").fill("Somebody has.")
    submitted(page, "[data-save]")
    page.goto(f"{editor}history/")
    expect(page.locator(".history del").first).to_be_visible()
    submitted(page, ".revisions li:last-child button")

    expect(page.locator("#words")).to_have_value("*Nobody* has asked yet.")
    expect(page.locator(OK)).to_be_visible()


def test_translation_is_confirmed_and_reviewed(site: Site, plain: Plain) -> None:
    """A translation that is out of date is said to be still right, then written anew and marked reviewed."""
    page = plain("west")
    page.goto(f"/desk/posts/{site.names['desk']}/texts/q{site.names['asked']}.answer/en/")
    submitted(page, "[formaction$=confirmation]")
    expect(page.locator(OK)).to_contain_text("Still right")
    expect(page.locator("[formaction$=confirmation]")).to_have_count(0)
    page.locator("#words").fill("The camera does not tire.")
    submitted(page, "[data-save]")
    expect(page.locator(".page .state.ok")).to_have_count(0)
    submitted(page, "[formaction$=review]")

    expect(page.locator(".page .state.ok")).to_have_text("reviewed")


def test_late_save_shows_both_texts(site: Site, plain: Plain) -> None:
    """Saving on an old revision answers 409 with theirs beside one's own; saving once more makes the next revision."""
    editor = f"/desk/posts/{site.names['desk']}/texts/q{site.names['asked']}.answer/en/"
    first, late = plain("west"), plain("west")
    for page in (first, late):
        page.goto(editor)
    first.locator("#words").fill("The camera does not tire.")
    submitted(first, "[data-save]")
    late.locator("#words").fill("A camera never tires.")
    assert 409 == submitted(late, "[data-save]").status
    expect(late.locator("[data-theirs]")).to_have_text("The camera does not tire.")
    expect(late.locator("#words")).to_have_value("A camera never tires.")
    assert 200 == submitted(late, "[data-save]").status

    expect(late.locator("#words")).to_have_value("A camera never tires.")


def test_suggestions_are_accepted_edited_and_declined(draft: int, plain: Plain) -> None:
    """The other side proposes three changes; the owner takes one, takes one edited, and leaves one."""
    east, west = plain("east"), plain("west")
    west.goto(f"/desk/posts/{draft}/")
    key = west.locator("ol.arranging.west > li").first.get_attribute("id")
    text = f"/desk/posts/{draft}/texts/{key}/en/"
    for words in ("Why indeed?", "Why ever?", "Why not?"):
        east.goto(text)
        fill(east, "form[action$=suggestions]", words=words)
    west.goto(text)
    expect(west.locator(".suggestion")).to_have_count(3)
    submitted(west, ".suggestion form[action$=acceptance] > button")
    expect(west.locator("#words")).to_have_value("Why indeed?")
    west.locator(".suggestion summary", has_text="Edit").first.click()
    fill(west, ".suggestion details[open] form", words="Why ever not?")
    expect(west.locator("#words")).to_have_value("Why ever not?")
    west.locator(".suggestion summary", has_text="Decline").first.click()
    fill(west, ".suggestion details[open] form", answer="One is enough.")
    expect(west.locator("#words")).to_have_value("Why ever not?")
    east.goto(text)
    east.locator("#suggestions > details > summary").click()

    expect(east.locator("#suggestions")).to_contain_text("One is enough.")


def test_note_is_dealt_with_and_taken_up(draft: int, plain: Plain) -> None:
    """A side-note is written, dealt with and taken up again."""
    page = plain("west")
    page.goto(f"/desk/posts/{draft}/")
    fill(page, "#notes .fields", words="Is the title too long?")
    expect(page.locator("#notes > ol")).to_contain_text("Is the title too long?")
    submitted(page, "#notes > ol button")
    expect(page.locator("#notes > ol")).to_have_count(0)
    page.locator("#notes > details > summary").click()
    submitted(page, "#notes > details button")

    expect(page.locator("#notes > ol")).to_contain_text("Is the title too long?")


def test_picture_is_sent(draft: int, plain: Plain) -> None:
    """A file goes through the form, with its words."""
    page = plain("west")
    page.goto(f"/desk/posts/{draft}/pictures/")
    file = {"name": "pot.png", "mimeType": "image/png", "buffer": written(quartered(), "PNG")}
    page.locator("#file").set_input_files([file])
    fill(page, "form:has(#file)", alt_en="A pot", alt_zh="一把壶")

    expect(page.locator(".pictures > li")).to_contain_text("A pot")
    expect(page.locator(".pictures > li input")).to_have_value(re.compile(r"!\[\]\(picture:\d+\)"))


def test_both_sign_a_reader_reads_and_one_withdraws(draft: int, plain: Plain) -> None:
    """A gap is waived, both keys turn, the public page is there; with a reason it is gone again."""
    west, east, reader = plain("west"), plain("east"), plain(None)
    west.goto(f"/desk/posts/{draft}/")
    west.locator("summary", has_text="Take out").first.click()
    submitted(west, "form[action$='/withdrawal'] button")
    for page in (west, east):
        page.goto(f"/desk/posts/{draft}/signing/")
    submitted(west, ".warnings form button")
    expect(west.locator(".warnings .waived")).to_have_count(1)
    submitted(west, SIGN)
    east.reload()
    submitted(east, SIGN)
    expect(east.locator(OK)).to_be_visible()
    west.goto(f"/desk/posts/{draft}/")
    address = west.locator("#bench-plan ~ p a").get_attribute("href") or ""
    assert 200 == _status(reader, address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("A draft")
    west.goto(f"/desk/posts/{draft}/signing/")
    west.locator("summary", has_text="Withdraw the post").click()
    fill(west, "form[action$=withdrawal]", why="A name was wrong.")

    assert 410 == _status(reader, address)


def test_planned_edition_is_stopped(draft: int, plain: Plain) -> None:
    """A time is planned and signed by both; either of them stops it with a reason."""
    west, east = plain("west"), plain("east")
    west.goto(f"/desk/posts/{draft}/signing/")
    west.locator(".plan summary").click()
    west.locator("[name=when][value=at]").check()
    fill(west, "form:has([name=when])", date="2030-12-31", time="09:30", note_en="For the new year.")
    expect(west.locator(".planned")).to_contain_text("31 Dec 2030")
    submitted(west, SIGN)
    east.goto(f"/desk/posts/{draft}/signing/")
    submitted(east, SIGN)
    expect(east.locator(".scheduled")).to_be_visible()
    east.locator(".scheduled summary").click()
    fill(east, ".scheduled form", why="Not before the fair.")

    expect(east.locator(".scheduled")).to_have_count(0)
    expect(east.locator(OK)).to_be_visible()


def test_preview_link_is_made_and_closed(draft: int, plain: Plain) -> None:
    """Somebody without an account reads the draft by a link, until it is closed."""
    page, guest = plain("west"), plain(None)
    page.goto(f"/desk/posts/{draft}/previews/")
    submitted(page, "form.fields button")
    address = page.locator("#link").input_value()
    assert 200 == _status(guest, address)
    expect(guest.get_by_role("heading", level=1)).to_have_text("A draft")
    submitted(page, ".list form button")

    assert 404 == _status(guest, address)


def test_glossary_grows_and_shrinks(plain: Plain) -> None:
    """A term is added, changed and taken out."""
    page = plain("west")
    page.goto("/desk/series/1/glossary/")
    fill(page, "section.panel form", en="lathe", zh="车床")
    term = page.locator(".terms > li", has=page.locator("b", has_text="车床"))
    term.locator("summary").first.click()
    term.locator("[name=note]").fill("Not 旋床.")
    with page.expect_navigation():
        term.get_by_role("button", name="Save").click()
    expect(term).to_contain_text("Not 旋床.")
    for summary in (term.locator("summary").first, term.locator(".removal summary")):
        summary.click()
    with page.expect_navigation():
        term.locator(".removal button").click()

    expect(term).to_have_count(0)


def test_role_is_given_and_taken(plain: Plain) -> None:
    """The owner gives somebody a role and takes it away."""
    page = plain("owner")
    page.goto("/desk/people/")
    person = page.locator(".people > li", has_text="Tom Holroyd")
    before = person.locator(".roles li").count()
    person.locator("summary").click()
    person.locator("select").select_option(label="signer")
    with page.expect_navigation():
        person.locator(".give button").click()
    expect(person.locator(".roles li")).to_have_count(before + 1)
    with page.expect_navigation():
        person.locator(".take").last.click()

    expect(person.locator(".roles li")).to_have_count(before)
