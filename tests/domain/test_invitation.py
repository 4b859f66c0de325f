"""Invitations: sent by the owner, opened once, within a week, by the person who was meant."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.contact import Contact
from blog.dialogue.errors import NotAllowed, Refused
from blog.dialogue.event import Event
from blog.dialogue.invitation import LASTS, Invitation
from blog.dialogue.partner import Partner, Role
from blog.dialogue.person import Person
from tests.cast import NAMES, Cast
from tests.conftest import Store
from tests.domain.at_once import at_once
from tests.domain.keys import person

ADDRESS = "new@reader.example.org"


def invite(
    app: Flask, session: Session, cast: Cast, address: str = ADDRESS, *, by: Person | None = None
) -> tuple[Invitation, str]:
    """Invite an address as an author of the West."""
    west = session.get_one(Partner, cast.west.id)
    return Invitation.send(
        session, app.extensions["vault"], address, {"en": "New"}, by=by, partner=west, role=Role.AUTHOR
    )


def test_invitation_makes_an_account_with_its_role(app: Flask, store: Store, cast: Cast) -> None:
    """The account has the role and nothing more; its address is proved by the link."""
    with store() as session:
        _, token = invite(app, session, cast)
        accepted = session.scalars(Invitation.by_token(token)).one().accept(session, app.extensions["vault"], "hash")
        session.flush()
        contact = session.scalars(Contact.of_person(app.extensions["vault"], ADDRESS)).one()
        assert [(cast.west.id, Role.AUTHOR)] == [(m.partner_id, m.role) for m in accepted.memberships]
        assert (False, False) == (accepted.is_moderator, accepted.is_owner)
        assert (accepted.id, True, None) == (contact.person_id, contact.verified_at is not None, contact.keep_until)


def test_link_opens_once(app: Flask, store: Store, cast: Cast) -> None:
    """After its use the link opens nothing, and the invitation in hand gives nothing."""
    with store() as session:
        invitation, token = invite(app, session, cast)
        invitation.accept(session, app.extensions["vault"], "hash")
        assert session.scalars(Invitation.by_token(token)).one_or_none() is None
        with pytest.raises(Refused, match="invitation_used"):
            invitation.accept(session, app.extensions["vault"], "hash")


def test_link_opens_once_for_two_at_once(app: Flask, store: Store, cast: Cast) -> None:
    """Two browsers that accept in the same moment make one account."""
    with store() as session:
        invitation_id = invite(app, session, cast)[0].id

    def accept(session: Session) -> bool:
        session.get_one(Invitation, invitation_id).accept(session, app.extensions["vault"], "hash")
        return True

    outcomes = at_once(store, accept, accept)
    assert 1 == outcomes.count(True)
    with store() as session:
        assert len(NAMES) + 1 == session.query(Person).count()


def test_link_ends_after_a_week(app: Flask, store: Store, cast: Cast) -> None:
    """On the last moment it opens; then neither the link nor an invitation that was loaded before."""
    with store() as session:
        invitation, token = invite(app, session, cast)
        with clock.held(invitation.ends_at - timedelta(seconds=1)):
            assert invitation is session.scalars(Invitation.by_token(token)).one()
        with clock.held(clock.now() + LASTS + timedelta(minutes=1)):
            assert session.scalars(Invitation.by_token(token)).one_or_none() is None
            with pytest.raises(Refused, match="invitation_used"):
                invitation.accept(session, app.extensions["vault"], "hash")


def test_invitation_is_for_the_invited(app: Flask, store: Store, cast: Cast) -> None:
    """Somebody else who is signed in cannot take the role, and the invitation stays good for whom it was meant."""
    with store() as session:
        invitation, token = invite(app, session, cast, cast.address("nina").upper())
        with pytest.raises(Refused, match="invitation_for_another"):
            invitation.join(session, app.extensions["vault"], person(session, cast, "oskar"))
        nina = person(session, cast, "nina")
        session.scalars(Invitation.by_token(token)).one().join(session, app.extensions["vault"], nina)
        session.flush()
        assert nina.has_role(session.get_one(Partner, cast.west.id), Role.AUTHOR)


def test_address_with_an_account_makes_no_second_one(app: Flask, store: Store, cast: Cast) -> None:
    """An invited person who has an account signs in: no second account, in whatever spelling."""
    with store() as session:
        invitation, _ = invite(app, session, cast, cast.address("nina").upper())
        with pytest.raises(Refused, match="account_exists"):
            invitation.accept(session, app.extensions["vault"], "hash")
        session.rollback()


@pytest.mark.parametrize("office", [
    {}, {"partner": True}, {"role": Role.SIGNER}, {"moderator": True, "partner": True, "role": Role.SIGNER},
    {"moderator": True, "partner": True}, {"moderator": True, "role": Role.AUTHOR},
], ids=str)
def test_unclear_office_is_refused(app: Flask, store: Store, cast: Cast, office: dict[str, object]) -> None:
    """An invitation is either to a partner with a role, or to be a moderator."""
    with store() as session:
        if "partner" in office:
            office = {**office, "partner": session.get_one(Partner, cast.west.id)}
        with pytest.raises(Refused, match="invitation_unclear"):
            Invitation.send(session, app.extensions["vault"], ADDRESS, {}, by=None, **office)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_owner_alone_invites(app: Flask, store: Store, cast: Cast, name: str) -> None:
    """Nobody else gives roles, a moderator or a signer neither."""
    with store() as session:
        by = person(session, cast, name)
        if name == "olga":
            assert by.id == invite(app, session, cast, by=by)[0].by_id
        else:
            with pytest.raises(NotAllowed):
                invite(app, session, cast, by=by)


def test_token_is_nowhere_in_clear(app: Flask, store: Store, cast: Cast) -> None:
    """The row has a hash of the token, the event that carries it to the letter has it sealed to the contact."""
    with store() as session:
        invitation, token = invite(app, session, cast)
        session.flush()
        event = session.scalars(Event.about(invitation)).one()
        assert token not in str(event.data) + invitation.token_hash
        sealed = bytes.fromhex(event.data["token"])
        assert token == app.extensions["vault"].open(sealed, invitation.contact_id)
