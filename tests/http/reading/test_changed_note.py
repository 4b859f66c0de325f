"""A reader of a changed post is told so: when, why, and where to see what."""

import pytest
from flask import Flask

from blog.dialogue.post import Post
from tests.bench.queries import counted
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import draft_of, publish
from tests.http.steps import publish_again, tomorrow

NOTE = {"en": "The second answer was wrong.", "zh-Hans": "第二个回答有误。"}
PAGES = ("", "facing/")


def change(store: Store, cast: Cast, note: dict[str, str]) -> None:
    """A second edition that both partners signed, with a note to readers."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        post.intro.write("en", "Two houses talk.", by=None)
        publish(session, cast, post, note=note)


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.parametrize(
    ("prefix", "said"),
    [("en", "The second answer was wrong."), ("zh", "第二个回答有误。"), ("zh-hant", "第二個回答有誤。")],
)
def test_note_stands_on_top(client: Client, cast: Cast, store: Store, prefix: str, said: str, view: str) -> None:
    """The post and the facing page begin with the note, in the language of the address, and lead to the changes."""
    change(store, cast, NOTE)
    client.get(f"/{prefix}/tea/1/{view}")

    assert said in client.text("main .notice.changed")
    assert f"/{prefix}/tea/1/history/" == client.soup.select_one(".notice.changed a")["href"]
    assert client.soup.select_one(".notice.changed time") is not None


def test_note_in_another_language_says_so(client: Client, cast: Cast, store: Store) -> None:
    """A note that exists in one language alone is marked as what it is."""
    change(store, cast, {"zh-Hans": "第二个回答有误。"})
    client.get("/en/tea/1/")

    assert "zh-Hans" == client.soup.select_one(".notice.changed span")["lang"]


def test_change_without_a_note_is_a_fact(client: Client, cast: Cast, store: Store) -> None:
    """The date of the change stands among the facts and leads to the history; there is no notice."""
    change(store, cast, {})
    client.get("/en/tea/1/")

    assert "/en/tea/1/history/" == client.soup.select_one(".facts a")["href"]
    assert "Changed" in client.text(".facts a")
    assert [] == client.soup.select(".notice.changed")


def test_unchanged_post_says_nothing(client: Client, cast: Cast, store: Store) -> None:
    """Neither a draft nor an edition that is still to come makes a post changed."""
    publish_again(store, cast, "Tomorrow.", at=tomorrow())
    for view in PAGES:
        client.get(f"/en/tea/1/{view}")
        assert "Changed" not in client.text("main")
        assert [] == client.soup.select("a[href$='/history/']")


def test_next_edition_takes_the_note_away(client: Client, cast: Cast, store: Store) -> None:
    """A note is about one edition: the one after it does not repeat it."""
    change(store, cast, NOTE)
    publish_again(store, cast, "Once more.")
    client.get("/en/tea/1/")

    assert [] == client.soup.select(".notice.changed")


def test_note_of_a_first_edition_leads_nowhere(client: Client, cast: Cast, store: Store) -> None:
    """There is nothing to compare yet."""
    with store() as session:
        publish(session, cast, draft_of(session, cast), note=NOTE)
    client.get("/en/tea/2/")

    assert "The second answer was wrong." in client.text(".notice.changed")
    assert [] == client.soup.select("a[href$='/history/']")


def test_note_is_plain_text(client: Client, cast: Cast, store: Store) -> None:
    """Whatever marks it holds are shown as they were typed."""
    change(store, cast, {"en": "<b>Bold</b> & [link](http://x.example)"})
    client.get("/en/tea/1/")

    assert "<b>Bold</b> & [link](http://x.example)" in client.text(".notice.changed")
    assert [] == client.soup.select(".notice.changed b")


@pytest.mark.parametrize("view", PAGES)
def test_note_costs_no_query(app: Flask, client: Client, cast: Cast, store: Store, view: str) -> None:
    """A changed post with a note takes the statements that an unchanged one takes."""
    with counted(app) as before:
        client.get(f"/en/tea/1/{view}")
    change(store, cast, NOTE)
    with counted(app) as after:
        client.get(f"/en/tea/1/{view}")

    assert len(before) == len(after)
