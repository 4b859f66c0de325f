"""The whole history of a post in sentences."""

from typing import Any, Final

from flask import render_template, request

from ..dialogue.event import Event
from ..dialogue.policy import Action
from ..extensions import db
from ..web.guard import needs
from ..web.pages import frame
from . import blueprint
from .bench import bench, post_or_404
from .happenings import of_post, told

PAGE: Final = 50


@blueprint.get("/posts/<int:post_id>/events/")
@needs(Action.DESK_READ)
def events(post_id: int) -> Any:
    """What happened to a post and to its partners, newest first, page by page."""
    post = post_or_404(post_id)
    before = request.args.get("before", "")
    known = before.isascii() and before.isdecimal() and len(before) < 10
    last = db.session.get(Event, int(before)) if known else None
    found = list(db.session.scalars(of_post(post, last).limit(PAGE + 1)))
    return render_template(
        "desk/events.html", bench=bench(post, "events"), happenings=told(post, found[:PAGE]),
        next_before=found[PAGE - 1].id if len(found) > PAGE else None, **frame(None),
    )
