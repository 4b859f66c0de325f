"""Turn: what waits for whom. Computed from the posts as they stand, never stored.

`waiting.posts_of` gives the posts in which anything can wait, `load.load` reads them in few statements.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from .changes import is_same_text
from .gaps import Gap, GapKind, gaps
from .note import Note
from .partner import Partner
from .passage import Passage, find
from .person import Person
from .policy import allowed
from .post import Post
from .role import Role
from .signature import Signature
from .stage import release_of
from .states import PostState
from .suggestion import Outcome, Suggestion
from .waiting import changed_at, since


class TaskKind(StrEnum):
    """What is to be done, in the order in which it is listed."""

    ANSWER = "answer"
    TRANSLATE = "translate"
    MEND = "mend"
    REVIEW = "review"
    DESCRIBE = "describe"
    DECIDE = "decide"
    SIGN = "sign"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits to be done. key: of its passage, empty for the post as a whole; locale: in which to do it.

    partner: the other one, who waits for it or is waited for, where there is one; thing: what is to be decided or
    resolved; into_own: a translation into the language of the person's own partner.
    """

    kind: TaskKind
    post: Post
    since: datetime
    key: str = ""
    locale: str = ""
    partner: Partner | None = None
    thing: Suggestion | Note | None = None
    into_own: bool = True


_KINDS: Final = {
    GapKind.UNANSWERED: TaskKind.ANSWER, GapKind.UNTRANSLATED: TaskKind.TRANSLATE, GapKind.STALE: TaskKind.MEND,
    GapKind.UNREVIEWED: TaskKind.REVIEW, GapKind.NO_ALT: TaskKind.DESCRIBE,
}
_ORDER: Final = list(TaskKind)


def tasks(session: Session, posts: Iterable[Post], person: Person) -> list[Task]:
    """What waits for a person: by kind, translations into the own partner's language first, the oldest first."""
    standing = [post for post in posts if post.state is not PostState.ARCHIVED]
    suggestions, notes = _suggestions(session, standing), _notes(session, standing)
    found: list[Task] = []
    for post in standing:
        lacking = _open_gaps(session, post)
        found += _to_write(post, lacking, person)
        found += _to_decide(session, post, suggestions, person)
        found += _to_sign(session, post, lacking, person)
        found += _to_resolve(post, notes, person)
    return sorted(found, key=_rank)


def awaited(session: Session, posts: Iterable[Post], person: Person) -> list[Task]:
    """What a person's partners wait for: answers, decisions on suggestions and keys of the other partner."""
    standing = [post for post in posts if post.state is not PostState.ARCHIVED]
    suggestions = _suggestions(session, standing)
    found: list[Task] = []
    for post in standing:
        lacking = _open_gaps(session, post)
        for mine, other in _pairs(post, person):
            found += _answers_from(post, lacking, other)
            found += _decisions_from(session, post, suggestions, mine, other)
            found += _key_from(session, post, mine, other)
    return sorted(found, key=_rank)


def _rank(task: Task) -> tuple[int, bool, datetime]:
    return _ORDER.index(task.kind), not task.into_own, task.since


def _pairs(post: Post, person: Person) -> list[tuple[Partner, Partner]]:
    """The partners of a post to which a person belongs, each with the other one."""
    west, east = post.series.west, post.series.east
    return [(mine, other) for mine, other in ((west, east), (east, west)) if person.has_role(mine)]


def _open_gaps(session: Session, post: Post) -> list[Gap]:
    """What a draft lacks and nobody has waived."""
    return [gap for gap in gaps(session, post) if gap.id not in post.plan.waivers]


def _suggestions(session: Session, posts: list[Post]) -> list[Suggestion]:
    wanted = Suggestion.post_id.in_([post.id for post in posts])
    return list(session.scalars(sa.select(Suggestion).where(wanted, Suggestion.outcome == Outcome.OPEN)))


def _notes(session: Session, posts: list[Post]) -> list[Note]:
    return list(session.scalars(
        sa.select(Note).where(Note.post_id.in_([post.id for post in posts]), Note.resolved_at.is_(None))
    ))


def _to_write(post: Post, lacking: list[Gap], person: Person) -> Iterator[Task]:
    unreviewed = {(gap.passage.key, gap.locale) for gap in lacking if gap.passage and gap.kind is GapKind.UNREVIEWED}
    languages = {mine.language for mine, _ in _pairs(post, person)}
    for gap in lacking:
        passage = gap.passage
        if passage is None or not allowed(person, passage.action(gap.locale), passage):
            continue
        # A mended translation that only has to be reviewed is not out of date any more.
        if gap.kind is GapKind.STALE and (passage.key, gap.locale) in unreviewed:
            continue
        yield _writing(gap, passage, languages)


def _writing(gap: Gap, passage: Passage, languages: set[str]) -> Task:
    """A task to write. languages: of the person's partners, who answer in theirs and translate into it first."""
    if gap.kind is GapKind.UNANSWERED:
        answering = _partner_of(passage)
        asking = passage.post.series.partner(answering.side.other)
        return Task(TaskKind.ANSWER, passage.post, since(gap), passage.key, answering.language, partner=asking)
    own = [tag for tag in languages if tag.partition("-")[0] == gap.locale.partition("-")[0]]
    # What is not there yet is written in the script of the partner; what is there stays in its own.
    locale = own[0] if own and gap.kind is GapKind.UNTRANSLATED else gap.locale
    return Task(_KINDS[gap.kind], passage.post, since(gap), passage.key, locale, into_own=bool(own))


def _partner_of(passage: Passage) -> Partner:
    """The partner whose words a passage of a question is."""
    return passage.post.series.partner(passage.owners[0])


def _to_decide(session: Session, post: Post, suggestions: list[Suggestion], person: Person) -> Iterator[Task]:
    for suggestion, passage in _standing(session, post, suggestions):
        if suggestion.by_id != person.id and allowed(person, passage.action(suggestion.locale), passage):
            waits = next((other for mine, other in _pairs(post, person) if suggestion.by.has_role(other)), None)
            yield _deciding(suggestion, waits)


def _standing(session: Session, post: Post, suggestions: list[Suggestion]) -> Iterator[tuple[Suggestion, Passage]]:
    """The suggestions of a post with the passages that they are for, as long as these are part of it."""
    for suggestion in suggestions:
        passage = find(session, post, suggestion.key) if suggestion.post_id == post.id else None
        if passage is not None and not (passage.question and passage.question.withdrawn):
            yield suggestion, passage


def _deciding(suggestion: Suggestion, partner: Partner | None) -> Task:
    return Task(
        TaskKind.DECIDE, suggestion.post, suggestion.at, suggestion.key, suggestion.locale, partner=partner,
        thing=suggestion,
    )


def _to_sign(session: Session, post: Post, lacking: list[Gap], person: Person) -> Iterator[Task]:
    houses = [pair for pair in _pairs(post, person) if person.has_role(pair[0], Role.SIGNER)]
    # Unequal sides are nobody's to write: the signing page asks whether to leave them so.
    if not houses or not post.asked or any(gap.passage for gap in lacking):
        return
    keys, says_something_new = _keys(session, post)
    if any(key.person_id == person.id for key in keys.values()) or not (keys or says_something_new):
        return
    for mine, other in houses:
        if mine.id not in keys:
            theirs = keys.get(other.id)
            at = theirs.at if theirs else changed_at(post)
            yield Task(TaskKind.SIGN, post, at, partner=other if theirs else None)


def _keys(session: Session, post: Post) -> tuple[dict[int, Signature], bool]:
    """The keys on the post as it stands, by partner; and whether it differs from what was last agreed on.

    An edition that was stopped or withdrawn counts too: its text waits for a change, not for its keys.
    """
    content, hash_ = post.draft(session)
    release = release_of(post, hash_)
    keys = {key.partner_id: key for key in release.signatures if key.holds} if release else {}
    last = post.editions[-1].release.content if post.editions else None
    return keys, last is None or not post.plan.is_empty or not is_same_text(last, content)


def _to_resolve(post: Post, notes: list[Note], person: Person) -> Iterator[Task]:
    for note in notes:
        if note.post_id != post.id or (note.question and note.question.withdrawn):
            continue
        for mine, other in _pairs(post, person):
            if note.by.has_role(other) and not note.by.has_role(mine):
                key = f"q{note.question_id}" if note.question_id else ""
                yield Task(TaskKind.NOTE, post, note.at, key, partner=other, thing=note)


def _answers_from(post: Post, lacking: list[Gap], other: Partner) -> Iterator[Task]:
    for gap in lacking:
        if gap.kind is GapKind.UNANSWERED and gap.passage and _partner_of(gap.passage) is other:
            yield Task(TaskKind.ANSWER, post, since(gap), gap.passage.key, other.language, partner=other)


def _decisions_from(
    session: Session, post: Post, suggestions: list[Suggestion], mine: Partner, other: Partner,
) -> Iterator[Task]:
    for suggestion, passage in _standing(session, post, suggestions):
        if suggestion.by.has_role(mine) and other.side in passage.owners:
            yield _deciding(suggestion, other)


def _key_from(session: Session, post: Post, mine: Partner, other: Partner) -> Iterator[Task]:
    spent = {edition.release_id for edition in post.editions}
    turned = {
        key.partner_id for release in post.releases if release.id not in spent
        for key in release.signatures if key.holds
    }
    if mine.id in turned:
        keys, _ = _keys(session, post)
        if mine.id in keys and other.id not in keys:
            yield Task(TaskKind.SIGN, post, keys[mine.id].at, partner=other)
