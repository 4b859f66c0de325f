"""Post: one joint post, the working draft, and how it becomes an edition."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock
from .base import Base, Side, words_of
from .edition import Edition
from .errors import Refused, Stale
from .event import Event
from .partner import Partner, Role
from .person import Person
from .policy import Action, demand
from .question import Question
from .release import Release
from .series import Series
from .signature import Signature
from .stamp import touch
from .states import PostState
from .text import Text
from .thread import Thread


class Post(Base):
    """One joint post. Its number in the series is given at the first edition and then frozen."""

    __tablename__ = "post"
    __table_args__ = (sa.UniqueConstraint("series_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(sa.ForeignKey("series.id"), index=True)
    number: Mapped[int | None]
    state: Mapped[PostState] = mapped_column(words_of(PostState), default=PostState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    title_id: Mapped[int] = mapped_column(sa.ForeignKey("text.id"))
    intro_id: Mapped[int] = mapped_column(sa.ForeignKey("text.id"))
    import_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str | None] = mapped_column(sa.UnicodeText)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    series: Mapped[Series] = relationship(back_populates="posts", lazy="joined", innerjoin=True)
    title: Mapped[Text] = relationship(foreign_keys=[title_id])
    intro: Mapped[Text] = relationship(foreign_keys=[intro_id])
    questions: Mapped[list[Question]] = relationship(
        back_populates="post", order_by=[Question.asked_by.desc(), Question.number], lazy="select"
    )
    releases: Mapped[list[Release]] = relationship(back_populates="post", lazy="select")
    editions: Mapped[list[Edition]] = relationship(back_populates="post", lazy="select", order_by=Edition.number)

    @property
    def asked(self) -> list[Question]:
        """The questions that stand in the draft, West's first, in order."""
        standing = [question for question in self.questions if not question.withdrawn]
        return sorted(standing, key=lambda question: (question.asked_by is Side.EAST, question.number))

    def change(self, session: Session, version: int) -> None:
        """Begin whatever changes a release: count the version up, or raise Stale if it has moved on."""
        changed = session.execute(
            sa.update(Post).where(Post.id == self.id, Post.version == version).values(version=Post.version + 1)
            .execution_options(synchronize_session=False)
        )
        if changed.rowcount != 1:  # type: ignore[attr-defined]
            raise Stale({}, self.state.value, None)
        session.refresh(self, ["version"])

    def release(self, session: Session, **terms: Any) -> Release:
        """The release of the post as it stands; terms as in `release.canonical`."""
        return Release.of(session, self, terms)

    def sign(self, session: Session, hash_: str, partner: Partner, *, by: Person, **terms: Any) -> Edition | None:
        """Turn a partner's key on a release; the second key makes the edition.

        hash_: of the release that the signer read. Takes the post's row lock, recomputes the hash, then
        looks for the other key, so that two signers at once make one edition. Raises NotAllowed, Stale
        when the text has changed, Refused when the person or partner has signed already.
        """
        demand(by, Action.POST_SIGN, self)
        if partner.id not in (self.series.west_id, self.series.east_id) or not by.has_role(partner, Role.SIGNER):
            raise Refused("signs_for_other_partner")
        session.scalars(sa.select(Post.id).where(Post.id == self.id).with_for_update()).all()
        session.expire_all()
        release = self.release(session, **terms)
        if release.hash != hash_:
            raise Stale({}, self.state.value, None)
        try:
            # A savepoint, so that the session can still be read after the refusal.
            with session.begin_nested():
                Signature.turn(session, release, partner, by)
        except IntegrityError:
            raise Refused("signed_already") from None
        Event.record(session, "post.signed", by=by, about=self, hash=hash_, partner=partner.id)
        return self._published_if_both_keys_fit(session, release)

    def publish_as_imported(self, session: Session, *, at: datetime, source: str) -> Edition:
        """Publish a post that was published before Wenda: both keys are turned as imported, and the event says so."""
        release = self.release(session, publish_at=at.isoformat())
        for partner in (self.series.west, self.series.east):
            session.add(Signature(release=release, partner=partner, imported=True))
        session.flush()
        Event.record(session, "post.signed_as_imported", by=None, about=self, hash=release.hash, source=source)
        edition = self._published_if_both_keys_fit(session, release)
        assert edition is not None
        return edition

    def _published_if_both_keys_fit(self, session: Session, release: Release) -> Edition | None:
        session.refresh(release, ["signatures"])
        keys = {signature.partner_id for signature in release.signatures if signature.holds}
        if not keys >= {self.series.west_id, self.series.east_id}:
            return None
        if self.number is None:
            self.number = self._next_number(session)
        edition = Edition.make(session, release, _due(release))
        self.state, self.withdrawn_at, self.withdrawn_why = PostState.PUBLISHED, None, None
        Thread.ensure(session, self)
        Event.record(session, "edition.made", by=None, about=self, number=edition.number, hash=release.hash)
        touch(session, self.series, self)
        return edition

    def _next_number(self, session: Session) -> int:
        session.scalars(sa.select(Series.id).where(Series.id == self.series_id).with_for_update()).all()
        highest = session.scalar(sa.select(sa.func.max(Post.number)).where(Post.series_id == self.series_id))
        return (highest or 0) + 1

    def withdraw(self, session: Session, why: str, *, by: Person) -> None:
        """Take the post off the public pages, with a reason; either signer may. Raises NotAllowed, Refused.

        Every key turned so far is revoked: coming back takes two new ones.
        """
        demand(by, Action.POST_WITHDRAW, self)
        if self.state is PostState.DRAFT or self.state is PostState.WITHDRAWN:
            raise Refused("not_published")
        if not why.strip():
            raise Refused("reason_missing")
        self.state, self.withdrawn_at, self.withdrawn_why = PostState.WITHDRAWN, clock.now(), why.strip()
        releases = sa.select(Release.id).where(Release.post_id == self.id)
        session.execute(
            sa.update(Signature).where(Signature.release_id.in_(releases), Signature.revoked_at.is_(None))
            .values(revoked_at=self.withdrawn_at)
        )
        Event.record(session, "post.withdrawn", by=by, about=self, reason=why.strip())
        touch(session, self.series, self)

    @classmethod
    def visible_to(cls, person: Person) -> sa.Select["Post"]:
        """The posts a person may read at the desk: all for an owner, else those of the own partners."""
        posts = sa.select(cls).join(cls.series).order_by(cls.id.desc())
        if person.is_owner:
            return posts
        mine = [membership.partner_id for membership in person.memberships]
        return posts.where(sa.or_(Series.west_id.in_(mine), Series.east_id.in_(mine)))


def _due(release: Release) -> datetime:
    """When an edition of a release goes out: never in the past, except for what was published before Wenda."""
    at = release.content["publish_at"]
    moment = datetime.fromisoformat(at) if at else clock.now()
    imported = all(signature.imported for signature in release.signatures)
    return moment if imported else max(moment, clock.now())
