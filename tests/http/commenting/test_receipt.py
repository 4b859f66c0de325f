"""A reader looks at the receipt of a comment, and comes back to it later."""

from collections.abc import Callable

import pytest

from blog import clock
from blog.dialogue.submission import RECEIPT_KEPT
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import LOCALES, say, stored


def decided(moderator: Client, comment_id: int, resource: str, version: int = 1, **form: str) -> None:
    """Grace decides."""
    moderator.post(f"/moderation/comments/{comment_id}/{resource}", {"version": str(version), **form})


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
def test_receipt_is_private(client: Client, cast: Cast, prefix: str, tag: str) -> None:
    """The receipt shows what was written, to whoever has its address, and is kept and listed by nobody."""
    response = client.follow(say(client, f"/{prefix}/tea/1/west-1/comments", words="**Well** said."))

    assert tag == client.soup.html["lang"]
    assert "Well said." == client.text(".said .prose")
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "noindex" == client.soup.select_one("meta[name=robots]")["content"]
    assert client.soup.select_one("link[rel=canonical]") is None
    assert "same-origin" == response.headers["Referrer-Policy"]
    assert f"/{prefix}/tea/1/#west-1" == client.soup.select_one(".actions a")["href"]


def test_receipt_tells_of_the_approval(client: Client, cast: Cast, as_: Callable[[str], Client], store: Store) -> None:
    """After the approval the receipt says so and leads to the comment."""
    path = say(client).headers["Location"]
    (comment,) = stored(store)
    decided(as_("grace"), comment.id, "approval")
    client.get(path)

    assert "Your comment is published" == client.text("h1")
    client.follow(client.get(client.soup.select_one(".actions a")["href"], status=302))
    assert "Well said." in client.text(f"#comment-{comment.id}")


def test_receipt_tells_of_the_refusal_and_its_reason(
    client: Client, cast: Cast, as_: Callable[[str], Client], store: Store
) -> None:
    """After a rejection the receipt says so with the reason that the moderator chose, never who decided."""
    path = say(client).headers["Location"]
    decided(as_("grace"), stored(store)[0].id, "rejection", why="promotion")
    client.get(path)

    assert "Your comment was not published" == client.text("h1")
    assert "advertising" in client.text()
    assert "Grace" not in str(client.soup)


@pytest.mark.parametrize("resource", ["spam", "trash"])
def test_receipt_after_spam_or_trash(
    client: Client, cast: Cast, as_: Callable[[str], Client], store: Store, resource: str
) -> None:
    """Called spam or thrown away by a person, a comment was not published; its author learns no more."""
    path = say(client).headers["Location"]
    decided(as_("grace"), stored(store)[0].id, resource)
    client.get(path)

    assert "Your comment was not published" == client.text("h1")
    assert "spam" not in client.text().lower()


def test_receipt_of_what_a_machine_sorted_out_still_waits(client: Client, cast: Cast, store: Store) -> None:
    """A robot that filled in the hidden field sees the page of any new comment."""
    caught = client.follow(say(client, website="http://spam.example"))
    honest = client.follow(say(client, email="other@example.org"))

    assert ["spam", "pending"] == [comment.state.value for comment in stored(store)]
    assert honest.data == caught.data


def test_receipt_follows_an_undone_decision(
    client: Client, cast: Cast, as_: Callable[[str], Client], store: Store
) -> None:
    """A decision that was undone is gone from the receipt as well."""
    path = say(client).headers["Location"]
    grace, number = as_("grace"), stored(store)[0].id
    decided(grace, number, "approval")
    decided(grace, number, "approval/removal", version=2)
    client.get(path)

    assert "Waiting for a moderator" == client.text("h1")


def test_receipt_ends(client: Client, cast: Cast) -> None:
    """After its time the address answers like one that never existed."""
    path = say(client).headers["Location"]

    with clock.held(clock.now() + RECEIPT_KEPT):
        ended = client.get(path, status=404)
        never = client.get("/t/" + "a" * 43, status=404)

    assert never.data == ended.data


@pytest.mark.parametrize("token", ["a", "a" * 42, "a" * 44, "a" * 42 + ".", "../en", "a" * 42 + "%00", "' OR 1=1"])
def test_made_up_receipts_are_missing(client: Client, cast: Cast, token: str) -> None:
    """No token, no receipt."""
    client.get(f"/t/{token}", status=404)


def test_receipt_takes_no_form(client: Client, cast: Cast) -> None:
    """Nothing can be done with a receipt but read it."""
    path = say(client).headers["Location"]

    client.post(path, status=405)
