"""An author begins a post in a series of the own partner."""

from collections.abc import Callable

import pytest

from blog.dialogue.post import Post
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store

TYPED = {"title": "  Who washes\n up? ", "locale": "en"}


@pytest.fixture
def path(cast: Cast) -> str:
    """Where the form is sent."""
    return f"/desk/series/{cast.series.id}/posts"


def count(store: Store) -> int:
    """How many posts there are."""
    with store() as session:
        return session.query(Post).count()


@pytest.mark.parametrize(("name", "title", "locale"), [
    ("ruth", "Who washes up?", "en"), ("tom", "Who washes up?", "en"), ("chen", "谁来洗碗？", "zh-Hans"),
])
def test_authors_of_either_side_begin(
    as_: Callable[[str], Client], store: Store, path: str, cast: Cast, name: str, title: str, locale: str
) -> None:
    """The title is tidied, in the language in which it was written, and the bench of the draft opens."""
    client = as_(name)
    client.get(f"/desk/series/{cast.series.id}/")
    response = client.post(path, {"title": f" {title} ", "locale": locale})

    with store() as session:
        post = session.query(Post).order_by(Post.id.desc()).first()
        assert (title, locale) == (post.title.source.newest.words, post.title.source_locale)
        assert f"/desk/posts/{post.id}/" == response.headers["Location"]


@pytest.mark.parametrize("typed", [
    {"title": " "}, {"title": "t" * 301}, {"title": "N\x00L"}, {"locale": "fr"}, {"locale": ""},
    {"title": "", "locale": "x"},
])
def test_mistakes_keep_what_was_typed(
    as_: Callable[[str], Client], store: Store, path: str, typed: dict[str, str]
) -> None:
    """A mistake gets a sentence at its field, and begins nothing."""
    tom = as_("tom")
    tom.post(path, {**TYPED, **typed}, status=422)

    assert {f"#{field}" for field in typed} == {link["href"] for link in tom.soup.select(".wrongs a")}
    assert typed.get("title", TYPED["title"]).strip() == tom.soup.select_one("#title")["value"]
    assert 1 == count(store)


@pytest.mark.parametrize(("name", "status"), [
    ("lin", 403), ("oskar", 404), ("olga", 403), ("grace", 403), ("nina", 403),
])
def test_others_begin_nothing(
    as_: Callable[[str], Client], store: Store, path: str, name: str, status: int
) -> None:
    """Translators and the owner of the site are refused; for another pair the series does not exist."""
    as_(name).post(path, TYPED, status=status)

    assert 1 == count(store)


def test_signed_out_get_numbers_and_missing_token(
    client: Client, as_: Callable[[str], Client], store: Store, path: str
) -> None:
    """Signed out 401, GET 405, no such series 404, without the token 400."""
    client.post(path, TYPED, status=401)
    tom = as_("tom")
    tom.get(path, status=405)
    tom.get("/account/")
    tom.post("/desk/series/999/posts", TYPED, status=404)
    tom.get("/account/")
    tom.post(path, {**TYPED, "csrf_token": "x"}, status=400)

    assert 1 == count(store)
