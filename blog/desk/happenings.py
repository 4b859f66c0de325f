"""Happenings: what was done to a post, as sentences. One table, from the action of an event to its sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..dialogue.event import Event
from ..dialogue.person import Person
from ..dialogue.post import Post
from ..extensions import db
from ..web.guard import person
from ..web.i18n import _l, gettext, pgettext
from ..web.names import LANGUAGES, ROLES, name_in, name_of_person
from ..web.places import passage_name

SENTENCES: Final = {
    "edition.cancelled": _l("%(name)s stopped edition %(number)s before it went out."),
    "edition.made": _l("Both keys fit: edition %(number)s was made."),
    "note.reopened": _l("%(name)s took up a side-note again."),
    "note.resolved": _l("%(name)s marked a side-note as dealt with."),
    "note.written": _l("%(name)s wrote a side-note."),
    "partner.created": _l("%(partner)s was added."),
    "partner.described": _l("%(name)s changed how %(partner)s is described."),
    "partner.role_given": _l("%(name)s made %(person)s a %(role)s of %(partner)s."),
    "partner.role_taken": _l("%(name)s ended that %(person)s is a %(role)s of %(partner)s."),
    "picture.added": _l("%(name)s added picture %(number)s."),
    "plan.changed": _l("%(name)s changed the plan of the next edition."),
    "plan.unwaived": _l("%(name)s wants something mended after all: %(what)s."),
    "plan.waived": _l("%(name)s left something as it is, knowingly: %(what)s."),
    "post.created": _l("%(name)s began the post."),
    "post.duplicated": _l("%(name)s began the post from an earlier one."),
    "post.imported": _l("The post was imported."),
    "post.signed": _l("%(name)s turned the key of %(partner)s."),
    "post.signed_as_imported": _l("The post was taken over as it had been published elsewhere."),
    "post.withdrawn": _l("%(name)s withdrew the post."),
    "preview.revoked": _l("%(name)s closed a preview link."),
    "preview.shared": _l("%(name)s made a preview link."),
    "question.arranged": _l("%(name)s put the questions into another order."),
    "question.asked": _l("%(name)s asked the %(what)s."),
    "question.credited": _l("%(name)s changed who is named at the %(what)s."),
    "question.restored": _l("%(name)s put the %(what)s back."),
    "question.withdrawn": _l("%(name)s took out the %(what)s."),
    "signature.revoked": _l("%(name)s took back the key of %(partner)s."),
    "suggestion.accepted": _l("%(name)s accepted a suggestion for the %(what)s (%(language)s)."),
    "suggestion.declined": _l("%(name)s declined a suggestion for the %(what)s (%(language)s)."),
    "suggestion.made": _l("%(name)s suggested a change to the %(what)s (%(language)s)."),
    "suggestion.taken_back": _l("%(name)s took back a suggestion for the %(what)s (%(language)s)."),
    "text.reviewed": _l("%(name)s reviewed the %(what)s (%(language)s)."),
    "text.saved": _l("%(name)s wrote the %(what)s (%(language)s)."),
    "text.still_right": _l("%(name)s found the %(what)s (%(language)s) still right."),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as a sentence; reason: what whoever did it gave as one, in their words."""

    id: int
    at: datetime
    sentence: str
    reason: str


def of_post(post: Post, before: Event | None = None) -> sa.Select[Event]:
    """The events of a post and, since it was begun, of its two partners, newest first.

    before: only those that come after this one in the list.
    """
    partners = sa.and_(
        Event.subject == "partner", Event.subject_id.in_((post.series.west_id, post.series.east_id)),
        Event.at >= post.created_at,
    )
    about = sa.or_(sa.and_(Event.subject == "post", Event.subject_id == post.id), partners)
    found = sa.select(Event).options(joinedload(Event.by)).where(about).order_by(Event.at.desc(), Event.id.desc())
    if before is None:
        return found
    return found.where(sa.or_(Event.at < before.at, sa.and_(Event.at == before.at, Event.id < before.id)))


def told(post: Post, events: Sequence[Event]) -> list[Happening]:
    """Events of a post as sentences in the page's locale."""
    ids = {event.data["person"] for event in events if "person" in event.data}
    wanted = sa.select(Person).where(Person.public_id.in_(ids))
    people = {each.public_id: each for each in db.session.scalars(wanted)} if ids else {}
    return [
        Happening(event.id, event.at, _sentence(post, event, people), event.data.get("reason", "")) for event in events
    ]


def _sentence(post: Post, event: Event, people: dict[str, Person]) -> str:
    who = people.get(event.data.get("person", ""))
    values = {
        "name": _actor(event), "partner": _partner(post, event), "what": _what(post, event),
        "person": name_of_person(who) if who else gettext("somebody"),
        "role": str(ROLES.get(event.data.get("role", ""), "")), "number": event.data.get("number", ""),
        "language": _language(event.data.get("locale")),
    }
    if event.action == "picture.added":
        values["number"] = event.data["picture"]
    return str(SENTENCES[event.action]) % values


def _actor(event: Event) -> str:
    if event.by is None:
        return gettext("Whoever runs the site")
    return pgettext("who did it", "You") if event.by_id == person().id else name_of_person(event.by)


def _partner(post: Post, event: Event) -> str:
    number = event.subject_id if event.subject == "partner" else event.data.get("partner")
    partners = {post.series.west_id: post.series.west, post.series.east_id: post.series.east}
    return name_in(partners[number].names) if number in partners else ""


def _what(post: Post, event: Event) -> str:
    data: dict[str, Any] = event.data
    if event.action == "post.imported":
        # Its key is that of the file.
        return ""
    # A gap is named `stale/q12.answer/en`; of the post as a whole `unequal/post/all`.
    key = data.get("key") or (data["gap"].split("/")[1] if "gap" in data else "")
    if key == "post":
        return gettext("one side asks more than the other")
    return passage_name(post, key) if key else ""


def _language(tag: str | None) -> str:
    return str(LANGUAGES[tag]) if tag else ""
