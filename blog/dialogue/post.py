"""Post: one joint post, the working draft, and how it becomes an edition."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock
from .base import Base, Side, words_of
from .changes import is_same_text
from .edition import Edition, waiting
from .errors import Refused, Stale
from .event import Event
from .gaps import gaps
from .partner import Partner
from .person import Person
from .picture import Picture
from .plan import Plan
from .policy import Action, demand
from .question import Question
from .reason import reason
from .release import Release, canonical, hash_of
from .role import Role
from .series import Series
from .signature import Signature
from .stamp import touch
from .states import PostState
from .text import Kind, Text
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
    pictures: Mapped[list[Picture]] = relationship(back_populates="post", lazy="select", order_by=Picture.id)
    releases: Mapped[list[Release]] = relationship(back_populates="post", lazy="select")
    editions: Mapped[list[Edition]] = relationship(back_populates="post", lazy="select", order_by=Edition.number)
    plan: Mapped[Plan] = relationship(
        back_populates="post", uselist=False, lazy="select", cascade="all, delete-orphan", single_parent=True
    )

    def __init__(self, **columns: Any) -> None:
        super().__init__(**{"plan": Plan(), **columns})

    @property
    def asked(self) -> list[Question]:
        """The questions that stand in the draft, West's first, in order."""
        standing = [question for question in self.questions if not question.withdrawn]
        return sorted(standing, key=lambda question: (question.asked_by is Side.EAST, question.number))

    @property
    def codes_are_frozen(self) -> bool:
        """Whether the numbers of questions are given for good: from the first edition on."""
        return self.number is not None

    @property
    def live(self) -> Edition | None:
        """The edition that readers see now, if any."""
        due = [edition for edition in self.editions if edition.cancelled_at is None and not edition.is_scheduled]
        return due[-1] if due else None

    @property
    def waiting(self) -> list[Edition]:
        """The editions that wait for their time, oldest first."""
        return waiting(self.editions)

    @property
    def scheduled(self) -> Edition | None:
        """The newest edition that waits for its time, if any: what readers will have in the end."""
        return next(reversed(self.waiting), None)

    @classmethod
    def create(cls, session: Session, series: Series, locale: str, title: str, *, by: Person) -> "Post":
        """Begin a draft. title: tidied, in the locale that becomes its source. Raises NotAllowed."""
        demand(by, Action.POST_CREATE, series)
        post = cls(
            series=series, title=Text.written(Kind.TITLE, locale, {locale: title}, by=by),
            intro=Text.written(Kind.INTRO, locale, {locale: ""}, by=by),
        )
        session.add(post)
        session.flush()
        Event.record(session, "post.created", by=by, about=post)
        return post

    def duplicate(self, session: Session, *, by: Person) -> "Post":
        """Begin a draft with the same title, intro and questions, translations included, and no answers."""
        demand(by, Action.POST_CREATE, self.series)
        post = Post(series=self.series, title=self.title.copied(), intro=self.intro.copied())
        session.add(post)
        for side in Side:
            standing = [question for question in self.asked if question.asked_by is side]
            post.questions += [question.copied(number) for number, question in enumerate(standing, start=1)]
        session.flush()
        Event.record(session, "post.duplicated", by=by, about=post, of=self.id)
        return post

    def change(self, session: Session, version: int | None = None) -> None:
        """Begin whatever changes a release: lock the post and count its version up; what was loaded is read anew.

        version: that must still be the present one, else Stale; None where the verb compares for itself.
        """
        session.flush()
        bump = sa.update(Post).where(Post.id == self.id).values(version=Post.version + 1)
        if version is not None:
            bump = bump.where(Post.version == version)
        changed = session.execute(bump.execution_options(synchronize_session=False))
        # What the session had may be from before the lock.
        session.expire_all()
        if changed.rowcount != 1:  # type: ignore[attr-defined]
            raise Stale({}, self.state.value, None)

    def draft(self, session: Session) -> tuple[dict[str, Any], str]:
        """The release of the post as it stands, not stored: its content and its hash."""
        body = canonical(session, self, self.plan.terms(session))
        return json.loads(body), hash_of(body)

    def release(self, session: Session) -> Release:
        """The release of the post as it stands."""
        return Release.of(session, self, self.plan.terms(session))

    def sign(self, session: Session, hash_: str, partner: Partner, *, by: Person) -> Edition | None:
        """Turn a partner's key on a release; the second key makes the edition.

        hash_: of the release that the signer read. Takes the post's row lock, recomputes the hash, then
        looks for the other key, so that two signers at once make one edition. Raises NotAllowed, Stale
        when the text has changed, Refused when the person or partner has signed already, when a gap is neither
        mended nor waived, or when readers have exactly this already.
        """
        demand(by, Action.POST_SIGN, self)
        if partner.id not in (self.series.west_id, self.series.east_id) or not by.has_role(partner, Role.SIGNER):
            raise Refused("signs_for_other_partner")
        session.scalars(sa.select(Post.id).where(Post.id == self.id).with_for_update()).all()
        session.expire_all()
        release = self.release(session)
        if release.hash != hash_:
            raise Stale({}, self.state.value, None)
        self.demand_ready(session, release.content)
        try:
            # A savepoint, so that the session can still be read after the refusal.
            with session.begin_nested():
                Signature.turn(session, release, partner, by)
        except IntegrityError:
            raise Refused("signed_already") from None
        Event.record(session, "post.signed", by=by, about=self, hash=hash_, partner=partner.id)
        return self._published_if_both_keys_fit(session, release)

    def demand_ready(self, session: Session, content: dict[str, Any]) -> None:
        """Raise Refused where no key can be turned on the post as it stands. content: of its release."""
        if not content["questions"]:
            raise Refused("nothing_asked")
        if {gap.id for gap in gaps(session, self)} - set(content["waivers"]):
            raise Refused("gaps_open")
        upcoming = self.scheduled or self.live
        if upcoming is not None and self.plan.is_empty and is_same_text(upcoming.release.content, content):
            raise Refused("nothing_changed")

    def publish_as_imported(self, session: Session, *, at: datetime, source: str) -> Edition:
        """Publish a post that was published before Wenda: both keys are turned as imported, and the event says so."""
        self.plan.publish_at = at
        release = self.release(session)
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
        edition = Edition.make(session, release, release.due_at)
        session.flush()
        if self.state is not PostState.ARCHIVED:  # whose comments a correction does not open again
            self.state = PostState.PUBLISHED
        self.plan.clear()
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
        why = reason(why)
        self.change(session)
        if self.live is None:
            raise Refused("not_published")
        self.withdrawn_at, self.withdrawn_why = clock.now(), why
        for edition in self.editions:
            # Scheduled ones too: nothing of the post comes out by itself any more.
            edition.cancelled_at = edition.cancelled_at or self.withdrawn_at
        self.settle()
        releases = sa.select(Release.id).where(Release.post_id == self.id)
        session.execute(
            sa.update(Signature).where(Signature.release_id.in_(releases), Signature.revoked_at.is_(None))
            .values(revoked_at=self.withdrawn_at)
        )
        Event.record(session, "post.withdrawn", by=by, about=self, reason=why)
        touch(session, self.series, self)

    def settle(self) -> None:
        """Bring the stored state in line after an edition was taken back."""
        if all(edition.cancelled_at is not None for edition in self.editions):
            self.state = PostState.WITHDRAWN if self.withdrawn_at is not None else PostState.DRAFT

    @classmethod
    def visible_to(cls, person: Person) -> sa.Select["Post"]:
        """The posts a person may read at the desk: all for an owner, else those of the own partners."""
        posts = sa.select(cls).join(cls.series).order_by(cls.id.desc())
        if person.is_owner:
            return posts
        mine = [membership.partner_id for membership in person.memberships]
        return posts.where(sa.or_(Series.west_id.in_(mine), Series.east_id.in_(mine)))
