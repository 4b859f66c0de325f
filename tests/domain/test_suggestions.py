"""Suggestions: made by anyone of either side, decided by the owner of the text, once, and never blindly."""

import pytest
from sqlalchemy.orm import Session

from blog.dialogue.errors import Conflict, NotAllowed, Refused
from blog.dialogue.event import Event
from blog.dialogue.passage import Passage, find
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from blog.dialogue.scratch import Scratch
from blog.dialogue.suggestion import LONGEST_WHY, Outcome, Suggestion
from tests.cast import Cast
from tests.domain.keys import person

SAID = "因为**茶**香。"


@pytest.fixture
def people(session: Session, cast: Cast) -> dict[str, Person]:
    """The cast in this session."""
    return {name: person(session, cast, name) for name in ("ruth", "tom", "chen", "lin", "oskar", "olga")}


def answer(session: Session, post: Post) -> Passage:
    """East's answer to West's first question."""
    found = find(session, post, f"q{post.asked[0].id}.answer")
    assert found is not None
    return found


def suggest(session: Session, post: Post, by: Person, said: str = SAID, on_revision: int = 1) -> Suggestion:
    """A suggestion for the Chinese original of the answer."""
    return Suggestion.make(session, answer(session, post), "zh-Hans", said, on_revision, " Plainer. ", by=by)


def newest(session: Session, post: Post) -> str:
    """The newest words of the answer."""
    return answer(session, post).newest("zh-Hans").words  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "may"), [
    ("ruth", True), ("tom", True), ("lin", True), ("chen", True), ("oskar", False), ("olga", False),
])
def test_either_side_suggests(
    session: Session, people: dict[str, Person], post: Post, name: str, may: bool
) -> None:
    """Members of either partner suggest, and nobody else; nothing of the text changes by that."""
    if may:
        made = suggest(session, post, people[name])
        assert (Outcome.OPEN, SAID, "Plainer.", 1) == (made.outcome, made.words, made.why, made.on_revision)
        assert [made] == list(session.scalars(Suggestion.open_in(post)))
    else:
        with pytest.raises(NotAllowed):
            suggest(session, post, people[name])

    assert "因为**茶**1。" == newest(session, post)


@pytest.mark.parametrize(("said", "on_revision", "key"), [
    ("因为**茶**1。", 1, "nothing_suggested"), (" 因为**茶**1。\r\n", 1, "nothing_suggested"), ("", 1, "text_empty"),
    (SAID, 0, "nothing_to_change"), (SAID, 2, "nothing_to_change"), ("[" * 500, 1, "text_too_complex"),
])
def test_what_is_no_suggestion(
    session: Session, people: dict[str, Person], post: Post, said: str, on_revision: int, key: str,
) -> None:
    """The same words, none, such as cannot be kept, or on a revision that is not there."""
    with pytest.raises(Refused) as refusal:
        suggest(session, post, people["ruth"], said, on_revision)

    assert key == refusal.value.key


def test_what_is_said_beside_it(session: Session, people: dict[str, Person], post: Post) -> None:
    """A reason has its limit, beyond which nothing is cut, and holds nothing that a database cannot keep."""
    passage = answer(session, post)
    long = Suggestion.make(session, passage, "zh-Hans", SAID, 1, "w" * LONGEST_WHY, by=people["ruth"])
    for said in ("w" * (LONGEST_WHY + 1), "N\x00L"):
        with pytest.raises(Refused, match="remark_unkept"):
            Suggestion.make(session, passage, "zh-Hans", SAID, 1, said, by=people["ruth"])
        with pytest.raises(Refused, match="remark_unkept"):
            long.decline(session, said, by=people["chen"])


def test_sent_twice(session: Session, people: dict[str, Person], post: Post) -> None:
    """A form that is sent twice makes one suggestion; another person, other words or a decision make another."""
    first = suggest(session, post, people["ruth"])
    assert first is suggest(session, post, people["ruth"])
    others = {suggest(session, post, people["tom"]).id, suggest(session, post, people["ruth"], "为茶。").id}
    first.decline(session, by=people["chen"])

    assert 4 == len({first.id, suggest(session, post, people["ruth"]).id, *others})


def test_accepted(session: Session, people: dict[str, Person], post: Post) -> None:
    """Acceptance is a save by the owner: a revision, two events, and the suggestion knows which revision it became."""
    made = suggest(session, post, people["ruth"])
    made.accept(session, SAID, on_revision=1, by=people["chen"])
    revision = answer(session, post).newest("zh-Hans")
    assert revision is not None

    assert (SAID, 2, people["chen"]) == (revision.words, revision.number, revision.by)
    assert (Outcome.ACCEPTED, 2, people["chen"]) == (made.outcome, made.as_revision, made.decided_by)
    happened = [event.action for event in reversed(session.scalars(Event.about(post)).all())]
    assert ["suggestion.made", "text.saved", "suggestion.accepted"] == happened


def test_accepting_loses_no_unsaved_words(session: Session, people: dict[str, Person], post: Post) -> None:
    """What the owner has typed and not saved is still there after a suggestion was accepted."""
    made = suggest(session, post, people["ruth"])
    Scratch.keep(session, post, made.key, "zh-Hans", "Half", 1, by=people["chen"])
    made.accept(session, SAID, on_revision=1, by=people["chen"])

    assert "Half" == session.scalars(Scratch.of(post, made.key, "zh-Hans", by=people["chen"])).one().words


@pytest.mark.parametrize("on_revision", [0, 1, 3])
def test_never_blindly(session: Session, people: dict[str, Person], post: Post, on_revision: int) -> None:
    """A suggestion is accepted on the newest text that there is, or not at all; it stays open."""
    made = suggest(session, post, people["ruth"])
    answer(session, post).save(session, "zh-Hans", "因为水。", on_revision=1, by=people["chen"])
    with pytest.raises(Conflict) as refusal:
        made.accept(session, SAID, on_revision=on_revision, by=people["chen"])

    assert ("因为水。", 2) == (refusal.value.theirs, refusal.value.number)
    assert (Outcome.OPEN, "因为水。") == (made.outcome, newest(session, post))


@pytest.mark.parametrize("name", ["ruth", "tom", "lin", "oskar", "olga"])
def test_only_the_owner_decides(session: Session, people: dict[str, Person], post: Post, name: str) -> None:
    """Neither whoever made it, nor the other side, nor a translator decides about an original."""
    made = suggest(session, post, people["ruth"])
    with pytest.raises(NotAllowed):
        made.accept(session, SAID, on_revision=1, by=people[name])
    with pytest.raises(NotAllowed):
        made.decline(session, by=people[name])

    assert Outcome.OPEN is made.outcome


@pytest.mark.parametrize("first", ["accept", "decline", "take_back"])
def test_decided_once(session: Session, people: dict[str, Person], post: Post, first: str) -> None:
    """What is decided, or taken back, is not decided again."""
    made = suggest(session, post, people["ruth"])
    acts = {
        "accept": lambda: made.accept(session, "因为茶真香。", on_revision=1, by=people["chen"]),
        "decline": lambda: made.decline(session, " 不。 ", by=people["chen"]),
        "take_back": lambda: made.take_back(session, by=people["ruth"]),
    }
    acts[first]()
    before = (made.outcome, newest(session, post))
    for act in acts.values():
        with pytest.raises(Refused, match="suggestion_decided"):
            act()

    assert before == (made.outcome, newest(session, post))
    assert ("不。" if first == "decline" else "") == made.answer


def test_nobody_takes_back_anothers(session: Session, people: dict[str, Person], post: Post) -> None:
    """A colleague of whoever made it does not take it back."""
    made = suggest(session, post, people["ruth"])
    with pytest.raises(Refused, match="not_your_suggestion"):
        made.take_back(session, by=people["tom"])


def test_translators_decide_about_translations(session: Session, people: dict[str, Person], post: Post) -> None:
    """A suggestion for a translation is decided by whoever may translate, and what is accepted is reviewed."""
    made = Suggestion.make(session, answer(session, post), "en", "For tea.", 1, by=people["tom"])
    made.accept(session, "For tea.", on_revision=1, by=people["lin"])
    text = answer(session, post).text
    assert text is not None

    assert "For tea." == text.released("en").words  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["oskar", "olga"])
def test_only_members_keep_what_they_type(
    session: Session, people: dict[str, Person], post: Post, name: str
) -> None:
    """Whoever may not suggest here has nothing to keep here, whatever they may do for another pair."""
    with pytest.raises(NotAllowed):
        Scratch.keep(session, post, "title", "en", "Tea", 1, by=people[name])
