"""Saying of a translation that it is reviewed, or that it still fits its changed original."""

from typing import Any

from ..dialogue.errors import Conflict, Refused
from ..dialogue.policy import Action
from ..extensions import db
from ..web.guard import needs, person
from ..web.i18n import gettext
from . import blueprint
from .sent import TEXT, at, done, keep_if_new, overtaken, refused, sent


@blueprint.post(f"{TEXT}review")
@needs(Action.RENDITION_EDIT)
def review_text(post_id: int, key: str, loc: str) -> Any:
    """Mark the newest translation reviewed."""
    passage, locale = at(post_id, key, loc)
    typed = sent()
    keep_if_new(passage, locale, typed)
    try:
        passage.review(db.session(), locale.tag, on_revision=typed.on_revision, by=person())
    except Conflict as error:
        return overtaken(passage, locale, typed, error)
    except Refused as error:
        return refused(passage, locale, typed, error)
    return done(passage, locale, gettext("Revision %(number)s is marked reviewed.", number=typed.on_revision))


@blueprint.post(f"{TEXT}confirmation")
@needs(Action.RENDITION_EDIT)
def confirm_text(post_id: int, key: str, loc: str) -> Any:
    """Say that the newest translation still fits its original as it is now."""
    passage, locale = at(post_id, key, loc)
    typed = sent()
    keep_if_new(passage, locale, typed)
    try:
        revision = passage.still_right(db.session(), locale.tag, on_revision=typed.on_revision, by=person())
    except Conflict as error:
        return overtaken(passage, locale, typed, error)
    except Refused as error:
        return refused(passage, locale, typed, error)
    return done(passage, locale, gettext("Still right: confirmed as revision %(number)s.", number=revision.number))
