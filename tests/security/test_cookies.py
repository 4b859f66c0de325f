"""The one cookie, and who may send a form."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from blog import create_app
from blog.dialogue.states import CommentState
from blog.extensions import db, limiter
from tests.cast import PASSWORD, Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import PUBLIC, plant, say, state_of, stored, token_of


@pytest.fixture
def secure(app: Flask, folder: Path) -> Iterator[Flask]:
    """The same site behind https."""
    kept = dict(vars(limiter))
    secured = create_app(replace(app.extensions["settings"], base_url="https://wenda.test"))
    yield secured
    vars(limiter).update(kept)
    with secured.app_context():
        db.engine.dispose()


def _flags(header: str) -> tuple[str, set[str]]:
    name, _, rest = header.partition("=")
    return name, {part.strip().lower() for part in rest.split(";")[1:]}


def test_cookie_over_http(client: Client, cast: Cast) -> None:
    """For local use the cookie is at least hidden from scripts and other sites."""
    response = client.post("/account/sign-in", {"email": cast.address("nina"), "password": PASSWORD})
    name, flags = _flags(response.headers["Set-Cookie"])

    assert "wenda" == name
    assert {"httponly", "samesite=lax", "path=/"} <= flags
    assert "cast.example.org" not in response.headers["Set-Cookie"]


def test_cookie_over_https(secure: Flask, cast: Cast) -> None:
    """In public the cookie is bound to the host and to https, and the browser is told to stay with https."""
    client = Client(secure)
    response = client.post("/account/sign-in", {"email": cast.address("nina"), "password": PASSWORD})
    name, flags = _flags(response.headers["Set-Cookie"])

    assert "__Host-wenda" == name
    assert {"httponly", "samesite=lax", "path=/", "secure"} <= flags
    assert not any(flag.startswith("domain") for flag in flags)
    for path in ("/en/", "/nowhere", "/account/sign-in"):
        header = client._client.get(path, base_url="https://wenda.test").headers["Strict-Transport-Security"]
        assert int(header.partition("max-age=")[2].partition(";")[0]) >= 31536000


def test_no_cookie_before_sign_in(client: Client, cast: Cast) -> None:
    """Neither reading nor commenting nor opening the sign-in form sets one."""
    responses = [client.get(path) for path in (*PUBLIC, "/account/sign-in")]
    responses += [say(client), say(client, status=422, words="")]

    assert [] == [response.request.path for response in responses if "Set-Cookie" in response.headers]


FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Sec-Fetch-Site": ""},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://wenda.test.evil.example"},
    {"Origin": "https://wenda.test"},
    {"Origin": "http://wenda.test:8080"},
    {"Origin": "http://sub.wenda.test"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://wenda.test"},
)
OWN = (
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://wenda.test"},
    {"Referer": "https://evil.example/"},
)


@pytest.mark.parametrize("headers", FOREIGN)
def test_posts_from_elsewhere_are_refused(
    client: Client, as_: Callable[[str], Client], cast: Cast, store: Store, headers: dict[str, str]
) -> None:
    """A form on another site, scheme, port or subdomain reaches neither comments nor sign-in nor decisions."""
    say(client, status=403, sent={"headers": headers})
    client.post("/account/sign-in", {"email": cast.address("nina"), "password": PASSWORD}, status=403, headers=headers)
    grace = as_("grace")
    (number,) = plant(store, cast, "Judge me.", state=CommentState.PENDING)
    grace.post(f"/moderation/comments/{number}/approval", {"version": "1"}, status=403, headers=headers)

    assert "pending" == state_of(store, number)
    assert 1 == len(stored(store))


@pytest.mark.parametrize("headers", OWN)
def test_own_forms_are_accepted(client: Client, cast: Cast, store: Store, headers: dict[str, str]) -> None:
    """Own pages, typed addresses, and old browsers that say nothing can comment and sign in."""
    say(client, sent={"headers": headers})
    client.post("/account/sign-in", {"email": cast.address("nina"), "password": PASSWORD}, headers=headers)

    assert 1 == len(stored(store))


def test_signed_in_forms_need_to_say_where_they_come_from(
    as_: Callable[[str], Client], cast: Cast, store: Store
) -> None:
    """With a cookie, silence about the origin is refused even with the right token, and the token is needed as well."""
    grace = as_("grace")
    (number,) = plant(store, cast, "Judge me.", state=CommentState.PENDING)
    path = f"/moderation/comments/{number}/approval"
    grace.post(path, {"version": "1", "csrf_token": token_of(grace)}, status=403, headers={})
    for token in ("", "x"):
        grace.post(path, {"version": "1", "csrf_token": token}, status=400)
    grace._client.post(
        f"{path}?csrf_token={token_of(grace)}",
        base_url=grace._base,
        data={"version": "1"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert "pending" == state_of(store, number)


@pytest.mark.parametrize("kind", ["text/plain", "application/json"])
def test_other_kinds_of_body_decide_nothing(as_: Callable[[str], Client], cast: Cast, store: Store, kind: str) -> None:
    """What another site can send without asking is no form of ours."""
    (number,) = plant(store, cast, "Judge me.", state=CommentState.PENDING)
    grace = as_("grace")
    response = grace._client.post(
        f"/moderation/comments/{number}/approval",
        base_url=grace._base,
        data=b'{"version": 1}',
        content_type=kind,
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert 400 == response.status_code
    assert "pending" == state_of(store, number)
