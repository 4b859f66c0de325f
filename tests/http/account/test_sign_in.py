"""Somebody with an account signs in."""

from datetime import timedelta

import pytest

from blog import clock
from blog.dialogue.person import Person, SignIn
from tests.cast import PASSWORD, Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import fetch

FORM = "/account/sign-in"


@pytest.mark.parametrize(
    ("name", "home"), [("grace", "/moderation/"), ("ruth", "/desk/"), ("olga", "/desk/"), ("nina", "/account/")]
)
def test_sign_in_leads_home(client: Client, cast: Cast, name: str, home: str) -> None:
    """Moderators begin at the queue, partners at the desk, others at their account."""
    response = client.sign_in(cast.address(name))

    assert home == response.headers["Location"]
    client.get(home)


@pytest.mark.parametrize("address", ["GRACE@CAST.example.org", "  grace@cast.example.org "])
def test_address_is_compared_without_case(client: Client, cast: Cast, address: str) -> None:
    """Capitals and spaces around the address do not matter."""
    client.sign_in(address)


def refused(client: Client, address: str, password: str) -> str:
    """The page of a refused attempt, without the address that was typed."""
    return client.post(FORM, {"email": address, "password": password}, status=422).text.replace(address, "ADDRESS")


def test_no_answer_tells_whether_an_address_is_known(client: Client, cast: Cast, store: Store) -> None:
    """A wrong password, an unknown address and a disabled account with its right password get the same page."""
    with store() as session:
        session.get_one(Person, cast["tom"].id).active = False

    wrong = refused(client, cast.address("grace"), "not her password at all")
    assert wrong == refused(client, "nobody@cast.example.org", PASSWORD)
    assert wrong == refused(client, cast.address("tom"), PASSWORD)
    assert wrong == refused(client, cast.address("tom"), "x" * 300)
    assert wrong == refused(client, cast.address("grace"), "")
    assert "Set-Cookie" not in fetch(client, FORM).headers


@pytest.mark.parametrize(
    "address", ["", "x", "\x00@example.org", "' OR 1=1 --", "a" * 400, "grace@cast.example.org\x00"]
)
def test_odd_addresses_are_refused_like_others(client: Client, cast: Cast, address: str) -> None:
    """Whatever is typed: refused, no error."""
    client.post(FORM, {"email": address, "password": PASSWORD}, status=422)


def test_eleventh_attempt_of_a_network_waits(client: Client, cast: Cast) -> None:
    """After ten attempts in a quarter of an hour even the right password has to wait; other networks do not."""
    for number in range(10):
        client.post(FORM, {"email": f"n{number}@example.org", "password": "guess"}, status=422)
    response = client.post(FORM, {"email": cast.address("grace"), "password": PASSWORD}, status=429)

    assert "900" == response.headers["Retry-After"]
    client.post(
        FORM, {"email": cast.address("grace"), "password": PASSWORD}, environ_overrides={"REMOTE_ADDR": "198.51.100.1"}
    )


def test_many_networks_cannot_try_one_account(client: Client, cast: Cast) -> None:
    """Thirteen attempts at one account within an hour, each from another network: the last has to wait."""
    for number in range(13):
        client.post(
            FORM,
            {"email": cast.address("grace"), "password": "guess"},
            status=422 if number < 12 else 429,
            environ_overrides={"REMOTE_ADDR": f"198.51.{number}.1"},
        )


def test_planted_session_is_not_kept(client: Client, cast: Cast, store: Store) -> None:
    """Signing in makes a new session: what the browser held before opens nothing, and nothing of it stays."""
    client.sign_in(cast.address("nina"))
    planted = client._client.get_cookie("wenda", domain="wenda.test").value
    client.post("/account/sign-in", {"email": cast.address("grace"), "password": PASSWORD})
    fresh = client._client.get_cookie("wenda", domain="wenda.test").value

    assert planted != fresh
    with store() as session:
        assert 2 == session.query(SignIn).count()
    for forged in ("x", fresh[:-2] + "xx", "eyJfdXNlcl9pZCI6IjEifQ.x.y"):
        client._client.set_cookie("wenda", forged, domain="wenda.test")
        assert 302 == fetch(client, "/account/").status_code


@pytest.mark.parametrize("target", ["/moderation/?state=spam", "/desk/", "/zh/tea/1/"])
def test_next_leads_to_own_pages(client: Client, cast: Cast, target: str) -> None:
    """After signing in one is where one wanted to go."""
    response = client.post(FORM, {"email": cast.address("olga"), "password": PASSWORD, "next": target})

    assert target == response.headers["Location"]


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "///evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\t/[evil",
        " //evil.example",
        "evil.example",
        "data:text/html,x",
        "/x\r\nSet-Cookie: a=b",
        "http:evil.example",
        "/.\\evil",
        "\x00//evil.example",
        "?x",
        "//[evil",
    ],
)
def test_next_leads_nowhere_else(client: Client, cast: Cast, target: str) -> None:
    """Any other target is forgotten: in the form, after signing in, and for whoever is signed in already."""
    client.get(FORM, query_string={"next": target})
    assert "" == client.soup.select_one("input[name=next]")["value"]
    response = client.post(FORM, {"email": cast.address("olga"), "password": PASSWORD, "next": target})

    assert "/desk/" == response.headers["Location"]
    assert "/desk/" == client.get(FORM, status=302, query_string={"next": target}).headers["Location"]


def test_typed_address_comes_back_escaped(client: Client, cast: Cast) -> None:
    """A refused address stands in its field again, and nowhere as markup."""
    client.post(FORM, {"email": '"><script>x</script>', "password": "p"}, status=422)

    assert '"><script>x</script>' == client.soup.select_one("#email")["value"]


@pytest.mark.parametrize(("prefix", "tag"), [("en", "en"), ("zh", "zh-Hans"), ("zh-hant", "zh-Hant")])
def test_form_speaks_the_language_asked_for(client: Client, prefix: str, tag: str) -> None:
    """Signed out, `loc` names the language; a made-up one is ignored."""
    client.get(f"{FORM}?loc={prefix}")
    assert tag == client.soup.html["lang"]
    client.get(f"{FORM}?loc=<b>")
    assert "en" == client.soup.html["lang"]


def test_sign_in_ends_with_time(client: Client, cast: Cast) -> None:
    """After twelve idle hours one is signed out; after fourteen days in any case."""
    client.sign_in(cast.address("nina"))

    with clock.held(clock.now() + timedelta(days=14, minutes=1)):
        client.get("/account/", status=302)


def test_disabled_account_is_out_at_once(client: Client, cast: Cast, store: Store) -> None:
    """Disabling ends what is open: the next request is signed out."""
    client.sign_in(cast.address("grace"))
    with store() as session:
        session.get_one(Person, cast["grace"].id).active = False

    client.get("/moderation/", status=302)
    client.post("/moderation/decisions", {}, status=401)
