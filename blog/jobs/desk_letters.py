"""What the letters of the desk say: one thing at once, or the things of a day together."""

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from flask import current_app, render_template
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from .. import clock
from ..dialogue.base import Side
from ..dialogue.event import Event, Letter, Relay
from ..dialogue.partner import Partner
from ..dialogue.person import Person
from ..dialogue.post import Post
from ..dialogue.suggestion import Suggestion
from ..extensions import db
from ..locales import BY_TAG, choose, choose_name
from ..web.i18n import gettext, ngettext
from .told import still_stands

KINDS: Final = ("your_turn", "suggestion", "signed", "published", "stopped")
_SENTENCES: Final = {
    "edition.cancelled": _l("%(name)s stopped the edition of “%(title)s” that was scheduled: %(reason)s"),
    "edition.made": _l("“%(title)s” is published. Both partners have signed it."),
    "post.signed": _l("%(name)s signed “%(title)s” for %(partner)s. It is your turn to read and sign it."),
    "post.withdrawn": _l("%(name)s withdrew “%(title)s”: %(reason)s"),
    "question.asked": _l("%(name)s asked a question in “%(title)s”. It is your turn to answer."),
    "signature.revoked": _l("%(name)s took the key of %(partner)s to “%(title)s” back: %(reason)s"),
    "suggestion.accepted": _l("%(name)s took up what you suggested in “%(title)s”."),
    "suggestion.declined": _l("%(name)s did not take up what you suggested in “%(title)s”."),
    "suggestion.made": _l("%(name)s suggests a change to a text of yours in “%(title)s”."),
    "text.saved": _l("%(name)s answered a question in “%(title)s”. It is your turn to translate."),
}
_SIGNING: Final = ("edition.cancelled", "post.signed", "post.withdrawn", "signature.revoked")


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of news and the page on which something can be done about it."""

    sentence: str
    url: str


def gathered(session: Session, letter: Letter) -> list[Letter]:
    """The letters that go out together: those of a day to one person, or the one alone."""
    if letter.due_at is None:
        return [letter]
    return list(session.scalars(
        sa.select(Letter).where(
            Letter.contact_id == letter.contact_id, Letter.kind.in_(KINDS), Letter.relay == Relay.WAITING,
            Letter.due_at <= clock.now(),
        ).order_by(Letter.id)
    ))


def compose_desk(letters: list[Letter], person_id: int | None, locale: str) -> tuple[str, str] | None:
    """Subject and text of one mail to a person about these letters; None when nothing in them is news any more."""
    session = db.session()
    reader = session.get(Person, person_id) if person_id is not None else None
    events = [letter.event for letter in letters]
    lines = [_line(event, locale) for event in events if still_stands(session, event, reader)]
    if not lines:
        return None
    if len(lines) == 1:
        subject = lines[0].sentence
    else:
        subject = ngettext("%(num)d thing at the desk", "%(num)d things at the desk", len(lines))
    base = current_app.extensions["settings"].base_url
    body = render_template("letters/desk.txt", lines=lines, desk_url=f"{base}/desk/", account_url=f"{base}/account/")
    return subject, body


def _line(event: Event, locale: str) -> Line:
    post = db.session.get_one(Post, event.subject_id)
    title = {rendition.locale: rendition.newest.words for rendition in post.title.renditions}
    by = db.session.get(Person, event.by_id) if event.by_id else None
    words: dict[str, Any] = {
        "title": choose(title, locale, post.title.source_locale)[0],
        "name": choose_name(by.names, locale)[0] if by else gettext("Somebody"),
        "reason": event.data.get("reason", ""),
    }
    if "partner" in event.data:
        words["partner"] = choose(db.session.get_one(Partner, event.data["partner"]).names, locale)[0]
    return Line(str(_SENTENCES[event.action]) % words, current_app.extensions["settings"].base_url + _path(event, post))


def _path(event: Event, post: Post) -> str:
    """Where the reader of a letter goes next."""
    desk = f"/desk/posts/{post.id}/"
    key, locale = event.data.get("key"), event.data.get("locale")
    if event.action in _SIGNING:
        return f"{desk}signing/"
    if event.action == "edition.made":
        return desk
    if event.action == "question.asked":
        answering = post.series.partner(Side(event.data["side"]).other)
        return f"{desk}texts/{key}.answer/{BY_TAG[answering.language].prefix}/"
    if event.action == "text.saved":
        return f"{desk}texts/{key}/{'en' if str(locale).startswith('zh') else 'zh'}/"
    suggestion = db.session.get_one(Suggestion, event.data["suggestion"])
    return f"{desk}texts/{suggestion.key}/{BY_TAG[suggestion.locale].prefix}/"
