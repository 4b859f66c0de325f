"""Every revision of a text: who and when, what differs between two, and an old one brought back as a new one."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.desk.editing import Draft, begin, words


@pytest.fixture
def draft(cast: Cast, store: Store) -> Draft:
    """A draft of the first pair."""
    return begin(store, cast)


@pytest.fixture
def written(as_: Callable[[str], Client], draft: Draft) -> Draft:
    """The same, with three revisions of the first answer, the second a minor edit."""
    chen = as_("chen")
    chen.get(draft.text())
    for number, (said, minor) in enumerate((("因为**茶**。", True), ("因为**好茶**。", False)), start=1):
        chen.post(draft.text(), {"words": said, "on_revision": str(number)} | ({"minor": "on"} if minor else {}))
    return draft


def restore(client: Client, draft: Draft, number: int, on_revision: int, status: int = 303, loc: str = "zh") -> None:
    """Bring a revision back."""
    address = draft.text(loc=loc, more=f"history/{number}/restoration")
    client.post(address, {"on_revision": str(on_revision)}, status=status)


@pytest.mark.parametrize("name", ["chen", "ruth", "tom", "lin", "olga"])
def test_everybody_at_the_bench_looks(as_: Callable[[str], Client], written: Draft, name: str) -> None:
    """Both partners and the owner see each revision with its writer, newest first, and the last change."""
    client = as_(name)
    client.get(written.text(more="history/"))
    rows = client.soup.select(".revisions li")

    assert ["Revision 3", "Revision 2", "Revision 1"] == [row.b.get_text() for row in rows]  # type: ignore[union-attr]
    assert ["Chen Li", "Chen Li"] == [row.select_one("div > span").get_text() for row in rows[:2]]  # type: ignore[union-attr]
    assert "minor edit" in rows[1].get_text()
    assert "zh-Hans" == rows[0].select_one(".words")["lang"]  # type: ignore[index]
    assert "From revision 2 to revision 3" == client.text("#between")
    assert (name == "chen") == bool(client.soup.select("button[form=restore]"))


def test_translation_tells_its_original(as_: Callable[[str], Client], written: Draft) -> None:
    """A translation says of which revision it was made, and which one is reviewed."""
    lin = as_("lin")
    lin.get(written.text(loc="en"))
    lin.post(written.text(loc="en"), {"words": "For good tea.", "on_revision": "1"})
    lin.get(written.text(loc="en", more="history/"))
    newest, oldest = (" ".join(row.get_text(" ").split()) for row in lin.soup.select(".revisions li"))

    assert "of 简体中文 revision 3" in newest
    assert "of 简体中文 revision 1" in oldest
    assert "reviewed" in oldest
    assert "reviewed" not in newest


@pytest.mark.parametrize(("query", "heading", "gone", "new"), [
    ("?from=1&to=3", "From revision 1 to revision 3", ["1"], ["好"]),
    ("?from=3&to=1", "From revision 1 to revision 3", ["1"], ["好"]),
    ("?from=1&to=2", "From revision 1 to revision 2", ["1"], []),
    ("?from=9&to=x", "From revision 2 to revision 3", [], ["好"]),
    ("?from=2&to=2", "From revision 2 to revision 2", [], []),
])
def test_any_two(
    as_: Callable[[str], Client], written: Draft, query: str, heading: str, gone: list[str], new: list[str],
) -> None:
    """Any two revisions are compared, the older one first; what is no number means the newest change."""
    ruth = as_("ruth")
    ruth.get(written.text(more=f"history/{query}"))
    for spoken in ruth.soup.select(".unseen"):
        spoken.decompose()

    assert heading == ruth.text("#between")
    assert gone == [each.get_text().strip() for each in ruth.soup.select(".panel del")]
    assert new == [each.get_text().strip() for each in ruth.soup.select(".panel ins")]


def test_unwritten_text(as_: Callable[[str], Client], draft: Draft) -> None:
    """A locale in which nothing is written has an empty history."""
    chen = as_("chen")
    chen.get(draft.text(loc="zh-hant", more="history/"))

    assert "Nothing is written here yet." in chen.text(".history")


def test_restore(as_: Callable[[str], Client], store: Store, written: Draft) -> None:
    """An old revision comes back as a new one; what came after it stays in the history, and unsaved words stay too."""
    chen = as_("chen")
    chen.get(written.text(more="history/"))
    chen.post(written.text(more="scratch"), {"words": "Half", "on_revision": "3"})
    restore(chen, written, 1, 3)
    chen.get(written.text())

    assert ["因为**茶**1。", "因为**茶**。", "因为**好茶**。", "因为**茶**1。"] == words(store, written)
    assert "The words of revision 1 are back, as revision 4." in chen.text()
    assert "Half" in chen.text("#words")


def test_restore_is_a_save(as_: Callable[[str], Client], store: Store, written: Draft) -> None:
    """Whoever has not seen the newest revision restores nothing: 409 with the history as it is."""
    chen = as_("chen")
    chen.get(written.text(more="history/"))
    restore(chen, written, 1, 2, status=409)

    assert "Somebody else has saved this text" in chen.text(".wrongs")
    assert 3 == len(words(store, written))


@pytest.mark.parametrize(("name", "status"), [
    ("ruth", 403), ("lin", 403), ("olga", 403), ("oskar", 404), ("nina", 403),
])
def test_who_may_not(as_: Callable[[str], Client], store: Store, written: Draft, name: str, status: int) -> None:
    """The other side and translators bring no original back; for another pair it does not exist."""
    client = as_(name)
    restore(client, written, 1, 3, status=status)
    client.get(written.text(more="history/"), status={"oskar": 404, "nina": 403}.get(name, 200))

    assert 3 == len(words(store, written))


def test_signed_out_and_wrong_numbers(
    as_: Callable[[str], Client], client: Client, store: Store, written: Draft
) -> None:
    """Signed out: to the form, or 401. A GET brings nothing back, and what is not there is not found."""
    client.get(written.text(more="history/"), status=302)
    restore(client, written, 1, 3, status=401)
    chen = as_("chen")
    chen.get(written.text(more="history/1/restoration"), status=405)
    restore(chen, written, 9, 3, status=404)
    chen.get(written.text("q999", more="history/"), status=404)

    assert 3 == len(words(store, written))
