"""Suggestion: a change that somebody proposes to a text that is not theirs to change."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock
from .base import Base, words_of
from .errors import Refused
from .event import Event
from .passage import Passage, find, tidied
from .person import Person
from .policy import Action, demand
from .remark import remark

if TYPE_CHECKING:
    from .post import Post

LONGEST_WHY = 1000


class Outcome(StrEnum):
    """What became of a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class Suggestion(Base):
    """Words proposed for one passage in one locale, made on one revision; why: a line to the owner of the text."""

    __tablename__ = "suggestion"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(32))
    locale: Mapped[str] = mapped_column(sa.String(8))
    on_revision: Mapped[int]
    words: Mapped[str] = mapped_column(sa.UnicodeText)
    why: Mapped[str] = mapped_column(sa.UnicodeText, default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    outcome: Mapped[Outcome] = mapped_column(words_of(Outcome), default=Outcome.OPEN)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(sa.UnicodeText, default="")
    as_revision: Mapped[int | None]

    post: Mapped["Post"] = relationship(lazy="select")
    by: Mapped[Person] = relationship(foreign_keys=[by_id], lazy="joined")
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id], lazy="selectin")

    @classmethod
    def make(
        cls, session: Session, passage: Passage, locale: str, words: str, on_revision: int, why: str = "", *,
        by: Person,
    ) -> "Suggestion":
        """Propose words; the suggestion that waits already if it is the same.

        Raises NotAllowed, or Refused when nothing differs or there is nothing to change.
        """
        demand(by, Action.TEXT_SUGGEST, passage.post)
        words, why = tidied(passage.kind, words), remark(why, longest=LONGEST_WHY)
        # The post's lock, so that a form that is sent twice makes one suggestion.
        passage.post.change(session)
        newest = passage.newest(locale)
        if newest is None or newest.number < on_revision or on_revision < 1:
            raise Refused("nothing_to_change")
        if words == newest.words:
            raise Refused("nothing_suggested")
        same = cls.open_in(passage.post).where(cls.key == passage.key, cls.locale == locale, cls.words == words)
        known = session.scalars(same.where(cls.by == by)).first()
        if known is not None:
            return known
        suggestion = cls(
            post=passage.post, key=passage.key, locale=locale, words=words, on_revision=on_revision, why=why, by=by,
        )
        session.add(suggestion)
        session.flush()
        suggestion._record(session, "suggestion.made", by=by)
        return suggestion

    def accept(self, session: Session, words: str, *, on_revision: int, by: Person) -> None:
        """Take the suggestion, as it is or edited, into the text. Raises NotAllowed, Refused, Conflict.

        on_revision: the newest one that the owner saw beside the suggestion.
        """
        self._demand_decision(session, by)
        passage = self._open_at(session)
        approve = passage.action(self.locale) is Action.RENDITION_EDIT
        revision = passage.save(session, self.locale, words, on_revision=on_revision, by=by, approve=approve)
        self._decide(session, Outcome.ACCEPTED, by=by)
        self.as_revision = revision.number
        self._record(session, "suggestion.accepted", by=by)

    def decline(self, session: Session, answer: str = "", *, by: Person) -> None:
        """Leave the text as it is; answer: a line to whoever suggested."""
        answer = remark(answer, longest=LONGEST_WHY)
        self._demand_decision(session, by)
        self._open_at(session)
        self._decide(session, Outcome.DECLINED, by=by)
        self.answer = answer
        self._record(session, "suggestion.declined", by=by)

    def take_back(self, session: Session, *, by: Person) -> None:
        """Withdraw one's own suggestion."""
        if self.by_id != by.id:
            raise Refused("not_your_suggestion")
        self._open_at(session)
        self._decide(session, Outcome.TAKEN_BACK, by=by)
        self._record(session, "suggestion.taken_back", by=by)

    @classmethod
    def open_in(cls, post: "Post") -> sa.Select["Suggestion"]:
        """The suggestions of a post that wait for a decision, oldest first."""
        return sa.select(cls).where(cls.post_id == post.id, cls.outcome == Outcome.OPEN).order_by(cls.id)

    def _open_at(self, session: Session) -> Passage:
        # The post's lock, so that two owners who decide at once cannot both do it.
        self.post.change(session)
        session.refresh(self)
        if self.outcome is not Outcome.OPEN:
            raise Refused("suggestion_decided")
        return self._passage(session)

    def _demand_decision(self, session: Session, by: Person) -> None:
        passage = self._passage(session)
        demand(by, passage.action(self.locale), passage)

    def _passage(self, session: Session) -> Passage:
        passage = find(session, self.post, self.key)
        if passage is None:
            raise Refused("text_gone")
        return passage

    def _decide(self, session: Session, outcome: Outcome, *, by: Person) -> None:
        self.outcome, self.decided_by, self.decided_at = outcome, by, clock.now()
        session.flush()

    def _record(self, session: Session, action: str, *, by: Person) -> None:
        Event.record(session, action, by=by, about=self.post, suggestion=self.id, key=self.key, locale=self.locale)
