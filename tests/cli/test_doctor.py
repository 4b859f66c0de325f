"""`flask doctor`: it finds nothing on the site as it is, and finds what is built in."""

import hashlib
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from blog import create_app
from blog.dialogue.contact import Contact
from blog.doctor.crawl import Page
from blog.doctor.origins import foreign_origins
from blog.doctor.privacy import forms_of, traces
from blog.extensions import db
from tests.cli.conftest import Counts, Run

ELSEWHERE = "https://elsewhere.example/x.png"


@pytest.fixture
def leaking(app: Flask, demo: None) -> Iterator[Callable[[Callable[[Response], Response]], Flask]]:
    """The same site, served by an application that does something more to each answer."""
    made: list[Flask] = []

    def with_leak(leak: Callable[[Response], Response]) -> Flask:
        other = create_app(app.extensions["settings"])
        # Registered last, it runs first: before an answer is compressed and gets its validator.
        other.after_request(leak)
        made.append(other)
        return other

    yield with_leak
    for other in made:
        with other.app_context():
            db.engine.dispose()


def appended(words: Callable[[], str]) -> Callable[[Response], Response]:
    """A leak: words at the end of each page of HTML."""

    def leak(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.set_data(response.get_data(as_text=True) + words())
        return response

    return leak


def newest_address(store_app: Flask) -> str:
    """The address that was typed last."""
    contact = db.session.scalars(db.select(Contact).order_by(Contact.created_at.desc()).limit(1)).one()
    return contact.address(store_app.extensions["vault"])


def test_the_demo_keeps_addresses_to_itself(run: Run, demo: None) -> None:
    """On the demo no public answer holds a form of the planted address, and many answers were looked at."""
    output = run("doctor", "privacy").output

    assert "0 found." in output
    assert int(output.split("Looked at ")[1].split()[0]) > 60
    assert "200" in output
    assert "404" in output
    assert "× 5" not in output


def test_the_planted_comment_is_taken_out_again(run: Run, demo: None, counts: Counts) -> None:
    """After the check every table has as many rows as before."""
    before = counts()
    run("doctor", "privacy")

    assert before == counts()


def test_an_empty_site_is_looked_at_too(run: Run, counts: Counts) -> None:
    """Where nothing takes comments the pages are looked at all the same."""
    assert "0 found." in run("doctor", "privacy").output
    assert "0 found." in run("doctor", "origins").output
    assert 0 == counts()["comment"]


def test_a_leaked_hash_is_found(leaking: Callable[..., Flask], counts: Counts) -> None:
    """A page that shows a hash of the planted address makes the check fail, and the plant is still taken out."""
    before = counts()
    app: Flask = leaking(appended(lambda: f"<p>{hashlib.md5(newest_address(app).encode()).hexdigest()}</p>"))  # noqa: S324
    result = app.test_cli_runner().invoke(args=["doctor", "privacy"])

    assert 1 == result.exit_code, result.output
    assert "holds the address as md5 hex" in result.stderr
    assert before == counts()


def test_an_address_in_a_header_is_found(leaking: Callable[..., Flask]) -> None:
    """A header counts as much as a page."""

    def leak(response: Response) -> Response:
        response.headers["X-Reader"] = newest_address(app)
        return response

    app: Flask = leaking(leak)
    result = app.test_cli_runner().invoke(args=["doctor", "privacy"])

    assert 1 == result.exit_code


def test_the_demo_loads_nothing_from_elsewhere(run: Run, demo: None) -> None:
    """On the demo every page loads from its own origin alone."""
    assert "0 found." in run("doctor", "origins").output


def test_a_foreign_picture_is_found(leaking: Callable[..., Flask]) -> None:
    """A page that would load a picture from elsewhere makes the check fail, and is named with the address."""
    app = leaking(appended(lambda: f'<img src="{ELSEWHERE}" alt="">'))
    result = app.test_cli_runner().invoke(args=["doctor", "origins"])

    assert 1 == result.exit_code
    assert f"/en/shop-floor/1/: loads {ELSEWHERE}" in result.stderr


@pytest.mark.parametrize("tag", [
    f'<img src="{ELSEWHERE}" alt="">', f"<img src='{ELSEWHERE}' alt=''>",
    '<script src="//elsewhere.example/x.png"></script>',
    f'<link rel="stylesheet" href="{ELSEWHERE}">', f'<link href="{ELSEWHERE}" as="font" rel="preload">',
    f'<img srcset="/a.png 1x, {ELSEWHERE} 2x" src="/a.png" alt="">', f'<iframe src="{ELSEWHERE}"></iframe>',
    f"<style>@import url({ELSEWHERE});</style>", f'<video poster="{ELSEWHERE}"></video>',
    f'<p style="background: url({ELSEWHERE})">', f'<svg><image href="{ELSEWHERE}"/></svg>',
    f'<meta http-equiv="refresh" content="0; url={ELSEWHERE}">', f'<form action="{ELSEWHERE}"></form>',
    f'<object data="{ELSEWHERE}"></object>', f'<base href="{ELSEWHERE}">', f'<a href="/" ping="{ELSEWHERE}">x</a>',
])
def test_every_way_to_load_is_known(tag: str) -> None:
    """Whatever tag or style would load something from elsewhere, or send something there, is found."""
    page = Page("/en/", 200, "text/html", "", f"<p>before</p>{tag}<p>after</p>")

    found = [url.partition(":")[2] for url in foreign_origins(page, "http://own.example")]
    assert [ELSEWHERE.removeprefix("https:")] == found


@pytest.mark.parametrize("tag", [
    f'<a href="{ELSEWHERE}">elsewhere</a>', '<img src="/a.png" alt="">', '<img src="http://own.example/a.png" alt="">',
    f'<link rel="alternate" href="{ELSEWHERE}">', f'<meta property="og:url" content="{ELSEWHERE}">',
    '<svg xmlns="http://www.w3.org/2000/svg"></svg>', f"<p>{ELSEWHERE}</p>",
])
def test_what_a_person_follows_is_no_load(tag: str) -> None:
    """Links, alternates, names and the site's own files are not reported."""
    page = Page("/en/", 200, "text/html", "", tag)

    assert [] == list(foreign_origins(page, "http://own.example"))


@pytest.mark.parametrize(("kind", "headers", "body"), [
    ("text/css", "", f"a {{ background: url('{ELSEWHERE}') }}"),
    ("image/svg+xml", "", f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{ELSEWHERE}"/></svg>'),
    ("text/html", f"Link: <{ELSEWHERE}>; rel=preload", ""),
])
def test_styles_drawings_and_headers_are_read(kind: str, headers: str, body: str) -> None:
    """What a stylesheet, a drawing or a header loads is found too."""
    assert [ELSEWHERE] == list(foreign_origins(Page("/x", 200, kind, headers, body), "http://own.example"))


def test_every_form_of_an_address_is_recognised() -> None:
    """Each of the forms is found in a page that holds it, in either case of letters."""
    for name, form in forms_of("moira@reader.example.org").items():
        for spelt in (form, form.upper()):
            assert name in set(traces(Page("/", 200, "text/html", "", f"<p>{spelt}</p>"), "moira@reader.example.org"))
