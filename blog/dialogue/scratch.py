"""Scratch: what autosave keeps of somebody's typing before it is a revision."""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from .. import clock
from .base import Base
from .errors import Refused
from .policy import Action, demand

if TYPE_CHECKING:
    from .person import Person
    from .post import Post

LONGEST = 40_000


class Scratch(Base):
    """One person's unsaved words for one passage in one locale. Seen by nobody else, part of no release."""

    __tablename__ = "scratch"
    __table_args__ = (sa.UniqueConstraint("person_id", "post_id", "key", "locale"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(32))
    locale: Mapped[str] = mapped_column(sa.String(8))
    words: Mapped[str] = mapped_column(sa.UnicodeText)
    on_revision: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def of(cls, post: "Post", key: str, locale: str, *, by: "Person") -> sa.Select["Scratch"]:
        """What a person has unsaved at a place."""
        return sa.select(cls).where(
            cls.person_id == by.id, cls.post_id == post.id, cls.key == key, cls.locale == locale
        )

    @classmethod
    def keep(
        cls, session: Session, post: "Post", key: str, locale: str, words: str, on_revision: int, *, by: "Person",
    ) -> "Scratch":
        """Keep what was typed so far, in place of what was kept before. Raises NotAllowed, or Refused if too long."""
        demand(by, Action.TEXT_SUGGEST, post)
        if len(words) > LONGEST:
            raise Refused("text_too_long")
        if "\x00" in words:
            raise Refused("text_unreadable")
        scratch = session.scalar(cls.of(post, key, locale, by=by))
        if scratch is None:
            scratch = cls(person_id=by.id, post_id=post.id, key=key, locale=locale)
        scratch.words, scratch.on_revision, scratch.at = words, on_revision, clock.now()
        try:
            with session.begin_nested():
                session.add(scratch)
        except IntegrityError:
            # The same person's other window was quicker by a moment: its words are then replaced.
            scratch = session.scalars(cls.of(post, key, locale, by=by)).one()
            scratch.words, scratch.on_revision, scratch.at = words, on_revision, clock.now()
        return scratch

    @classmethod
    def drop(cls, session: Session, post: "Post", key: str, locale: str, *, by: "Person") -> None:
        """Forget what a person had unsaved at a place: it was saved, or is not wanted."""
        session.execute(
            sa.delete(cls).where(
                cls.person_id == by.id, cls.post_id == post.id, cls.key == key, cls.locale == locale
            ).execution_options(synchronize_session=False)
        )
