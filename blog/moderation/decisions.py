"""Decisions about comments, one or many, and their undoing. Each is a resource that is posted to."""

from typing import Any

from flask import abort, flash, redirect, request

from ..dialogue.comment import Comment
from ..dialogue.errors import DialogueError, Stale
from ..dialogue.policy import Action
from ..dialogue.states import MOVES, Reason
from ..extensions import db
from ..web.errors import page, refusal
from ..web.guard import needs, person
from ..web.i18n import gettext, ngettext
from . import blueprint
from .queue import address_of, asked_filter, name_of
from .words import decided, decided_many

_RESOURCES = {"approval": "approve", "rejection": "reject", "spam": "spam", "trash": "trash", "hold": "hold"}


@blueprint.post("/comments/<int:comment_id>/<any(approval, rejection, spam, trash, hold):resource>")
@needs(Action.COMMENT_DECIDE)
def decide(comment_id: int, resource: str) -> Any:
    """Make one decision and go on to the next comment."""
    comment = _locked(comment_id)
    move = MOVES[_RESOURCES[resource]]
    comment.decide(move, by=person(), version=_number(request.form.get("version", "")), why=_why())
    flash(decided(move.name, name_of(comment)), f"undo {comment.id} {comment.version} {resource}")
    db.session.commit()
    return _back(comment_id)


@blueprint.post("/comments/<int:comment_id>/<any(approval, rejection, spam, trash, hold):resource>/removal")
@needs(Action.COMMENT_DECIDE)
def undo(comment_id: int, resource: str) -> Any:
    """Put a comment back exactly as it was before the last decision."""
    comment = _locked(comment_id)
    comment.undo(by=person(), version=_number(request.form.get("version", "")))
    flash(gettext("Undone: %(name)s’s comment is as it was.", name=name_of(comment)))
    db.session.commit()
    return _back(comment_id - 1)


@blueprint.post("/decisions")
@needs(Action.COMMENT_DECIDE)
def decide_many() -> Any:
    """Make the same decision about all comments that were ticked; all of them or none."""
    move = MOVES.get(request.form.get("move", ""))
    ticked = [tick.partition(".") for tick in request.form.getlist("comment")][:200]
    if move is None or not ticked:
        flash(gettext("Tick at least one comment and choose what to do."))
        return _back(0)
    undoable, done = [], 0
    for number, _, version in sorted(ticked, key=lambda tick: _number(tick[0])):
        comment = _locked(_number(number))
        try:
            comment.decide(move, by=person(), version=_number(version), why=_why())
        except Stale as error:
            return _stale(comment, error)
        undoable.append(f"{comment.id}.{comment.version}")
        done += 1
    flash(decided_many(move.name, done), "undo-many " + " ".join(undoable))
    db.session.commit()
    return _back(0)


@blueprint.post("/decisions/removal")
@needs(Action.COMMENT_DECIDE)
def undo_many() -> Any:
    """Undo a decision about several comments, each that nobody decided since."""
    undone = 0
    for tick in request.form.getlist("comment")[:200]:
        number, _, version = tick.partition(".")
        comment = _locked(_number(number))
        comment.undo(by=person(), version=_number(version))
        undone += 1
    flash(ngettext("Undone for %(num)d comment.", "Undone for %(num)d comments.", undone))
    db.session.commit()
    return _back(0)


@blueprint.errorhandler(DialogueError)
def refused(error: DialogueError) -> Any:
    """A refusal at the queue: the sentence, and the way back to the comments."""
    db.session.rollback()
    status = 409 if isinstance(error, Stale) else 403 if error.key == "not_allowed" else 422
    return page(status, refusal(error), back_url=address_of(asked_filter()))


def _stale(comment: Comment, error: Stale) -> Any:
    sentence = gettext("%(name)s’s comment: %(what)s Nothing was changed.", name=name_of(comment), what=refusal(error))
    db.session.rollback()
    return page(409, sentence, back_url=address_of(asked_filter()))


def _locked(comment_id: int) -> Comment:
    comment = db.session.scalar(Comment.locked(comment_id))
    if comment is None:
        abort(404)
    return comment


def _number(value: str) -> int:
    # Without an id there is no comment; without a version nothing is known of what was seen: as stale as can be.
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0


def _why() -> Reason | None:
    value = request.form.get("why", "")
    return Reason(value) if value in {reason.value for reason in Reason} else None


def _back(decided_id: int) -> Any:
    """Back to the queue, in focus the comment that follows the one decided."""
    page_after = request.form.get("after", "")
    return redirect(
        address_of(asked_filter(), after=page_after if page_after.isdecimal() else None, focus=decided_id), 303
    )
