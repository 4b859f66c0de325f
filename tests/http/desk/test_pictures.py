"""Partners add pictures to a post, by a form or from the editor, and look after their words."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from blog.desk import pictures
from blog.dialogue.picture import Picture
from blog.dialogue.series import Series
from blog.images import MOST_BYTES
from tests.cast import Cast
from tests.client import SAME_ORIGIN, Client
from tests.conftest import Store
from tests.factories import make_post
from tests.unit.pictures import grainy, png_header, quartered, written

JPEG = written(grainy(700, 500), "JPEG")
PNG = written(quartered(), "PNG")
WORDS = {"alt-en": "A pot", "alt-zh": "茶壶", "caption-en": "The pot of 1911", "caption-zh": ""}
SILENT = dict.fromkeys(WORDS, "")
FORM = "application/x-www-form-urlencoded"
AS_JSON = {**SAME_ORIGIN, "Accept": "application/json"}


@pytest.fixture
def path(cast: Cast, store: Store) -> str:
    """Where the pictures of a fresh draft of the first pair are sent."""
    with store() as session:
        post = make_post(session, session.get_one(Series, cast.series.id), title="A draft")
    return f"/desk/posts/{post.id}/pictures"


def upload(
    client: Client, path: str, content: bytes = JPEG, *, status: int = 303, headers: Any = None, **words: str,
) -> TestResponse:
    """Send a picture by the form of the page. Encoded here, as the test client leaves large bodies in open files."""
    client.get(f"{path}/")
    token = client.soup.select_one("form[enctype] input[name=csrf_token]")["value"]  # type: ignore[index]
    sent = {"csrf_token": token, **WORDS, **words, "file": FileStorage(BytesIO(content), "pot.jpg")}
    boundary, body = encode_multipart(sent)
    response = client._client.post(
        path, base_url=client._base, data=body, content_type=f"multipart/form-data; boundary={boundary}",
        headers=headers or SAME_ORIGIN,
    )
    return client._inspected(response, status)


def count(store: Store) -> int:
    """How many pictures there are."""
    with store() as session:
        return session.query(Picture).count()


@pytest.mark.parametrize("name", ["ruth", "tom", "chen", "lin"])
def test_partners_add_a_picture(as_: Callable[[str], Client], store: Store, path: str, name: str) -> None:
    """Authors and translators of either side add a picture, and find it with its words and its Markdown."""
    client = as_(name)
    client.follow(upload(client, path))
    with store() as session:
        picture = session.query(Picture).one()
        assert {"en": "A pot", "zh-Hans": "茶壶"} == {r.locale: r.newest.words for r in picture.alt.renditions}

    shown = client.soup.select_one(f"#picture-{picture.id}")
    assert shown is not None
    assert f"![](picture:{picture.id})" == shown.select_one("input[readonly]")["value"]  # type: ignore[index]
    assert all(words in client.text() for words in ("A pot", "茶壶", "The pot of 1911"))
    assert [] == shown.select(".missing")
    assert f"/desk/posts/{picture.post_id}/texts/p{picture.id}.alt/zh/" in [a["href"] for a in shown.select("dd a")]


def test_readers_get_every_size(as_: Callable[[str], Client], client: Client, store: Store, path: str) -> None:
    """The picture and its sizes are public under their hashes, for ever, as what they are; the upload itself is not."""
    upload(as_("tom"), path)
    with store() as session:
        picture = session.query(Picture).one()
        expected = [(picture.sha256, picture.media_type), *((size.sha256, size.media_type) for size in picture.sizes)]
    for digest, media_type in expected:
        response = client._client.get(f"/pictures/{digest}", base_url=client._base)
        assert media_type == response.content_type
        assert "public, max-age=31536000, immutable" == response.headers["Cache-Control"]

    assert ["image/jpeg", "image/webp", "image/webp"] == [media_type for _, media_type in expected]


@pytest.mark.parametrize("name", ["oskar", "olga"])
def test_strangers_add_nothing(as_: Callable[[str], Client], store: Store, path: str, name: str) -> None:
    """For another pair the post does not exist; the owner of the site looks, and has no form."""
    client = as_(name)
    client.get(f"{path}/", status=200 if name == "olga" else 404)
    assert [] == client.soup.select("form[enctype]")
    client.get("/account/")
    client.post(path, {"file": (BytesIO(JPEG), "pot.jpg")}, status=403 if name == "olga" else 404)

    assert 0 == count(store)


def test_readers_are_sent_to_sign_in(client: Client, store: Store, path: str) -> None:
    """Signed out: to the sign-in page, or 401."""
    client.get(f"{path}/", status=302)
    client.post(path, {"file": (BytesIO(JPEG), "pot.jpg")}, status=401)
    client.post(path, {"file": (BytesIO(JPEG), "pot.jpg")}, status=401, headers=AS_JSON)

    assert 0 == count(store)


def test_other_methods_and_numbers(as_: Callable[[str], Client], store: Store, path: str) -> None:
    """Sending is only ever a POST with the token of the form, to a post that exists."""
    tom = as_("tom")
    tom.get("/desk/posts/999/pictures/", status=404)
    tom.post("/desk/posts/999/pictures", {"file": (BytesIO(JPEG), "pot.jpg")}, status=404)
    tom.post(f"{path}/", status=405)
    tom.post(path, {"file": (BytesIO(JPEG), "pot.jpg"), "csrf_token": "x"}, status=400)

    assert 0 == count(store)


WRONG: dict[str, tuple[bytes, str]] = {
    "no file": (b"", "Choose a picture."),
    "words": (b"not a picture", "This is not a picture"),
    "drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "This is not a picture"),
    "half": (JPEG[: len(JPEG) // 2], "damaged or not complete"),
    "bomb": (png_header(50_000, 50_000), "40 million pixels"),
    "large": (PNG + b"x" * MOST_BYTES, "larger than 10 MB"),
}


@pytest.mark.parametrize("name", WRONG)
def test_refused_files_keep_what_was_typed(
    as_: Callable[[str], Client], store: Store, path: str, name: str
) -> None:
    """A file that is no picture gets a sentence, on the page and in JSON; the words typed beside it stay."""
    content, sentence = WRONG[name]
    tom = as_("tom")
    upload(tom, path, content, status=422)
    assert sentence in tom.text(".wrongs")
    assert WORDS == {field: tom.soup.select_one(f"#{field}")["value"] for field in WORDS}  # type: ignore[index]
    assert sentence in upload(tom, path, content, status=422, headers=AS_JSON).get_json()["error"]

    assert 0 == count(store)


@pytest.mark.parametrize(("field", "words"), [("alt-en", "w" * 301), ("caption-zh", "字" * 301), ("alt-zh", "N\x00L")])
def test_words_that_do_not_fit_keep_what_was_typed(
    as_: Callable[[str], Client], store: Store, path: str, field: str, words: str
) -> None:
    """Too long a line, or one that cannot be kept, gets a sentence at its field and adds no picture."""
    tom = as_("tom")
    upload(tom, path, PNG, status=422, **{field: words})

    assert [f"#{field}"] == [link["href"] for link in tom.soup.select(".wrongs a")]
    assert "Choose the file once more." in tom.text(".wrongs")
    assert 0 == count(store)


def test_editor_gets_markdown(as_: Callable[[str], Client], path: str) -> None:
    """A script that asks for JSON gets what to write into the text; the same picture again is the same."""
    tom = as_("tom")
    first = upload(tom, path, status=201, headers=AS_JSON, **SILENT).get_json()

    assert {"markdown": f"![](picture:{first['id']})", "id": first["id"]} == first
    assert first == upload(tom, path, status=201, headers=AS_JSON, **SILENT).get_json()
    assert first["id"] != upload(tom, path, PNG, status=201, headers=AS_JSON, **SILENT).get_json()["id"]


def test_words_for_a_picture_that_is_there_are_not_lost(as_: Callable[[str], Client], store: Store, path: str) -> None:
    """The same picture with other words is not added: the page says so, and what was typed stays on it."""
    tom = as_("tom")
    upload(tom, path)
    upload(tom, path, status=422, **{"alt-en": "Another pot"})

    assert "is here already" in tom.text(".wrongs")
    assert "Another pot" == tom.soup.select_one("#alt-en")["value"]  # type: ignore[index]
    assert 1 == count(store)


def test_picture_without_words_is_marked(as_: Callable[[str], Client], path: str) -> None:
    """A picture dropped into the editor has no words yet: the page says where alternative text is missing."""
    chen = as_("chen")
    chen.get(f"{path}/")
    for data in ({"file": (BytesIO(JPEG), "a.jpg")}, {"file": (BytesIO(PNG), "b.png"), "alt-zh": "茶"}):
        chen.post(path, data, status=201, headers=AS_JSON)
    chen.get(f"{path}/")

    assert [1, 2] == [len(shown.select(".missing")) for shown in chen.soup.select(".pictures > li")]


@pytest.mark.parametrize("length", [3 * MOST_BYTES, 1_500_000])
def test_only_this_form_takes_large_requests(
    as_: Callable[[str], Client], store: Store, path: str, length: int
) -> None:
    """Up to its own limit a picture is taken; beyond it, and on any other form, the request is refused unread."""
    tom = as_("tom")
    expected = 413 if length > 2 * MOST_BYTES else 303
    upload(tom, path, PNG + b"x" * length, status=expected)
    if expected == 413:
        assert "That is too large" == tom.text("h1")
        answer = upload(tom, path, PNG + b"x" * length, status=413, headers=AS_JSON)
        assert "larger than 10 MB" in answer.get_json()["error"]
    tom.get("/account/")
    body = b"x" * 1_500_000
    large = tom._client.post("/account/settings", base_url=tom._base, data=body, headers=SAME_ORIGIN, content_type=FORM)
    assert 413 == large.status_code

    assert (0 if expected == 413 else 1) == count(store)


def test_nothing_is_locked_while_a_picture_is_decoded(
    as_: Callable[[str], Client], store: Store, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others write while Pillow works: the transaction begins when the picture is ready."""
    real = pictures.prepare

    def slow(content: bytes) -> Any:
        with store() as session:
            session.query(Series).update({"comments_open": False})
        return real(content)

    monkeypatch.setattr(pictures, "prepare", slow)
    upload(as_("tom"), path)

    assert 1 == count(store)


def test_editor_knows_the_limit(app: Flask) -> None:
    """What the script refuses to send is what the server refuses to take."""
    with app.test_request_context("/desk/"):
        source = "{% from 'desk/picture_tools.html' import picture_tools %}{{ picture_tools() }}"
        assert f'data-most-bytes="{MOST_BYTES}"' in render_template_string(source)
