"""Side-notes: written by either partner on a question or a post, resolved, taken up again, and never public."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask, render_template_string

from blog.desk.notes import notes_for
from blog.dialogue.event import Event
from blog.dialogue.note import LONGEST, Note
from blog.dialogue.post import Post
from blog.doctor.crawl import Crawl
from blog.extensions import db
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import person
from tests.http.steps import PUBLIC, fetch, publish_again

CANARY = "Canaryx7q"


def notes(store: Store) -> list[Note]:
    """All notes, oldest first."""
    with store() as session:
        return list(session.scalars(sa.select(Note).order_by(Note.id)).unique())


def question_id(store: Store, cast: Cast) -> int:
    """The first question of the cast's post."""
    with store() as session:
        return session.get_one(Post, cast.post.id).asked[0].id


def opened(as_: Callable[[str], Client], name: str, cast: Cast) -> tuple[Client, str]:
    """One of the cast at the overview, and where notes are sent."""
    client = as_(name)
    client.get(f"/desk/posts/{cast.post.id}/")
    return client, f"/desk/posts/{cast.post.id}/notes"


@pytest.mark.parametrize("name", ["ruth", "tom", "chen", "lin"])
def test_both_partners_write(as_: Callable[[str], Client], cast: Cast, store: Store, name: str) -> None:
    """A note on the post stands on the overview for both, with who wrote it; line breaks are kept, marks are words."""
    client, path = opened(as_, name, cast)
    client.follow(client.post(path, {"words": " Is this <b>right</b>?\r\nI doubt it. "}))
    (note,) = notes(store)
    shown = client.soup.select_one(f"#note-{note.id}")

    assert ("Is this <b>right</b>?\nI doubt it.", None) == (note.words, note.question_id)
    assert shown is not None
    assert note.words == shown.select_one(".words").get_text()  # type: ignore[union-attr]
    assert cast[name].names["en"] in shown.get_text()


def test_a_note_on_a_question_leads_back_to_its_editor(
    as_: Callable[[str], Client], cast: Cast, store: Store
) -> None:
    """A form names the place it stands at and is led back there; a place that is none leads to the overview."""
    number, (tom, path) = question_id(store, cast), opened(as_, "tom", cast)
    for at, where in (
        (f"q{number}.answer/en", f"/desk/posts/{cast.post.id}/texts/q{number}.answer/en/#note-"),
        (f"q{number}.answer/fr", f"/desk/posts/{cast.post.id}/#note-"),
        ("https://evil.example/en", f"/desk/posts/{cast.post.id}/#note-"),
        ("q999/en", f"/desk/posts/{cast.post.id}/#note-"),
        ("", f"/desk/posts/{cast.post.id}/#note-"),
    ):
        answer = tom.post(path, {"words": "See this.", "question": number, "at": at})
        assert answer.headers["Location"].startswith(where), at

    assert {number} == {note.question_id for note in notes(store)}
    tom.get(f"/desk/posts/{cast.post.id}/")
    assert [] == tom.soup.select(".notes li")


@pytest.mark.parametrize("words", ["", " \r\n ", "w" * (LONGEST + 1), "N\x00L"])
def test_mistakes_keep_what_was_typed(
    as_: Callable[[str], Client], cast: Cast, store: Store, words: str
) -> None:
    """A note that is empty, too long or cannot be kept gets a sentence; what was typed stays, and so does its place."""
    number, (tom, path) = question_id(store, cast), opened(as_, "tom", cast)
    tom.post(path, {"words": words, "question": number, "at": f"q{number}/en"}, status=422)

    assert tom.text("#note-wrong")
    assert words.strip() == tom.text("#note-words")
    assert [f"q{number}/en"] == [field["value"] for field in tom.soup.select("form.fields [name=at]")]
    assert [] == notes(store)


def test_either_side_resolves_and_reopens(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """Dealt with, a note is folded away with who said so; taken up again, it stands open. Twice changes nothing."""
    tom, path = opened(as_, "tom", cast)
    tom.post(path, {"words": "Look here."})
    number = notes(store)[0].id
    chen, _ = opened(as_, "chen", cast)
    for _ in range(2):
        chen.follow(chen.post(f"{path}/{number}/resolution"))
    assert "Dealt with: Chen Li" in chen.text("details .hint")
    assert [] == chen.soup.select(".notes > ol li")
    for _ in range(2):
        tom.follow(tom.post(f"{path}/{number}/resolution/removal"))

    assert [f"note-{number}"] == [item["id"] for item in tom.soup.select(".notes > ol li")]
    with store() as session:
        acts = session.scalars(sa.select(Event.action).where(Event.action.startswith("note.")).order_by(Event.id))
        assert ["note.written", "note.resolved", "note.reopened"] == list(acts)


@pytest.mark.parametrize(("name", "status"), [("oskar", 404), ("olga", 403), ("grace", 403), ("nina", 403)])
def test_others_write_nothing(
    as_: Callable[[str], Client], cast: Cast, store: Store, name: str, status: int
) -> None:
    """Another pair finds no post; the owner looks and writes nothing; the others have no desk."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        number = Note.write(session, post, "Between us.", by=person(session, cast, "tom")).id
    client, path = as_(name), f"/desk/posts/{cast.post.id}/notes"
    for end in ("", f"/{number}/resolution", f"/{number}/resolution/removal"):
        client.post(f"{path}{end}", {"words": "Mine."}, status=status)
    if name == "olga":
        client.get(f"/desk/posts/{cast.post.id}/")
        assert [] == client.soup.select(".notes form")

    assert [("Between us.", None)] == [(note.words, note.resolved_at) for note in notes(store)]


@pytest.mark.parametrize("end", ["", "/{}/resolution", "/{}/resolution/removal"])
def test_signed_out_wrong_method_and_missing_token(
    client: Client, as_: Callable[[str], Client], cast: Cast, store: Store, end: str
) -> None:
    """Signed out 401, GET 405, without the token 400, a note or question of another post 404."""
    tom, path = opened(as_, "tom", cast)
    tom.post(path, {"words": "Look here."})
    where = path + end.format(notes(store)[0].id)
    client.post(where, {"words": "x"}, status=401)
    tom.get(where, status=405)
    tom.get(f"/desk/posts/{cast.post.id}/")
    tom.post(where, {"words": "x", "csrf_token": "x"}, status=400)
    tom.get(f"/desk/posts/{cast.post.id}/")
    tom.post(path + end.format(999), {"words": "x", "question": 999}, status=404)

    assert [None] == [note.resolved_at for note in notes(store)]


def test_notes_are_never_public(
    app: Flask, client: Client, as_: Callable[[str], Client], cast: Cast, store: Store
) -> None:
    """No public page, feed, error or later edition holds a word of a note, and no event does; only the desk does."""
    tom, path = opened(as_, "tom", cast)
    for question in ("", question_id(store, cast)):
        tom.post(path, {"words": f"{CANARY} {question}", "question": question})
    publish_again(store, cast, "Newer.")
    pages = {page.path: page.headers + page.body for page in Crawl(app).everything(PUBLIC)}
    assert len(pages) > len(PUBLIC)
    assert [] == [where for where, text in pages.items() if CANARY.lower() in text.lower()]
    assert 302 == fetch(client, f"/desk/posts/{cast.post.id}/").status_code
    with store() as session:
        assert not any(CANARY in str(data) for data in session.scalars(sa.select(Event.data)))

    tom.get(f"/desk/posts/{cast.post.id}/")
    assert CANARY in tom.text(".notes")


def test_notes_beside_an_editor(app: Flask, as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """A page that shows one question gives its notes, and its forms name question and place."""
    number = question_id(store, cast)
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        Note.write(session, post, "On the post.", by=person(session, cast, "tom"))
        Note.write(session, post, "On the question.", post.asked[0], by=person(session, cast, "tom"))
    source = "{% from 'desk/notes.html' import notes_of with context %}{{ notes_of(notes) }}"
    tom = as_("tom")
    with tom._client as browser:
        # Keeps the request open, and so who is signed in.
        browser.get("/account/", base_url=tom._base)
        shown = render_template_string(source, notes=notes_for(db.session.get(Post, cast.post.id), number, "q1/en"))
        db.session.rollback()

    assert ("On the question." in shown, "On the post." in shown) == (True, False)
    assert f'name="question" value="{number}"' in shown
    assert 'name="at" value="q1/en"' in shown
