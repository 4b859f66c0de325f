"""From events to letters: who is told about what. One row per event, recipient and kind, whatever happens twice."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from .. import clock
from ..dialogue.comment import Comment
from ..dialogue.contact import Contact
from ..dialogue.event import Event, Letter, Relay
from ..dialogue.invitation import Invitation
from ..dialogue.person import Person
from ..dialogue.states import CommentState
from ..extensions import db
from .told import TOLD, letters_of_desk

LEASE: Final = timedelta(minutes=5)


def relay_events(limit: int = 200) -> int:
    """Write the letters that waiting events call for; how many events were done."""
    done = 0
    for event_id in db.session.scalars(_waiting().limit(limit)).all():
        # Claimed by state and lease, never by "id greater than": a transaction may commit later than its id.
        if _claim(event_id):
            event = db.session.get_one(Event, event_id)
            for letter in letters_for(db.session(), event):
                _write_once(letter)
            event.relay = Relay.DONE
            done += 1
        db.session.commit()
    db.session.commit()
    return done


def _waiting() -> sa.Select[int]:
    free = sa.or_(Event.leased_until.is_(None), Event.leased_until < clock.now())
    return sa.select(Event.id).where(Event.relay == Relay.WAITING, free).order_by(Event.id)


def _claim(event_id: int) -> bool:
    free = sa.or_(Event.leased_until.is_(None), Event.leased_until < clock.now())
    claimed: Any = db.session.execute(
        sa.update(Event).where(Event.id == event_id, Event.relay == Relay.WAITING, free)
        .values(leased_until=clock.now() + LEASE)
    )
    return bool(claimed.rowcount == 1)


def letters_for(session: Session, event: Event) -> Iterator[Letter]:
    """The letters that one event calls for."""
    write = _KINDS.get(event.action)
    if write is not None:
        yield from write(session, event)


def _to_moderators(session: Session, event: Event) -> Iterator[Letter]:
    """A new comment: a letter to each moderator who wants letters, unless it is spam or somebody has decided."""
    comment = session.get(Comment, event.subject_id)
    if comment is None or comment.state is not CommentState.PENDING:
        return
    rows = session.execute(
        sa.select(Contact.id, Person.locale).join(Person, Person.id == Contact.person_id)
        .where(Person.active, Person.wants_letters, sa.or_(Person.is_moderator, Person.is_owner))
        .order_by(Person.id)
    )
    for contact_id, locale in rows:
        yield Letter(event=event, contact_id=contact_id, kind="comment_waits", locale=locale)


def _to_invited(session: Session, event: Event) -> Iterator[Letter]:
    """An invitation: a letter with the link to whoever is invited."""
    invitation = session.get(Invitation, event.subject_id)
    if invitation is None:
        # It ended before a job ran: nobody can use the link any more, and the events behind must not wait for it.
        event.data = {}
        return
    yield Letter(
        event=event, contact_id=invitation.contact_id, kind="invitation", locale=invitation.locale,
        data={"token": event.data["token"]},
    )
    # The sealed token moves on: history keeps no way to the link.
    event.data = {}


_KINDS: Final[dict[str, Callable[[Session, Event], Iterator[Letter]]]] = {
    "comment.submitted": _to_moderators,
    "person.invited": _to_invited,
    **dict.fromkeys(TOLD, letters_of_desk),
}


def _write_once(letter: Letter) -> None:
    with db.session.no_autoflush:
        present = db.session.scalar(
            sa.select(Letter.id).where(
                Letter.event_id == letter.event.id, Letter.contact_id == letter.contact_id, Letter.kind == letter.kind
            )
        )
    if present is None:
        db.session.add(letter)
