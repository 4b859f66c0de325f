"""The texts of a draft: where they are, and what happened to them."""

from sqlalchemy.orm import Session

from blog.dialogue.base import Side
from blog.dialogue.event import Event
from blog.dialogue.passage import Passage, find
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from tests.cast import Cast
from tests.domain.keys import person


def at(session: Session, post: Post, key: str) -> Passage:
    """A passage that is there."""
    found = find(session, post, key)
    assert found is not None
    return found


def answer_key(post: Post, code: str = "west-1") -> str:
    """The key of an answer. East answers what West asks, in Chinese."""
    return f"q{next(question.id for question in post.asked if question.code == code)}.answer"


def unanswered(session: Session, cast: Cast, post: Post) -> str:
    """The key of an answer that is not written yet: East's."""
    asked = Question.ask(session, post, Side.WEST, "en", "And then?", by=person(session, cast, "ruth"))
    return f"q{asked.id}.answer"


def acts(session: Session, post: Post) -> list[str]:
    """What happened to a post, oldest first."""
    return [event.action for event in reversed(session.scalars(Event.about(post)).all())]
