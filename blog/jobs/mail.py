"""Sending letters: at least once, with a Message-ID that is always the same for the same letter."""

import smtplib
import ssl
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
import structlog
from flask import current_app

from .. import clock
from ..dialogue.contact import Contact
from ..dialogue.event import Letter, Relay
from ..extensions import db
from ..vault import Unreadable
from .desk_letters import gathered
from .letters import compose

LEASE: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 8
_TIMEOUT: Final = 20.0
# What a letter says has been settled before it went: it is done, and was not sent.
_NO_NEWS: Final = "no_news"
_SETTLED: Final = (None, _NO_NEWS)
_Earlier: Final = sa.orm.aliased(Letter)
log = structlog.get_logger()


def send_letters(limit: int = 100) -> int:
    """Send the letters that wait; how many were sent. A letter that fails is tried again, later each time."""
    sent = 0
    for letter_id in db.session.scalars(_waiting().limit(limit)).all():
        if not _claim(letter_id):
            continue
        letters = gathered(db.session(), db.session.get_one(Letter, letter_id))
        with_it = [letter.id for letter in letters]
        problem = _send(letters)
        for each in with_it if problem in _SETTLED else [letter_id]:
            _settle(db.session.get_one(Letter, each), problem)
        db.session.commit()
        sent += problem is None
    db.session.commit()
    return sent


def _send(letters: list[Letter]) -> str | None:
    """Write and deliver one mail about letters that go together; the kind of problem, or None."""
    try:
        message = _message(letters)
    except (Unreadable, ValueError) as error:
        # An address that no present secret opens, or that is none: this letter fails, and not those behind it.
        return type(error).__name__
    # Nothing of the database is held while the mail server takes its time.
    db.session.commit()
    return _deliver(message) if message is not None else _NO_NEWS


def _waiting() -> sa.Select[int]:
    now = clock.now()
    free = sa.or_(Letter.leased_until.is_(None), Letter.leased_until < now)
    due = sa.or_(Letter.due_at.is_(None), Letter.due_at <= now)
    # Of the letters that go together the first speaks for all, so that two workers do not send them twice.
    first = ~sa.exists().where(
        _Earlier.contact_id == Letter.contact_id, _Earlier.id < Letter.id, _Earlier.relay == Relay.WAITING,
        _Earlier.due_at <= now, Letter.due_at.is_not(None),
    )
    return sa.select(Letter.id).where(Letter.relay == Relay.WAITING, free, due, first).order_by(Letter.id)


def _claim(letter_id: int) -> bool:
    free = sa.or_(Letter.leased_until.is_(None), Letter.leased_until < clock.now())
    claimed: Any = db.session.execute(
        sa.update(Letter).where(Letter.id == letter_id, Letter.relay == Relay.WAITING, free)
        .values(leased_until=clock.now() + LEASE, attempts=Letter.attempts + 1)
    )
    db.session.commit()
    return bool(claimed.rowcount == 1)


def _settle(letter: Letter, problem: str | None) -> None:
    if problem in _SETTLED:
        letter.relay, letter.data = Relay.DONE, {}
        letter.sent_at = clock.now() if problem is None else None
        return
    log.warning("letter_not_sent", letter=letter.id, attempt=letter.attempts, problem=problem)
    if letter.attempts >= MOST_ATTEMPTS:
        letter.relay = Relay.FAILED
    letter.leased_until = clock.now() + LEASE * 2 ** min(letter.attempts, 8)


def _message(letters: list[Letter]) -> EmailMessage | None:
    letter = letters[0]
    settings, safe = current_app.extensions["settings"], current_app.extensions["vault"]
    host = urlsplit(settings.base_url).hostname or "localhost"
    contact = db.session.get_one(Contact, letter.contact_id)
    composed = compose(letters, contact)
    if composed is None:
        return None
    subject, body = composed
    message = EmailMessage()
    # The site speaks, never a person: no reader's or partner's address stands in any header but To.
    message["From"] = f"Wenda <no-reply@{_mail_domain(host)}>"
    message["To"] = contact.address(safe)
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(_written(letter))
    message["Message-ID"] = f"<letter-{letter.id}.{letter.event_id}@{_mail_domain(host)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    # After the content: `set_content` takes away every Content-… header that stood before.
    message["Content-Language"] = letter.locale
    return message


def _written(letter: Letter) -> datetime:
    return letter.event.at


def _mail_domain(host: str) -> str:
    return host if "." in host and not host.replace(".", "").isdecimal() else "wenda.invalid"


def _deliver(message: EmailMessage) -> str | None:
    """Hand a message to the folder or the server; the kind of problem, or None. Never the server's words:
    they may repeat the address."""
    url = urlsplit(current_app.extensions["settings"].mail_url)
    try:
        if url.scheme == "file":
            _into_folder(Path(unquote(url.path)), message)
        else:
            _by_smtp(url, message)
    except (OSError, UnicodeError, smtplib.SMTPException) as error:
        return type(error).__name__
    return None


def _into_folder(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = message["Message-ID"].strip("<>").partition("@")[0]
    partial = folder / f".{name}.part"
    partial.write_bytes(message.as_bytes())
    partial.rename(folder / f"{name}.eml")


def _by_smtp(url: Any, message: EmailMessage) -> None:
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(url.hostname, url.port or 465, timeout=_TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(url.hostname, url.port or 587, timeout=_TIMEOUT)
    with server:
        # Without a greeting first, smtplib knows of no extension and would speak in clear.
        server.ehlo()
        secured = url.scheme == "smtps"
        if not secured and server.has_extn("starttls"):
            server.starttls(context=context)
            secured = True
        if url.username:
            if not secured:
                raise smtplib.SMTPNotSupportedError("a password is not sent in clear")
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)
