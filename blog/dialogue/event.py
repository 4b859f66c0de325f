"""Event: what happened. History, audit log and outbox in one; and Letter, one mail about one event."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock
from .base import Base, words_of

if TYPE_CHECKING:
    from .person import Person


class Relay(StrEnum):
    """Whether an event or letter still waits for a job. States, not ids, so that a late commit is not passed over."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Event(Base):
    """Who did what to which thing, and when. `data` holds no personal data; `why` a reason key where one is due."""

    __tablename__ = "event"
    __table_args__ = (sa.Index("ix_event_subject", "subject", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    action: Mapped[str] = mapped_column(sa.String(48), index=True)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    subject: Mapped[str | None] = mapped_column(sa.String(16))
    subject_id: Mapped[int | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    why: Mapped[str | None] = mapped_column(sa.String(32))
    undone_by: Mapped[int | None]
    relay: Mapped[Relay] = mapped_column(words_of(Relay), default=Relay.WAITING, index=True)
    leased_until: Mapped[datetime | None]

    by: Mapped["Person | None"] = relationship(lazy="raise_on_sql")

    @classmethod
    def record(
        cls, session: Session, action: str, *, by: "Person | None", about: Any = None,
        why: str | None = None, **data: Any,
    ) -> "Event":
        """Write down an act in the transaction that does it.

        action: `noun.verb_in_the_past`; by: None where the operator's command line or a reader acted.
        """
        if about is not None and about.id is None:
            session.flush()
        event = cls(
            # Now, and not when the row is written: an act has the time at which it was done.
            at=clock.now(), action=action, by_id=by.id if by else None, why=why, data=data,
            subject=about.__tablename__ if about is not None else None,
            subject_id=about.id if about is not None else None,
        )
        session.add(event)
        return event

    @classmethod
    def about(cls, thing: Any) -> sa.Select["Event"]:
        """The history of a thing, newest first."""
        return (
            sa.select(cls).where(cls.subject == thing.__tablename__, cls.subject_id == thing.id)
            .order_by(cls.id.desc())
        )


class Letter(Base):
    """One mail to one person about one event. The row is unique, and so is the Message-ID made from it.

    due_at: not before then, for those who want one letter a day.
    """

    __tablename__ = "letter"
    __table_args__ = (sa.UniqueConstraint("event_id", "contact_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"))
    contact_id: Mapped[str] = mapped_column(sa.ForeignKey("contact.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(32))
    locale: Mapped[str] = mapped_column(sa.String(8))
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    relay: Mapped[Relay] = mapped_column(words_of(Relay), default=Relay.WAITING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship(lazy="joined")
