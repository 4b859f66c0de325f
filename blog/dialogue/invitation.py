"""Invitation: a signed link by which somebody joins a partner, or becomes a moderator."""

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock, vault
from ..vault import Vault
from .base import Base, words_of
from .contact import Contact
from .errors import Refused
from .event import Event
from .partner import Membership, Partner
from .person import Person
from .policy import Action, demand
from .role import Role

# A week: an invitation travels between two time zones and a holiday. A reset link would live an hour.
LASTS: Final = timedelta(days=7)


class Invitation(Base):
    """An offer of one role. The token is stored hashed, works once, and ends after a week."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    contact_id: Mapped[str] = mapped_column(sa.ForeignKey("contact.id"))
    names: Mapped[dict[str, str]]
    partner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partner.id"))
    role: Mapped[Role | None] = mapped_column(words_of(Role))
    moderator: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str] = mapped_column(sa.String(8))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    partner: Mapped[Partner | None] = relationship(lazy="joined")

    @classmethod
    def send(
        cls, session: Session, safe: Vault, address: str, names: dict[str, str], *, by: Person | None,
        partner: Partner | None = None, role: Role | None = None, moderator: bool = False, locale: str = "en",
    ) -> tuple["Invitation", str]:
        """Invite an address and return the invitation with its token. by: None for the operator's command line.

        Raises NotAllowed, or Refused unless there is either a partner with a role or the office of moderator.
        """
        if by is not None:
            demand(by, Action.PEOPLE_INVITE)
        if moderator == (partner is not None) or (partner is None) != (role is None):
            raise Refused("invitation_unclear")
        token = vault.new_token()
        contact = Contact.sealed_by(safe, address)
        contact.keep_until = clock.now() + LASTS
        session.add(contact)
        session.flush()
        invitation = cls(
            token_hash=vault.token_hash(token), contact_id=contact.id, names=names, partner=partner, role=role,
            moderator=moderator, locale=locale, by_id=by.id if by else None, ends_at=clock.now() + LASTS,
        )
        session.add(invitation)
        # The token travels to the letter sealed; at rest it is only ever hashed.
        Event.record(
            session, "person.invited", by=by, about=invitation, token=safe.seal(token, contact.id).hex(),
        )
        return invitation, token

    @classmethod
    def by_token(cls, token: str) -> sa.Select["Invitation"]:
        """The invitation that a link opens, unless it was used or has ended."""
        return sa.select(cls).where(
            cls.token_hash == vault.token_hash(token), cls.used_at.is_(None), cls.ends_at > clock.now()
        )

    def accept(self, session: Session, safe: Vault, password_hash: str) -> Person:
        """Make the account (the link proved the address) and give it the role; the invitation is used up.

        Raises Refused when the address has an account: its owner signs in and takes the role with `join`.
        """
        self._use(session)
        contact = session.get_one(Contact, self.contact_id)
        if session.scalar(Contact.of_person(safe, contact.address(safe))) is not None:
            raise Refused("account_exists")
        person = Person(names=self.names, password_hash=password_hash, locale=self.locale)
        session.add(person)
        session.flush()
        try:
            with session.begin_nested():
                contact.person_id, contact.verified_at, contact.keep_until = person.id, clock.now(), None
        except IntegrityError:
            raise Refused("account_exists") from None
        self._give(session, person)
        return person

    def join(self, session: Session, safe: Vault, person: Person) -> None:
        """Give the role to the signed-in person who has the invited address. Raises Refused for another person."""
        contact = session.get_one(Contact, self.contact_id)
        owner = session.scalar(Contact.of_person(safe, contact.address(safe)))
        if owner is None or owner.person_id != person.id:
            raise Refused("invitation_for_another")
        self._use(session)
        self._give(session, person)

    def _use(self, session: Session) -> None:
        used: Any = session.execute(
            sa.update(Invitation)
            .where(Invitation.id == self.id, Invitation.used_at.is_(None), Invitation.ends_at > clock.now())
            .values(used_at=clock.now()).execution_options(synchronize_session=False)
        )
        if used.rowcount != 1:
            raise Refused("invitation_used")

    def _give(self, session: Session, person: Person) -> None:
        if self.moderator:
            person.is_moderator = True
        elif self.partner is not None and self.role is not None and not person.has_role(self.partner, self.role):
            person.memberships.append(Membership(partner=self.partner, role=self.role))
            given = {"person": person.public_id, "role": self.role.value}
            Event.record(session, "partner.role_given", by=person, about=self.partner, **given)
        Event.record(session, "person.joined", by=person, about=person, invitation=self.id)
