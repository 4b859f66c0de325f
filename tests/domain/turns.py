"""What waits for everybody of the cast, and the acts that change it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.base import Side
from blog.dialogue.passage import find
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.turn import Task, tasks
from blog.dialogue.waiting import posts_of
from tests.cast import Cast
from tests.domain.keys import person

NAMES = ("ruth", "tom", "chen", "lin", "oskar", "grace", "olga", "nina")
DAY = timedelta(days=1)
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
Seen = dict[str, list[str]]


def look(session: Session, cast: Cast, finder: Callable[..., list[Task]] = tasks) -> Seen:
    """For everybody who has some: the tasks as `kind key locale`, in their order."""
    session.flush()
    session.expire_all()
    seen = {}
    for name in NAMES:
        who = person(session, cast, name)
        found = finder(session, session.scalars(posts_of(who)).unique().all(), who)
        seen[name] = [" ".join(filter(None, (task.kind.value, task.key, task.locale))) for task in found]
    return {name: found for name, found in seen.items() if found}


def since(session: Session, cast: Cast, name: str, finder: Callable[..., list[Task]] = tasks) -> list[datetime]:
    """Since when the tasks of somebody wait."""
    who = person(session, cast, name)
    return [task.since for task in finder(session, session.scalars(posts_of(who)).unique().all(), who)]


def write(session: Session, cast: Cast, post: Post, key: str, locale: str, words: str, name: str, **how: bool) -> None:
    """Save a passage on its newest revision."""
    passage = find(session, post, key)
    assert passage is not None
    newest = passage.newest(locale)
    number = newest.number if newest else 0
    passage.save(session, locale, words, on_revision=number, by=person(session, cast, name), **how)


def asked(session: Session, cast: Cast, post: Post) -> str:
    """Ruth asks one more, in English; its key."""
    with clock.held(LATER):
        question = Question.ask(session, post, Side.WEST, "en", "Why not coffee?", by=person(session, cast, "ruth"))
    return f"q{question.id}"
