"""The desk of the demo: a glossary, a translation that fell behind, suggestions and side-notes around a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from .. import clock
from ..dialogue.glossary import Term
from ..dialogue.note import Note
from ..dialogue.passage import Passage, find
from ..dialogue.person import Person
from ..dialogue.post import Post
from ..dialogue.suggestion import Suggestion


def load_desk(
    session: Session, post: Post, people: dict[str, Person], described: dict[str, Any], today: datetime,
) -> None:
    """Do at the desk what the file describes, each act by its verb and at its time."""
    for one in described["terms"]:
        Term.add(session, post.series, one["en"], one["zh"], one["note"], by=people["ruth"])
    for one in described["edits"]:
        with _hours_before(today, one):
            passage, words = _changed(session, post, one)
            revision = passage.newest(one["locale"])
            assert revision is not None
            passage.save(session, one["locale"], words, on_revision=revision.number, by=people[one["by"]])
    for one in described["suggestions"]:
        with _hours_before(today, one):
            passage, words = _changed(session, post, one)
            Suggestion.make(session, passage, one["locale"], words, 1, one["why"], by=people[one["by"]])
    for one in described["notes"]:
        with _hours_before(today, one):
            _note(session, post, people, one)


def _note(session: Session, post: Post, people: dict[str, Person], one: dict[str, Any]) -> None:
    question = next(question for question in post.asked if question.code == one["place"])
    note = Note.write(session, post, one["words"], question, by=people[one["by"]])
    if "resolved_by" in one:
        note.resolve(session, by=people[one["resolved_by"]])


def _changed(session: Session, post: Post, one: dict[str, Any]) -> tuple[Passage, str]:
    """The passage that an entry names by its code, and its words with the change made."""
    code, _, part = one["place"].partition(".")
    question = next(question for question in post.asked if question.code == code)
    passage = find(session, post, f"q{question.id}" + (f".{part}" if part else ""))
    revision = passage.newest(one["locale"]) if passage else None
    if passage is None or revision is None or one["old"] not in revision.words:
        raise ValueError(f"{one['place']} does not say “{one['old']}”")
    return passage, revision.words.replace(one["old"], one["new"])


@contextmanager
def _hours_before(today: datetime, one: dict[str, Any]) -> Iterator[None]:
    with clock.held(today - timedelta(hours=one["hours"])):
        yield
