"""Submission: how a reader's comment is accepted, once; and Receipt, the private page that says so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock, vault
from ..vault import Vault
from .base import Base, UtcDateTime
from .checks import Finding, is_spam
from .comment import Comment
from .commenter import Commenter
from .contact import Contact
from .errors import Refused
from .event import Event
from .states import CommentState
from .thread import Thread

REPLAY_WINDOW: Final = timedelta(minutes=10)
ADDRESS_KEPT: Final = timedelta(days=180)
RECEIPT_KEPT: Final = timedelta(days=60)

_ACCEPT: Final = sa.text(
    "INSERT INTO submission (key, at) VALUES (:key, :at) "
    "ON CONFLICT (key) DO UPDATE SET at = excluded.at, comment_id = NULL WHERE submission.at < :old"
).bindparams(sa.bindparam("at", type_=UtcDateTime()), sa.bindparam("old", type_=UtcDateTime()))


class Submission(Base):
    """The fingerprint of an accepted comment: the same one within ten minutes is a replay, not a second comment."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))
    at: Mapped[datetime]


class Receipt(Base):
    """A private page under /t/ where the author of a comment sees how it fares.

    comment: None for a replay. Its page looks like that of any new comment and stays so: it must not
    tell the state of an earlier comment to somebody who merely typed the same words and address.
    """

    __tablename__ = "receipt"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("thread.id"))
    comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    html: Mapped[str] = mapped_column(sa.UnicodeText)
    lang: Mapped[str] = mapped_column(sa.String(8))
    locale: Mapped[str] = mapped_column(sa.String(8))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    keep_until: Mapped[datetime]

    thread: Mapped[Thread] = relationship(lazy="joined")
    comment: Mapped[Comment | None] = relationship(lazy="joined")

    @classmethod
    def by_token(cls, token: str) -> sa.Select["Receipt"]:
        """The receipt that a link opens, while it is kept."""
        return sa.select(cls).where(cls.token_hash == vault.token_hash(token), cls.keep_until > clock.now())


@dataclass(frozen=True, slots=True)
class Draft:
    """A reader's comment as the form gave it, already rendered and checked, before the transaction begins."""

    name: str
    address: str
    words: str
    html: str
    lang: str
    locale: str
    findings: tuple[Finding, ...] = ()
    parent_id: int | None = None


def submit(session: Session, safe: Vault, thread: Thread, draft: Draft) -> str:
    """Accept a comment for moderation and return the token of its receipt; a replay gets a receipt alone.

    Raises Refused when the thread takes no comments or the parent is not a public comment of this thread.
    """
    if not thread.accepts_comments:
        raise Refused("comments_closed")
    parent = _parent(session, thread, draft.parent_id)
    key = safe.fingerprint(
        draft.name, vault.normal_address(draft.address), str(thread.id), str(draft.parent_id or ""), draft.words,
        purpose="submission",
    )
    comment = None
    now = clock.now()
    accepted = session.execute(_ACCEPT, {"key": key, "at": now, "old": now - REPLAY_WINDOW})
    if accepted.rowcount == 1:  # type: ignore[attr-defined]
        comment = _comment(session, safe, thread, draft, parent)
        session.execute(sa.update(Submission).where(Submission.key == key).values(comment_id=comment.id))
    return _receipt(session, thread, draft, comment)


def _parent(session: Session, thread: Thread, parent_id: int | None) -> Comment | None:
    if parent_id is None:
        return None
    parent = session.get(Comment, parent_id)
    if parent is None or parent.thread_id != thread.id or parent.state is not CommentState.APPROVED:
        raise Refused("parent_gone")
    return parent


def _comment(session: Session, safe: Vault, thread: Thread, draft: Draft, parent: Comment | None) -> Comment:
    commenter = Commenter(name=draft.name)
    session.add(commenter)
    session.flush()
    contact = Contact.sealed_by(safe, draft.address)
    contact.commenter_id, contact.keep_until = commenter.id, clock.now() + ADDRESS_KEPT
    comment = Comment(
        thread=thread, post_id=thread.post_id, parent=parent, commenter=commenter, words=draft.words, html=draft.html,
        lang=draft.lang, state=CommentState.SPAM if is_spam(draft.findings) else CommentState.PENDING,
        checks=[finding.key for finding in draft.findings],
    )
    session.add_all([contact, comment])
    session.flush()
    comment.take_place()
    Event.record(session, "comment.submitted", by=None, about=comment)
    return comment


def _receipt(session: Session, thread: Thread, draft: Draft, comment: Comment | None) -> str:
    token = vault.new_token()
    session.add(Receipt(
        token_hash=vault.token_hash(token), thread=thread, comment=comment, html=draft.html, lang=draft.lang,
        locale=draft.locale, keep_until=clock.now() + RECEIPT_KEPT,
    ))
    return token
