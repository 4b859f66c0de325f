"""Somebody comments and comments."""

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import SAYING, say, stored


def from_(address: str) -> dict[str, object]:
    """Where a request comes from."""
    return {"environ_overrides": {"REMOTE_ADDR": address}}


def fill(client: Client, address: str) -> None:
    """Use up what one network may say in ten minutes."""
    for number in range(6):
        say(client, words=f"{address} says {number}.", sent=from_(address))


@pytest.mark.parametrize(
    ("first", "same", "other"),
    [
        ("192.0.2.1", "192.0.2.254", "192.0.3.1"),
        ("2001:db8:1:1::1", "2001:db8:1:ffff::9", "2001:db8:2::1"),
        ("::ffff:198.51.100.7", "198.51.100.9", "198.51.101.9"),
    ],
)
def test_seventh_comment_of_a_network_has_to_wait(
    client: Client, cast: Cast, store: Store, first: str, same: str, other: str
) -> None:
    """The seventh within ten minutes is refused with its words; another network is not held up."""
    fill(client, first)

    response = say(client, status=429, words="The seventh & last.", sent=from_(same))
    assert "The seventh & last." == client.soup.select_one("textarea").get_text().strip()
    assert "Moira" == client.soup.select_one("input[name=name]")["value"]
    assert "Wait ten minutes" in client.text(".wrongs")
    assert "600" == response.headers["Retry-After"]
    assert "no-store" in response.headers["Cache-Control"]
    say(client, words="From elsewhere.", sent=from_(other))
    assert 7 == len(stored(store))


def test_mistakes_do_not_count(client: Client, cast: Cast) -> None:
    """Only what could be accepted is counted."""
    for _ in range(8):
        say(client, status=422, words="", sent=from_("192.0.2.1"))
    say(client, sent=from_("192.0.2.1"))


def test_claimed_addresses_do_not_count(client: Client, cast: Cast) -> None:
    """Without a trusted proxy nobody escapes the limit by naming another address."""
    fill(client, "192.0.2.1")

    for number, name in enumerate(("X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP", "True-Client-IP")):
        headers = {"Sec-Fetch-Site": "same-origin", name: f"203.0.{number}.1"}
        client.post(
            SAYING,
            {"name": "M", "email": "m@example.org", "words": f"Say {number}."},
            status=429,
            headers=headers,
            **from_("192.0.2.1"),
        )


def test_reading_is_never_limited(client: Client, cast: Cast) -> None:
    """Whoever must wait can still read."""
    fill(client, "192.0.2.1")

    for _ in range(10):
        client.get("/en/tea/1/", **from_("192.0.2.1"))


def test_no_address_of_a_reader_is_stored(client: Client, cast: Cast, store: Store) -> None:
    """What is counted is kept under a keyed hash: the network's number stands nowhere."""
    from blog.limit_storage import LimitCounter

    say(client, sent=from_("192.0.2.1"))
    with store() as session:
        keys = [counter.key for counter in session.query(LimitCounter)]

    assert keys
    assert not any("192.0" in key for key in keys)
