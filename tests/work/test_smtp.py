"""Letters through a real mail server: at least once, always under the same Message-ID, and given up in the end."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from blog.dialogue.event import Letter, Relay
from blog.jobs import mail
from tests.cast import Cast
from tests.conftest import Store
from tests.work.conftest import Jobs, later, use_mail
from tests.work.post_office import PostOffice, Server, certificate

Opened = Callable[..., int]


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def office() -> PostOffice:
    """Where letters arrive."""
    return PostOffice()


@pytest.fixture
def opened(app: Flask, office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """`opened()`: the post office serves, and the site's mail goes there; the port."""
    servers: list[Server] = []

    def open_office(user: str = "", tls: Path | None = None, *, logins: bool = False) -> int:
        port = free_port()
        servers.append(Server(office, port, tls, logins=logins))
        servers[-1].start()
        use_mail(app, monkeypatch, f"smtp://{user}127.0.0.1:{port}")
        return port

    yield open_office
    for server in servers:
        server.stop()


@pytest.fixture
def waiting(jobs: Jobs, comment: str, store: Store) -> int:
    """One letter waits; its id."""
    jobs.relay()
    with store() as session:
        first = session.scalar(sa.select(sa.func.min(Letter.id)))
        session.execute(sa.delete(Letter).where(Letter.id != first))
        return first or 0


def state(store: Store) -> tuple[Relay, int]:
    """How the one letter stands, and how often it was tried."""
    with store() as session:
        letter = session.scalars(sa.select(Letter)).one()
        return letter.relay, letter.attempts


def test_a_letter_is_delivered(
    jobs: Jobs, waiting: int, opened: Opened, office: PostOffice, store: Store, cast: Cast,
) -> None:
    """The server gets the letter once, for its one recipient, and the letter is done."""
    opened()

    assert 1 == jobs.send()
    assert 0 == jobs.send(later(days=1))
    assert [[cast.address("grace")]] == office.recipients
    assert (Relay.DONE, 1) == state(store)


@pytest.mark.parametrize("answer", ["451 busy, later please", "452 full", "554 not today", ""], ids=[
    "4xx", "full", "5xx", "connection dropped after DATA",
])
def test_a_refused_letter_is_tried_again(
    jobs: Jobs, waiting: int, opened: Opened, office: PostOffice, store: Store, answer: str,
) -> None:
    """A letter that the server refuses, or whose end nobody confirms, goes again, later, under the same Message-ID."""
    opened()
    office.answers = [answer]

    assert 0 == jobs.send()
    assert (Relay.WAITING, 1) == state(store)
    assert 0 == jobs.send(), "not at once"
    assert 1 == jobs.send(later(hours=1))
    assert 2 == len(office.seen)
    assert 1 == len({str(letter["Message-ID"]) for letter in office.seen})
    assert 1 == len({str(letter["Date"]) for letter in office.seen})
    assert (Relay.DONE, 2) == state(store)


def test_a_server_that_is_down_comes_back(
    app: Flask, jobs: Jobs, waiting: int, opened: Opened, office: PostOffice, store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While no server answers the letter waits; when one does it is delivered."""
    use_mail(app, monkeypatch, f"smtp://127.0.0.1:{free_port()}")
    assert 0 == jobs.send()
    assert (Relay.WAITING, 1) == state(store)
    opened()

    assert 1 == jobs.send(later(hours=1))
    assert 1 == len(office.seen)


def test_a_letter_is_given_up_in_the_end(
    app: Flask, jobs: Jobs, waiting: int, store: Store, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After the last attempt the letter has failed and is not tried again; each wait was longer than the one before."""
    use_mail(app, monkeypatch, f"smtp://127.0.0.1:{free_port()}")
    waits, at = [], later()
    for attempt in range(1, mail.MOST_ATTEMPTS + 1):
        jobs.send(at)
        with store() as session:
            letter = session.scalars(sa.select(Letter)).one()
            assert attempt == letter.attempts
            assert letter.leased_until is not None
            waits.append(letter.leased_until - at)
            at = letter.leased_until + mail.LEASE

    assert (Relay.FAILED, mail.MOST_ATTEMPTS) == state(store)
    assert sorted(set(waits)) == waits
    jobs.send(later(days=365))
    assert (Relay.FAILED, mail.MOST_ATTEMPTS) == state(store)


def test_a_letter_travels_encrypted_where_it_can(
    jobs: Jobs, waiting: int, opened: Opened, office: PostOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that offers STARTTLS with a certificate we trust gets the password and the letter encrypted."""
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    opened("site:se%40cret@", pem, logins=True)

    assert 1 == jobs.send()
    assert [True] == office.secure
    assert [b"se@cret"] == office.logins


def test_a_strange_certificate_is_refused(
    jobs: Jobs, waiting: int, opened: Opened, office: PostOffice, tmp_path: Path, store: Store,
) -> None:
    """A server whose certificate nobody vouches for gets neither password nor letter."""
    opened("site:secret@", certificate(tmp_path), logins=True)

    assert 0 == jobs.send()
    assert ([], []) == (office.logins, office.seen)
    assert (Relay.WAITING, 1) == state(store)


def test_a_password_never_travels_in_clear(jobs: Jobs, waiting: int, opened: Opened, office: PostOffice) -> None:
    """A server that takes logins but offers no encryption does not see the password."""
    opened("site:secret@", logins=True)

    assert 0 == jobs.send()
    assert ([], []) == (office.logins, office.seen)
