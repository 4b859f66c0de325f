"""From events to letters: one letter per moderator and event, whatever happens twice or breaks between."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from blog import clock
from blog.dialogue.contact import Contact
from blog.dialogue.event import Event, Letter, Relay
from blog.dialogue.person import Person
from blog.extensions import db
from blog.jobs import relay
from tests.cast import Cast
from tests.conftest import Store
from tests.work.conftest import Jobs, invite_moderator, later


def recipients(store: Store, cast: Cast) -> list[str]:
    """To whom of the cast a letter was written, once for each letter."""
    names = {person.id: name for name, person in cast.people.items()}
    with store() as session:
        found = session.scalars(sa.select(Person.id).join(Contact, Contact.person_id == Person.id).join(Letter)).all()
        return sorted(names[number] for number in found)


def test_each_moderator_gets_one_letter(jobs: Jobs, comment: str, cast: Cast, store: Store) -> None:
    """A new comment means a letter to the moderator and to the owner, and to nobody else."""
    jobs.relay()

    assert ["grace", "olga"] == recipients(store, cast)


def test_running_twice_writes_nothing_more(jobs: Jobs, comment: str, cast: Cast, store: Store) -> None:
    """A second run, and a run over an event that is marked as waiting once more, write no second letter."""
    jobs.relay()
    assert 0 == jobs.relay()
    with store() as session:
        session.execute(sa.update(Event).values(relay=Relay.WAITING, leased_until=None))
    jobs.relay()

    assert ["grace", "olga"] == recipients(store, cast)


def test_a_job_killed_between_loses_nothing(
    jobs: Jobs, comment: str, cast: Cast, store: Store, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A job that dies with one letter written leaves no letter; the next run writes both."""
    real, written = relay._write_once, []

    def dying(letter: Letter) -> None:
        if written:
            raise SystemExit(9)
        written.append(letter)
        real(letter)

    monkeypatch.setattr(relay, "_write_once", dying)
    with pytest.raises(SystemExit):
        jobs.relay()
    assert [] == recipients(store, cast)

    monkeypatch.setattr(relay, "_write_once", real)
    jobs.relay(later(minutes=6))
    assert ["grace", "olga"] == recipients(store, cast)


def test_a_lease_is_respected_and_ends(jobs: Jobs, comment: str, cast: Cast, store: Store) -> None:
    """An event that another job has taken is left alone until the lease ends."""
    with store() as session:
        session.execute(sa.update(Event).values(leased_until=later(minutes=5)))

    assert 0 == jobs.relay()
    assert [] == recipients(store, cast)
    jobs.relay(later(minutes=6))
    assert ["grace", "olga"] == recipients(store, cast)


def test_an_event_committed_late_is_not_passed_over(jobs: Jobs, comment: str, cast: Cast, store: Store) -> None:
    """An event whose id is lower than one that is done already still gets its letters."""
    jobs.relay()
    with store() as session:
        lowest = session.scalar(sa.select(sa.func.min(Event.id))) or 0
        session.execute(sa.delete(Event).where(Event.id == lowest, Event.action != "comment.submitted"))
        session.add(Event(id=lowest, action="comment.submitted", subject="comment", subject_id=1, data={}))
    jobs.relay()

    assert ["grace", "grace", "olga", "olga"] == recipients(store, cast)


@pytest.mark.parametrize("change", [{"wants_letters": False}, {"active": False}])
def test_who_wants_no_letters_gets_none(
    jobs: Jobs, comment: str, cast: Cast, store: Store, change: dict[str, Any],
) -> None:
    """A moderator who turned letters off, or whose account is disabled, is left in peace."""
    with store() as session:
        session.execute(sa.update(Person).where(Person.id == cast["grace"].id).values(**change))
    jobs.relay()

    assert ["olga"] == recipients(store, cast)


def test_an_invitation_that_ended_unwritten_holds_nobody_up(
    app: Flask, jobs: Jobs, cast: Cast, comment: str, store: Store,
) -> None:
    """Where no job ran for weeks, an invitation that was swept away does not keep later letters waiting."""
    with store() as session:
        session.execute(sa.update(Event).where(Event.action == "comment.submitted").values(relay=Relay.DONE))
        invite_moderator(app, session)
    jobs.sweep(later(days=8))
    with store() as session:
        session.execute(sa.update(Event).where(Event.action == "comment.submitted").values(relay=Relay.WAITING))
        # Behind the invitation, as a comment of today would be.
        session.add(Event(action="comment.submitted", subject="comment", subject_id=1, data={}))
    jobs.relay(later(days=8))

    assert ["grace", "grace", "olga", "olga"] == recipients(store, cast)


def test_history_keeps_no_way_to_an_invitation(app: Flask, jobs: Jobs, cast: Cast, store: Store) -> None:
    """Once the letter is sent, neither the event nor the letter holds the sealed token."""
    with store() as session:
        invite_moderator(app, session)
    jobs.relay()
    jobs.send()

    with app.app_context():
        assert [{}] == db.session.scalars(sa.select(Event.data).where(Event.action == "person.invited")).all()
        assert [({}, Relay.DONE)] == [tuple(row) for row in db.session.execute(sa.select(Letter.data, Letter.relay))]
        assert clock.now() >= (db.session.scalar(sa.select(Letter.sent_at)) or later(days=1))
