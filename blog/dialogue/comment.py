"""Comment: what somebody wrote under a question, and the decisions about it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, object_session, relationship

from .. import clock
from .base import Base, words_of
from .commenter import Commenter
from .errors import Refused, Stale
from .event import Event
from .partner import Partner
from .person import Person
from .policy import Action, demand
from .stamp import touch
from .states import APPROVE, HOLD, MOVES, REJECT, SPAM, TRASH, CommentState, Move, Reason
from .thread import Thread

if TYPE_CHECKING:
    from .post import Post

DEEPEST: Final = 2
_PATH_DIGITS: Final = 10


class Comment(Base):
    """One comment, by a Commenter, or by a Person for a partner.

    path: the ids from the root down, zero-padded, so that plain order by path is the order of the tree.
    checks: what the automatic checks found, for moderators. version: what a decision must have been made on.
    """

    __tablename__ = "comment"
    __table_args__ = (
        sa.Index("ix_comment_thread", "thread_id", "state", "path"),
        sa.Index("ix_comment_queue", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("thread.id"))
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    path: Mapped[str] = mapped_column(sa.String(_PATH_DIGITS * (DEEPEST + 2)), default="")
    depth: Mapped[int] = mapped_column(default=0)
    commenter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("commenter.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    speaking_for_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partner.id"))
    words: Mapped[str] = mapped_column(sa.UnicodeText)
    html: Mapped[str] = mapped_column(sa.UnicodeText)
    lang: Mapped[str] = mapped_column(sa.String(8))
    state: Mapped[CommentState] = mapped_column(words_of(CommentState), default=CommentState.PENDING)
    version: Mapped[int] = mapped_column(default=1)
    why: Mapped[Reason | None] = mapped_column(words_of(Reason))
    checks: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    thread: Mapped[Thread] = relationship(lazy="select")
    post: Mapped["Post"] = relationship(lazy="select")
    parent: Mapped["Comment | None"] = relationship(remote_side=[id], lazy="select")
    commenter: Mapped[Commenter | None] = relationship(lazy="select")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="select")
    speaking_for: Mapped[Partner | None] = relationship(lazy="select")
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id], lazy="select")

    def take_place(self) -> None:
        """Find the comment's place in the tree; needs its id. A reply to the deepest level stands beside its parent."""
        parent = self.parent
        while parent is not None and parent.depth >= DEEPEST:
            parent = parent.parent
        self.depth = parent.depth + 1 if parent else 0
        self.path = (parent.path if parent else "") + str(self.id).zfill(_PATH_DIGITS)

    def approve(self, *, by: Person, version: int) -> Event:
        """Make the comment public."""
        return self.decide(APPROVE, by=by, version=version)

    def reject(self, why: Reason | None, *, by: Person, version: int) -> Event:
        """Refuse the comment, with a canned reason that its author can be told."""
        return self.decide(REJECT, by=by, version=version, why=why)

    def mark_spam(self, *, by: Person, version: int) -> Event:
        """Call the comment spam."""
        return self.decide(SPAM, by=by, version=version)

    def trash(self, *, by: Person, version: int, why: Reason | None = None) -> Event:
        """Put the comment into the trash; a public one needs a reason."""
        return self.decide(TRASH, by=by, version=version, why=why)

    def hold(self, *, by: Person, version: int, why: Reason | None = None) -> Event:
        """Take the comment back into the queue; a public one needs a reason."""
        return self.decide(HOLD, by=by, version=version, why=why)

    def decide(self, move: Move, *, by: Person, version: int, why: Reason | None = None) -> Event:
        """Make one move. version: of the comment that the moderator saw.

        Raises NotAllowed (also for an own comment), Stale when somebody decided since, Refused when the move
        does not start from the present state or lacks its reason: a rejection has one, and whatever takes a
        public comment away, spam apart, which says why by itself.
        """
        demand(by, Action.COMMENT_DECIDE, self)
        self._still(version)
        if self.state not in move.sources:
            raise Refused("move_impossible", move=move.name, state=self.state.value)
        takes_away = self.state is CommentState.APPROVED and move is not SPAM
        if (move.needs_reason or takes_away) and why is None:
            raise Refused("reason_missing")
        before = self._decision()
        self._settle(move.to, why if move.needs_reason or takes_away else None, clock.now(), by.id)
        return self._recorded(f"comment.{_PAST[move.name]}", by, before=before, why=self.why)

    def undo(self, *, by: Person, version: int) -> Event:
        """Put the comment back exactly as it was before the last decision. Undoing is an event of its own."""
        demand(by, Action.COMMENT_DECIDE, self)
        self._still(version)
        if self.state is CommentState.ERASED:
            raise Refused("move_impossible", move="undo", state=self.state.value)
        session = object_session(self)
        assert session is not None
        last = session.scalar(
            Event.about(self).where(Event.action.in_(_DECISIONS), Event.undone_by.is_(None)).limit(1)
        )
        if last is None:
            raise Refused("nothing_to_undo")
        before = last.data["before"]
        self._settle(
            CommentState(before["state"]), Reason(before["why"]) if before["why"] else None,
            datetime.fromisoformat(before["at"]) if before["at"] else None, before["by"],
        )
        event = self._recorded("comment.decision_undone", by, undone=last.id)
        session.flush()
        last.undone_by = event.id
        return event

    def _still(self, version: int) -> None:
        if self.version == version:
            return
        session = object_session(self)
        assert session is not None
        # The newest event and not `decided_by`: after an undo that names whoever decided before, or nobody.
        last = session.scalar(
            Event.about(self).where(Event.by_id.is_not(None)).options(joinedload(Event.by)).limit(1)
        )
        raise Stale(last.by.names if last and last.by else {}, self.state.value, last.at if last else None)

    def _decision(self) -> dict[str, Any]:
        return {
            "state": self.state.value, "why": self.why.value if self.why else None,
            "at": self.decided_at.isoformat() if self.decided_at else None, "by": self.decided_by_id,
        }

    def _settle(self, state: CommentState, why: Reason | None, at: datetime | None, by_id: int | None) -> None:
        self.state, self.why, self.decided_at, self.decided_by_id = state, why, at, by_id
        self.version += 1

    def _recorded(self, action: str, by: Person, **data: Any) -> Event:
        session = object_session(self)
        assert session is not None
        touch(session, self.post)
        return Event.record(session, action, by=by, about=self, **data)

    @classmethod
    def locked(cls, comment_id: int) -> sa.Select["Comment"]:
        """One comment for a decision, its row locked so that two moderators cannot both decide.

        Read anew: a copy that the session had before the lock would hide that somebody else decided.
        """
        locked = sa.select(cls).where(cls.id == comment_id).with_for_update()
        return locked.execution_options(populate_existing=True)


_PAST: Final = {
    "approve": "approved", "reject": "rejected", "spam": "marked_spam", "trash": "trashed", "hold": "held",
}
_DECISIONS: Final = tuple(f"comment.{_PAST[name]}" for name in MOVES)
