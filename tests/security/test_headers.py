"""What every answer says to the browser."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from structlog.testing import capture_logs

from blog.dialogue.edition import Edition
from blog.dialogue.picture import Picture
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_text
from tests.http.steps import PUBLIC, SAYING, fetch, say

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def demand(response: object, *, sandboxed: bool = False) -> None:
    """The headers of every answer."""
    headers = response.headers  # type: ignore[attr-defined]
    policy = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";") if " " in part.strip()
    )
    assert "'none'" == policy["default-src"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert "*" not in headers["Content-Security-Policy"]
    assert "http" not in headers["Content-Security-Policy"]
    if sandboxed:
        assert "script-src" not in policy
    else:
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert ("'self'", "'none'", "'none'") == (policy["form-action"], policy["base-uri"], policy["frame-ancestors"])
    assert "nosniff" == headers["X-Content-Type-Options"]
    assert headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "same-origin")
    assert "Access-Control-Allow-Origin" not in headers
    assert "Strict-Transport-Security" not in headers
    assert not {"Server", "X-Powered-By"} & set(headers.keys())


@pytest.mark.parametrize(
    "path",
    [
        *PUBLIC,
        "/",
        "/en/tea/1",
        "/en/nothing/",
        "/nowhere",
        "/t/" + "a" * 43,
        "/account/sign-in",
        "/desk/",
        "/moderation/log",
        "/account/nothing",
        "/healthz",
        "/readyz",
        "/static/0000/public.css",
        "/static/0/x.css",
        "/pictures/" + "0" * 64,
        SAYING,
    ],
)
def test_answers_of_every_kind(client: Client, cast: Cast, path: str) -> None:
    """Pages, redirects, errors, assets and probes all carry the policy."""
    response = fetch(client, path)

    demand(response)
    if response.mimetype.startswith("text/"):
        assert "charset=utf-8" in response.content_type.lower()


@pytest.mark.parametrize(
    ("path", "status", "headers"),
    [
        (SAYING, 422, None),
        (SAYING, 403, {"Origin": "null"}),
        ("/en/", 405, None),
        ("/account/sign-in", 422, None),
        ("/account/sign-out", 401, None),
        ("/nowhere", 404, None),
    ],
)
def test_answers_to_posts(client: Client, cast: Cast, path: str, status: int, headers: dict[str, str] | None) -> None:
    """Refused forms carry it too, and may not be kept."""
    response = client.post(path, {}, status=status, headers=headers)

    demand(response)
    assert "no-store" in response.headers["Cache-Control"]
    demand(say(client))


def test_error_of_ours(client: Client, cast: Cast, store: Store) -> None:
    """When something breaks, the page is generic, carries the policy, and neither page nor log repeats data."""
    with store() as session:
        session.execute(sa.update(Edition).values(content={"title": "Secret content of the row"}))

    with capture_logs() as logged:
        response = client.get("/en/tea/1/", status=500)

    demand(response)
    assert "no-store" in response.headers["Cache-Control"]
    said = response.text + str(logged)
    assert "unforeseen" in said
    for secret in ("Secret content", "Traceback", "KeyError: ", "edition.py"):
        assert secret not in response.text
    assert "Secret content" not in said


@pytest.mark.parametrize("path", ["/account/", "/desk/", "/moderation/", "/moderation/log", "/desk/people/"])
def test_private_pages_are_not_kept(as_: Callable[[str], Client], path: str) -> None:
    """Private pages stay in no cache, are not listed, not compressed, and vary by cookie."""
    olga = as_("olga")
    response = fetch(olga, path, {"Accept-Encoding": "gzip"})

    demand(response)
    assert "no-store, private" == response.headers["Cache-Control"]
    assert "noindex" == response.headers["X-Robots-Tag"]
    assert "Cookie" in response.headers["Vary"]
    assert "Content-Encoding" not in response.headers
    assert "ETag" not in response.headers


def test_assets_never_change_under_their_address(client: Client, app: Flask, cast: Cast) -> None:
    """Each asset is immutable under its hash, and briefly kept under another; nothing else is in the folder."""
    for asset in app.extensions["assets"].by_name.values():
        for coding in ("identity", "gzip"):
            right = fetch(client, f"/static/{asset.digest}/{asset.name}", {"Accept-Encoding": coding})
            wrong = fetch(client, f"/static/0000/{asset.name}", {"Accept-Encoding": coding})
            assert "public, max-age=31536000, immutable" == right.headers["Cache-Control"]
            assert "public, max-age=600" == wrong.headers["Cache-Control"]
            demand(right)
            again = {"Accept-Encoding": coding, "If-None-Match": right.headers["ETag"]}
            assert 304 == fetch(client, f"/static/{asset.digest}/{asset.name}", again).status_code
    for path in (
        "/static/0/../config.py",
        "/static/0/..%2fconfig.py",
        "/static/0/LICENSE-OFL.txt",
        "/static/",
        "/.git/config",
    ):
        assert 404 == fetch(client, path).status_code


def test_pictures_are_sandboxed(client: Client, app: Flask, store: Store, cast: Cast) -> None:
    """A drawing that was stored with a script in it is served so that the script cannot run."""
    digest = app.extensions["storage"].put(SVG)
    with store() as session:
        session.add(
            Picture(sha256=digest, media_type="image/svg+xml", width=1, height=1, alt=make_text(Kind.ALT, en="A cup"))
        )

    response = client.get(f"/pictures/{digest}")

    demand(response, sandboxed=True)
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "image/svg+xml" == response.mimetype
    assert "immutable" in response.headers["Cache-Control"]
    for path in ("0" * 64, digest.upper(), digest[:-1], "..%2f..%2fsecret_key"):
        assert 404 == fetch(client, f"/pictures/{path}").status_code


@pytest.mark.parametrize("host", ["evil.test", "evil.test:80", "wenda.test.evil.test", "127.0.0.1", "evil.test/x?y"])
def test_foreign_host_is_repeated_nowhere(client: Client, cast: Cast, host: str) -> None:
    """Whatever Host, X-Forwarded-Host or Forwarded says, no link, redirect or page repeats it."""
    for path in (*PUBLIC, "/", "/en/tea/1", "/en", "/nowhere", "/desk/", "/account/sign-in"):
        headers = {"Host": host, "X-Forwarded-Host": host, "X-Forwarded-Proto": "https", "Forwarded": f"host={host}"}
        response = fetch(client, path, headers)
        assert host.encode() not in response.data, path
        assert host not in str(response.headers), path
        assert fetch(client, path).data == response.data, path


@pytest.mark.parametrize("path", ["/en/tea/1%0d%0aSet-Cookie:%20a=b", "/en/%0d%0aX-Evil:1/", "/%0d%0aX-Evil:1"])
def test_line_ends_in_an_address_make_no_header(client: Client, cast: Cast, path: str) -> None:
    """No header can be added by an address."""
    response = fetch(client, path)

    assert response.status_code in (301, 302, 308, 404)
    assert not {"X-Evil", "Set-Cookie"} & set(response.headers.keys())
