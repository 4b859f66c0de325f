"""Accepting an invitation: the link shows a page, and only the form on it acts."""

from typing import Any

from flask import abort, current_app, redirect, render_template, request

from ..dialogue.errors import Refused
from ..dialogue.invitation import Invitation
from ..extensions import csrf, db
from ..locales import BY_PREFIX, BY_TAG
from ..web.errors import refusal
from ..web.guard import maybe_person, public
from ..web.i18n import use_locale
from ..web.pages import frame
from . import blueprint
from .passwords import passwords, problem
from .sign_in import home_of, open_session


@blueprint.get("/t/invitation/<token:token>")
@public
def invitation(token: str) -> Any:
    """What one is invited to. Opening the link changes nothing: mail scanners open links too."""
    return _page(_found(token))


@blueprint.post("/t/invitation/<token:token>")
@public
def accept_invitation(token: str) -> Any:
    """Make the account, or give the role to whoever is signed in with the invited address."""
    found = _found(token)
    safe = current_app.extensions["vault"]
    me = maybe_person()
    if me is not None:
        csrf.protect()
    else:
        wrong = problem(request.form.get("new", ""), request.form.get("again", ""))
        if wrong:
            return _page(found, wrong), 422
        db.session.rollback()
        hashed = passwords().hash(request.form["new"])
        found = _found(token)
    try:
        if me is None:
            me = found.accept(db.session(), safe, hashed)
            open_session(me)
        else:
            found.join(db.session(), safe, me)
    except Refused as error:
        db.session.rollback()
        return _page(_found(token), refusal(error)), 422
    target = home_of(me)
    db.session.commit()
    return redirect(target, 303)


def _found(token: str) -> Invitation:
    found = db.session.scalar(Invitation.by_token(token))
    if found is None:
        abort(404)
    if request.args.get("loc") not in BY_PREFIX:
        use_locale(BY_TAG[found.locale])
    return found


def _page(found: Invitation, error: str | None = None) -> str:
    return render_template(
        "account/invitation.html", invitation=found, error=error, me=maybe_person(), **frame(None)
    )
