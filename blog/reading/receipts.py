"""The private page of somebody who has written a comment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, render_template
from markupsafe import Markup

from ..dialogue.states import CommentState
from ..dialogue.submission import Receipt
from ..extensions import db
from ..locales import BY_TAG
from ..web.guard import public
from ..web.i18n import use_locale
from ..web.names import REASONS
from ..web.pages import frame
from . import blueprint
from .present import post_url


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    """What the author of a comment sees. state: pending, approved or declined; reason: why it was declined."""

    words: Markup
    lang: str
    at: datetime
    state: str
    back_url: str
    comment_url: str | None
    reason: str | None = None


@blueprint.get("/t/<token:token>")
@public
def receipt(token: str) -> Any:
    """Waiting for a moderator, approved, or not published."""
    found = db.session.scalar(Receipt.by_token(token))
    if found is None:
        abort(404)
    here = BY_TAG[found.locale]
    use_locale(here)
    post = found.thread.post
    back = f"{post_url(here, post.series.slug, post.number)}#{found.thread.key}"
    state = _state(found)
    shown = ReceiptShown(
        words=Markup(found.html), lang=found.lang, at=found.at, state=state, back_url=back,
        comment_url=f"/{here.prefix}/comments/{found.comment_id}/" if state == "approved" else None,
        reason=_reason(found) if state == "declined" else None,
    )
    return render_template("reading/waiting.html", receipt=shown, **frame(None))


def _reason(receipt: Receipt) -> str | None:
    comment = receipt.comment
    return str(REASONS[comment.why.value]) if comment and comment.why else None


def _state(receipt: Receipt) -> str:
    comment = receipt.comment
    if comment is None or comment.state is CommentState.PENDING:
        return "pending"
    if comment.state is CommentState.APPROVED:
        return "approved"
    # Sorted out by a machine alone: nobody has decided yet.
    return "declined" if comment.decided_at else "pending"
