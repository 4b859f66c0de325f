"""`flask doctor`: it finds nothing on the site as it is, and finds what is built in."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from blog import create_app
from blog.dialogue.contact import Contact
from blog.doctor.privacy import forms_of, traces
from blog.doctor.crawl import Page
from blog.extensions import db
from tests.cli.conftest import Counts, Run
from tests.conftest import Store

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


@pytest.mark.parametrize("form", [
    lambda address: address,
    lambda address: hashlib.md5(address.encode(), usedforsecurity=False).hexdigest(),
    lambda address: hashlib.sha256(address.upper().encode()).hexdigest(),
    lambda address: address[::-1],
], ids=["plain", "md5", "sha256 of upper case", "reversed"])
def test_a_leaked_address_is_found(
    leaking: Callable[..., Flask], counts: Counts, form: Callable[[str], str],
) -> None:
    """A page that shows any form of the planted address makes the check fail, and the plant is still taken out."""
    before = counts()
    app: Flask = leaking(appended(lambda: f"<p>{form(newest_address(app))}</p>"))
    result = app.test_cli_runner().invoke(args=["doctor", "privacy"])

    assert 1 == result.exit_code, result.output
    assert "holds the address as" in result.stderr
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


@pytest.mark.parametrize("tag", [
    f'<img src="{ELSEWHERE}" alt="">', '<script src="//elsewhere.example/x.js"></script>',
    '<link rel="stylesheet" href="https://elsewhere.example/x.css">', '<iframe src="https://elsewhere.example/"></iframe>',
    '<link href="https://elsewhere.example/x.woff2" as="font" rel="preload">',
    f'<img srcset="{ELSEWHERE} 2x" src="/favicon.ico" alt="">',
    '<style>@import url(https://elsewhere.example/x.css);</style>', f'<video poster="{ELSEWHERE}"></video>',
    f"<img src='{ELSEWHERE}' alt=''>",
])
def test_what_loads_from_elsewhere_is_found(leaking: Callable[..., Flask], tag: str) -> None:
    """A page that would load anything from another origin makes the check fail, with the page and the address."""
    result = leaking(appended(lambda: tag)).test_cli_runner().invoke(args=["doctor", "origins"])

    assert 1 == result.exit_code, tag
    assert "elsewhere.example" in result.stderr


def test_a_link_to_elsewhere_is_no_load(leaking: Callable[..., Flask]) -> None:
    """A link that a reader may follow is not reported."""
    app = leaking(appended(lambda: '<a href="https://elsewhere.example/">elsewhere</a>'))

    assert 0 == app.test_cli_runner().invoke(args=["doctor", "origins"]).exit_code


def test_every_form_of_an_address_is_recognised() -> None:
    """Each of the forms is found in a page that holds it, in either case of letters."""
    for name, form in forms_of("moira@reader.example.org").items():
        for spelt in (form, form.upper()):
            assert name in set(traces(Page("/", 200, "text/html", "", f"<p>{spelt}</p>"), "moira@reader.example.org"))
