"""Suggesting a change to a text that is not one's own, and deciding about such a suggestion."""

from typing import Any

from flask import abort, request

from ..dialogue.errors import Conflict, DialogueError, NotAllowed, Refused
from ..dialogue.policy import Action
from ..dialogue.scratch import Scratch
from ..dialogue.suggestion import Suggestion
from ..extensions import db
from ..locales import BY_TAG
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.i18n import gettext
from . import blueprint
from .bench import post_or_404
from .editor import text_page
from .sent import TEXT, at, done, number, passage_or_404, sent

DECIDED = "/posts/<int:post_id>/suggestions/<int:suggestion_id>"


@blueprint.post(f"{TEXT}suggestions")
@needs(Action.TEXT_SUGGEST)
def suggest(post_id: int, key: str, loc: str) -> Any:
    """Propose other words for a text."""
    passage, locale = at(post_id, key, loc)
    typed, why = sent(), request.form.get("why", "")
    try:
        Suggestion.make(db.session(), passage, locale.tag, typed.words, typed.on_revision, why, by=person())
    except Refused as error:
        db.session.rollback()
        now = passage_or_404(passage.post, key)
        return text_page(now, locale, typed, refused={"name": "suggest", "wrong": refusal(error), "why": why}), 422
    Scratch.drop(db.session(), passage.post, key, locale.tag, by=person())
    return done(passage, locale, gettext("Your suggestion is on its way to whoever owns the text."))


@blueprint.post(f"{DECIDED}/acceptance")
@needs(Action.RENDITION_EDIT)
def accept_suggestion(post_id: int, suggestion_id: int) -> Any:
    """Take a suggestion into the text, as it is or edited."""
    suggestion = _suggestion(post_id, suggestion_id)
    words = request.form.get("words", suggestion.words)
    try:
        suggestion.accept(db.session(), words, on_revision=number("on_revision"), by=person())
    except (Conflict, Refused) as error:
        return _again(suggestion, error, words=words)
    return _done(suggestion, gettext("Accepted: saved as revision %(number)s.", number=suggestion.as_revision))


@blueprint.post(f"{DECIDED}/refusal")
@needs(Action.RENDITION_EDIT)
def decline_suggestion(post_id: int, suggestion_id: int) -> Any:
    """Leave the text as it is, with a line to whoever suggested."""
    suggestion, answer = _suggestion(post_id, suggestion_id), request.form.get("answer", "")
    try:
        suggestion.decline(db.session(), answer, by=person())
    except Refused as error:
        return _again(suggestion, error, answer=answer)
    return _done(suggestion, gettext("Declined: the text stays as it is."))


@blueprint.post(f"{DECIDED}/removal")
@needs(Action.TEXT_SUGGEST)
def take_back_suggestion(post_id: int, suggestion_id: int) -> Any:
    """Take one's own suggestion back."""
    suggestion = _suggestion(post_id, suggestion_id)
    if suggestion.by_id != person().id:
        raise NotAllowed(Action.TEXT_SUGGEST)
    try:
        suggestion.take_back(db.session(), by=person())
    except Refused as error:
        return _again(suggestion, error)
    return _done(suggestion, gettext("Your suggestion is taken back."))


def _suggestion(post_id: int, suggestion_id: int) -> Suggestion:
    suggestion = db.session.get(Suggestion, suggestion_id)
    if suggestion is None or suggestion.post_id != post_or_404(post_id).id:
        abort(404)
    return suggestion


def _done(suggestion: Suggestion, sentence: str) -> Any:
    return done(passage_or_404(suggestion.post, suggestion.key), BY_TAG[suggestion.locale], sentence)


def _again(suggestion: Suggestion, error: DialogueError, **typed: str) -> Any:
    """The page of the text with the newest words, and what was typed beside the suggestion still there."""
    db.session.rollback()
    wrong = {"name": suggestion.id, "wrong": refusal(error), **typed}
    page = text_page(passage_or_404(suggestion.post, suggestion.key), BY_TAG[suggestion.locale], refused=wrong)
    return page, 409 if isinstance(error, Conflict) else 422
