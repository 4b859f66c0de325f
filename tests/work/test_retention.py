"""What is kept only so long is gone afterwards, and what must stay stays."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from blog.dialogue.comment import Comment
from blog.dialogue.contact import Contact
from blog.dialogue.event import Letter
from blog.dialogue.invitation import LASTS, Invitation
from blog.dialogue.person import LONGEST_SIGN_IN, SignIn
from blog.dialogue.submission import ADDRESS_KEPT, RECEIPT_KEPT, REPLAY_WINDOW, Receipt, Submission
from blog.limit_storage import LimitCounter
from tests.cast import NAMES, Cast
from tests.client import Client
from tests.conftest import Store
from tests.work.conftest import Jobs, invite_moderator, later

MINUTE = timedelta(minutes=1)


def how_many(store: Store, kind: type, *where: sa.ColumnElement[bool]) -> int:
    """How many rows there are."""
    with store() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(kind).where(*where)) or 0


@pytest.mark.parametrize(("kind", "kept"), [
    (Submission, 2 * REPLAY_WINDOW), (Receipt, RECEIPT_KEPT), (Contact, ADDRESS_KEPT),
])
def test_a_comment_leaves_nothing_private_behind(
    jobs: Jobs, comment: str, store: Store, kind: type, kept: timedelta,
) -> None:
    """Fingerprint, receipt and address of a comment go when their time is over, not before; the comment stays."""
    before = how_many(store, kind)
    jobs.sweep(later() + kept - MINUTE)
    assert before == how_many(store, kind)
    jobs.sweep(later() + kept + MINUTE)

    assert before - 1 == how_many(store, kind)
    assert 1 == how_many(store, Comment)


def test_the_addresses_of_accounts_stay(jobs: Jobs, cast: Cast, store: Store) -> None:
    """People with an account keep their address, however long they have it."""
    jobs.sweep(later(days=4000))

    assert len(NAMES) == how_many(store, Contact, Contact.person_id.is_not(None))


def test_sign_ins_end(jobs: Jobs, cast: Cast, client: Client, store: Store) -> None:
    """A sign-in that has ended is deleted, a running one is not."""
    client.sign_in(cast.address("ruth"))
    jobs.sweep(later() + LONGEST_SIGN_IN - MINUTE)
    assert 1 == how_many(store, SignIn)
    jobs.sweep(later() + LONGEST_SIGN_IN + MINUTE)

    assert 0 == how_many(store, SignIn)


def test_an_unused_invitation_goes_with_its_address(app: Flask, jobs: Jobs, cast: Cast, store: Store) -> None:
    """An invitation that nobody took, its address and its letter are deleted after a week."""
    before = how_many(store, Contact)
    with store() as session:
        invite_moderator(app, session)
    jobs.relay()
    jobs.sweep(later() + LASTS + MINUTE)

    assert (before, 0, 0) == (how_many(store, Contact), how_many(store, Invitation), how_many(store, Letter))


def test_a_second_sweep_finds_nothing(jobs: Jobs, comment: str, store: Store) -> None:
    """Sweeping again, or a year late, does what is due once."""
    due = later(days=400)
    jobs.relay()

    assert 3 == jobs.sweep(due)
    assert 0 == jobs.sweep(due)


def test_the_worker_sweeps_counters_too(app: Flask, store: Store) -> None:
    """The periodic task deletes the counters of windows that have ended, and no running one."""
    from blog.jobs.tasks import sweep

    with store() as session:
        session.add_all([LimitCounter(key="old", value=1, ends_at=1.0), LimitCounter(key="new", value=1, ends_at=4e12)])
    with app.app_context():
        sweep()

    with store() as session:
        assert ["new"] == session.scalars(sa.select(LimitCounter.key)).all()
