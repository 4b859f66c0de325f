"""The desk is for partners and the owner, who looks at people and invites them."""

from collections.abc import Callable

import pytest

from blog.dialogue.contact import Contact
from blog.dialogue.invitation import Invitation
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store

GUEST = "guest@reader.example.org"


@pytest.mark.parametrize(
    ("path", "name", "status"),
    [
        ("/desk/", "nina", 403),
        ("/desk/", "grace", 403),
        ("/desk/people/", "ruth", 403),
        ("/desk/people/", "oskar", 403),
        ("/desk/people/", "grace", 403),
        ("/desk/people/", "nina", 403),
        ("/desk/people/", "olga", 200),
        ("/desk/9/", "olga", 404),
    ],
)
def test_who_may_look(as_: Callable[[str], Client], path: str, name: str, status: int) -> None:
    """The desk is for partners and the owner, people for the owner alone."""
    as_(name).get(path, status=status)


@pytest.mark.parametrize("path", ["/desk/", "/desk/people/"])
def test_signed_out_and_wrong_method(client: Client, as_: Callable[[str], Client], cast: Cast, path: str) -> None:
    """Signed out: to the form. Posted to: 405."""
    assert "/account/sign-in?next=" in client.get(path, status=302).headers["Location"]
    as_("olga").post(path, status=405)


def invitation(cast: Cast, **changed: str) -> dict[str, str]:
    """What Olga types."""
    return {"name": "Guest", "email": GUEST, "role": f"{cast.west.id}:author", "locale": "zh-Hans"} | changed


def test_owner_invites(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """The link is shown once, leads to this site, and works; the address is shown nowhere."""
    olga = as_("olga")
    olga.get("/desk/people/")
    response = olga.post("/desk/people/invitations", invitation(cast), status=200)
    link = olga.text("code.link")

    assert link.startswith("http://wenda.test/t/invitation/")
    assert GUEST not in response.text
    olga.get("/desk/people/")
    assert "" == olga.text("code.link")
    guest = Client(olga._client.application)
    guest.get(link.removeprefix("http://wenda.test"))
    assert "zh-Hans" == guest.soup.html["lang"]


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": "n" * 81},
        {"name": "Two\r\nlines"},
        {"name": "N\x00UL"},
        {"email": "x"},
        {"email": "a@b.org\nBcc: c@d.org"},
        {"role": ""},
        {"role": "owner"},
        {"role": "1:owner"},
        {"role": "99:author"},
        {"role": "99999999999999999999:author"},
        {"role": "x:author"},
        {"locale": "fr"},
        {"locale": ""},
    ],
)
def test_mistakes_invite_nobody(
    as_: Callable[[str], Client], cast: Cast, store: Store, changed: dict[str, str]
) -> None:
    """A mistake gets a sentence and keeps what was typed; nobody is invited."""
    olga = as_("olga")
    olga.get("/desk/people/")
    typed = invitation(cast, **changed)
    olga.post("/desk/people/invitations", typed, status=422)

    assert olga.soup.select(".wrongs li")
    if "name" not in changed:
        assert typed["name"] == olga.soup.select_one("#name")["value"]
    with store() as session:
        assert 0 == session.query(Invitation).count()


def test_inviting_a_known_address_tells_nothing(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """An address that has an account is invited like any other: the page is the same, and so is what is stored."""
    olga = as_("olga")
    olga.get("/desk/people/")
    for address in (GUEST, cast.address("nina")):
        olga.post("/desk/people/invitations", invitation(cast, email=address), status=200)
        assert olga.text("code.link")

    with store() as session:
        assert 2 == session.query(Contact).filter(Contact.person_id.is_(None)).count()


@pytest.mark.parametrize("name", ["ruth", "chen", "oskar", "grace", "nina"])
def test_others_invite_nobody(as_: Callable[[str], Client], cast: Cast, store: Store, name: str) -> None:
    """Signers, moderators, strangers: 403."""
    as_(name).post("/desk/people/invitations", invitation(cast), status=403)

    with store() as session:
        assert 0 == session.query(Invitation).count()


def test_signed_out_get_and_missing_token(client: Client, as_: Callable[[str], Client], cast: Cast) -> None:
    """Signed out 401, GET 405, without the token 400."""
    client.post("/desk/people/invitations", invitation(cast), status=401)
    olga = as_("olga")
    olga.get("/desk/people/invitations", status=405)
    olga.get("/desk/people/")
    olga.post("/desk/people/invitations", invitation(cast, csrf_token="x"), status=400)
