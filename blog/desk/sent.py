"""What the forms of the editor send, and how they are answered."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, request

from ..dialogue.errors import Conflict, Refused
from ..dialogue.passage import Passage, find, neat
from ..dialogue.post import Post
from ..dialogue.scratch import Scratch
from ..extensions import db
from ..locales import BY_PREFIX, Locale
from ..web.errors import refusal
from ..web.guard import person
from ..web.i18n import gettext
from .around import text_url
from .bench import post_or_404
from .editor import Typed, is_unsaved, text_page

TEXT = "/posts/<int:post_id>/texts/<passage:key>/<locale:loc>/"


def at(post_id: int, key: str, loc: str) -> tuple[Passage, Locale]:
    """A text of a post that the person may read, and the locale at work; 404 where there is no such text."""
    return passage_or_404(post_or_404(post_id), key), BY_PREFIX[loc]


def passage_or_404(post: Post, key: str) -> Passage:
    """A text of a post as it is now."""
    passage = find(db.session(), post, key)
    if passage is None:
        abort(404)
    return passage


def number(name: str) -> int:
    """A number of the form; 0 for anything else, which is as stale as can be."""
    value = request.form.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0


def sent() -> Typed:
    """What was sent by the form of the editor."""
    return Typed(
        request.form.get("words", ""), number("on_revision"), minor="minor" in request.form,
        first="first" in request.form,
    )


def keep(passage: Passage, locale: Locale, typed: Typed) -> None:
    """Keep what was sent as unsaved words. Raises Refused."""
    Scratch.keep(
        db.session(), passage.post, passage.key, locale.tag, typed.words, typed.on_revision, by=person()
    )


def keep_if_new(passage: Passage, locale: Locale, typed: Typed) -> None:
    """Keep what came along with a decision about the saved words, where it is something else and can be kept."""
    if "words" in request.form and is_unsaved(passage, locale, typed.words, typed.on_revision):
        with suppress(Refused):
            keep(passage, locale, typed)


def nothing_to_save(number: int) -> str:
    """What is said when the words that were sent are the saved ones. number: of their revision."""
    return gettext("These are the words of revision %(number)s: there was nothing to save.", number=number)


def done(passage: Passage, locale: Locale, sentence: str) -> Any:
    """Commit, and go back to the editor with a sentence about what was done."""
    flash(sentence, "done")
    db.session.commit()
    return redirect(text_url(passage, locale), 303)


def refused(passage: Passage, locale: Locale, typed: Typed, error: Refused) -> Any:
    """The editor once more with the words as they were sent, and why they cannot be saved."""
    db.session.rollback()
    now = passage_or_404(passage.post, passage.key)
    return text_page(now, locale, replace(typed, wrong=refusal(error))), 422


def overtaken(passage: Passage, locale: Locale, typed: Typed, error: Conflict) -> Any:
    """Both texts side by side. The sender's own are kept on the server too, and saving them again is a knowing act."""
    db.session.rollback()
    if error.theirs == neat(passage.kind, typed.words) and error.number != typed.on_revision:
        # The same form, sent twice: there are no two texts to choose from.
        Scratch.drop(db.session(), passage.post, passage.key, locale.tag, by=person())
        return done(passage, locale, nothing_to_save(error.number))
    keep_if_new(passage, locale, typed)
    db.session.commit()
    now = passage_or_404(passage.post, passage.key)
    return text_page(now, locale, replace(typed, on_revision=error.number, first=False, theirs=error)), 409
