"""Somebody sends more fields than the form has, or too much of one."""

import pytest

from blog.dialogue.commenter import Commenter
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import SAYING, say, stored

FORGED = {
    "state": "approved",
    "id": "1",
    "version": "9",
    "person_id": "1",
    "person": "1",
    "speaking_for": "1",
    "speaking_for_id": "1",
    "commenter_id": "1",
    "lang": "zh-Hant",
    "html": "<script>1</script>",
    "path": "0",
    "depth": "2",
    "created_at": "2001-01-01",
    "checks": "x",
    "thread_id": "3",
    "post_id": "7",
    "verified": "1",
    "public_id": "0000",
    "decided_by_id": "1",
    "csrf_token": "x",
    "_method": "DELETE",
    "moderator": "1",
}


def test_forged_fields_set_nothing(client: Client, cast: Cast, store: Store) -> None:
    """Fields that the form does not have are not read: the comment is what it would be without them."""
    say(client, **FORGED)
    say(client, email="other@example.org")
    forged, plain = stored(store)

    for column in (
        "state",
        "version",
        "person_id",
        "speaking_for_id",
        "lang",
        "html",
        "depth",
        "checks",
        "thread_id",
        "post_id",
        "decided_by_id",
        "parent_id",
        "words",
    ):
        assert getattr(plain, column) == getattr(forged, column), column
    with store() as session:
        assert [False, False] == [commenter.verified for commenter in session.query(Commenter)]


def test_forged_query_sets_nothing(client: Client, cast: Cast, store: Store) -> None:
    """Nor does anything in the address."""
    query = "&".join(f"{name}={value}" for name, value in FORGED.items())
    say(client, f"{SAYING}?{query}&words=Other&name=Other")

    (comment,) = stored(store)
    assert ("pending", "Well said.", "Moira") == (comment.state.value, comment.words, comment.commenter.name)


def test_repeated_fields_count_once(client: Client, cast: Cast, store: Store) -> None:
    """Of a field sent twice one value is taken, for the check and for the comment alike."""
    say(client, words=["Well said.", "x" * 6000], name=["Moira", ""], email=["moira@example.org", "nobody"])

    assert "Well said." == stored(store)[0].words


@pytest.mark.parametrize("size", [2 * 1024 * 1024, 1024 * 1024 + 1])
def test_huge_form_is_refused_unread(client: Client, cast: Cast, store: Store, size: int) -> None:
    """What is far too large is refused with a page, not read into memory first and not an error of ours."""
    response = say(client, status=413, words="w" * size)

    assert "no-store" in response.headers["Cache-Control"]
    assert [] == stored(store)


def test_form_with_thousands_of_fields_is_refused(client: Client, cast: Cast, store: Store) -> None:
    """A form of very many parts is refused."""
    parts = {f"field{number}": (None, "x") for number in range(2000)}
    response = client._client.post(
        SAYING,
        base_url=client._base,
        data={**{name: value[1] for name, value in parts.items()}},
        content_type="multipart/form-data",
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert 413 == response.status_code
    assert [] == stored(store)


def test_uploaded_file_is_not_read(client: Client, cast: Cast, store: Store) -> None:
    """A file in place of the words is no words."""
    from io import BytesIO

    response = client._client.post(
        SAYING,
        base_url=client._base,
        headers={"Sec-Fetch-Site": "same-origin"},
        data={"name": "M", "email": "m@example.org", "words": (BytesIO(b"Well said."), "words.txt")},
    )

    assert 422 == response.status_code
    assert [] == stored(store)
