"""Letters of the desk that wait until the morning: what is no news any more, and who is no reader any more."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.event import Letter, Relay
from blog.dialogue.partner import Partner
from blog.dialogue.post import Post
from blog.dialogue.role import Role
from blog.dialogue.states import Frequency
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, house, person, sign
from tests.domain.texts import at
from tests.work.conftest import Jobs

EVENING = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
Act = Callable[[Session, Cast, Post], None]


@pytest.fixture
def post_id(store: Store, cast: Cast, jobs: Jobs) -> int:
    """A draft on which Ruth turned her key in the evening; Chen reads letters in the morning."""
    with clock.held(EVENING), store() as session:
        person(session, cast, "chen").desk_letters = Frequency.DAILY
        post = draft_of(session, cast)
        sign(session, cast, post, "ruth")
        found = post.id
    jobs.relay(EVENING)
    return found


def _revoked(session: Session, cast: Cast, post: Post) -> None:
    post.releases[-1].signatures[0].revoke(session, "Not yet.", by=person(session, cast, "ruth"))


def _changed(session: Session, cast: Cast, post: Post) -> None:
    at(session, post, "title").save(session, "en", "Otherwise", on_revision=1, by=person(session, cast, "tom"))


def _published(session: Session, cast: Cast, post: Post) -> None:
    sign(session, cast, post, "chen")


def _dismissed(session: Session, cast: Cast, post: Post) -> None:
    chen, olga = person(session, cast, "chen"), person(session, cast, "olga")
    for role in (Role.AUTHOR, Role.SIGNER):
        chen.dismiss(session, house(session, cast, "chen"), role, by=olga)


def _disabled(session: Session, cast: Cast, post: Post) -> None:
    person(session, cast, "chen").disable(by=None)


def _wants_none(session: Session, cast: Cast, post: Post) -> None:
    person(session, cast, "chen").desk_letters = Frequency.NEVER


def test_a_key_that_waits_is_told(store: Store, cast: Cast, jobs: Jobs, post_id: int) -> None:
    """In the morning Chen hears of the key that waits for his."""
    assert 1 == jobs.send(MORNING)


@pytest.mark.parametrize("act", [_revoked, _changed, _published, _dismissed, _disabled, _wants_none])
def test_nothing_is_sent_that_is_over(store: Store, cast: Cast, jobs: Jobs, post_id: int, act: Act) -> None:
    """Not of a key that fits no more, and never to somebody who has left or wants no letters since."""
    with clock.held(EVENING), store() as session:
        act(session, cast, session.get_one(Post, post_id))

    assert 0 == jobs.send(MORNING)
    with store() as session:
        assert {Relay.DONE} == {letter.relay for letter in session.query(Letter)}


def test_a_post_that_is_gone_holds_up_nothing(store: Store, cast: Cast, jobs: Jobs, post_id: int) -> None:
    """Where the operator has deleted a post by hand, the letter about it is settled unsent."""
    with store() as session:
        for letter in session.query(Letter):
            letter.event.subject_id = 999

    assert 0 == jobs.send(MORNING)
    with store() as session:
        assert {Relay.DONE} == {letter.relay for letter in session.query(Letter)}


def test_an_unknown_time_zone_holds_up_nothing(store: Store, cast: Cast, jobs: Jobs, post_id: int) -> None:
    """A zone that this machine does not know counts as UTC, and the events behind are told as well."""
    with clock.held(EVENING), store() as session:
        session.get_one(Partner, cast.east.id).time_zone = "Asia/Atlantis"
        _revoked(session, cast, session.get_one(Post, post_id))
        sign(session, cast, session.get_one(Post, post_id), "ruth")
    jobs.relay(EVENING)

    with store() as session:
        due = {letter.due_at for letter in session.query(Letter) if letter.due_at}
        assert datetime(2026, 11, 25, 8, 0, tzinfo=UTC) in due
