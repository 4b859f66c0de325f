"""Who is told of what happens at the desk: never the one who did it, and as often as each person wants."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from .. import zones
from ..dialogue.base import Side
from ..dialogue.contact import Contact
from ..dialogue.edition import Edition
from ..dialogue.event import Event, Letter
from ..dialogue.partner import Membership, Partner
from ..dialogue.passage import find
from ..dialogue.person import Person
from ..dialogue.policy import Action, allowed
from ..dialogue.post import Post
from ..dialogue.question import Question
from ..dialogue.role import Role
from ..dialogue.stage import release_of
from ..dialogue.states import Frequency
from ..dialogue.suggestion import Suggestion

# When the daily letter is sent, in the time of the reader's own partner: before the working day.
MORNING: Final = time(8, 0)
Told = tuple[str, Iterable[int]]


def letters_of_desk(session: Session, event: Event) -> Iterator[Letter]:
    """The letters that an event about a post calls for."""
    post = session.get(Post, event.subject_id) if event.subject == "post" else None
    if post is None:
        return
    kind, told = _TOLD[event.action](session, post, event)
    people = session.execute(
        sa.select(Person, Contact.id).join(Contact, Contact.person_id == Person.id)
        .where(Person.id.in_(set(told)), Person.active, Person.desk_letters != Frequency.NEVER).order_by(Person.id)
    ).unique()
    for person, contact_id in people:
        if person.id != event.by_id:
            yield Letter(
                event=event, contact_id=contact_id, kind=kind, locale=person.locale, due_at=_due(session, person, event)
            )


def _due(session: Session, person: Person, event: Event) -> datetime | None:
    """When a letter is sent: None for at once; of a scheduled edition not before it is out."""
    out = None
    if event.action == "edition.made":
        edition = session.scalar(_edition(event))
        out = edition.at if edition is not None and edition.at > event.at else None
    return out if person.desk_letters is Frequency.INSTANT else _next_morning(person, out or event.at)


def _next_morning(person: Person, after: datetime) -> datetime:
    named = person.partners[0].time_zone if person.partners else "UTC"
    # Names come and go with the system's table of zones: an unknown one must not hold up the letters of all.
    zone = ZoneInfo(named if zones.known(named) else "UTC")
    local = after.astimezone(zone)
    morning = datetime.combine(local.date(), MORNING, zone)
    return morning if morning > local else datetime.combine(local.date() + timedelta(days=1), MORNING, zone)


def _edition(event: Event) -> sa.Select[Edition]:
    return sa.select(Edition).where(Edition.post_id == event.subject_id, Edition.number == event.data["number"])


def _asked(session: Session, post: Post, event: Event) -> Told:
    return "your_turn", _people(session, [post.series.partner(Side(event.data["side"]).other)], Role.AUTHOR)


def _saved(session: Session, post: Post, event: Event) -> Told:
    """A first answer waits for its translators; later savings are no news."""
    if not (event.data.get("first") and event.data["key"].endswith(".answer")):
        return "your_turn", ()
    return "your_turn", _people(session, _both(post), Role.TRANSLATOR)


def _suggested(session: Session, post: Post, event: Event) -> Told:
    passage = find(session, post, event.data["key"])
    if passage is None:
        return "suggestion", ()
    is_source = passage.text is not None and event.data["locale"] == passage.text.source_locale
    partners = [post.series.partner(side) for side in passage.owners]
    if is_source:
        return "suggestion", _people(session, partners, Role.AUTHOR)
    return "suggestion", {*_people(session, partners, Role.AUTHOR), *_people(session, _both(post), Role.TRANSLATOR)}


def _decided(session: Session, post: Post, event: Event) -> Told:
    suggestion = session.get(Suggestion, event.data["suggestion"])
    return "suggestion", [suggestion.by_id] if suggestion else ()


def _signed(session: Session, post: Post, event: Event) -> Told:
    if session.scalar(sa.select(Edition.id).where(Edition.post_id == post.id, Edition.hash == event.data["hash"])):
        # The key that completed a pair: the letter about the edition says it.
        return "signed", ()
    others = [partner for partner in _both(post) if partner.id != event.data["partner"]]
    return "signed", _people(session, others, Role.SIGNER)


def _published(session: Session, post: Post, event: Event) -> Told:
    edition = session.scalar(_edition(event))
    if edition is None or edition.content["imported"]:
        # Published long ago, elsewhere: no news to anybody.
        return "published", ()
    return "published", _people(session, _both(post))


def _stopped(session: Session, post: Post, event: Event) -> Told:
    return "stopped", _people(session, _both(post))


def _both(post: Post) -> list[Partner]:
    return [post.series.west, post.series.east]


def _people(session: Session, partners: list[Partner], *roles: Role) -> list[int]:
    wanted = Membership.partner_id.in_([partner.id for partner in partners])
    rows = sa.select(Membership.person_id).where(wanted)
    return list(session.scalars(rows.where(Membership.role.in_(roles)) if roles else rows))


_TOLD: Final[dict[str, Callable[[Session, Post, Event], Told]]] = {
    "edition.cancelled": _stopped,
    "edition.made": _published,
    "post.signed": _signed,
    "post.withdrawn": _stopped,
    "question.asked": _asked,
    "signature.revoked": _stopped,
    "suggestion.accepted": _decided,
    "suggestion.declined": _decided,
    "suggestion.made": _suggested,
    "text.saved": _saved,
}
TOLD: Final = tuple(_TOLD)


def still_stands(session: Session, event: Event, reader: Person | None) -> bool:
    """Whether the news of an event is still news to a reader: a letter that came too late is not sent."""
    post = session.get(Post, event.subject_id)
    if post is None or reader is None or reader.desk_letters is Frequency.NEVER:
        return False
    # Whoever has left meanwhile reads nothing of a draft any more.
    return allowed(reader, Action.POST_READ, post) and _is_news(session, post, event)


def _is_news(session: Session, post: Post, event: Event) -> bool:
    data: dict[str, Any] = event.data
    if event.action == "post.signed":
        release = release_of(post, post.draft(session)[1])
        keys = release.signatures if release is not None and release.hash == data["hash"] else []
        return any(key.holds and key.partner_id == data["partner"] for key in keys)
    if event.action == "question.asked":
        question = session.get(Question, int(data["key"][1:]))
        return question is not None and not question.withdrawn and question.answer is None
    if event.action == "text.saved":
        passage = find(session, post, data["key"])
        locales = {r.locale.partition("-")[0] for r in passage.text.renditions} if passage and passage.text else set()
        return bool(locales) and len(locales) < 2
    if event.action == "suggestion.made":
        suggestion = session.get(Suggestion, data["suggestion"])
        return suggestion is not None and suggestion.outcome.value == "open"
    if event.action == "edition.made":
        edition = session.scalar(_edition(event))
        return edition is not None and edition.cancelled_at is None
    return True
