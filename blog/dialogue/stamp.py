"""Stamps: a number by scope, moved in the same transaction as whatever changes public pages of that scope.

A kept page is good while the stamps of its scopes are what they were when it was rendered.
"""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base

_MOVE: Final = sa.text(
    "INSERT INTO stamp (scope, value) VALUES (:scope, 1) ON CONFLICT (scope) DO UPDATE SET value = stamp.value + 1"
)
_ORDER: Final = ("site", "series", "post")
_PENDING: Final = "wenda_stamps"


class Stamp(Base):
    """How often public pages of one scope have changed. scope: `site`, `series:3`, `post:7`."""

    __tablename__ = "stamp"

    scope: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    value: Mapped[int]


def touch(session: Session, *things: Any) -> None:
    """Say that public pages of the site and of these series and posts change with this transaction."""
    pending = session.info.setdefault(_PENDING, {})
    pending["site", 0] = None
    for thing in things:
        pending[thing.__tablename__, id(thing)] = thing


@event.listens_for(Session, "before_commit")
def _move(session: Session) -> None:
    # The last statements of the transaction, always in one order: so they hold the row locks for
    # the shortest time and two transactions cannot wait for each other.
    if session.in_nested_transaction():
        return
    pending = session.info.pop(_PENDING, None)
    if not pending:
        return
    session.flush()
    scopes = {"site" if kind == "site" else f"{kind}:{thing.id}" for (kind, _), thing in pending.items()}
    for scope in sorted(scopes, key=lambda scope: (_ORDER.index(scope.partition(":")[0]), scope)):
        session.execute(_MOVE, {"scope": scope})


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous: Any) -> None:
    # A savepoint that rolls back leaves the transaction around it; a stamp moved for nothing does no harm.
    if not previous.nested:
        session.info.pop(_PENDING, None)
