"""A reader opens one question with its whole thread."""

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import LOCALES, WEST_1, drop_question, plant, say, stored


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
def test_question_opens_in_each_locale(client: Client, cast: Cast, prefix: str, tag: str) -> None:
    """The question is the heading of its page, with its answer and a form."""
    client.get(f"/{prefix}/tea/1/west-1/")
    asked = {"en": "Why west 1?", "zh-Hans": "为何1？", "zh-Hant": "為何1？"}[tag]

    assert tag == client.soup.html["lang"]
    assert asked == client.text("h1")
    assert f"/{prefix}/tea/1/west-1/comments" == client.soup.select_one("form.say")["action"]


def test_thread_of_the_post_opens(client: Client, cast: Cast, store: Store) -> None:
    """Comments on the post as a whole have a page of their own."""
    plant(store, cast, "On the whole.", key="post")

    client.get("/en/tea/1/thread/")

    assert "On the whole." in client.text("#thread-post")


def test_long_thread_is_read_page_by_page(client: Client, cast: Cast, store: Store) -> None:
    """Of 130 comments each is shown once, in order, on three pages."""
    ids = plant(store, cast, *(f"Number {number}." for number in range(130)))
    seen: list[str] = []
    path = WEST_1
    pages = 0
    while path:
        client.get(path)
        pages += 1
        seen += [body["id"] for body in client.soup.select("li.comment > .body")]
        later = client.soup.select_one("a[rel=next][href*=after]")
        path = later["href"] if later else ""

    assert 3 == pages
    assert [f"comment-{number}" for number in ids] == seen


@pytest.mark.parametrize("after", ["x", "-1", "1" * 41, "１", "' OR 1=1 --", "%00"])
def test_made_up_place_in_a_thread_is_missing(client: Client, cast: Cast, after: str) -> None:
    """A place that no link leads to answers 404 and not an error."""
    client.get(WEST_1, status=404, query_string={"after": after})


def test_place_after_the_end_is_empty(client: Client, cast: Cast, store: Store) -> None:
    """After the last comment the page opens without any."""
    plant(store, cast, "Only one.")

    client.get(f"{WEST_1}?after=9999999999")

    assert [] == client.soup.select("li.comment")


@pytest.mark.parametrize("code", ["west-3", "west-0", "east-99", "north-1", "threads", "west-1000"])
def test_question_that_was_never_asked_is_missing(client: Client, cast: Cast, code: str) -> None:
    """A code without a question answers 404."""
    client.get(f"/en/tea/1/{code}/", status=404)


def test_withdrawn_question_keeps_a_line(client: Client, cast: Cast, store: Store) -> None:
    """On the post a dropped question is one line in its old place; its words are gone."""
    plant(store, cast, "Said before.", key="west-2")
    drop_question(store, cast, "west-2")

    client.get("/en/tea/1/")

    assert ["west-1", "west-2", "east-1", "east-2"] == [each["id"] for each in client.soup.select(".qa")]
    assert "withdrawn on" in client.text("#west-2")
    assert "Why west 2?" not in client.text("#dialogue .dialogue")
    assert "/en/tea/1/west-2/" == client.soup.select_one("#west-2 p a")["href"]


def test_withdrawn_question_keeps_its_thread_without_a_form(client: Client, cast: Cast, store: Store) -> None:
    """The page of a dropped question shows what was said, and takes nothing new."""
    plant(store, cast, "Said before.", key="west-2")
    drop_question(store, cast, "west-2")

    client.get("/en/tea/1/west-2/")

    assert "Said before." in client.text("#thread-west-2")
    assert [] == client.soup.select("form")
    say(client, "/en/tea/1/west-2/comments", status=422)
    assert 1 == len(stored(store))


def test_question_of_a_draft_has_no_page(client: Client, cast: Cast, store: Store) -> None:
    """A question that only the draft asks is not there for readers."""
    from blog.dialogue.base import Side
    from blog.dialogue.post import Post
    from tests.factories import make_question

    with store() as session:
        make_question(session.get_one(Post, cast.post.id), Side.WEST, 3)

    client.get("/en/tea/1/west-3/", status=404)
    say(client, "/en/tea/1/west-3/comments", status=404)
