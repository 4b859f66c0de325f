"""A robot, or somebody who sells something, comments: sorted or held, never deleted."""

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import say, stored


@pytest.mark.parametrize(
    ("typed", "state", "found"),
    [
        ({"website": "x"}, "spam", ["honeypot"]),
        ({"words": "See http://a.example and www.b.example"}, "pending", ["links:2"]),
        ({"words": " ".join(f"https://{n}.example" for n in range(6))}, "spam", ["links:6"]),
        ({"words": " ".join(f"HTTPS://{n}.example" for n in range(5))}, "pending", ["links:5"]),
        ({"words": "Best CASINO in town"}, "pending", ["word:casino"]),
        ({"words": "ｃａｓｉｎｏ"}, "pending", ["word:casino"]),
        ({"words": "cas\u200bino"}, "pending", ["word:casino"]),
        ({"name": "Casino"}, "pending", ["word:casino"]),
        ({"words": "Well said, with nothing to sell."}, "pending", []),
        ({"words": "说得好，谢谢。"}, "pending", []),
    ],
)
def test_checks(client: Client, cast: Cast, store: Store, typed: dict[str, str], state: str, found: list[str]) -> None:
    """What the checks find is kept with the comment; the reader sees the same receipt in every case."""
    client.follow(say(client, **typed))

    assert "Waiting for a moderator" == client.text("h1")
    (comment,) = stored(store)
    assert (state, found) == (comment.state.value, comment.checks)


def test_hidden_field_is_hidden_from_people(client: Client, cast: Cast) -> None:
    """The trap is out of the way of keyboards, screen readers and autofill."""
    client.get("/en/tea/1/west-1/")
    trap = client.soup.select_one("input[name=website]")

    assert ("-1", "off") == (trap["tabindex"], trap["autocomplete"])
    assert "true" == trap.find_parent(class_="trap")["aria-hidden"]
