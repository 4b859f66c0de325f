"""The glossary of a series: who agrees on its terms, what is refused, and what both partners see of it."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from blog.dialogue.errors import NotAllowed, Refused
from blog.dialogue.event import Event
from blog.dialogue.glossary import LONGEST, LONGEST_NOTE, Term
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.at_once import at_once
from tests.domain.keys import person
from tests.factories import make_series


def add(
    session: Session, cast: Cast, en: str = "green tea", zh: str = "绿茶", note: str = "", by: str = "ruth",
) -> Term:
    """A term of the cast's series."""
    return Term.add(session, session.get_one(Series, cast.series.id), en, zh, note, by=person(session, cast, by))


@pytest.mark.parametrize("name", ["ruth", "tom", "chen", "lin"])
def test_authors_and_translators_of_either_side_agree(store: Store, cast: Cast, name: str) -> None:
    """Whoever writes or translates adds, changes and removes terms; each act is an event without anybody's words."""
    with store() as session:
        term = add(session, cast, " green  tea ", "绿茶\n", "In the north:\r\nhot. ", name)
        assert ("green tea", "绿茶", "In the north:\nhot.", cast[name].id) == (term.en, term.zh, term.note, term.by_id)
        term.change(session, "Green tea", "綠茶", by=person(session, cast, name))
        assert ("Green tea", "綠茶", "") == (term.en, term.zh, term.note)
        number = term.id
        term.remove(session, by=person(session, cast, name))
        events = session.scalars(Event.about(session.get_one(Series, cast.series.id))).all()[:3]

        assert ["glossary.removed", "glossary.changed", "glossary.added"] == [event.action for event in events]
        assert [({"term": number}, cast[name].id)] * 3 == [(event.data, event.by_id) for event in events]
        assert None is session.get(Term, number)


@pytest.mark.parametrize("name", ["oskar", "grace", "olga", "nina"])
def test_nobody_else_does(store: Store, cast: Cast, name: str) -> None:
    """Strangers to the series change nothing in its glossary, the owner neither."""
    with store() as session:
        term, who = add(session, cast), person(session, cast, name)
        for act in (
            lambda: add(session, cast, "cup", "杯", by=name), lambda: term.change(session, "cup", "杯", by=who),
            lambda: term.remove(session, by=who),
        ):
            with pytest.raises(NotAllowed):
                act()

        assert [("green tea", "绿茶")] == [(term.en, term.zh) for term in session.scalars(Term.of(term.series))]


@pytest.mark.parametrize(("en", "zh", "key"), [
    ("", "茶", "term_incomplete"), ("tea", " \n", "term_incomplete"), ("tea\ncup", "茶", "term_incomplete"),
    ("tea", "茶\u2028杯", "term_incomplete"), ("t" * (LONGEST + 1), "茶", "term_incomplete"),
    ("tea", "茶" * (LONGEST + 1), "term_incomplete"), ("te\0a", "茶", "text_unreadable"),
    ("green tea", "青茶", "term_taken"), ("Green  TEA", "青茶", "term_taken"),
])
def test_what_is_refused(store: Store, cast: Cast, en: str, zh: str, key: str) -> None:
    """A term is one line in each language, and stands once in a glossary, in whichever case."""
    with store() as session:
        add(session, cast)
        other = add(session, cast, "cup", "杯")
        acts: list[Callable[[], object]] = [
            lambda: add(session, cast, en, zh), lambda: other.change(session, en, zh, by=person(session, cast, "lin")),
        ]
        for act in acts:
            with pytest.raises(Refused, match=key):
                act()

        assert ["cup", "green tea"] == [term.en for term in session.scalars(Term.of(other.series))]


def test_a_term_may_keep_its_name(store: Store, cast: Cast) -> None:
    """Changing the Chinese or the case of a term is no clash with itself; the longest term has 120 characters."""
    with store() as session:
        term = add(session, cast, "t" * LONGEST, "茶" * LONGEST, "n" * LONGEST_NOTE)
        term.change(session, "T" * LONGEST, "茶", term.note, by=person(session, cast, "chen"))

        assert ("T" * LONGEST, "茶", "n" * LONGEST_NOTE) == (term.en, term.zh, term.note)
        for note in ("n" * (LONGEST_NOTE + 1), "N\x00L"):
            with pytest.raises(Refused, match="remark_unkept"):
                term.change(session, "tea", "茶", note, by=person(session, cast, "chen"))


def test_each_series_has_its_own(store: Store, cast: Cast) -> None:
    """The same term may be agreed on otherwise in another series; each glossary is in the order of the alphabet."""
    with store() as session:
        for en in ("Pot", "cup", "tea"):
            add(session, cast, en, "茶")
        ours = session.get_one(Series, cast.series.id)
        other = make_series(session, ours.west, ours.east, "coffee")
        Term.add(session, other, "tea", "茶叶", by=person(session, cast, "lin"))

        assert ["cup", "Pot", "tea"] == [term.en for term in session.scalars(Term.of(ours))]
        assert ["茶叶"] == [term.zh for term in session.scalars(Term.of(other))]


@pytest.mark.parametrize("turn", range(3))
def test_two_who_add_one_term_at_once(store: Store, cast: Cast, turn: int) -> None:
    """The second is told that the term is there already."""
    first, second = at_once(
        store, *(lambda session, name=name: add(session, cast, by=name).en for name in ("ruth", "lin"))
    )

    assert ["green tea", "term_taken"] == sorted(str(made) for made in (first, second))
    with store() as session:
        assert 1 == len(session.scalars(Term.of(cast.series)).all())
