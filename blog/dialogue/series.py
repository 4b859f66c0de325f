"""Series: a run of joint posts by one Western and one Eastern partner; and the slugs it has had."""

import re
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock
from .base import Base, Side, words_of
from .errors import Refused
from .event import Event
from .partner import Partner
from .policy import Action, demand
from .stamp import touch
from .states import Moderation

if TYPE_CHECKING:
    from .person import Person
    from .post import Post

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
RESERVED: Final = frozenset({
    "search", "ask", "about", "privacy", "moderation-policy", "comments", "t", "feed.atom", "feed.json",
})
LONGEST_SLUG: Final = 60


def check_slug(slug: str) -> str:
    """Return a slug that can stand in a URL: a-z, 0-9 and single hyphens, not reserved. Raises Refused."""
    if not _SLUG.match(slug) or len(slug) > LONGEST_SLUG:
        raise Refused("slug_malformed", slug=slug)
    if slug in RESERVED:
        raise Refused("slug_reserved", slug=slug)
    return slug


def slug_from(title: str) -> str:
    """The slug that a title proposes: its Latin letters and digits, as far as whole words fit. Empty where none are."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = "-".join(words)[: LONGEST_SLUG + 1]
    return slug if len(slug) <= LONGEST_SLUG else slug.rpartition("-")[0]


class Series(Base):
    """A run of joint posts. Title and blurb are kept by locale."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(LONGEST_SLUG), unique=True)
    title: Mapped[dict[str, str]]
    blurb: Mapped[dict[str, str]] = mapped_column(default=dict)
    west_id: Mapped[int] = mapped_column(sa.ForeignKey("partner.id"))
    east_id: Mapped[int] = mapped_column(sa.ForeignKey("partner.id"))
    moderation: Mapped[Moderation] = mapped_column(words_of(Moderation), default=Moderation.ALL)
    comments_open: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    west: Mapped[Partner] = relationship(foreign_keys=[west_id], lazy="joined", innerjoin=True)
    east: Mapped[Partner] = relationship(foreign_keys=[east_id], lazy="joined", innerjoin=True)
    posts: Mapped[list["Post"]] = relationship(back_populates="series", lazy="select")

    @classmethod
    def create(
        cls, session: Session, slug: str, title: dict[str, str], west: Partner, east: Partner,
        blurb: dict[str, str] | None = None, *, by: "Person | None" = None,
    ) -> "Series":
        """Begin a series; by: None for the operator's command line.

        Raises NotAllowed, or Refused for a bad slug or partners on one side.
        """
        if by is not None:
            demand(by, Action.SERIES_CREATE)
        check_slug(slug)
        if session.scalar(_holders(slug).limit(1)) is not None:
            raise Refused("slug_taken", slug=slug)
        if (west.side, east.side) != (Side.WEST, Side.EAST):
            raise Refused("partners_on_one_side")
        series = cls(slug=slug, title=title, blurb=blurb or {}, west=west, east=east)
        try:
            with session.begin_nested():
                session.add(series)
        except IntegrityError:
            # Somebody, or the same form sent twice, took the slug at the same moment.
            raise Refused("slug_taken", slug=slug) from None
        Event.record(session, "series.created", by=by, about=series)
        touch(session, series)
        return series

    def partner(self, side: Side) -> Partner:
        """The partner on a side."""
        return self.west if side is Side.WEST else self.east

    def rename(self, session: Session, slug: str, *, by: "Person | None" = None) -> None:
        """Move to another slug; the old one leads here for ever. Raises NotAllowed, Refused."""
        if by is not None:
            demand(by, Action.SERIES_CREATE)
        check_slug(slug)
        if slug == self.slug or set(session.scalars(_holders(slug))) - {self.id}:
            raise Refused("slug_taken", slug=slug)
        session.execute(sa.delete(FormerSlug).where(FormerSlug.slug == slug))
        session.add(FormerSlug(slug=self.slug, series_id=self.id))
        self.slug = slug
        Event.record(session, "series.renamed", by=by, about=self)
        touch(session, self)

    def settle(
        self, session: Session, *, title: dict[str, str], blurb: dict[str, str], comments_open: bool,
        moderation: Moderation, by: "Person",
    ) -> None:
        """Change what a series is called and how readers comment in it. Raises NotAllowed."""
        demand(by, Action.SERIES_CREATE)
        self.title, self.blurb, self.comments_open, self.moderation = title, blurb, comments_open, moderation
        Event.record(
            session, "series.settled", by=by, about=self, comments_open=comments_open, moderation=moderation.value,
        )
        touch(session, self)

    @classmethod
    def visible_to(cls, person: "Person") -> sa.Select["Series"]:
        """The series that a person may look at at the desk: all for an owner, else those of the own partners."""
        series = sa.select(cls).order_by(cls.id)
        if person.is_owner:
            return series
        mine = [membership.partner_id for membership in person.memberships]
        return series.where(sa.or_(cls.west_id.in_(mine), cls.east_id.in_(mine)))

    @classmethod
    def by_slug(cls, slug: str) -> sa.Select["Series"]:
        """The series that has this slug now."""
        return sa.select(cls).where(cls.slug == slug)


class FormerSlug(Base):
    """A slug that a series had before."""

    __tablename__ = "former_slug"

    slug: Mapped[str] = mapped_column(sa.String(LONGEST_SLUG), primary_key=True)
    series_id: Mapped[int] = mapped_column(sa.ForeignKey("series.id"))

    @classmethod
    def present(cls, slug: str) -> sa.Select[str]:
        """The present slug of the series that had this one."""
        return sa.select(Series.slug).join(cls, cls.series_id == Series.id).where(cls.slug == slug)


def partners_of(person: "Person") -> sa.Select[Partner]:
    """The partners that a person may look at: all for an owner, else the own ones and those of the same series."""
    partners = sa.select(Partner).order_by(Partner.id)
    if person.is_owner:
        return partners
    mine = [membership.partner_id for membership in person.memberships]
    ours = sa.or_(Series.west_id.in_(mine), Series.east_id.in_(mine))
    shared = [Partner.id.in_(sa.select(column).where(ours)) for column in (Series.west_id, Series.east_id)]
    return partners.where(sa.or_(Partner.id.in_(mine), *shared))


def _holders(slug: str) -> sa.Select[int]:
    """The ids of the series that have this slug, or had it once: an old address never leads to another series."""
    had = sa.select(FormerSlug.series_id).where(FormerSlug.slug == slug)
    return sa.select(Series.id).where(sa.or_(Series.slug == slug, Series.id.in_(had)))
