"""Plan: what the partners agree on besides the text of a post, and sign with it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock
from .base import Base
from .changes import is_substantive
from .errors import Refused, Stale
from .event import Event
from .gaps import gaps
from .policy import Action, demand

if TYPE_CHECKING:
    from .person import Person
    from .post import Post

LONGEST_NOTE = 500
# Beyond the calendar a time has no face on the other city's clock; long before that it is a slip of the finger.
FARTHEST = timedelta(days=5 * 366)


class Plan(Base):
    """When the next edition goes out, what is said to readers about it, and which gaps are knowingly left.

    publish_at: None for as soon as both keys fit; note: to readers, by locale; tell_followers: None to leave it to
    what changed; waivers: ids of gaps. Empty again after each edition.
    """

    __tablename__ = "plan"

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    publish_at: Mapped[datetime | None]
    note: Mapped[dict[str, str]] = mapped_column(default=dict)
    tell_followers: Mapped[bool | None]
    waivers: Mapped[list[str]] = mapped_column(default=list)

    post: Mapped["Post"] = relationship(back_populates="plan")

    def change(
        self, session: Session, *, on_revision: int, publish_at: datetime | None, note: dict[str, str],
        tell_followers: bool | None, by: "Person",
    ) -> None:
        """Plan the next edition anew. on_revision: of the plan that was seen. Raises NotAllowed, Refused, Stale."""
        demand(by, Action.POST_PLAN, self.post)
        note = {locale: normalize("NFC", " ".join(words.split())) for locale, words in note.items() if words.strip()}
        if any(len(words) > LONGEST_NOTE for words in note.values()):
            raise Refused("note_too_long", longest=LONGEST_NOTE)
        if any("\x00" in words for words in note.values()):
            raise Refused("text_unreadable")
        if publish_at is not None and publish_at <= clock.now():
            raise Refused("time_passed")
        if publish_at is not None and publish_at > clock.now() + FARTHEST:
            raise Refused("time_too_far")
        self._begin(session, on_revision)
        self.publish_at, self.note, self.tell_followers = publish_at, note, tell_followers
        Event.record(
            session, "plan.changed", by=by, about=self.post, publish_at=publish_at.isoformat() if publish_at else None,
        )

    def waive(self, session: Session, gap: str, *, by: "Person") -> None:
        """Leave a gap knowingly, as part of the release that both sign. gap: its id. Raises NotAllowed, Refused."""
        demand(by, Action.POST_PLAN, self.post)
        self._begin(session, None)
        if gap not in {present.id for present in gaps(session, self.post)}:
            raise Refused("gap_mended")
        if gap not in self.waivers:
            self.waivers = sorted([*self.waivers, gap])
            Event.record(session, "plan.waived", by=by, about=self.post, gap=gap)

    def unwaive(self, session: Session, gap: str, *, by: "Person") -> None:
        """Take a waiver back: the gap has to be mended after all."""
        demand(by, Action.POST_PLAN, self.post)
        self._begin(session, None)
        if gap in self.waivers:
            self.waivers = [kept for kept in self.waivers if kept != gap]
            Event.record(session, "plan.unwaived", by=by, about=self.post, gap=gap)

    @property
    def is_empty(self) -> bool:
        """Whether it neither sets a time nor says anything to readers."""
        return self.publish_at is None and not self.note

    def clear(self) -> None:
        """Begin afresh, after an edition: nothing that was agreed for it carries over unseen."""
        self.publish_at, self.note, self.tell_followers, self.waivers = None, {}, None, []
        self.revision += 1

    def terms(self, session: Session) -> dict[str, Any]:
        """What of the plan a release holds: only waivers of gaps that there still are."""
        editions = self.post.editions
        standing = [edition for edition in editions if edition.cancelled_at is None]
        substantive = is_substantive(standing[-1].release.content if standing else None, self.post)
        present = {gap.id for gap in gaps(session, self.post)}
        return {
            "follows": max((edition.number for edition in editions), default=0),
            "note": self.note,
            "publish_at": self.publish_at.isoformat() if self.publish_at else None,
            "tell_followers": substantive if self.tell_followers is None else self.tell_followers,
            "waivers": sorted(set(self.waivers) & present),
        }

    def _begin(self, session: Session, on_revision: int | None) -> None:
        self.post.change(session)
        if on_revision is not None and self.revision != on_revision:
            raise Stale({}, self.post.state.value, None)
        self.revision += 1
