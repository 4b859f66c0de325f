"""Steps that several files take: commenting, publishing again, and looking at what is stored."""

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from werkzeug.test import TestResponse

from blog import clock
from blog.dialogue.comment import Comment
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from tests.cast import MOIRA, Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_comment

WEST_1: Final = "/en/tea/1/west-1/"
SAYING: Final = f"{WEST_1}comments"
SAID: Final = {"name": "Moira", "email": MOIRA, "words": "Well said."}
LOCALES: Final = (("en", "en"), ("zh", "zh-Hans"), ("zh-hant", "zh-Hant"))
PUBLIC: Final = (
    "/en/",
    "/zh/tea/",
    "/en/tea/1/",
    "/zh-hant/tea/1/",
    "/en/tea/1/facing/",
    "/zh-hant/tea/1/history/",
    WEST_1,
    "/zh/tea/1/thread/",
    "/en/about/",
    "/zh/privacy/",
    "/zh-hant/moderation-policy/",
    "/robots.txt",
    "/sitemap.xml",
    "/favicon.ico",
)


def say(client: Client, to: str = SAYING, status: int = 303, **typed: Any) -> TestResponse:
    """Post a comment; typed replaces what Moira would write. Other keywords of `Client.post` go under `sent`."""
    sent = typed.pop("sent", {})
    return client.post(to, SAID | typed, status=status, **sent)


def stored(store: Store) -> list[Comment]:
    """Every comment, oldest first."""
    with store() as session:
        return list(
            session.scalars(sa.select(Comment).options(sa.orm.joinedload(Comment.commenter)).order_by(Comment.id))
        )


def state_of(store: Store, comment_id: int) -> str:
    """The state in which a comment is stored."""
    with store() as session:
        return session.get_one(Comment, comment_id).state.value


def plant(store: Store, cast: Cast, *words: str, key: str = "west-1", **more: Any) -> list[int]:
    """Comments in a thread, one for each of these words; their ids."""
    with store() as session:
        made = [make_comment(session, cast.threads[key], cast.post.id, each, **more) for each in words]
        return [comment.id for comment in made]


def answer(store: Store, cast: Cast, parent_id: int, words: str, **more: Any) -> int:
    """A reply to a comment of the thread west-1; its id."""
    with store() as session:
        parent = session.get_one(Comment, parent_id)
        return make_comment(session, cast.threads["west-1"], cast.post.id, words, parent=parent, **more).id


def drop_question(store: Store, cast: Cast, code: str) -> None:
    """A later edition of the cast's post without one question."""
    side, _, number = code.partition("-")
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        dropped = session.scalars(
            sa.select(Question).where(
                Question.post_id == post.id, Question.asked_by == side, Question.number == int(number)
            )
        ).one()
        dropped.withdrawn = True
        session.flush()
        session.expire_all()
        post.publish_as_imported(session, at=clock.now(), source="test")


def publish_again(store: Store, cast: Cast, intro: str, at: datetime | None = None) -> None:
    """A later edition of the cast's post with another English intro; at: when it goes out, now unless given."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        post.intro.write("en", intro, by=None)
        session.flush()
        post.publish_as_imported(session, at=at or clock.now(), source="test")


def tomorrow() -> datetime:
    """A day from now."""
    return clock.now() + timedelta(days=1)


def fetch(client: Client, path: str, headers: dict[str, str] | None = None) -> TestResponse:
    """An answer as it comes, whatever its status and coding."""
    return client._client.get(path, base_url=client._base, headers=headers)


def token_of(client: Client) -> str:
    """The token of the last private page."""
    field = client.soup.select_one("input[name=csrf_token]")
    assert field is not None
    return str(field["value"])
