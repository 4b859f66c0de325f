"""Running the jobs at a moment of one's choice, and reading the letters that they wrote."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.invitation import Invitation
from blog.dialogue.submission import Draft, submit
from blog.dialogue.thread import Thread
from blog.jobs import mail, relay, retention
from tests.cast import MOIRA, Cast
from tests.conftest import Store


class Jobs:
    """The jobs of a site, each run in a context of its own as the worker runs them."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def relay(self, at: datetime | None = None) -> int:
        """Turn waiting events into letters; how many events."""
        return self._at(at, relay.relay_events)

    def send(self, at: datetime | None = None) -> int:
        """Send waiting letters; how many."""
        return self._at(at, mail.send_letters)

    def sweep(self, at: datetime | None = None) -> int:
        """Delete what was kept long enough; how many rows."""
        return self._at(at, retention.sweep)

    def _at(self, at: datetime | None, work: Callable[[], int]) -> int:
        with clock.held(at or clock.now()), self.app.app_context():
            return work()


@pytest.fixture
def jobs(app: Flask, store: Store) -> Jobs:
    """The jobs of the site."""
    return Jobs(app)


@pytest.fixture
def comment(app: Flask, cast: Cast, store: Store) -> str:
    """Moira has written under a question; the token of her receipt."""
    with store() as session:
        thread = session.get_one(Thread, cast.threads["west-1"])
        return submit(session, app.extensions["vault"], thread, moiras())


def moiras(words: str = "Who washes the cups?", **more: str) -> Draft:
    """A comment of Moira's, as the form would read it."""
    fields = {"name": "Moira", "address": MOIRA, "lang": "en", "locale": "en"} | more
    return Draft(words=words, html=f"<p>{words}</p>", **fields)  # type: ignore[arg-type]


@pytest.fixture
def letters(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[EmailMessage]]:
    """What lies in the mail folder, a fresh one for each test."""
    use_mail(app, monkeypatch, f"file://{tmp_path / 'letters of the site'}".replace(" ", "%20"))

    def lying() -> list[EmailMessage]:
        found = sorted((tmp_path / "letters of the site").glob("*"))
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]  # type: ignore[arg-type]

    return lying


def use_mail(app: Flask, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Send the site's mail elsewhere for one test."""
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], mail_url=url))


def invite_moderator(app: Flask, session: Session) -> None:
    """Invite somebody who has no account to moderate."""
    Invitation.send(session, app.extensions["vault"], "new@house.example.org", {"en": "New"}, by=None, moderator=True)


def later(**much: float) -> datetime:
    """A moment that lies so much after now."""
    return clock.now() + timedelta(**much)
