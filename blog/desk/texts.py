"""One text in one locale: its editor, and saving what was written there."""

from typing import Any

from flask import request

from ..dialogue.errors import Conflict, Refused
from ..dialogue.policy import Action
from ..dialogue.scratch import Scratch
from ..extensions import db
from ..web.guard import needs, person
from ..web.i18n import gettext
from . import blueprint
from .editor import text_page
from .sent import TEXT, at, done, nothing_to_save, overtaken, refused, sent


@blueprint.get(TEXT)
@needs(Action.DESK_READ)
def text(post_id: int, key: str, loc: str) -> Any:
    """The editor of a text in a locale, or the text itself for whoever may not edit it."""
    return text_page(*at(post_id, key, loc))


@blueprint.post(TEXT)
@needs(Action.RENDITION_EDIT)
def save_text(post_id: int, key: str, loc: str) -> Any:
    """Save what was written as a new revision."""
    passage, locale = at(post_id, key, loc)
    typed = sent()
    try:
        revision = passage.save(
            db.session(), locale.tag, typed.words, on_revision=typed.on_revision, by=person(), minor=typed.minor,
            approve="approve" in request.form, first=typed.first,
        )
    except Conflict as error:
        return overtaken(passage, locale, typed, error)
    except Refused as error:
        return refused(passage, locale, typed, error)
    Scratch.drop(db.session(), passage.post, key, locale.tag, by=person())
    return done(passage, locale, _what_was_done(revision.number, typed.on_revision))


def _what_was_done(number: int, before: int) -> str:
    if number != before:
        return gettext("Saved as revision %(number)s.", number=number)
    if "approve" in request.form:
        return gettext("Revision %(number)s is marked reviewed.", number=number)
    return nothing_to_save(number)
