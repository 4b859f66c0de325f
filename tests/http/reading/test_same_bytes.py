"""A public page is the same bytes for everybody; only its address decides what it is."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.cast import NAMES, Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import PUBLIC, fetch, plant


def lasting(response: TestResponse) -> dict[str, str]:
    """The headers of an answer, but for the second in which it was sent."""
    return {name: value for name, value in response.headers if name != "Date"}


@pytest.mark.parametrize("path", PUBLIC)
def test_cookies_and_language_preferences_change_nothing(client: Client, cast: Cast, path: str) -> None:
    """Neither a preferred language nor any cookie is read: same bytes, same validator, no word about varying."""
    plain = client.get(path)
    for headers in (
        {"Accept-Language": "zh-TW"},
        {"Accept-Language": "zh-CN;q=0.9, en"},
        {"User-Agent": "Mobile"},
        {"Cookie": "wenda=x; session=y; remember_token=1|z; locale=zh; language=zh"},
        {"X-Forwarded-For": "192.0.2.7"},
    ):
        again = client.get(path, headers=headers)

        assert plain.data == again.data
        assert plain.headers.get("ETag") == again.headers.get("ETag")
        assert "Set-Cookie" not in again.headers
        assert not {"cookie", "accept-language"} & {name.lower() for name in again.vary}


@pytest.mark.parametrize("name", [*NAMES])
def test_signed_in_people_see_the_same_bytes(
    client: Client, cast: Cast, as_: Callable[[str], Client], store: Store, name: str
) -> None:
    """Whoever is signed in, moderators and owners as well, gets what a stranger gets, and keeps the cookie as it is."""
    plant(store, cast, "Public.")
    signed_in = as_(name)

    for path in PUBLIC:
        mine, theirs = signed_in.get(path), client.get(path)
        assert theirs.data == mine.data, path
        assert lasting(theirs) == lasting(mine), path


@pytest.mark.parametrize("path", PUBLIC)
def test_head_answers_like_get(client: Client, cast: Cast, path: str) -> None:
    """HEAD sends what GET would, without the body."""
    got = client.get(path)
    head = client._client.head(path, base_url=client._base)

    assert b"" == head.data
    assert got.status_code == head.status_code
    assert lasting(got) == lasting(head)


@pytest.mark.parametrize("path", [path for path in PUBLIC if path != "/favicon.ico"])
def test_pages_may_be_kept_but_must_be_asked_about(client: Client, cast: Cast, path: str) -> None:
    """Public pages may be kept by anybody who asks whether they are still good."""
    response = client.get(path)

    assert "public, no-cache" == response.headers["Cache-Control"]
    assert response.headers["ETag"].startswith('"')


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize("path", ["/en/", "/zh/tea/1/", "/en/tea/1/west-1/", "/sitemap.xml"])
def test_unchanged_page_is_not_sent_again(client: Client, cast: Cast, path: str, coding: str) -> None:
    """Whoever has the page in this coding hears 304; the validator of the other coding does not count."""
    first = fetch(client, path, {"Accept-Encoding": coding})
    other = fetch(client, path, {"Accept-Encoding": "identity" if coding == "gzip" else "gzip"})
    again = fetch(client, path, {"Accept-Encoding": coding, "If-None-Match": first.headers["ETag"]})
    wrong = fetch(client, path, {"Accept-Encoding": coding, "If-None-Match": other.headers["ETag"]})

    assert ("gzip" if "gzip" == coding else None) == first.headers.get("Content-Encoding")
    assert first.headers["ETag"] != other.headers["ETag"]
    assert (304, b"", first.headers["ETag"]) == (again.status_code, again.data, again.headers["ETag"])
    assert "Accept-Encoding" in again.headers["Vary"]
    assert "public, no-cache" == again.headers["Cache-Control"]
    assert 200 == wrong.status_code


@pytest.mark.parametrize("refused", ["gzip;q=0", "identity", "br", "", "gzip; q=0.0, identity"])
def test_gzip_is_sent_to_whoever_takes_it(client: Client, cast: Cast, refused: str) -> None:
    """Who does not take gzip, or refuses it in words, gets the page plain; pages and style sheets alike."""
    style = client.get("/en/tea/1/").data.split(b'rel="stylesheet" href="')[1].split(b'"')[0].decode()

    for path in ("/en/tea/1/", style):
        assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": refused}).headers


def test_approval_changes_the_validator(client: Client, cast: Cast, store: Store) -> None:
    """A new public comment makes the kept page old at the next request."""
    before = client.get("/en/tea/1/").headers["ETag"]
    plant(store, cast, "New.")
    after = client.get("/en/tea/1/", headers={"If-None-Match": before})

    assert before != after.headers["ETag"]


@pytest.mark.parametrize("path", ["/en/nothing/", "/nowhere", "/en/comments/1/", "/fr/", "/desk/nothing"])
def test_error_answers_are_not_kept(client: Client, path: str) -> None:
    """Nobody may keep an error, and nothing validates one."""
    response = client.get(path, status=404)

    assert "no-store" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers
    assert "Set-Cookie" not in response.headers
