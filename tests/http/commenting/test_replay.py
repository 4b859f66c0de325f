"""A reader sends the same comment twice, or somebody tries what another has sent."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from blog import clock
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import say, state_of, stored


def test_second_sending_makes_no_second_comment(client: Client, cast: Cast, store: Store) -> None:
    """A double click makes one comment and two receipts that look the same."""
    first, second = say(client), say(client)

    assert first.headers["Location"] != second.headers["Location"]
    assert client.follow(first).data == client.follow(second).data
    assert 1 == len(stored(store))


@pytest.mark.parametrize("resource", ["approval", "rejection", "spam", "trash"])
def test_replay_tells_nothing_of_the_first(
    client: Client, cast: Cast, as_: Callable[[str], Client], store: Store, resource: str
) -> None:
    """Whoever types what another sent learns neither that it is known, nor its state, nor its number."""
    say(client)
    fresh = client.follow(say(client, email="another@example.org")).data
    grace = as_("grace")
    grace.post(f"/moderation/comments/{stored(store)[0].id}/{resource}", {"version": "1", "why": "other"})
    replay = say(client)

    assert fresh == client.follow(replay).data
    assert 2 == len(stored(store))


@pytest.mark.parametrize(
    "changed",
    [{"name": "Moyra"}, {"email": "moira2@example.org"}, {"words": "Well said!"}],
)
def test_another_comment_is_no_replay(client: Client, cast: Cast, store: Store, changed: dict[str, str]) -> None:
    """Other words, another name or another address make another comment."""
    say(client)
    say(client, **changed)

    assert 2 == len(stored(store))


def test_same_words_elsewhere_are_no_replay(client: Client, cast: Cast, store: Store) -> None:
    """The same words under another question are another comment; in another locale of the same thread a replay."""
    say(client)
    say(client, "/en/tea/1/east-1/comments")
    say(client, "/zh/tea/1/west-1/comments")

    assert 2 == len(stored(store))


def test_same_words_later_are_no_replay(client: Client, cast: Cast, store: Store) -> None:
    """After ten minutes the same words are said again on purpose."""
    say(client)
    with clock.held(clock.now() + timedelta(minutes=11)):
        say(client)

    assert 2 == len(stored(store))


def test_refused_sending_can_be_sent_again(client: Client, cast: Cast, store: Store) -> None:
    """A refused comment leaves nothing behind that would make the next attempt a replay."""
    say(client, status=422, parent="987654")
    say(client)

    assert ["pending"] == [state_of(store, comment.id) for comment in stored(store)]
