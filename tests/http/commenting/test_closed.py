"""A reader comments where comments are closed."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from blog.dialogue.post import Post
from blog.dialogue.series import Series
from blog.dialogue.states import PostState
from blog.dialogue.thread import Thread
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import WEST_1, plant, say, stored


def _thread(session: Session, cast: Cast) -> None:
    session.get_one(Thread, cast.threads["west-1"]).open = False


def _series(session: Session, cast: Cast) -> None:
    session.get_one(Series, cast.series.id).comments_open = False


def _archive(session: Session, cast: Cast) -> None:
    session.get_one(Post, cast.post.id).state = PostState.ARCHIVED


def _draft(session: Session, cast: Cast) -> None:
    session.get_one(Post, cast.post.id).state = PostState.DRAFT


CLOSED = {"thread": _thread, "series": _series, "archive": _archive}


@pytest.mark.parametrize("by", CLOSED)
def test_closed_thread_can_be_read_but_not_joined(client: Client, cast: Cast, store: Store, by: str) -> None:
    """What was said stays; there is no form, no reply link, and a post from an old page comes back with its words."""
    (number,) = plant(store, cast, "Said before.")
    close: Callable[[Session, Cast], None] = CLOSED[by]
    with store() as session:
        close(session, cast)

    client.get(WEST_1)
    assert "Said before." in client.text("#thread-west-1")
    assert [] == client.soup.select("#thread-west-1 form")
    assert [] == client.soup.select(f"#comment-{number} footer a[href*=reply]")
    say(client, status=422, words="Too late.")
    say(client, status=422, words="Too late.", parent=str(number))
    assert 1 == len(stored(store))


def test_closing_one_thread_closes_no_other(client: Client, cast: Cast, store: Store) -> None:
    """The next question still takes comments."""
    with store() as session:
        _thread(session, cast)

    say(client, "/en/tea/1/west-2/comments")


def test_post_that_went_back_to_draft_takes_nothing(client: Client, cast: Cast, store: Store) -> None:
    """A post that is not published has neither page nor comments."""
    with store() as session:
        _draft(session, cast)

    client.get(WEST_1, status=404)
    say(client, status=404)
    assert [] == stored(store)
