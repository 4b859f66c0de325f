"""The list of posts: what one may read, how far it is, and finding one by series and stage."""

from collections.abc import Callable

import pytest

from blog.dialogue.base import Side
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import draft_of, person, sign
from tests.factories import make_post, make_series

POSTS = "/desk/posts/"


@pytest.fixture
def draft(cast: Cast, store: Store) -> Post:
    """A draft of the first pair, with one question to answer."""
    with store() as session:
        post = make_post(session, session.get_one(Series, cast.series.id), title="Draft of the pair?")
        Question.ask(session, post, Side.WEST, "en", "Why not coffee?", by=person(session, cast, "ruth"))
        return post


def titles(client: Client) -> list[str]:
    """The titles on the page."""
    return [link.get_text(strip=True) for link in client.soup.select(".posts b a")]


@pytest.mark.parametrize("name", ["ruth", "tom", "chen", "lin", "olga"])
def test_desk_lists_own_posts(as_: Callable[[str], Client], draft: Post, name: str) -> None:
    """Both partners and the owner see drafts and what is published, each with its bench and how far it is."""
    client = as_(name)
    client.get(POSTS)

    assert ["Draft of the pair?", "Who pours the tea?"] == titles(client)
    assert f"/desk/posts/{draft.id}/" == client.soup.select_one(".posts b a")["href"]
    assert "/en/tea/1/" in [link["href"] for link in client.soup.select(".posts a")]
    assert "draft 4 of 5 answered" in client.text(".posts .why")
    assert "English 4 of 4 translated" in client.text(".far")
    assert "10 of 11 translated" in client.text(".far")


@pytest.mark.usefixtures("draft")
def test_other_pairs_see_nothing(as_: Callable[[str], Client]) -> None:
    """Oskar, author of another partner, sees neither the draft nor its existence."""
    oskar = as_("oskar")
    oskar.get(POSTS)

    assert "Draft of the pair?" not in str(oskar.soup)
    assert [] == titles(oskar)


@pytest.mark.usefixtures("draft")
def test_filters(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """By series, by stage, by both; what is no filter filters nothing."""
    with store() as session:
        make_post(session, make_series(session, cast.west, cast.east, "wine"), title="On wine")
        sign(session, cast, draft_of(session, cast), "ruth")
        wine = session.query(Series).filter_by(slug="wine").one().id
    ruth = as_("ruth")
    for query, expected in (
        (f"series={wine}", ["On wine"]), ("stage=published", ["Who pours the tea?"]),
        ("stage=one_key", ["A second post"]),
        (f"series={wine}&stage=published", []), ("series=x&stage=y&before=z", None), ("series=%C2%B2", None),
    ):
        ruth.get(f"{POSTS}?{query}")
        if expected is None:
            assert 4 == len(titles(ruth)), query
        else:
            assert expected == titles(ruth), query


def test_older_posts(as_: Callable[[str], Client], store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long list goes on, page by page, without leaving one out."""
    monkeypatch.setattr("blog.desk.posts.MOST", 2)
    with store() as session:
        for number in range(4):
            make_post(session, session.get_one(Series, cast.series.id), questions=0, title=f"More {number}")
    ruth, seen = as_("ruth"), []
    ruth.get(POSTS)
    while True:
        seen += titles(ruth)
        older = ruth.soup.select_one(".pager a")
        if older is None:
            break
        ruth.get(str(older["href"]))

    assert ["More 3", "More 2", "More 1", "More 0", "Who pours the tea?"] == seen


def test_whoever_may_begins_and_copies(as_: Callable[[str], Client], draft: Post, cast: Cast) -> None:
    """Authors find the way to begin a post and to use one as a template; translators and the owner do not."""
    for name, may in (("tom", True), ("lin", False), ("olga", False)):
        client = as_(name)
        client.get(POSTS)
        assert may == bool(client.soup.select(f'form[action="/desk/posts/{draft.id}/duplicates"]')), name
        assert may == bool(client.soup.select(f'a[href="/desk/series/{cast.series.id}/#begin"]')), name


def test_signed_out_strangers_and_wrong_method(client: Client, as_: Callable[[str], Client]) -> None:
    """Signed out: to the form. Without a partner: 403. Posted to: 405."""
    assert "/account/sign-in?next=" in client.get(POSTS, status=302).headers["Location"]
    as_("nina").get(POSTS, status=403)
    as_("ruth").post(POSTS, status=405)
