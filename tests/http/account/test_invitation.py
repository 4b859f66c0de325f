"""Somebody accepts an invitation."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog import clock
from blog.dialogue.invitation import LASTS, Invitation
from blog.dialogue.partner import Partner, Role
from blog.dialogue.person import Person
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store

GUEST = "guest@reader.example.org"
NEW = {"new": "a sentence of the guest 3", "again": "a sentence of the guest 3"}
Invite = Callable[..., str]


@pytest.fixture
def invite(app: Flask, store: Store, cast: Cast) -> Invite:
    """Invite an address and get the path of the link."""

    def invited(address: str = GUEST, *, moderator: bool = False, locale: str = "en", name: str = "Guest") -> str:
        with store() as session:
            office = (
                {"moderator": True}
                if moderator
                else {
                    "partner": session.get_one(Partner, cast.west.id),
                    "role": Role.SIGNER,
                }
            )
            _, token = Invitation.send(
                session, app.extensions["vault"], address, {"en": name}, by=None, locale=locale, **office
            )
        return f"/t/invitation/{token}"

    return invited


@pytest.mark.parametrize("locale", ["en", "zh-Hans", "zh-Hant"])
def test_invited_person_joins(client: Client, invite: Invite, cast: Cast, locale: str) -> None:
    """The link shows what one is invited to in the language of the invitation; accepting makes the account."""
    path = invite(locale=locale)
    client.get(path)
    client.get(path)
    assert locale == client.soup.html["lang"]
    response = client.post(path, NEW)

    assert "/desk/" == response.headers["Location"]
    client.follow(response)
    client.get("/account/")
    assert "Guest" == client.text("h1")
    Client(client._client.application).sign_in(GUEST, NEW["new"])


def test_invited_moderator_joins(client: Client, invite: Invite) -> None:
    """An invitation to moderate leads to the queue."""
    response = client.post(invite(moderator=True), NEW)

    client.follow(response)
    assert "/moderation/" == response.headers["Location"]


@pytest.mark.parametrize(
    "form", [{}, {"new": "short", "again": "short"}, {"new": "password1234"}, NEW | {"again": "x"}, {"new": "y" * 300}]
)
def test_weak_password_uses_nothing_up(client: Client, invite: Invite, form: dict[str, str]) -> None:
    """A weak or mistyped password gets a sentence, and the link still works."""
    path = invite()
    client.post(path, form, status=422)
    assert client.soup.select(".wrongs")
    client.post(path, NEW)


def test_link_works_once(client: Client, app: Flask, invite: Invite) -> None:
    """A used link answers like one that never existed, to anybody."""
    path = invite()
    client.post(path, NEW)

    for who in (client, Client(app)):
        who.get(path, status=404)
        who.post(path, NEW, status=404)


def test_link_ends(client: Client, invite: Invite) -> None:
    """After a week the link is over."""
    path = invite()
    with clock.held(clock.now() + LASTS + timedelta(seconds=1)):
        client.get(path, status=404)
        client.post(path, NEW, status=404)


def test_address_with_an_account_signs_in_first(client: Client, invite: Invite, cast: Cast, store: Store) -> None:
    """Whoever holds the link cannot set a new password for an account that exists; its owner takes the role."""
    path = invite(cast.address("nina"))
    client.post(path, NEW, status=422)
    client.post("/account/sign-in", {"email": cast.address("nina"), "password": NEW["new"]}, status=422)
    client.sign_in(cast.address("nina"))
    client.get(path)
    client.post(path)

    with store() as session:
        assert ["signer"] == [each.role.value for each in session.get_one(Person, cast["nina"].id).memberships]


def test_invitation_is_for_one_person(as_: Callable[[str], Client], invite: Invite, cast: Cast, store: Store) -> None:
    """Somebody else who is signed in gets nothing by the link, and it stays good for the right person."""
    path = invite()
    oskar = as_("oskar")
    oskar.get(path)
    oskar.post(path, status=422)

    with store() as session:
        assert 2 == len(session.get_one(Person, cast["oskar"].id).memberships)
        assert None is session.query(Invitation).one().used_at


def test_signed_in_person_needs_the_token(as_: Callable[[str], Client], invite: Invite, cast: Cast) -> None:
    """A signed-in acceptance is refused without the form's own token, or with an unknown origin."""
    path = invite(cast.address("nina"))
    nina = as_("nina")
    nina.post(path, {"csrf_token": "x"}, status=400)
    nina.post(path, headers={}, status=403)
    nina.post(path)


def test_link_page_is_private(client: Client, invite: Invite) -> None:
    """Nobody keeps or lists the page, and its address goes to no other site."""
    response = client.get(invite(name="<b>Guest</b>"))

    assert "Welcome, <b>Guest</b>" == client.text("h1")
    assert "no-store" in response.headers["Cache-Control"]
    assert "same-origin" == response.headers["Referrer-Policy"]
    assert GUEST not in response.text


@pytest.mark.parametrize("token", ["a" * 43, "a", "%2e%2e", "a" * 44])
def test_made_up_links(client: Client, token: str) -> None:
    """No invitation: 404."""
    client.get(f"/t/invitation/{token}", status=404)
    client.post(f"/t/invitation/{token}", NEW, status=404)
