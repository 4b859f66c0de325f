"""What is typed before it is saved: kept as one types, thrown away, and shown as readers would see it."""

from dataclasses import replace
from typing import Any

from flask import request
from markupsafe import Markup

from ..dialogue.errors import Refused
from ..dialogue.passage import Passage, tidied
from ..dialogue.policy import Action
from ..dialogue.rendering import render_words
from ..dialogue.scratch import Scratch
from ..extensions import db
from ..locales import Locale
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.i18n import gettext
from . import blueprint
from .editor import Typed, text_page
from .sent import TEXT, at, done, keep, refused, sent


@blueprint.post(f"{TEXT}scratch")
@needs(Action.TEXT_SUGGEST)
def keep_scratch(post_id: int, key: str, loc: str) -> Any:
    """Keep what is typed so far; a script is answered without a page."""
    passage, locale = at(post_id, key, loc)
    typed = sent()
    try:
        keep(passage, locale, typed)
    except Refused as error:
        return _wrong(passage, locale, typed, error)
    if not _wants_json():
        return done(passage, locale, gettext("Your words are kept. Nobody else sees them until you save."))
    db.session.commit()
    return "", 204


@blueprint.post(f"{TEXT}scratch/removal")
@needs(Action.TEXT_SUGGEST)
def drop_scratch(post_id: int, key: str, loc: str) -> Any:
    """Throw the unsaved words away."""
    passage, locale = at(post_id, key, loc)
    Scratch.drop(db.session(), passage.post, key, locale.tag, by=person())
    return done(passage, locale, gettext("Your unsaved words are gone; this is the saved text."))


@blueprint.post(f"{TEXT}preview")
@needs(Action.TEXT_SUGGEST)
def preview_text(post_id: int, key: str, loc: str) -> Any:
    """What is typed, as readers would see it: a page with it above the editor, or for a script the HTML alone."""
    passage, locale = at(post_id, key, loc)
    typed = sent()
    try:
        words = tidied(passage.kind, typed.words)
    except Refused as error:
        return _wrong(passage, locale, typed, error)
    html = Markup(render_words(db.session(), passage.post, passage.kind, words, locale.tag))
    return {"html": html} if _wants_json() else text_page(passage, locale, replace(typed, preview=html))


def _wrong(passage: Passage, locale: Locale, typed: Typed, error: Refused) -> Any:
    if not _wants_json():
        return refused(passage, locale, typed, error)
    db.session.rollback()
    return {"error": refusal(error)}, 422


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json"
