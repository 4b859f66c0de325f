"""Looks for a planted address, in every form in which one has leaked elsewhere."""

import base64
import codecs
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import sqlalchemy as sa
from flask import current_app

from ..dialogue.comment import Comment
from ..dialogue.commenter import Commenter
from ..dialogue.contact import Contact
from ..dialogue.event import Event, Letter, Relay
from ..dialogue.post import Post
from ..dialogue.states import CommentState, PostState
from ..dialogue.submission import Draft, Receipt, Submission, submit
from ..dialogue.thread import Thread
from ..extensions import db
from ..vault import token_hash
from .crawl import Page

# On a site that is being read, the first of these can be seen for as long as the check takes.
_WORDS: Final = (
    "This comment checks that no address is shown. It goes away in a moment. "
    "本条评论用于检查邮箱不外泄，稍后自动消失。",
    "This comment waits, for the same check.",
)


@dataclass(frozen=True, slots=True)
class Canary:
    """A planted address, where it was planted, and the forms of it that are looked for."""

    address: str
    paths: tuple[str, ...]

    @property
    def forms(self) -> dict[str, str]:
        """The forms of the address."""
        return forms_of(self.address)


def forms_of(address: str) -> dict[str, str]:
    """Every form of an address in which it could be recognised: plain, encoded, hashed."""
    local = address.partition("@")[0]
    found = {
        "plain": address, "local part": local, "reversed": address[::-1], "rot13": codecs.encode(address, "rot13"),
        "url": quote(address, safe=""), "hex": address.encode().hex(),
        "decimal entities": "".join(f"&#{ord(character)};" for character in address),
        "hexadecimal entities": "".join(f"&#x{ord(character):x};" for character in address),
        "base64": _base64(address.encode()),
    }
    for spelling, text in (("", address), ("upper-case ", address.upper()), ("stripped ", f" {address} ")):
        for name in ("md5", "sha1", "sha256", "sha512"):
            digest = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
            found[f"{spelling}{name} hex"] = digest.hex()
            found[f"{spelling}{name} base64"] = _base64(digest)
            found[f"{spelling}{name} base64url"] = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return found


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode().rstrip("=")


def traces(page: Page, address: str) -> Iterator[str]:
    """The names of the forms of an address that a page or its headers hold."""
    text = f"{page.path}\n{page.headers}\n{page.body}".lower()
    for name, form in forms_of(address).items():
        if form.lower() in text:
            yield name


@contextmanager
def planted() -> Iterator[Canary]:
    """Plant comments with a random address, one approved and one pending, and take them out again at the end."""
    address = f"canary-{secrets.token_hex(8)}@privacy-check.example"
    thread = db.session.scalar(
        sa.select(Thread).join(Post, Post.id == Thread.post_id)
        .where(Post.state == PostState.PUBLISHED, Thread.open, Thread.question_id.is_not(None)).limit(1)
    )
    if thread is None or not thread.accepts_comments:
        # Nothing takes comments: the pages are looked at all the same.
        yield Canary(address, ())
        return
    tokens = [_plant(thread, address, words) for words in _WORDS]
    comments = [db.session.get_one(Receipt, token_hash(token)).comment_id for token in tokens]
    db.session.execute(sa.update(Comment).where(Comment.id == comments[0]).values(state=CommentState.APPROVED))
    # Nobody is told of them: the events are done before they can be relayed.
    planted_events = sa.update(Event).where(Event.subject == "comment", Event.subject_id.in_(comments))
    db.session.execute(planted_events.values(relay=Relay.DONE))
    db.session.commit()
    try:
        yield Canary(address, tuple(f"/t/{token}" for token in tokens))
    finally:
        _take_out([number for number in comments if number is not None])


def _plant(thread: Thread, address: str, words: str) -> str:
    draft = Draft("Canary", address, words, f"<p>{words}</p>", "en", "en")
    return submit(db.session(), current_app.extensions["vault"], thread, draft)


def _take_out(comment_ids: list[int]) -> None:
    db.session.rollback()
    commenters = db.session.scalars(sa.select(Comment.commenter_id).where(Comment.id.in_(comment_ids))).all()
    events = db.session.scalars(
        sa.select(Event.id).where(Event.subject == "comment", Event.subject_id.in_(comment_ids))
    ).all()
    for statement in (
        sa.delete(Letter).where(Letter.event_id.in_(events)),
        sa.delete(Event).where(Event.id.in_(events)),
        sa.delete(Receipt).where(Receipt.comment_id.in_(comment_ids)),
        sa.delete(Submission).where(Submission.comment_id.in_(comment_ids)),
        sa.delete(Comment).where(Comment.id.in_(comment_ids)),
        sa.delete(Contact).where(Contact.commenter_id.in_(commenters)),
        sa.delete(Commenter).where(Commenter.id.in_(commenters)),
    ):
        db.session.execute(statement)
    db.session.commit()
