"""A reader comments under a question."""

from collections.abc import Callable

import pytest

from blog.dialogue.contact import Contact
from tests.cast import MOIRA, Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import LOCALES, SAYING, WEST_1, plant, say, stored


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
@pytest.mark.parametrize("code", ["west-1", "east-2", "thread"])
def test_comment_is_accepted(client: Client, cast: Cast, store: Store, prefix: str, tag: str, code: str) -> None:
    """A comment goes to the queue from each locale and thread, and its author to a receipt in that locale."""
    response = say(client, f"/{prefix}/tea/1/{code}/comments")

    assert response.headers["Location"].startswith("/t/")
    (comment,) = stored(store)
    assert ("pending", "Well said.", "Moira") == (comment.state.value, comment.words, comment.commenter.name)
    assert cast.threads["post" if "thread" == code else code] == comment.thread_id
    client.follow(response)
    assert tag == client.soup.html["lang"]


def test_comment_is_not_public_before_its_approval(client: Client, cast: Cast) -> None:
    """What was accepted stands on no page yet."""
    before = client.get(WEST_1).data
    say(client)

    assert before == client.get(WEST_1).data


def test_address_is_stored_sealed(client: Client, cast: Cast, store: Store, app: object) -> None:
    """The address is kept encrypted, for a time, and belongs to the commenter alone."""
    say(client)

    with store() as session:
        contact = session.query(Contact).filter(Contact.commenter_id.is_not(None)).one()
    assert MOIRA.encode() not in contact.sealed
    assert MOIRA == contact.address(app.extensions["vault"])  # type: ignore[attr-defined]
    assert contact.keep_until is not None


@pytest.mark.parametrize("name", ["ruth", "oskar", "grace", "nina"])
def test_signed_in_people_comment_like_anybody(
    client: Client, cast: Cast, as_: Callable[[str], Client], store: Store, name: str
) -> None:
    """A colleague, a stranger and a moderator who use the readers' form are readers: no cookie is read, nothing is
    approved at once."""
    say(as_(name))

    (comment,) = stored(store)
    assert ("pending", None, None) == (comment.state.value, comment.person_id, comment.speaking_for_id)


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch"])
def test_wrong_method(client: Client, cast: Cast, method: str) -> None:
    """Only a post comments."""
    response = getattr(client._client, method)(SAYING, base_url=client._base, headers={"Sec-Fetch-Site": "same-origin"})

    assert 405 == response.status_code


@pytest.mark.parametrize(
    "to",
    [
        "/en/tea/2/west-1/",
        "/en/tea/1/west-9/",
        "/en/coffee/1/west-1/",
        "/fr/tea/1/west-1/",
        "/en/tea/99999999999/west-1/",
        "/en/tea/1/post/",
    ],
)
def test_place_that_does_not_exist(client: Client, cast: Cast, store: Store, to: str) -> None:
    """Nothing can be said where nothing is asked."""
    say(client, f"{to}comments", status=404)

    assert [] == stored(store)


@pytest.mark.parametrize(
    "address",
    [
        "o'brien+tea@example.org",
        "MOIRA@EXAMPLE.ORG",
        " moira@example.org ",
        "a.b-c_d@sub.example.co.uk",
        "1@example.org",
        "!#$%&'*+-/=?^_`{|}~@example.org",
        "moira@xn--fiqs8s.example.org",
        "问@例子.中国",
        "jörg@bücher.example.org",
        "x" * 64 + "@example.org",
        "moira@" + "a" * 60 + ".example.org",
    ],
)
def test_unusual_but_valid_addresses_are_taken(client: Client, cast: Cast, store: Store, address: str) -> None:
    """An address is not refused because it looks odd."""
    say(client, email=address)

    assert 1 == len(stored(store))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb", "a\nb"),
        ("  a  ", "a"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("e\u0301", "\u00e9"),
        ("a\rb", "a\nb"),
        ("a\tb", "a\tb"),
        ("\ud55c\uae00", "\ud55c\uae00"),
        ("\U0001f375", "\U0001f375"),
        ("\u202eabc\u202c", "\u202eabc\u202c"),
    ],
)
def test_words_are_kept_as_typed_but_tidy(client: Client, cast: Cast, store: Store, typed: str, kept: str) -> None:
    """Line ends and composition are made alike; control characters, which a database may refuse, go; the rest stays."""
    say(client, words=typed)

    assert kept == stored(store)[0].words


def test_language_is_guessed_from_the_words(client: Client, cast: Cast, store: Store) -> None:
    """The language of a comment is its own, not that of the page it was written on."""
    say(client, "/en/tea/1/west-1/comments", words="说得好，谢谢你们。")
    say(client, "/zh/tea/1/west-1/comments", words="Well said, and thank you.")

    assert ["zh-Hans", "en"] == [comment.lang for comment in stored(store)]


def test_longest_comment_is_taken(client: Client, cast: Cast, store: Store) -> None:
    """Five thousand characters are taken whole, Chinese ones and those outside the basic plane as well."""
    for character in ("a", "茶", "\U0001f375"):
        say(client, words=character * 5000)

    assert [5000, 5000, 5000] == [len(comment.words) for comment in stored(store)]


def test_earlier_comments_stay_where_they_are(client: Client, cast: Cast, store: Store) -> None:
    """Commenting moves nothing."""
    (earlier,) = plant(store, cast, "Earlier.")
    say(client)

    assert [earlier] == [comment.id for comment in stored(store) if "approved" == comment.state.value]
