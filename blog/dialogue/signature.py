"""Signature: "our organisation agrees to exactly this release"."""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock
from .base import Base
from .errors import Refused
from .event import Event
from .partner import Partner
from .policy import Action, demand
from .reason import reason
from .role import Role

if TYPE_CHECKING:
    from .person import Person
    from .release import Release


class Signature(Base):
    """One key on one release. A person is one key, a partner is one key.

    person: None only for a signature made by an import, for a post that was published before Wenda.
    """

    __tablename__ = "signature"
    __table_args__ = (sa.UniqueConstraint("release_id", "partner_id"), sa.UniqueConstraint("release_id", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("release.id"))
    partner_id: Mapped[int] = mapped_column(sa.ForeignKey("partner.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    imported: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    revoked_at: Mapped[datetime | None]

    release: Mapped["Release"] = relationship(back_populates="signatures")
    partner: Mapped[Partner] = relationship(lazy="joined")
    person: Mapped["Person | None"] = relationship(lazy="selectin")

    @classmethod
    def turn(cls, session: Session, release: "Release", partner: Partner, person: "Person") -> None:
        """Turn a partner's key; one on the same release that counts no more is turned anew, and the events remember it.

        Raises Refused or, where two come at once, IntegrityError when the partner or the person has a key on this
        release already.
        """
        session.flush()
        known = session.scalar(sa.select(cls).where(cls.release == release, cls.partner == partner))
        if known is not None and known.holds:
            raise Refused("signed_already")
        key = known or cls(release=release, partner=partner)
        key.person, key.imported, key.at, key.revoked_at = person, False, clock.now(), None
        session.add(key)
        session.flush()

    @property
    def holds(self) -> bool:
        """Whether this key still counts: not revoked, and its person is still a signer of the partner."""
        if self.revoked_at is not None:
            return False
        if self.person is None:
            return self.imported
        return self.person.active and self.person.has_role(self.partner, Role.SIGNER)

    def revoke(self, session: Session, why: str, *, by: "Person") -> None:
        """Take the key back before the other one fits, with a reason. Any signer of the partner may.

        Raises NotAllowed, or Refused once the edition is made: then it is cancelled or withdrawn instead.
        """
        post = self.release.post
        demand(by, Action.POST_SIGN, post)
        if not by.has_role(self.partner, Role.SIGNER):
            raise Refused("signs_for_other_partner")
        why = reason(why)
        post.change(session)
        if self.revoked_at is not None:
            raise Refused("key_revoked")
        if any(edition.release_id == self.release_id for edition in post.editions):
            raise Refused("edition_made")
        self.revoked_at = clock.now()
        Event.record(
            session, "signature.revoked", by=by, about=post, hash=self.release.hash, partner=self.partner_id,
            reason=why,
        )
