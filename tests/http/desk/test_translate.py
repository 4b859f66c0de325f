"""Translators face the original: translate, review, confirm, and see what has changed and which words are agreed."""

from collections.abc import Callable

import pytest

from blog.dialogue.glossary import Term
from blog.dialogue.passage import find
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.desk.editing import Draft, begin, on_revision, revisions, typed, words


@pytest.fixture
def draft(cast: Cast, store: Store) -> Draft:
    """A draft of the first pair."""
    return begin(store, cast)


def rewrite(store: Store, cast: Cast, draft: Draft, said: str, *, minor: bool = False) -> None:
    """Chen writes the original of the first answer anew."""
    with store() as session:
        passage = find(session, session.get_one(Post, draft.id), draft.answer)
        chen = session.get_one(Person, cast["chen"].id)
        assert passage is not None
        seen = passage.newest("zh-Hans")
        passage.save(session, "zh-Hans", said, on_revision=seen.number, by=chen, minor=minor)  # type: ignore[union-attr]


def states(client: Client) -> list[str]:
    """The badges of the translation."""
    return [badge.get_text() for badge in client.soup.select(".page .state")]


def buttons(client: Client) -> list[str]:
    """The buttons of the editor."""
    return [button.get_text() for button in client.soup.select(".editor form:has(#words) button:not([type=button])")]


@pytest.mark.parametrize("name", ["lin", "chen"])
def test_translate(as_: Callable[[str], Client], store: Store, draft: Draft, name: str) -> None:
    """A translator, or an author of the answer's own side, saves a translation, which then waits for a review."""
    client = as_(name)
    client.get(draft.text(loc="en"))
    assert "因为**茶**1。" == client.text("[data-original]")
    client.follow(client.post(draft.text(loc="en"), {"words": "For **tea** is good.", "on_revision": "1"}))

    assert ["waiting for review"] == states(client)
    assert "Mark reviewed" in buttons(client)
    client.post(draft.text(loc="en", more="review"), {"words": typed(client), "on_revision": on_revision(client)})
    client.get(draft.text(loc="en"))
    assert ["reviewed"] == states(client)
    assert ["Save", "Save and mark reviewed", "Preview"] == buttons(client)


def test_save_and_mark_reviewed(as_: Callable[[str], Client], draft: Draft) -> None:
    """One button does both."""
    lin = as_("lin")
    lin.get(draft.text(loc="en"))
    lin.follow(lin.post(draft.text(loc="en"), {"words": "For tea.", "on_revision": "1", "approve": "1"}))

    assert ["reviewed"] == states(lin)


def test_original_has_changed(as_: Callable[[str], Client], store: Store, cast: Cast, draft: Draft) -> None:
    """A translation that fell behind shows what changed in its original; a minor edit does not make it old."""
    rewrite(store, cast, draft, "因为茶好。")
    lin = as_("lin")
    lin.get(draft.text(loc="en"))
    assert ["out of date"] == states(lin)
    assert "What changed in the original since this was translated:" in lin.text(".editor")
    assert lin.soup.select(".was ins")
    assert "zh-Hans" == lin.soup.select_one(".was [lang]")["lang"]  # type: ignore[index]
    lin.follow(lin.post(draft.text(loc="en", more="confirmation"), {"words": typed(lin), "on_revision": "1"}))
    assert ["reviewed", "minor edit"] == states(lin)
    assert [1, 2] == [revision.of_revision for revision in revisions(store, draft, "en")]
    rewrite(store, cast, draft, "因为茶很好。", minor=True)
    lin.get(draft.text(loc="en"))
    assert ["reviewed", "minor edit"] == states(lin)
    assert lin.soup.select(".was ins")


@pytest.mark.parametrize("more", ["review", "confirmation"])
def test_what_was_typed_survives_a_decision(
    as_: Callable[[str], Client], store: Store, cast: Cast, draft: Draft, more: str,
) -> None:
    """Reviewing or confirming the saved words keeps what stands unsaved in the field."""
    rewrite(store, cast, draft, "因为茶好。")
    lin = as_("lin")
    lin.get(draft.text(loc="en"))
    lin.follow(lin.post(draft.text(loc="en", more=more), {"words": "Half a sen", "on_revision": "1"}))

    assert "Half a sen" == typed(lin)
    assert "Half a sen" not in words(store, draft, "en")


@pytest.mark.parametrize("more", ["review", "confirmation"])
def test_decisions_on_old_words(as_: Callable[[str], Client], store: Store, draft: Draft, more: str) -> None:
    """Nobody reviews or confirms words that somebody has changed since: 409 with both."""
    lin, chen = as_("lin"), as_("chen")
    lin.get(draft.text(loc="en"))
    chen.get(draft.text(loc="en"))
    chen.post(draft.text(loc="en"), {"words": "For tea.", "on_revision": "1"})
    lin.post(draft.text(loc="en", more=more), {"words": typed(lin), "on_revision": "1"}, status=409)

    assert "For tea." == lin.text("[data-theirs]")
    assert 2 == len(words(store, draft, "en"))
    lin.get(draft.text(loc="en"))
    assert "For tea." == typed(lin), "nothing was typed, so nothing is unsaved"


@pytest.mark.parametrize("more", ["review", "confirmation"])
def test_originals_are_not_reviewed(as_: Callable[[str], Client], draft: Draft, more: str) -> None:
    """An original has nothing to review or confirm: 422 and a sentence."""
    chen = as_("chen")
    chen.get(draft.text())
    assert ["Save", "Preview"] == buttons(chen)
    chen.post(draft.text(more=more), {"words": typed(chen), "on_revision": "1"}, status=422)

    assert "There is no translation yet" in chen.text(".wrongs")


@pytest.mark.parametrize("more", ["", "review", "confirmation"])
def test_who_may_not(
    as_: Callable[[str], Client], client: Client, store: Store, draft: Draft, more: str
) -> None:
    """The other side's author 403, another pair 404, signed out 401, a wrong method 405, a wrong number 404."""
    sent, address = {"words": "No.", "on_revision": "1"}, draft.text(loc="en", more=more)
    as_("ruth").post(address, sent, status=403)
    as_("oskar").post(address, sent, status=404)
    as_("nina").post(address, sent, status=403)
    client.post(address, sent, status=401)
    lin = as_("lin")
    lin.post(f"/desk/posts/999/texts/{draft.answer}/en/{more}", sent, status=404)
    if more:
        lin.get(address, status=405)

    assert 1 == len(words(store, draft, "en"))


def test_traditional_begins_with_the_conversion(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """Whoever writes a Traditional text of one's own starts from what readers see now: the conversion."""
    lin = as_("lin")
    lin.get(draft.text(loc="zh-hant"))
    assert "因為**茶**1。" == typed(lin)
    assert "因为**茶**1。" == lin.text("[data-original]")
    assert "Readers of this script see the other one converted" in lin.text(".editor")
    lin.follow(lin.post(draft.text(loc="zh-hant"), {"words": "因為**茶葉**。", "on_revision": "0", "approve": "1"}))

    assert ["reviewed"] == states(lin)
    assert "Readers of this script see" not in lin.text(".editor")


def test_tabs_tell_how_it_stands(as_: Callable[[str], Client], store: Store, cast: Cast, draft: Draft) -> None:
    """Each locale says whether it is the original, out of date, or converted."""
    rewrite(store, cast, draft, "因为茶好。")
    ruth = as_("ruth")
    ruth.get(draft.text(loc="en"))

    tabs = {tab.span["lang"]: tab.small.get_text() for tab in ruth.soup.select(".editor .tabs a")}  # type: ignore[index, union-attr]
    assert {"en": "out of date", "zh-Hans": "original", "zh-Hant": "converted"} == tabs


def test_glossary_warns(as_: Callable[[str], Client], store: Store, cast: Cast, draft: Draft) -> None:
    """An agreed term is marked in the original with its translation, and one that the translation lacks is named."""
    with store() as session:
        series, ruth = session.get_one(Series, draft.series_id), session.get_one(Person, cast["ruth"].id)
        Term.add(session, series, "tea", "茶", by=ruth)
        Term.add(session, series, "therefore <b>", "因为", by=ruth)
    lin = as_("lin")
    lin.get(draft.text(loc="en"))

    assert [("茶", "agreed: tea")] == [(m.get_text(), m["title"]) for m in lin.soup.select("mark")][1:]
    assert ["因为 → therefore <b>"] == [" ".join(li.get_text().split()) for li in lin.soup.select("[data-lacking] li")]
    lin.follow(lin.post(draft.text(loc="en"), {"words": "Therefore <b> Tea.", "on_revision": "1"}))
    assert [] == lin.soup.select("[data-lacking]")
