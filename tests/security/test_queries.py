"""A page asks the database the same number of questions, however much there is to show."""

from collections.abc import Callable

from flask import Flask

from blog import clock
from blog.dialogue.series import Series
from blog.dialogue.states import CommentState
from tests.bench.queries import counted
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_post
from tests.http.steps import WEST_1, plant

POST, HOME, QUEUE = 12, 8, 16


def asked(app: Flask, client: Client, path: str) -> int:
    """How many statements one page takes."""
    with counted(app) as sent:
        client.get(path)
    return len(sent)


def test_post_page(app: Flask, client: Client, cast: Cast, store: Store) -> None:
    """With 5, 50 and 200 comments a post and a question take the same few queries."""
    numbers = []
    for more in (5, 45, 150):
        plant(store, cast, *(f"Number {number}." for number in range(more)))
        numbers.append((asked(app, client, "/en/tea/1/"), asked(app, client, WEST_1)))

    print("post and question page:", numbers)  # noqa: T201
    assert 1 == len(set(numbers)), numbers
    assert max(numbers[0]) <= POST


def test_home(app: Flask, client: Client, cast: Cast, store: Store) -> None:
    """With one post and with five the first page takes the same few queries."""
    one = asked(app, client, "/en/")
    with store() as session:
        for number in range(4):
            more = make_post(session, session.get_one(Series, cast.series.id), title=f"More {number}?")
            more.publish_as_imported(session, at=clock.now(), source="test")
    five = asked(app, client, "/en/")

    print("home:", one, five)  # noqa: T201
    assert one == five <= HOME


def test_queue(app: Flask, as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """With five waiting comments and with twenty the queue takes the same few queries."""
    grace = as_("grace")
    plant(store, cast, *(f"Number {number}." for number in range(5)), state=CommentState.PENDING)
    five = asked(app, grace, "/moderation/")
    plant(store, cast, *(f"Number {number}." for number in range(15)), state=CommentState.PENDING, key="east-1")
    twenty = asked(app, grace, "/moderation/")

    print("queue:", five, twenty)  # noqa: T201
    assert five == twenty <= QUEUE
