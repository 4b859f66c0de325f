"""Partner: an organisation on one side; and Membership, a person's role in it."""

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .base import Base, Side, words_of
from .event import Event
from .policy import Action, demand
from .role import Role
from .stamp import touch

if TYPE_CHECKING:
    from .person import Person

__all__ = ["Membership", "Partner", "Role"]


class Partner(Base):
    """One of the two organisations of a series. Names, city and blurb are kept by locale."""

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[Side] = mapped_column(words_of(Side))
    names: Mapped[dict[str, str]]
    city: Mapped[dict[str, str]] = mapped_column(default=dict)
    blurb: Mapped[dict[str, str]] = mapped_column(default=dict)
    language: Mapped[str] = mapped_column(sa.String(8))
    time_zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")
    # A partner has a logo, a series partners, a post a series, a picture a post: the circle opens here, so that
    # pictures are deleted before their posts.
    logo_id: Mapped[int | None] = mapped_column(sa.ForeignKey("picture.id", use_alter=True))

    memberships: Mapped[list["Membership"]] = relationship(back_populates="partner")

    @classmethod
    def create(
        cls, session: Session, side: Side, names: dict[str, str], *, by: "Person", **described: Any,
    ) -> "Partner":
        """Add an organisation. described: city, blurb, language, time_zone. Raises NotAllowed."""
        demand(by, Action.PARTNER_EDIT)
        partner = cls(side=side, names=names, **described)
        session.add(partner)
        Event.record(session, "partner.created", by=by, about=partner)
        return partner

    def describe(self, session: Session, *, by: "Person", **described: Any) -> None:
        """Change names, city, blurb, language or time zone. Editions keep the names they were made with."""
        demand(by, Action.PARTNER_EDIT)
        for column, value in described.items():
            setattr(self, column, value)
        Event.record(session, "partner.described", by=by, about=self)
        touch(session)

    @property
    def name(self) -> str:
        """The name in the partner's own language, or whatever there is."""
        return self.names.get(self.language) or next(iter(self.names.values()), "")


class Membership(Base):
    """A person's role in a partner. One person may hold several roles, and in several partners."""

    __tablename__ = "membership"
    __table_args__ = (sa.UniqueConstraint("person_id", "partner_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    partner_id: Mapped[int] = mapped_column(sa.ForeignKey("partner.id"), index=True)
    role: Mapped[Role] = mapped_column(words_of(Role))

    partner: Mapped[Partner] = relationship(back_populates="memberships", lazy="joined")
    person: Mapped["Person"] = relationship(back_populates="memberships")
