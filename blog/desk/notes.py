"""Side-notes between the partners, on a question or on the post as a whole."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from ..dialogue.errors import Refused
from ..dialogue.note import Note
from ..dialogue.passage import find
from ..dialogue.policy import Action, allowed
from ..dialogue.post import Post
from ..dialogue.question import Question
from ..extensions import db
from ..locales import BY_PREFIX
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.pages import frame
from . import blueprint
from .bench import bench, post_or_404
from .bench_rows import text_path


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one place, oldest first. `notes_of` in desk/notes.html shows them with their forms.

    question_id: None for the post as a whole; at: passage and locale of the page that shows them (`q12.answer/en`),
    to which their forms lead back; empty for the overview.
    """

    post_id: int
    question_id: int | None
    at: str
    open: list[Note]
    resolved: list[Note]
    may_write: bool


def notes_for(post: Post, question_id: int | None = None, at: str = "") -> Notes:
    """The notes of a question, or of the post as a whole. at: see Notes."""
    found = list(db.session.scalars(Note.of(post).where(Note.question_id == question_id)).unique())
    return Notes(
        post.id, question_id, at, [note for note in found if note.resolved_at is None],
        [note for note in found if note.resolved_at is not None], allowed(person(), Action.NOTE_WRITE, post),
    )


@blueprint.post("/posts/<int:post_id>/notes")
@needs(Action.NOTE_WRITE)
def write_note(post_id: int) -> Any:
    """Write a note to both partners."""
    post = post_or_404(post_id)
    question, words = _question(post), request.form.get("words", "")
    try:
        note = Note.write(db.session(), post, words, question, by=person())
    except Refused as error:
        db.session.rollback()
        notes = notes_for(post, question.id if question else None, request.form.get("at", ""))
        return render_template(
            "desk/note.html", bench=bench(post), notes=notes, words=words, wrong=refusal(error), **frame(None)
        ), 422
    db.session.commit()
    return _back(post, f"note-{note.id}")


@blueprint.post("/posts/<int:post_id>/notes/<int:note_id>/resolution")
@needs(Action.NOTE_WRITE)
def resolve_note(post_id: int, note_id: int) -> Any:
    """Mark a note as dealt with."""
    post = post_or_404(post_id)
    _note(post, note_id).resolve(db.session(), by=person())
    db.session.commit()
    return _back(post, "notes")


@blueprint.post("/posts/<int:post_id>/notes/<int:note_id>/resolution/removal")
@needs(Action.NOTE_WRITE)
def reopen_note(post_id: int, note_id: int) -> Any:
    """Take a note up again."""
    post = post_or_404(post_id)
    _note(post, note_id).reopen(db.session(), by=person())
    db.session.commit()
    return _back(post, f"note-{note_id}")


def _back(post: Post, anchor: str) -> Any:
    """To the page whose form was sent. It names its place, never its address, so that no form leads off the site."""
    key, _, loc = request.form.get("at", "").partition("/")
    if loc in BY_PREFIX and find(db.session(), post, key):
        return redirect(f"{text_path(post, key, BY_PREFIX[loc].tag)}#{anchor}", 303)
    return redirect(url_for("desk.post", post_id=post.id, _anchor=anchor), 303)


def _question(post: Post) -> Question | None:
    """The question that a form names; None where it names none. 404 for one of another post."""
    named = request.form.get("question", "")
    if not named:
        return None
    number = int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else 0
    question = db.session.get(Question, number)
    if question is None or question.post_id != post.id:
        abort(404)
    return question


def _note(post: Post, note_id: int) -> Note:
    note = db.session.get(Note, note_id)
    if note is None or note.post_id != post.id:
        abort(404)
    return note
