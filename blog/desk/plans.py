"""What both agree on besides the text: the time, the note to readers, and what is knowingly left."""

from typing import Any

from flask import redirect, request, url_for

from ..dialogue.errors import Refused, Stale
from ..dialogue.plan import LONGEST_NOTE, Plan
from ..dialogue.policy import Action
from ..dialogue.post import Post
from ..extensions import db
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.i18n import gettext
from . import blueprint
from .bench import post_or_404
from .forms import Form
from .outgoing import FIELDS, TELL, moment_of
from .sent import number
from .signing import Refusal, refused, signing_page


@blueprint.post("/posts/<int:post_id>/plan")
@needs(Action.POST_PLAN)
def plan(post_id: int) -> Any:
    """Plan the next edition: when, what readers are told, and whether followers are."""
    post, form = post_or_404(post_id), Form.sent("plan", *FIELDS)
    at, note = moment_of(post, form), form.words("note", longest=LONGEST_NOTE)
    if form.errors:
        return signing_page(post, form=form), 422
    tell = TELL.get(form.values["tell"])
    try:
        post.plan.change(
            db.session(), on_revision=number("revision"), publish_at=at, note=note, tell_followers=tell, by=person()
        )
    except Stale:
        return _overtaken(post, form), 409
    except Refused as error:
        db.session.rollback()
        form.errors["date" if error.key.startswith("time_") else "note-en"] = refusal(error)
        return signing_page(post, form=form), 422
    db.session.commit()
    return redirect(url_for("desk.signing", post_id=post_id, _anchor="plan"), 303)


def _overtaken(post: Post, form: Form) -> str:
    """Both plans: what was typed in the form, what somebody else saved above it. Saving again is a knowing act."""
    db.session.rollback()
    form.values["revision"] = str(post.plan.revision)
    return signing_page(post, Refusal("plan", gettext(
        "Somebody else has changed the plan since you opened it. Theirs holds now; yours is still in the form: save it "
        "again to put it in place of theirs."
    )), form)


@blueprint.post("/posts/<int:post_id>/waivers")
@needs(Action.POST_PLAN)
def waive(post_id: int) -> Any:
    """Leave something lacking knowingly, as part of what both sign."""
    return _decided(post_id, Plan.waive)


@blueprint.post("/posts/<int:post_id>/waivers/removal")
@needs(Action.POST_PLAN)
def unwaive(post_id: int) -> Any:
    """Take a waiver back."""
    return _decided(post_id, Plan.unwaive)


def _decided(post_id: int, verb: Any) -> Any:
    post = post_or_404(post_id)
    try:
        verb(post.plan, db.session(), request.form.get("gap", ""), by=person())
    except Refused as error:
        return refused(post, "waive", error), 422
    db.session.commit()
    return redirect(url_for("desk.signing", post_id=post_id, _anchor="before"), 303)
