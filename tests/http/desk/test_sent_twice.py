"""A form of the desk that is sent twice, by a double click, does once what it says, and nobody is blamed."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from blog.dialogue.base import Base
from blog.dialogue.note import Note
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.role import Role
from blog.dialogue.suggestion import Suggestion
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.at_once import at_once
from tests.domain.keys import draft_of, house, person

SUGGESTED = {"words": "谁来倒茶？", "on_revision": "1", "why": "Plainer."}
TWICE = [
    pytest.param(Question, "questions", {"side": "west", "locale": "en", "words": "Who pours?", "topic": "Pouring"}),
    pytest.param(Question, "questions", {"side": "west", "locale": "en", "words": "Who pours?", "topic": ""}),
    pytest.param(Note, "notes", {"words": "Is this right?"}),
    pytest.param(Suggestion, "texts/title/zh/suggestions", SUGGESTED),
]


@pytest.fixture
def post_id(store: Store, cast: Cast) -> int:
    """A draft of the first pair; its id."""
    with store() as session:
        return draft_of(session, cast).id


def many(store: Store, kind: type[Base]) -> int:
    """How many there are of a kind."""
    with store() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


@pytest.mark.parametrize(("kind", "where", "form"), TWICE)
def test_once_is_enough(
    as_: Callable[[str], Client], store: Store, post_id: int, kind: type[Base], where: str, form: dict[str, str],
) -> None:
    """The second time leads to the same place as the first one, and makes nothing more; other words do."""
    tom, before = as_("tom"), many(store, kind)
    tom.get(f"/desk/posts/{post_id}/")
    first = tom.post(f"/desk/posts/{post_id}/{where}", form)
    again = tom.post(f"/desk/posts/{post_id}/{where}", form)
    assert (303, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert before + 1 == many(store, kind)

    tom.post(f"/desk/posts/{post_id}/{where}", form | {"words": "Something else?"})
    assert before + 2 == many(store, kind)


def test_the_same_note_after_the_first_is_dealt_with(store: Store, cast: Cast, post_id: int) -> None:
    """What was resolved can be said anew, and by the other side; on another question it is another note."""
    with store() as session:
        post, tom, chen = session.get_one(Post, post_id), *(person(session, cast, name) for name in ("tom", "chen"))
        first = Note.write(session, post, "Right?", by=tom)
        assert first is Note.write(session, post, "Right?", by=tom)
        first.resolve(session, by=chen)
        others = [
            Note.write(session, post, "Right?", by=tom), Note.write(session, post, "Right?", by=chen),
            Note.write(session, post, "Right?", post.asked[0], by=tom),
        ]

        assert 4 == len({first.id, *(note.id for note in others)})


def test_a_saving_sent_twice_is_no_conflict(as_: Callable[[str], Client], store: Store, post_id: int) -> None:
    """The words are saved, and the page says so, instead of showing somebody their own words as another's."""
    ruth = as_("ruth")
    path = f"/desk/posts/{post_id}/texts/title/en/"
    ruth.get(path)
    for _ in range(2):
        ruth.follow(ruth.post(path, {"words": " Who warms the pot? ", "on_revision": "1"}))

    assert "there was nothing to save" in ruth.text("#work > [role=status]")
    with store() as session:
        title = session.get_one(Post, post_id).title
        assert ["A second post", "Who warms the pot?"] == [revision.words for revision in title.source.revisions]


@pytest.mark.parametrize("turn", range(3))
def test_at_the_same_moment(store: Store, cast: Cast, post_id: int, turn: int) -> None:
    """Two at once make one question, one note, one suggestion, and one role of one person."""
    def asks(session: sa.orm.Session) -> object:
        post, tom = session.get_one(Post, post_id), person(session, cast, "tom")
        Note.write(session, post, "Right?", by=tom)
        return Question.ask(session, post, post.asked[0].asked_by, "en", "Who?", by=tom).id

    def appoints(session: sa.orm.Session) -> object:
        nina, olga = (session.get_one(Person, cast[name].id) for name in ("nina", "olga"))
        return nina.appoint(session, house(session, cast, "ruth"), Role.SIGNER, by=olga)

    one, other = at_once(store, asks, asks)
    assert one == other
    assert 1 == many(store, Note)
    assert [None, None] == at_once(store, appoints, appoints)
    with store() as session:
        assert [Role.SIGNER] == [held.role for held in person(session, cast, "nina").memberships]
