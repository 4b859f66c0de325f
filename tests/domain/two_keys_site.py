"""The real site beside the model of two keys: runs one verb at a time and compares the two after each."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final

import sqlalchemy as sa
from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.base import Side, UtcDateTime
from blog.dialogue.edition import Edition
from blog.dialogue.errors import DialogueError, NotAllowed
from blog.dialogue.event import Event
from blog.dialogue.partner import Partner
from blog.dialogue.passage import passages
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.release import Release
from blog.dialogue.series import Series
from blog.dialogue.signature import Signature
from blog.dialogue.suggestion import Suggestion
from blog.dialogue.text import Revision
from tests.cast import Cast
from tests.database import empty
from tests.domain.two_keys_model import Model
from tests.factories import make_post
from tests.snapshot import Snapshot

Verb = Callable[[Session, Post, Person], Any]
BEGINNING: Final = datetime(2027, 3, 1, 9, tzinfo=UTC)
# What must be as it was after a refusal, whatever was refused.
_COUNTED: Final = (Revision, Question, Signature, Release, Edition, Event, Suggestion)
_TWO_KEYS: Final = sa.text("""
    SELECT count(DISTINCT s.partner_id), count(DISTINCT s.person_id), count(*) FROM signature s
    JOIN release r ON r.id = s.release_id JOIN post ON post.id = r.post_id JOIN series ON series.id = post.series_id
    JOIN person p ON p.id = s.person_id AND p.active
    JOIN membership m ON m.person_id = p.id AND m.partner_id = s.partner_id AND m.role = 'signer'
    WHERE s.revoked_at IS NULL AND s.partner_id IN (series.west_id, series.east_id)
    AND r.post_id = :post AND r.hash = :hash
""")


class Site(RuleBasedStateMachine):
    """A draft of the cast on the real database, and the model of it. `steps` counts the verbs, `made` the editions."""

    engine: ClassVar[sa.Engine]
    assembled: ClassVar[Snapshot]
    steps: ClassVar[int] = 0
    made: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.now, self.model, self.hashes = BEGINNING, Model(), list[str]()
        self.printed: dict[int, str] = {}
        self.suggested: list[tuple[int, str, str]] = []
        with Session(self.engine) as session, clock.held(self.now):
            self.cast: Cast = self.assembled.lay(session.connection())
            post = make_post(session, session.get_one(Series, self.cast.series.id), questions=1)
            self.post_id = post.id
            self.model.asked = {question.id: question.asked_by for question in post.asked}
            for passage in passages(session, post):
                if passage.text is not None:
                    source = passage.text.source
                    self.model.wrote(passage.key, source.locale, source.newest.words)
            session.commit()

    def teardown(self) -> None:
        """Leave the database empty for the next example."""
        with self.engine.begin() as connection:
            empty(connection)

    def attempt(self, name: str, may: bool, verb: Verb, *refusals: str) -> Any:
        """Run a verb as somebody; what it gave, or its refusal, after which nothing may be different.

        may: whether the model allows it; refusals: the keys with which it may be refused all the same.
        """
        type(self).steps += 1
        self.now += timedelta(seconds=1)
        before = self._rows()
        with Session(self.engine, expire_on_commit=False) as session, clock.held(self.now):
            post, by = session.get_one(Post, self.post_id), session.get_one(Person, self.cast[name].id)
            try:
                result = verb(session, post, by)
                session.commit()
            except NotAllowed as refusal:
                assert not may, f"{name} may"
                # Nothing was begun, even for a caller who does not roll back.
                session.commit()
                result = refusal
            except DialogueError as refusal:
                assert not may or refusal.key in refusals, refusal.key
                session.rollback()
                result = refusal
        if isinstance(result, DialogueError):
            assert before == self._rows(), result.key
        else:
            assert may, f"{name} may not"
        return result

    def _rows(self) -> list[int]:
        counts = [sa.select(sa.func.count()).select_from(noun).scalar_subquery() for noun in _COUNTED]
        version = sa.select(Post.version).where(Post.id == self.post_id).scalar_subquery()
        standing = sa.select(sa.func.count()).where(Signature.revoked_at.is_(None)).scalar_subquery()
        with self.engine.connect() as connection:
            return list(connection.execute(sa.select(version, standing, *counts)).one())

    def house(self, session: Session, side: Side) -> Partner:
        """The partner on a side."""
        return session.get_one(Partner, (self.cast.west if side is Side.WEST else self.cast.east).id)

    def see_two_keys(self, edition: Edition) -> None:
        """At the making of an edition: keys that stand, of two signers of now, of both partners, on its hash."""
        type(self).made += 1
        printed = self.model.editions[-1]
        with self.engine.connect() as connection:
            found = connection.execute(_TWO_KEYS, {"post": self.post_id, "hash": edition.hash}).one()
            body = connection.scalar(sa.select(Release.body).where(Release.id == edition.release_id))
        assert (2, 2, 2) == tuple(found)
        assert hashlib.sha256(str(body).encode()).hexdigest() == edition.hash
        assert printed.words == sorted(sources(json.loads(str(body))))

    @invariant()
    def editions_are_those_of_the_model(self) -> None:
        """As many as the model allows, each as it was made; the state and what readers see follow from them."""
        with Session(self.engine) as session, clock.held(self.now):
            post = session.get_one(Post, self.post_id)
            made = session.scalars(sa.select(Edition).where(Edition.post_id == post.id).order_by(Edition.number)).all()
            assert [(e.number, e.hash, e.at, e.cancelled) for e in self.model.editions] == [
                (e.number, e.hash, e.at, e.cancelled_at is not None) for e in made
            ]
            for edition in made:
                printed = json.dumps([edition.content, edition.card], sort_keys=True)
                assert self.printed.setdefault(edition.number, printed) == printed, "an edition changed"
            events = sa.select(sa.func.count()).where(Event.action == "edition.made", Event.subject_id == post.id)
            assert len(made) == session.scalar(events)
            assert self.model.state is post.state
            assert (2 if made else None) == post.number
            self._is_shown(session, post)

    def _is_shown(self, session: Session, post: Post) -> None:
        """The desk, one post's readers and the lists of posts agree about what is out."""
        visible = self.model.visible(self.now)
        number = visible and visible.number
        due = Edition.newest_due(sa.literal(self.now, UtcDateTime()))
        newest = session.scalar(Edition.public(post).limit(1))
        assert number == (post.live and post.live.number)
        assert number == (newest and newest.number)
        assert number == session.scalar(sa.select(due.c.number).where(due.c.post_id == post.id))


def sources(content: dict[str, Any]) -> list[str]:
    """The words of every original in a release."""
    texts = [content["title"], content["intro"]]
    for question in content["questions"]:
        texts += [text for text in (question["question"], question["topic"], question["answer"]) if text]
    return [text["renditions"][text["source"]]["markdown"] for text in texts]
