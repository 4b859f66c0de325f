"""Note: what the partners say to each other beside a question. Never public, in no export by default."""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock
from .base import Base
from .errors import Refused
from .event import Event
from .person import Person
from .policy import Action, demand
from .question import Question
from .remark import remark

if TYPE_CHECKING:
    from .post import Post

LONGEST = 2000


class Note(Base):
    """One side-note on a question, or on the post as a whole; plain words. Resolved by either side, and reopened."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question.id"), index=True)
    words: Mapped[str] = mapped_column(sa.UnicodeText)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    post: Mapped["Post"] = relationship(lazy="select")
    question: Mapped[Question | None] = relationship(lazy="select")
    by: Mapped[Person] = relationship(foreign_keys=[by_id], lazy="joined")
    resolved_by: Mapped[Person | None] = relationship(foreign_keys=[resolved_by_id], lazy="selectin")

    @classmethod
    def write(
        cls, session: Session, post: "Post", words: str, question: Question | None = None, *, by: Person,
    ) -> "Note":
        """Write a note to both partners; the one that stands there if it says the same. Raises NotAllowed, Refused."""
        demand(by, Action.NOTE_WRITE, post)
        words = remark(words, longest=LONGEST)
        if not words:
            raise Refused("text_empty")
        # The post's lock, so that a form that is sent twice writes one note.
        post.change(session)
        same = cls.of(post).where(cls.question == question, cls.by == by, cls.words == words, cls.resolved_at.is_(None))
        known = session.scalars(same).first()
        if known is not None:
            return known
        note = cls(post=post, question=question, words=words, by=by)
        session.add(note)
        session.flush()
        Event.record(session, "note.written", by=by, about=post, note=note.id, key=_key(question))
        return note

    def resolve(self, session: Session, *, by: Person) -> None:
        """Say that the note is dealt with; it stays readable. Doing it twice changes nothing."""
        demand(by, Action.NOTE_WRITE, self.post)
        if self.resolved_at is None:
            self.resolved_at, self.resolved_by = clock.now(), by
            Event.record(session, "note.resolved", by=by, about=self.post, note=self.id, key=_key(self.question))

    def reopen(self, session: Session, *, by: Person) -> None:
        """Say that the note is not dealt with after all."""
        demand(by, Action.NOTE_WRITE, self.post)
        if self.resolved_at is not None:
            self.resolved_at, self.resolved_by = None, None
            Event.record(session, "note.reopened", by=by, about=self.post, note=self.id, key=_key(self.question))

    @classmethod
    def of(cls, post: "Post") -> sa.Select["Note"]:
        """The notes of a post, oldest first."""
        return sa.select(cls).where(cls.post_id == post.id).order_by(cls.id)


def _key(question: Question | None) -> str:
    return f"q{question.id}" if question else ""
