"""Person: somebody with an account; and SignIn, one browser in which that person is signed in."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from .. import clock, vault
from .base import Base, words_of
from .contact import Contact
from .errors import Refused
from .event import Event
from .partner import Membership, Partner
from .policy import Action, demand
from .role import Role
from .states import Frequency

LONGEST_SIGN_IN: Final = timedelta(days=14)


class Person(Base):
    """Somebody with an account. The address is in Contact, the site roles are here, the rest in memberships."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(16), unique=True, default=lambda: secrets.token_hex(8))
    names: Mapped[dict[str, str]]
    password_hash: Mapped[str | None] = mapped_column(sa.String(255))
    locale: Mapped[str] = mapped_column(sa.String(8), default="en")
    is_moderator: Mapped[bool] = mapped_column(default=False)
    is_owner: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    wants_letters: Mapped[bool] = mapped_column(default=True)
    desk_letters: Mapped[Frequency] = mapped_column(words_of(Frequency), default=Frequency.INSTANT)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="person", lazy="selectin", cascade="all, delete-orphan"
    )

    @classmethod
    def admit(
        cls, session: Session, safe: vault.Vault, address: str, names: dict[str, str], password_hash: str | None,
        **offices: Any,
    ) -> "Person":
        """Make an account from the operator's command line. Raises Refused when the address has one."""
        if session.scalar(Contact.of_person(safe, address)) is not None:
            raise Refused("account_exists")
        person = cls(names=names, password_hash=password_hash, **offices)
        session.add(person)
        session.flush()
        contact = Contact.sealed_by(safe, address)
        contact.person_id, contact.verified_at = person.id, clock.now()
        session.add(contact)
        Event.record(session, "person.admitted", by=None, about=person)
        return person

    def has_role(self, partner: Partner, *roles: Role) -> bool:
        """Whether the person holds one of these roles in a partner (any role where none is named)."""
        return any(
            membership.partner_id == partner.id and (not roles or membership.role in roles)
            for membership in self.memberships
        )

    @property
    def partners(self) -> list[Partner]:
        """The partners this person belongs to, each once."""
        return list({membership.partner_id: membership.partner for membership in self.memberships}.values())

    @property
    def moderates(self) -> bool:
        """Whether the person decides about comments."""
        return self.active and (self.is_moderator or self.is_owner)

    def sign_in(self) -> str:
        """Open a sign-in and return its token, which only the browser keeps."""
        token = vault.new_token()
        session = object_session(self)
        assert session is not None
        session.add(SignIn(token_hash=vault.token_hash(token), person=self, ends_at=clock.now() + LONGEST_SIGN_IN))
        Event.record(session, "person.signed_in", by=self)
        return token

    def sign_out_everywhere(self, *, by: "Person") -> None:
        """End every sign-in of this person."""
        demand(by, Action.ACCOUNT_USE, self)
        session = object_session(self)
        assert session is not None
        session.execute(sa.delete(SignIn).where(SignIn.person_id == self.id))
        Event.record(session, "person.signed_out_everywhere", by=by)

    def set_password(self, password_hash: str, *, by: "Person") -> None:
        """Replace the password. password_hash: argon2id, made before the transaction began. Ends every sign-in."""
        demand(by, Action.ACCOUNT_USE, self)
        self.password_hash = password_hash
        self.sign_out_everywhere(by=by)

    def disable(self, *, by: "Person | None") -> None:
        """Shut an account: its sign-ins are gone, and come not back with it. by: None for the command line."""
        session = object_session(self)
        assert session is not None
        self.active = False
        session.execute(sa.delete(SignIn).where(SignIn.person_id == self.id))
        Event.record(session, "person.disabled", by=by, about=self)

    def appoint(self, session: Session, partner: Partner, role: Role, *, by: "Person") -> None:
        """Give the person a role in a partner. Both partners see the event. Having it already changes nothing."""
        demand(by, Action.PEOPLE_APPOINT)
        self._lock(session)
        if not self.has_role(partner, role):
            self.memberships.append(Membership(partner=partner, role=role))
            Event.record(session, "partner.role_given", by=by, about=partner, person=self.public_id, role=role.value)

    def dismiss(self, session: Session, partner: Partner, role: Role, *, by: "Person") -> None:
        """Take a role away. A signer's keys that have made no edition yet stop counting at once."""
        demand(by, Action.PEOPLE_APPOINT)
        self._lock(session)
        held = [m for m in self.memberships if m.partner_id == partner.id and m.role is role]
        for membership in held:
            self.memberships.remove(membership)
            Event.record(session, "partner.role_taken", by=by, about=partner, person=self.public_id, role=role.value)

    def _lock(self, session: Session) -> None:
        """Let nobody else change the roles of the person, so that a form that is sent twice changes them once."""
        session.scalars(sa.select(Person.id).where(Person.id == self.id).with_for_update()).all()
        session.refresh(self, ["memberships"])

    def speak_in(self, locale: str, *, by: "Person") -> None:
        """Save the locale in which the person works. locale: one of `locales.TAGS`."""
        demand(by, Action.ACCOUNT_USE, self)
        self.locale = locale


class SignIn(Base):
    """One browser in which a person is signed in; deleting the row signs it out at once."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined")

    @classmethod
    def by_token(cls, token: str) -> sa.Select["SignIn"]:
        """The running sign-in that a browser's token opens, of a person who is still active."""
        return (
            sa.select(cls).join(cls.person)
            .where(cls.token_hash == vault.token_hash(token), cls.ends_at > clock.now(), Person.active)
        )
