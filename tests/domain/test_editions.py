"""Editions: when they show, their numbers, what they keep of dropped questions, and that they never change."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.base import Side
from blog.dialogue.edition import Edition
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.thread import Thread
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, publish
from tests.factories import make_question

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def shown(session: Session, post: Post) -> int | None:
    """The number of the edition that readers see now."""
    due = Edition.newest_due(clock.now())
    number: int | None = session.scalar(sa.select(due.c.number).where(due.c.post_id == post.id))
    return number


def test_scheduled_edition_shows_when_its_time_comes(store: Store, cast: Cast) -> None:
    """Not a moment before, and from then on by itself: a query decides, no job runs."""
    with store() as session:
        with clock.held(NOON - timedelta(days=1)):
            post = draft_of(session, cast)
            publish(session, cast, post, publish_at=NOON.isoformat())
        for moment, expected in (
            (NOON - timedelta(microseconds=1), None), (NOON, 1), (NOON + timedelta(days=9), 1),
        ):
            with clock.held(moment):
                assert expected == shown(session, post)


def test_scheduled_edition_goes_out_over_an_older_one(store: Store, cast: Cast) -> None:
    """Until then the older one is shown; later edits of the draft do not stop it."""
    with store() as session:
        with clock.held(NOON - timedelta(days=1)):
            post = draft_of(session, cast)
            publish(session, cast, post)
            publish(session, cast, post, publish_at=NOON.isoformat())
            post.title.write("en", "Later", by=None)
        with clock.held(NOON - timedelta(hours=1)):
            assert 1 == shown(session, post)
        with clock.held(NOON):
            assert 2 == shown(session, post)


def test_cancelled_edition_does_not_show(store: Store, cast: Cast) -> None:
    """A cancelled schedule leaves the older edition, and the next one has the next number."""
    with store() as session, clock.held(NOON - timedelta(days=1)):
        post = draft_of(session, cast)
        publish(session, cast, post)
        publish(session, cast, post, publish_at=NOON.isoformat()).cancelled_at = clock.now()
        session.flush()
        with clock.held(NOON):
            assert 1 == shown(session, post)
            assert 3 == publish(session, cast, post, note={"en": "x"}).number


def test_time_in_the_past_is_now(store: Store, cast: Cast) -> None:
    """A release whose time passed while it waited for the second key goes out now: history is not rewritten."""
    with store() as session, clock.held(NOON):
        edition = publish(session, cast, draft_of(session, cast), publish_at="2020-01-01T00:00:00+00:00")
        assert NOON == edition.at


def test_number_is_given_once(store: Store, cast: Cast) -> None:
    """Numbers are given at the first edition, in the order of publishing, and stay."""
    with store() as session:
        early, late = draft_of(session, cast), draft_of(session, cast)
        publish(session, cast, late)
        publish(session, cast, early)
        assert (2, 3) == (late.number, early.number)
        publish(session, cast, late, note={"en": "x"})
        assert (2, [1, 2]) == (late.number, [edition.number for edition in editions_of(session, late)])


def editions_of(session: Session, post: Post) -> list[Edition]:
    """The editions of a post, oldest first."""
    return sorted(session.scalars(Edition.of(post)), key=lambda edition: edition.number)


@pytest.mark.parametrize("attribute", ["content", "hash", "at", "number", "card"])
def test_edition_cannot_be_changed(store: Store, cast: Cast, attribute: str) -> None:
    """What was published stays as it was: any change through the ORM is refused."""
    values = {"content": {}, "hash": "0" * 64, "at": NOON, "number": 9, "card": {}}
    with store() as session:
        setattr(session.get_one(Post, cast.post.id).editions[0], attribute, values[attribute])
        with pytest.raises(TypeError, match="immutable"):
            session.flush()
        session.rollback()


def test_dropped_question_keeps_its_line(store: Store, cast: Cast) -> None:
    """A later edition says of a dropped question that it was withdrawn, and since when; so do all that follow."""
    with store() as session:
        post = draft_of(session, cast)
        publish(session, cast, post)
        post.questions[0].withdrawn = True
        code = post.questions[0].code
        with clock.held(NOON):
            second = publish(session, cast, post)
        third = publish(session, cast, post, note={"en": "x"})
        for edition in (second, third):
            assert [(code, NOON.isoformat())] == [(q["code"], q["since"]) for q in edition.content["withdrawn"]]
            assert code not in {q["code"] for q in edition.content["questions"]}
        post.questions[0].withdrawn = False
        assert [] == publish(session, cast, post, note={"en": "y"}).content["withdrawn"]


def test_code_is_never_given_twice(store: Store, cast: Cast) -> None:
    """The number of a withdrawn question is taken for ever: the database refuses a second one."""
    with store() as session:
        post = draft_of(session, cast)
        post.questions[0].withdrawn = True
        side, number = post.questions[0].asked_by, post.questions[0].number
        session.flush()
        make_question(post, side, number)
        with pytest.raises(sa.exc.IntegrityError):
            session.flush()
        session.rollback()


def test_question_in_draft_has_no_thread(store: Store, cast: Cast) -> None:
    """Threads come with an edition; a question added later has one from its own first edition on."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        make_question(post, Side.WEST, 3)
        session.flush()
        codes = sa.select(Question.number).join(Thread, Thread.question_id == Question.id).where(
            Thread.post_id == post.id, Question.asked_by == Side.WEST)
        assert [1, 2] == sorted(session.scalars(codes))
        publish(session, cast, post)
        assert [1, 2, 3] == sorted(session.scalars(codes))
