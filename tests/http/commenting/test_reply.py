"""A reader answers another reader."""

import pytest

from blog.dialogue.states import CommentState
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import WEST_1, answer, plant, say, stored


def test_reply_hangs_under_its_comment(client: Client, cast: Cast, store: Store) -> None:
    """The link below a comment opens a form that quotes it; what is sent hangs under it."""
    (number,) = plant(store, cast, "First.")
    client.get(WEST_1)
    link = client.soup.select_one(f"#comment-{number} footer a")["href"]
    client.get(link.partition("#")[0])

    assert "First." in client.text("form.say .replying")
    say(client, parent=client.soup.select_one("input[name=parent]")["value"])
    reply = stored(store)[-1]
    assert (number, 1) == (reply.parent_id, reply.depth)


def test_three_levels(client: Client, cast: Cast, store: Store) -> None:
    """Replies go three levels deep; an answer to the third level stands beside it and is shown as an answer."""
    (first,) = plant(store, cast, "One.")
    second = answer(store, cast, first, "Two.")
    third = answer(store, cast, second, "Three.")
    fourth = answer(store, cast, third, "Four.")

    client.get(WEST_1)

    depths = [len(client.soup.find(id=f"comment-{n}").find_parents("ol")) for n in (first, second, third, fourth)]
    assert [1, 2, 3, 3] == depths


@pytest.mark.parametrize("place", [0, 49, 50, 59])
def test_reply_to_a_late_comment(client: Client, cast: Cast, store: Store, place: int) -> None:
    """On whichever page of its thread a comment stands, its reply form knows it, also after a mistake."""
    ids = plant(store, cast, *(f"Number {number}." for number in range(60)))
    client.get(f"{WEST_1}?reply={ids[place]}")

    assert str(ids[place]) == client.soup.select_one("input[name=parent]")["value"]
    say(client, status=422, words="", parent=str(ids[place]))
    assert str(ids[place]) == client.soup.select_one("input[name=parent]")["value"]
    assert f"Number {place}." in client.text(".replying")


@pytest.mark.parametrize("state", [state for state in CommentState if state is not CommentState.APPROVED])
def test_reply_to_what_is_not_public_is_refused(client: Client, cast: Cast, store: Store, state: CommentState) -> None:
    """Nobody answers what readers do not see; the words come back, and nothing of the other comment."""
    (hidden,) = plant(store, cast, "Hidden words.", name="Hidden Name", state=state)

    say(client, status=422, parent=str(hidden), words="My & reply.")

    assert "My & reply." == client.soup.select_one("textarea").get_text().strip()
    assert "no longer there" in client.text(".wrongs")
    assert "Hidden" not in str(client.soup)
    assert 1 == len(stored(store))


def test_reply_to_another_thread_is_refused(client: Client, cast: Cast, store: Store) -> None:
    """A reply stays in its thread, and so does the answer to a made-up number."""
    (elsewhere,) = plant(store, cast, "Elsewhere.", key="east-1")

    for parent in (elsewhere, 987654, 0):
        say(client, status=422, parent=str(parent))
    assert 1 == len(stored(store))


@pytest.mark.parametrize("parent", ["x", "-1", "1.0", "９", "9" * 20, "1 OR 1=1", "\x00"])
def test_parent_that_is_no_number_is_none(client: Client, cast: Cast, store: Store, parent: str) -> None:
    """Rubbish in the hidden field makes an ordinary comment, and no error."""
    plant(store, cast, "First.")
    say(client, parent=parent)

    assert None is stored(store)[-1].parent_id
