"""The log: every decision, who made it, when, and why."""

from typing import Any, Final

import sqlalchemy as sa
from flask import render_template, request
from sqlalchemy.orm import joinedload

from ..dialogue.event import Event
from ..dialogue.policy import Action
from ..extensions import db
from ..locales import choose_name
from ..web.guard import needs
from ..web.i18n import gettext, locale
from ..web.pages import frame
from . import blueprint

PAGE: Final = 50


@blueprint.get("/log")
@needs(Action.QUEUE_READ)
def log() -> Any:
    """The decisions, newest first, page by page."""
    before = request.args.get("before", "")
    events = sa.select(Event).options(joinedload(Event.by)).where(
        Event.action.startswith("comment."), Event.by_id.is_not(None)
    ).order_by(Event.id.desc()).limit(PAGE + 1)
    if before.isascii() and before.isdecimal() and len(before) < 10:
        events = events.where(Event.id < int(before))
    found = list(db.session.scalars(events))
    return render_template(
        "moderation/log.html", events=[(event, _sentence(event)) for event in found[:PAGE]],
        next_before=found[PAGE - 1].id if len(found) > PAGE else None, **frame(None),
    )


def _sentence(event: Event) -> str:
    name = choose_name(event.by.names, locale().tag)[0] if event.by else ""
    number = event.subject_id
    sentences = {
        "comment.approved": gettext("%(name)s approved comment %(number)s.", name=name, number=number),
        "comment.rejected": gettext("%(name)s rejected comment %(number)s.", name=name, number=number),
        "comment.marked_spam": gettext("%(name)s marked comment %(number)s as spam.", name=name, number=number),
        "comment.trashed": gettext("%(name)s put comment %(number)s into the trash.", name=name, number=number),
        "comment.held": gettext("%(name)s put comment %(number)s back into the queue.", name=name, number=number),
        "comment.decision_undone": gettext(
            "%(name)s undid the last decision about comment %(number)s.", name=name, number=number
        ),
        "comment.replied": gettext("%(name)s replied for a partner with comment %(number)s.", name=name, number=number),
    }
    return sentences.get(event.action, event.action)
