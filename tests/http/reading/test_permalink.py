"""A reader follows the address of a comment."""

import pytest

from blog.dialogue.states import CommentState
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import LOCALES, WEST_1, answer, plant


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
def test_address_leads_to_the_comment(client: Client, cast: Cast, store: Store, prefix: str, tag: str) -> None:
    """The address of a comment leads to it in the language of the address."""
    (number,) = plant(store, cast, "Here I am.")

    response = client.get(f"/{prefix}/comments/{number}/", status=302)

    assert f"/{prefix}/tea/1/west-1/#comment-{number}" == response.headers["Location"]
    client.follow(response)
    assert tag == client.soup.html["lang"]
    assert client.soup.find(id=f"comment-{number}") is not None


@pytest.mark.parametrize("place", [0, 49, 50, 99, 100, 129])
def test_address_leads_to_the_right_page(client: Client, cast: Cast, store: Store, place: int) -> None:
    """In a thread of 130 comments every address opens the page on which its comment stands."""
    ids = plant(store, cast, *(f"Number {number}." for number in range(130)))

    client.follow(client.get(f"/en/comments/{ids[place]}/", status=302))

    assert f"Number {place}." in client.text(f"#comment-{ids[place]}")


def test_address_of_a_reply(client: Client, cast: Cast, store: Store) -> None:
    """A reply has an address like any other comment."""
    ids = plant(store, cast, *(f"Number {number}." for number in range(60)))
    reply = answer(store, cast, ids[55], "Late reply.")

    client.follow(client.get(f"/en/comments/{reply}/", status=302))

    assert "Late reply." in client.text(f"#comment-{reply}")


def test_address_of_a_comment_on_the_post(client: Client, cast: Cast, store: Store) -> None:
    """A comment on the post as a whole is found on its thread's page."""
    (number,) = plant(store, cast, "On the whole.", key="post")

    response = client.get(f"/en/comments/{number}/", status=302)

    assert f"/en/tea/1/thread/#comment-{number}" == response.headers["Location"]


@pytest.mark.parametrize("state", [state for state in CommentState if state is not CommentState.APPROVED])
def test_address_of_what_is_not_public_is_missing(
    client: Client, cast: Cast, store: Store, state: CommentState
) -> None:
    """The address of a comment in any other state answers exactly like one that never existed."""
    (number,) = plant(store, cast, "Not for you.", state=state)

    hidden = client.get(f"/en/comments/{number}/", status=404)
    never = client.get("/en/comments/987654/", status=404)

    assert never.data == hidden.data


@pytest.mark.parametrize("number", ["0", "x", "-1", "1.5", "99999999999999999999", "٣"])
def test_made_up_address_is_missing(client: Client, cast: Cast, number: str) -> None:
    """No comment, no error."""
    client.get(f"/en/comments/{number}/", status=404)


def test_address_cannot_be_posted_to(client: Client, cast: Cast, store: Store) -> None:
    """The address only leads on."""
    (number,) = plant(store, cast, "Here I am.")

    client.post(f"/en/comments/{number}/", status=405)


def test_taken_away_comment_keeps_its_replies(client: Client, cast: Cast, store: Store) -> None:
    """Under a removed comment its replies stay, below a line that tells neither name nor words."""
    (number,) = plant(store, cast, "Unseemly words.", name="Rowdy", state=CommentState.TRASHED)
    reply = answer(store, cast, number, "A calm reply.")

    client.get(WEST_1)

    assert "A calm reply." in client.text(f"#comment-{reply}")
    assert client.soup.select_one(f"#comment-{number} .tombstone") is not None
    assert "Unseemly" not in str(client.soup)
    assert "Rowdy" not in str(client.soup)
