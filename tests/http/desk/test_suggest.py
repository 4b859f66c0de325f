"""Whoever may not change a text suggests a change; its owner accepts, edits or declines; the maker takes it back."""

from collections.abc import Callable

import pytest

from blog.dialogue.suggestion import Suggestion
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.desk.editing import Draft, begin, typed, words

SAID = "因为**茶**香1。"


@pytest.fixture
def draft(cast: Cast, store: Store) -> Draft:
    """A draft of the first pair."""
    return begin(store, cast)


@pytest.fixture
def number(as_: Callable[[str], Client], draft: Draft, store: Store) -> int:
    """Ruth has suggested a change to Chen's answer."""
    ruth = as_("ruth")
    ruth.get(draft.text())
    sent = {"words": SAID, "why": "Plainer <b>.", "on_revision": "1"}
    ruth.post(draft.text(more="suggestions"), sent)
    with store() as session:
        return session.query(Suggestion).one().id


def decide(draft: Draft, number: int, what: str) -> str:
    """Where a decision is posted."""
    return f"/desk/posts/{draft.id}/suggestions/{number}/{what}"


def outcomes(store: Store) -> list[tuple[str, int | None, str]]:
    """What became of all suggestions: outcome, revision made of it, answer."""
    with store() as session:
        found = session.query(Suggestion).order_by(Suggestion.id)
        return [(each.outcome.value, each.as_revision, each.answer) for each in found]


@pytest.mark.parametrize(("name", "loc", "said"), [
    ("ruth", "zh", SAID), ("lin", "zh", "因为**水**。"), ("tom", "en", "For tea."),
])
def test_suggest(
    as_: Callable[[str], Client], store: Store, draft: Draft, name: str, loc: str, said: str,
) -> None:
    """Anyone of either side who may not change a text suggests one; the difference is shown to all, and who made it."""
    client = as_(name)
    client.get(draft.text(loc=loc))
    assert "Suggest a change" == client.text("#suggest")
    sent = {"words": said, "on_revision": "1", "why": "Plainer."}
    client.follow(client.post(draft.text(loc=loc, more="suggestions"), sent))

    assert "Your suggestion is on its way" in client.text("[role=status]")
    assert client.soup.select(".suggestion ins")
    assert "Plainer." == client.text(".suggestion blockquote")
    assert ["Take back"] == [button.get_text() for button in client.soup.select(".suggestion button")]
    assert 1 == len(words(store, draft, "en" if loc == "en" else "zh-Hans"))


@pytest.mark.usefixtures("number")
def test_owner_sees_the_difference(as_: Callable[[str], Client], draft: Draft) -> None:
    """The owner sees a diff by character; when the text has moved on, also against its newest revision."""
    chen = as_("chen")
    chen.get(draft.text())
    assert 1 == len(chen.soup.select(".suggestion .was"))
    assert "香" in chen.text(".suggestion ins")
    assert "Plainer <b>." == chen.text(".suggestion blockquote")
    chen.post(draft.text(), {"words": "因为**茶**好1。", "on_revision": "1"})
    chen.get(draft.text())

    assert "The text has been saved since." in chen.text(".suggestion")
    assert 2 == len(chen.soup.select(".suggestion .was"))


def test_accept(as_: Callable[[str], Client], store: Store, draft: Draft, number: int) -> None:
    """Accepted as it is: a revision by the owner, and a suggestion that is folded away as decided."""
    chen = as_("chen")
    chen.get(draft.text())
    chen.follow(chen.post(decide(draft, number, "acceptance"), {"on_revision": "1"}))

    assert SAID == words(store, draft)[-1]
    assert SAID == typed(chen)
    assert [("accepted", 2, "")] == outcomes(store)
    assert "1 decided suggestion" == chen.text(".suggestions summary")
    assert "accepted Chen Li as revision 2" in chen.text(f"#suggestion-{number}")


def test_edit_then_accept(as_: Callable[[str], Client], store: Store, draft: Draft, number: int) -> None:
    """The owner may put it otherwise first; unsaved words of the owner's own are not lost by that."""
    chen = as_("chen")
    chen.get(draft.text())
    chen.post(draft.text(more="scratch"), {"words": "Half", "on_revision": "1"})
    chen.get(draft.text())
    assert SAID == chen.text(f"#words-{number}")
    chen.follow(chen.post(decide(draft, number, "acceptance"), {"words": "因为茶真香。", "on_revision": "1"}))

    assert "因为茶真香。" == words(store, draft)[-1]
    assert "Half" == typed(chen)


def test_accepted_translation_is_reviewed(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """An owner who takes a suggestion for a translation has read it: it is reviewed."""
    tom, chen = as_("tom"), as_("chen")
    tom.get(draft.text(loc="en"))
    tom.post(draft.text(loc="en", more="suggestions"), {"words": "For tea.", "on_revision": "1"})
    with store() as session:
        made = session.query(Suggestion).one().id
    chen.get(draft.text(loc="en"))
    chen.follow(chen.post(decide(draft, made, "acceptance"), {"on_revision": "1"}))

    assert "reviewed" == chen.text(".page .state")


@pytest.mark.parametrize("sent", [{}, {"words": "因为茶真香。"}])
def test_stale_acceptance(
    as_: Callable[[str], Client], store: Store, draft: Draft, number: int, sent: dict[str, str],
) -> None:
    """When somebody saved meanwhile, nothing is taken: 409, the newest words, and what was edited still there."""
    chen, other = as_("chen"), as_("chen")
    chen.get(draft.text())
    other.get(draft.text())
    other.post(draft.text(), {"words": "因为水。", "on_revision": "1"})
    chen.post(decide(draft, number, "acceptance"), {**sent, "on_revision": "1"}, status=409)

    assert "Somebody else has saved this text" in chen.text(".wrongs")
    assert "因为水。" == typed(chen)
    assert sent.get("words", SAID) == chen.text(f"#words-{number}")
    assert [("open", None, "")] == outcomes(store)
    chen.post(decide(draft, number, "acceptance"), {**sent, "on_revision": "2"})
    assert [("accepted", 3, "")] == outcomes(store)


def test_decline(as_: Callable[[str], Client], store: Store, draft: Draft, number: int) -> None:
    """Declined with a line: the text stays, and the maker reads why."""
    chen = as_("chen")
    chen.get(draft.text())
    chen.post(decide(draft, number, "refusal"), {"answer": "古文如此。"})
    ruth = as_("ruth")
    ruth.get(draft.text())

    assert [("declined", None, "古文如此。")] == outcomes(store)
    assert "古文如此。" in ruth.text(f"#suggestion-{number}")
    assert 1 == len(words(store, draft))


def test_take_back(as_: Callable[[str], Client], store: Store, draft: Draft, number: int) -> None:
    """Whoever made it takes it back, and nobody else."""
    chen, ruth = as_("chen"), as_("ruth")
    chen.post(decide(draft, number, "removal"), status=403)
    ruth.get(draft.text())
    ruth.post(decide(draft, number, "removal"))
    assert [("taken_back", None, "")] == outcomes(store)
    for what in ("acceptance", "refusal"):
        chen.post(decide(draft, number, what), {"on_revision": "1"}, status=422)
        assert "This suggestion has been decided already." in chen.text(".wrongs")

    assert 1 == len(words(store, draft))


@pytest.mark.parametrize(("sent", "sentence"), [
    ({"words": "因为**茶**1。"}, "The suggestion is the same as the text."), ({"words": " "}, "Write something first."),
    ({"words": "[" * 500}, "more marks than"), ({"words": SAID, "why": "N\x00L"}, "cannot be kept"),
    ({"words": SAID, "on_revision": "9"}, "There is no text yet"),
])
def test_refused_suggestions_keep_what_was_typed(
    as_: Callable[[str], Client], store: Store, draft: Draft, sent: dict[str, str], sentence: str,
) -> None:
    """A suggestion that is none gets a sentence; words and reason are still there."""
    ruth = as_("ruth")
    ruth.get(draft.text())
    ruth.post(draft.text(more="suggestions"), {"on_revision": "1", "why": "So.", **sent}, status=422)

    assert sentence in ruth.text(".wrongs")
    assert sent["words"] == typed(ruth)
    if "why" not in sent:
        assert "So." == ruth.text("#why")
    assert [] == outcomes(store)


@pytest.mark.parametrize("what", ["acceptance", "refusal", "removal"])
def test_who_may_not_decide(
    as_: Callable[[str], Client], client: Client, store: Store, draft: Draft, number: int, what: str,
) -> None:
    """The other side 403, another pair 404, signed out 401, a GET 405, a wrong number or post 404."""
    address, sent = decide(draft, number, what), {"on_revision": "1"}
    as_("tom").post(address, sent, status=403)
    as_("lin").post(address, sent, status=403)
    as_("oskar").post(address, sent, status=404)
    client.post(address, sent, status=401)
    chen = as_("chen")
    chen.get(address, status=405)
    chen.post(decide(draft, 999, what), sent, status=404)
    chen.post(f"/desk/posts/1/suggestions/{number}/{what}", sent, status=404)

    assert [("open", None, "")] == outcomes(store)


def test_who_may_not_suggest(as_: Callable[[str], Client], client: Client, store: Store, draft: Draft) -> None:
    """Another pair 404, the owner of the site and moderators 403, signed out 401, a GET 405, a wrong key 404."""
    address, sent = draft.text(more="suggestions"), {"words": SAID, "on_revision": "1"}
    for name, status in (("oskar", 404), ("olga", 403), ("grace", 403), ("nina", 403)):
        as_(name).post(address, sent, status=status)
    client.post(address, sent, status=401)
    ruth = as_("ruth")
    ruth.get(address, status=405)
    ruth.post(draft.text("q999", more="suggestions"), sent, status=404)

    assert [] == outcomes(store)
