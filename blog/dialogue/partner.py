"""Partner: an organisation on one side; and Membership, a person's role in it."""

from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Side, words_of

if TYPE_CHECKING:
    from .person import Person


class Role(StrEnum):
    """What a person does for a partner."""

    AUTHOR = "author"
    TRANSLATOR = "translator"
    SIGNER = "signer"


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
    logo_id: Mapped[int | None] = mapped_column(sa.ForeignKey("picture.id"))

    memberships: Mapped[list["Membership"]] = relationship(back_populates="partner")

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
