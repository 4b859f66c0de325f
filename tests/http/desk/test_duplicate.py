"""An author begins a post with the title, introduction and questions of another one."""

from collections.abc import Callable

import pytest

from blog.dialogue.post import Post
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store


@pytest.fixture
def path(cast: Cast) -> str:
    """Where the button leads."""
    return f"/desk/posts/{cast.post.id}/duplicates"


@pytest.mark.parametrize("name", ["ruth", "tom", "chen"])
def test_authors_use_a_post_as_a_template(
    as_: Callable[[str], Client], store: Store, path: str, name: str
) -> None:
    """The new draft has title, introduction and questions in both languages, and no answers; its bench opens."""
    client = as_(name)
    client.get("/desk/posts/")
    response = client.post(path)

    with store() as session:
        first, copy = session.query(Post).order_by(Post.id)
        assert f"/desk/posts/{copy.id}/" == response.headers["Location"]
        assert {"en": "Who pours the tea?", "zh-Hans": "谁来斟茶？"} == {
            rendition.locale: rendition.newest.words for rendition in copy.title.renditions
        }
        assert [question.code for question in first.asked] == [question.code for question in copy.asked]
        assert [None] * 4 == [question.answer for question in copy.asked]
        assert ("draft", None) == (copy.state.value, copy.number)


@pytest.mark.parametrize(("name", "status"), [
    ("lin", 403), ("oskar", 404), ("olga", 403), ("grace", 403), ("nina", 403),
])
def test_others_copy_nothing(as_: Callable[[str], Client], store: Store, path: str, name: str, status: int) -> None:
    """Translators and the owner of the site are refused; for another pair the post does not exist."""
    as_(name).post(path, status=status)

    with store() as session:
        assert 1 == session.query(Post).count()


def test_signed_out_get_numbers_and_missing_token(
    client: Client, as_: Callable[[str], Client], store: Store, path: str
) -> None:
    """Signed out 401, GET 405, no such post 404, without the token 400."""
    client.post(path, status=401)
    tom = as_("tom")
    tom.get(path, status=405)
    tom.get("/account/")
    tom.post("/desk/posts/999/duplicates", status=404)
    tom.get("/account/")
    tom.post(path, {"csrf_token": "x"}, status=400)

    with store() as session:
        assert 1 == session.query(Post).count()
