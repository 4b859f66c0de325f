"""Somebody looks at the own account, changes it, and leaves."""

from collections.abc import Callable

import pytest

from blog.dialogue.person import Person
from blog.dialogue.states import Frequency
from tests.cast import PASSWORD, Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import fetch

NEW = "another sentence of 9"
POSTS = {
    "/account/sign-out": {},
    "/account/sign-out/everywhere": {},
    "/account/settings": {"locale": "en"},
    "/account/language": {"locale": "zh-Hans"},
    "/account/password": {"old": PASSWORD, "new": NEW, "again": NEW},
}


def cookie_of(client: Client) -> str:
    """The session cookie that a browser holds."""
    found = client._client.get_cookie("wenda", domain="wenda.test")
    assert found is not None
    return found.value


@pytest.mark.parametrize("name", ["nina", "ruth", "oskar", "grace", "olga"])
def test_account_shows_only_oneself(as_: Callable[[str], Client], cast: Cast, name: str) -> None:
    """Everybody with an account sees the own name and roles, and no address, not even the own."""
    client = as_(name)
    response = client.get("/account/")

    assert cast[name].names["en"] == client.text("h1")
    assert "cast.example.org" not in response.text


def test_sign_out_ends_the_session_on_the_server(as_: Callable[[str], Client], cast: Cast) -> None:
    """A copy of the cookie, made before, opens nothing afterwards; other browsers stay signed in."""
    client, other = as_("nina"), as_("nina")
    copied = cookie_of(client)
    client.post("/account/sign-out")
    client.get("/account/", status=302)
    client._client.set_cookie("wenda", copied, domain="wenda.test")

    client.get("/account/", status=302)
    other.get("/account/")


def test_sign_out_everywhere(as_: Callable[[str], Client], cast: Cast) -> None:
    """All browsers of this person are out, and nobody else's."""
    first, second, grace = as_("nina"), as_("nina"), as_("grace")
    first.post("/account/sign-out/everywhere")

    first.get("/account/", status=302)
    second.get("/account/", status=302)
    grace.get("/account/")


def test_new_password_ends_other_sign_ins(as_: Callable[[str], Client], client: Client, cast: Cast) -> None:
    """This browser stays, with another cookie; all others are out; only the new password opens."""
    first, second = as_("nina"), as_("nina")
    before = cookie_of(first)
    first.follow(first.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW}))

    assert before != cookie_of(first)
    second.get("/account/", status=302)
    second._client.set_cookie("wenda", before, domain="wenda.test")
    second.get("/account/", status=302)
    client.post("/account/sign-in", {"email": cast.address("nina"), "password": PASSWORD}, status=422)
    client.sign_in(cast.address("nina"), NEW)


@pytest.mark.parametrize(
    "form",
    [
        {"old": "wrong"},
        {"old": ""},
        {"new": "short"},
        {"new": "x" * 257, "again": "x" * 257},
        {"again": "something else"},
        {"new": "password1234", "again": "password1234"},
        {"new": "aaaaaaaaaaaaaaa", "again": "aaaaaaaaaaaaaaa"},
        {"new": "", "again": ""},
        {"old": PASSWORD + "x"},
    ],
)
def test_bad_password_changes_nothing(as_: Callable[[str], Client], cast: Cast, form: dict[str, str]) -> None:
    """A wrong present password or a weak new one: a sentence, the old password stays, nobody is signed out."""
    client, other = as_("nina"), as_("nina")
    response = client.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW} | form, status=422)

    assert client.soup.select(".wrong")
    assert PASSWORD not in response.text
    other.get("/account/")
    as_("nina")


@pytest.mark.parametrize(
    "password",
    ["茶" * 5 + "问答相长天地人", "é" * 4 + "abcdefgh", " spaces all around ", "x1y2z" * 51, "emoji 🍵 tea 🍵"],
)
def test_any_character_makes_a_password(
    as_: Callable[[str], Client], client: Client, cast: Cast, password: str
) -> None:
    """No rule about characters; up to 256 of them, none cut off."""
    as_("nina").post("/account/password", {"old": PASSWORD, "new": password, "again": password})
    client.post("/account/sign-in", {"email": cast.address("nina"), "password": password[:-1]}, status=422)
    client.sign_in(cast.address("nina"), password)


def test_settings(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """Language and letters are saved; a made-up language is refused; no other field is."""
    client = as_("tom")
    client.post("/account/settings", {"locale": "xx"}, status=422)
    client.follow(
        client.post("/account/settings", {"locale": "zh-Hant", "is_owner": "1", "is_moderator": "1", "active": "",
                                           "letters": "1", "desk_letters": "daily"})
    )

    assert "zh-Hant" == client.soup.html["lang"]
    with store() as session:
        tom = session.get_one(Person, cast["tom"].id)
        assert ("zh-Hant", Frequency.DAILY, False, False, True) == (
            tom.locale, tom.desk_letters, tom.is_owner, tom.is_moderator, tom.active
        )


def test_letters_of_a_moderator(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """A moderator turns letters about comments off and on again; nobody else is asked."""
    client = as_("grace")
    wants = []
    for letters in ({}, {"letters": "1"}):
        client.post("/account/settings", {"locale": "en", **letters})
        with store() as session:
            wants.append(session.get_one(Person, cast["grace"].id).wants_letters)
    as_("tom").get("/account/")

    assert [False, True] == wants


def test_language_switch_comes_back(as_: Callable[[str], Client], cast: Cast) -> None:
    """The switch on private pages saves the language and returns to the page, never to another site."""
    client = as_("grace")
    back = client.post("/account/language", {"locale": "zh-Hans", "next": "/moderation/?state=spam"})
    assert "/moderation/?state=spam" == back.headers["Location"]
    client.follow(back)
    assert "zh-Hans" == client.soup.html["lang"]
    for evil in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert "/account/" == client.post("/account/language", {"locale": "xx", "next": evil}).headers["Location"]
    client.get("/account/")
    assert "zh-Hans" == client.soup.html["lang"]


@pytest.mark.parametrize("path", POSTS)
def test_signed_out_and_wrong_method(client: Client, as_: Callable[[str], Client], cast: Cast, path: str) -> None:
    """Signed out: 401. GET: 405, so no link or picture signs anybody out."""
    client.post(path, POSTS[path], status=401)
    nina = as_("nina")
    nina.get(path, status=405)
    nina.get("/account/")


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("token", ["", "x", "IjEyMyI.Zm9v.YmFy", "another's"])
def test_form_without_its_token(
    client: Client, as_: Callable[[str], Client], cast: Cast, path: str, token: str
) -> None:
    """A missing, made-up or borrowed token refuses the form."""
    grace = as_("grace")
    nina = as_("nina")
    borrowed = grace.soup.select_one("input[name=csrf_token]")["value"]
    nina.post(path, POSTS[path] | {"csrf_token": borrowed if token == "another's" else token}, status=400)

    assert 200 == fetch(nina, "/account/").status_code
