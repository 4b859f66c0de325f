"""A moderator opens the queue."""

from collections.abc import Callable

import pytest

from blog.dialogue.states import CommentState
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import answer, plant, say


def shown(client: Client) -> list[int]:
    """The comments on the page, by number, from the top."""
    return [int(item["id"].removeprefix("item-")) for item in client.soup.select("article.item")]


@pytest.fixture
def grace(as_: Callable[[str], Client]) -> Client:
    """The moderator."""
    return as_("grace")


def test_oldest_waits_on_top(grace: Client, cast: Cast, store: Store) -> None:
    """What waits stands in the order in which it came; nothing else stands there."""
    waiting = plant(store, cast, "One.", "Two.", "Three.", state=CommentState.PENDING)
    for state in ("APPROVED", "REJECTED", "SPAM", "TRASHED"):
        plant(store, cast, f"Decided {state}.", state=CommentState[state])

    grace.get("/moderation/")

    assert waiting == shown(grace)
    assert f"item-{waiting[0]}" == grace.soup.select_one("article.now")["id"]


def test_queue_is_read_page_by_page(grace: Client, cast: Cast, store: Store) -> None:
    """Of 45 waiting comments each is shown once, twenty a page; the tab counts all."""
    waiting = plant(store, cast, *(f"Number {number}." for number in range(45)), state=CommentState.PENDING)
    seen: list[int] = []
    sizes: list[int] = []
    path = "/moderation/"
    while path:
        grace.get(path)
        assert "45" in grace.text(".tabs [aria-current]")
        seen += shown(grace)
        sizes.append(len(shown(grace)))
        later = grace.soup.select_one("a[rel=next]")
        path = later["href"] if later else ""

    assert waiting == seen
    assert [20, 20, 5] == sizes


@pytest.mark.parametrize("state", ["approved", "rejected", "spam", "trashed"])
def test_each_state_has_a_list(grace: Client, cast: Cast, store: Store, state: str) -> None:
    """A tab shows the comments of its state and counts those of all."""
    plant(store, cast, "Waiting.", state=CommentState.PENDING)
    wanted = plant(store, cast, "A.", "B.", state=CommentState(state))

    grace.get(f"/moderation/?state={state}")

    assert wanted == shown(grace)
    assert "2" in grace.text(".tabs [aria-current]")


def test_filters_by_post_side_and_language(grace: Client, cast: Cast, store: Store) -> None:
    """The list can be narrowed by post, side and language, and the counts with it."""
    (west,) = plant(store, cast, "Western.", state=CommentState.PENDING)
    (east,) = plant(store, cast, "说得好，谢谢。", key="east-1", state=CommentState.PENDING)
    (whole,) = plant(store, cast, "說得好，謝謝。", key="post", state=CommentState.PENDING)

    for query, expected in (
        ("side=west", [west]),
        ("side=east", [east]),
        ("language=zh", [east, whole]),
        ("language=en", [west]),
        (f"post={cast.post.id}", [west, east, whole]),
        ("post=999", []),
        ("side=west&language=zh", []),
        ("state=nonsense", [west, east, whole]),
        ("side=north&language=fr&post=x&after=x", [west, east, whole]),
        ("post=99999999999999999999", [west, east, whole]),
        ("after=99999999999999", [west, east, whole]),
    ):
        grace.get(f"/moderation/?{query}")
        assert expected == shown(grace), query


def test_comment_is_shown_with_what_it_answers(grace: Client, cast: Cast, store: Store) -> None:
    """A waiting reply quotes its comment, so that it can be judged."""
    (first,) = plant(store, cast, "The first word.", name="Adam")
    reply = answer(store, cast, first, "The second word.", state=CommentState.PENDING)

    grace.get("/moderation/")

    assert [reply] == shown(grace)
    assert "The first word." in grace.text(f"#item-{reply} blockquote")
    assert "Adam" in grace.text(f"#item-{reply} header")


def test_findings_are_shown(client: Client, grace: Client, cast: Cast) -> None:
    """What the automatic checks found stands beside the comment."""
    say(client, words="Casino at https://a.example")

    grace.get("/moderation/")

    assert "1 link" in grace.text(".why")
    assert "casino" in grace.text(".why")


def test_empty_queue(grace: Client) -> None:
    """Nothing waits: a sentence, no form."""
    grace.get("/moderation/")

    assert "Nothing is waiting" in grace.text(".empty")
    assert grace.soup.select_one("#bulk") is None


@pytest.mark.parametrize("name", ["ruth", "chen", "lin", "oskar", "nina"])
def test_queue_is_for_moderators(as_: Callable[[str], Client], name: str) -> None:
    """Authors, translators, strangers: 403."""
    as_(name).get("/moderation/", status=403)


def test_owner_moderates(as_: Callable[[str], Client]) -> None:
    """The owner opens the queue as well."""
    as_("olga").get("/moderation/")


@pytest.mark.parametrize("path", ["/moderation/", "/moderation/?state=spam&language=zh", "/moderation/log"])
def test_signed_out_visitors_sign_in_first(client: Client, cast: Cast, path: str) -> None:
    """Signed out: to the form, which leads back to the very same list."""
    from urllib.parse import parse_qs, urlsplit

    response = client.get(path, status=302)
    target = urlsplit(response.headers["Location"])

    assert ("/account/sign-in", [path]) == (target.path, parse_qs(target.query)["next"])
    client.follow(response)
    form = {field["name"]: field.get("value", "") for field in client.soup.select("form input")}
    signed_in = client.post(
        "/account/sign-in", form | {"email": cast.address("grace"), "password": "a sentence of the cast 7"}
    )
    assert path == signed_in.headers["Location"]


@pytest.mark.parametrize("path", ["/moderation/", "/moderation/log"])
def test_wrong_method(grace: Client, path: str) -> None:
    """Lists take no form."""
    grace.post(path, status=405)
