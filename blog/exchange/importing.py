"""From a parsed joint post to the domain: one transaction, and the same file again changes nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from ..dialogue.base import Side
from ..dialogue.errors import Refused
from ..dialogue.event import Event
from ..dialogue.partner import Partner
from ..dialogue.post import Post
from ..dialogue.question import Answer, Question
from ..dialogue.series import Series, check_slug
from ..dialogue.states import Origin
from ..dialogue.text import Kind, Text
from ..locales import by_script
from .joint_post import ParsedPost

_PLAIN_NAMES = {"West": "西方", "East": "东方"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did. changed: False when the file had been imported before."""

    post: Post
    changed: bool
    series_made: bool


def import_post(
    session: Session, parsed: ParsedPost, *, slug: str, west: str = "West", east: str = "East",
    published_at: datetime | None = None,
) -> Outcome:
    """Write a parsed post into a series, which is made where it does not exist; publish it where a time is given.

    A publication turns both keys as imported and says so in the event. Raises Refused for a bad slug, or where a draft
    was changed at the desk since its import.
    """
    check_slug(slug)
    key = fingerprint(parsed, slug)
    known = session.scalar(sa.select(Post).where(Post.import_key == key))
    if known is not None:
        return Outcome(known, changed=_publish(session, known, published_at), series_made=False)
    series = session.scalar(Series.by_slug(slug))
    made = series is None
    if series is None:
        series = _series(session, parsed, slug, west, east)
    post = _post(session, series, parsed, key)
    Event.record(session, "post.imported", by=None, about=post, key=key)
    _publish(session, post, published_at)
    return Outcome(post, changed=True, series_made=made)


def fingerprint(parsed: ParsedPost, slug: str) -> str:
    """What makes two files the same post: series, title, introduction, questions and answers, as understood."""
    parts = [slug, *sorted(parsed.title.values()), parsed.intro]
    for question in parsed.questions:
        parts += [question.side, str(question.number), question.question, question.answer]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def _publish(session: Session, post: Post, at: datetime | None) -> bool:
    if at is None or post.number is not None:
        return False
    if post.version > 1:
        # People have worked on it at the desk: what they wrote takes their two keys.
        raise Refused("changed_since_import")
    session.flush()
    post.publish_as_imported(session, at=at, source="joint-post file")
    return True


def _series(session: Session, parsed: ParsedPost, slug: str, west: str, east: str) -> Series:
    west_partner, east_partner = (
        Partner(side=side, names=_names(name), language="en" if side is Side.WEST else "zh-Hans", city={}, blurb={})
        for side, name in ((Side.WEST, west), (Side.EAST, east))
    )
    session.add_all([west_partner, east_partner])
    session.flush()
    return Series.create(session, slug, dict(parsed.title), west_partner, east_partner)


def _names(name: str) -> dict[str, str]:
    if name in _PLAIN_NAMES:
        return {"en": name, "zh-Hans": _PLAIN_NAMES[name]}
    return by_script(name)


def _post(session: Session, series: Series, parsed: ParsedPost, key: str) -> Post:
    source = parsed.source_locale
    title_source = source if source in parsed.title else next(iter(parsed.title))
    post = Post(
        series=series, import_key=key, title=_text(Kind.TITLE, title_source, parsed.title),
        intro=_text(Kind.INTRO, source, {source: parsed.intro}),
    )
    for each in parsed.questions:
        question = Question(
            asked_by=Side(each.side), number=each.number, text=_text(Kind.QUESTION, source, {source: each.question})
        )
        question.answer = Answer(text=_text(Kind.ANSWER, source, {source: each.answer}))
        post.questions.append(question)
    session.add(post)
    session.flush()
    return post


def _text(kind: Kind, source: str, by_locale: dict[str, str]) -> Text:
    return Text.written(kind, source, by_locale, by=None, origin=Origin.IMPORT)
