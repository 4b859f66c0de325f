"""`flask demo`: a small site that shows everything, in prose fit to be read."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
import sqlalchemy as sa

from blog.demo.load import ACCOUNTS, SLUG, read
from blog.dialogue.comment import Comment
from blog.dialogue.edition import Edition
from blog.dialogue.picture import Picture
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from blog.dialogue.states import CommentState, PostState
from tests.cli.conftest import Counts, Run
from tests.client import Client
from tests.conftest import Store

FILES = ("series.toml", "post-1.toml", "post-2.toml", "post-3.toml", "comments.toml")
# Addresses and names of files, people and states are not prose.
KEYS = {
    "slug", "key", "file", "email", "asker", "answerer", "translator", "person", "parent", "state", "reason", "source",
}


def prose(described: Any, key: str = "") -> Iterator[str]:
    """Everything of a demo file that is read on a page."""
    if isinstance(described, dict):
        for name, value in described.items():
            yield from prose(value, name)
    elif isinstance(described, list):
        for value in described:
            yield from prose(value, key)
    elif isinstance(described, str) and key not in KEYS:
        yield described


def test_a_second_time_changes_nothing(run: Run, counts: Counts) -> None:
    """The demo is loaded once; the second command says so and writes nothing."""
    first = run("demo").output
    before = counts()
    again = run("demo").output

    assert all(account in first for account in ACCOUNTS)
    assert "nothing was changed" in again
    assert before == counts()


def test_every_account_signs_in(run: Run, client: Client) -> None:
    """Each printed account signs in with the printed password."""
    password = run("demo").output.split("password:")[1].strip()
    for account in ACCOUNTS:
        client.get("/account/sign-in")
        client.sign_in(account, password)
        client.post("/account/sign-out")


def test_two_posts_and_a_draft(demo: None, store: Store) -> None:
    """The series `shop-floor` has two published posts of five questions a side, answered, and one draft."""
    with store() as session:
        posts = session.scalars(sa.select(Post).join(Series).where(Series.slug == SLUG).order_by(Post.id)).all()
        shapes = [
            (post.state, post.number, Counter(str(question.asked_by) for question in post.questions)) for post in posts
        ]

        assert "shop-floor" == SLUG
        assert [(PostState.PUBLISHED, 1), (PostState.PUBLISHED, 2)] == sorted(s[:2] for s in shapes if s[1])
        assert [PostState.DRAFT] == [state for state, number, _ in shapes if number is None]
        assert all({"west": 5, "east": 5} == sides for _, number, sides in shapes if number)
        assert all(question.answer for post in posts if post.number for question in post.questions)


def test_one_translation_is_out_of_date(demo: None, store: Store) -> None:
    """Of all that is public exactly one translation is older than its source."""
    with store() as session:
        stale = [place for edition in session.scalars(sa.select(Edition)) for place in _stale(edition.content)]

    assert 1 == len(stale), stale


def _stale(content: Any, place: str = "") -> Iterator[str]:
    if isinstance(content, dict):
        if content.get("stale") is True:
            yield place
        for name, value in content.items():
            yield from _stale(value, f"{place}/{name}")
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _stale(value, f"{place}/{number}")


def test_comments_stand_in_every_state(demo: None, store: Store) -> None:
    """About forty comments, some in each state but erased, in both languages, with replies of both partners."""
    with store() as session:
        comments = session.scalars(sa.select(Comment)).all()
        states = Counter(comment.state for comment in comments)
        spoken_for = {comment.speaking_for_id for comment in comments} - {None}

        assert 35 <= len(comments) <= 50
        assert set(CommentState) - {CommentState.ERASED} == set(states)
        assert states[CommentState.APPROVED] > len(comments) // 2
        assert {"en", "zh-Hans"} <= {comment.lang for comment in comments}
        assert 2 == len(spoken_for)
        assert any(comment.parent_id for comment in comments)


@pytest.mark.parametrize(("prefix", "lang", "words"), [
    ("en", "en", "Shop floor to shop floor"), ("zh", "zh-Hans", "车间问车间"), ("zh-hant", "zh-Hant", "車間問車間"),
])
def test_every_script_is_shown(demo: None, client: Client, prefix: str, lang: str, words: str) -> None:
    """The series, its posts, their facing pages and every question have a page in each script."""
    client.get(f"/{prefix}/shop-floor/")
    assert words == client.text("h1")
    for number in (1, 2):
        for rest in ("", "facing/", "west-1/", "east-5/", "thread/"):
            client.get(f"/{prefix}/shop-floor/{number}/{rest}")
            assert lang == client.soup.html["lang"]  # type: ignore[index]
    client.get(f"/{prefix}/shop-floor/3/", status=404)


def test_pictures_are_kept_and_served(demo: None, store: Store, client: Client) -> None:
    """Each drawing of the demo is served as one that may load and run nothing, and a published page shows it."""
    with store() as session:
        hashes = set(session.scalars(sa.select(Picture.sha256)))
    files = resources.files("blog.demo").joinpath("pictures").iterdir()
    drawings = [file for file in files if file.name.endswith(".svg")]
    shown = {str(img["src"]).split("/")[-1] for path in ("1", "2") for img in _pictures(client, path)}

    assert len(drawings) == len(hashes)
    assert set() != shown
    assert shown <= hashes
    for digest in hashes:
        response = client.get(f"/pictures/{digest}")
        assert "image/svg+xml" == response.mimetype
        assert "nosniff" == response.headers["X-Content-Type-Options"]
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert "script-src" not in response.headers["Content-Security-Policy"]
        assert "immutable" in response.headers["Cache-Control"]


def _pictures(client: Client, path: str) -> Any:
    client.get(f"/en/shop-floor/{path}/")
    return client.soup.select('img[src^="/pictures/"]')


@pytest.mark.parametrize("name", FILES)
def test_the_prose_is_set_with_care(name: str) -> None:
    """No text of the demo has a straight quote or apostrophe, three dots, or a half-width comma between Han."""
    for words in prose(read(name)):
        assert not re.search(r"[\"']", words), words
        assert "..." not in words, words
        assert not re.search(r"[\u3400-\u9fff][,.;:!?](?:[\u3400-\u9fff]|$)", words), words
