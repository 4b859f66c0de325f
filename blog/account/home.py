"""One's own account: roles, language, letters, password, sign-ins."""

from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for

from .. import clock
from ..dialogue.person import SignIn
from ..dialogue.policy import Action
from ..dialogue.states import Frequency
from ..extensions import db
from ..locales import BY_TAG
from ..web.guard import needs, person
from ..web.i18n import gettext
from ..web.pages import frame
from ..web.security import safe_next
from . import blueprint
from .passwords import passwords, problem
from .sign_in import open_session


@blueprint.get("/account/")
@needs(Action.ACCOUNT_USE)
def home() -> Any:
    """What one is here, and one's settings."""
    return _page({})


def _page(errors: dict[str, str]) -> Any:
    running = sa.select(sa.func.count()).where(SignIn.person_id == person().id, SignIn.ends_at > clock.now())
    return render_template(
        "account/home.html", person=person(), errors=errors, sign_ins=db.session.scalar(running), **frame(None)
    )


@blueprint.post("/account/settings")
@needs(Action.ACCOUNT_USE)
def save_settings() -> Any:
    """Save the language one works in, and whether letters are wanted."""
    chosen = request.form.get("locale", "")
    if chosen not in BY_TAG:
        return _page({"locale": gettext("Choose one of the languages.")}), 422
    person().speak_in(chosen, by=person())
    if person().moderates:
        person().wants_letters = bool(request.form.get("letters"))
    if request.form.get("desk_letters") in list(Frequency):
        person().desk_letters = Frequency(request.form["desk_letters"])
    db.session.commit()
    flash(gettext("Saved."))
    return redirect(url_for("account.home"), 303)


@blueprint.post("/account/language")
@needs(Action.ACCOUNT_USE)
def save_language() -> Any:
    """Change the language of the private pages, and come back."""
    chosen = request.form.get("locale", "")
    if chosen in BY_TAG:
        person().speak_in(chosen, by=person())
        db.session.commit()
    return redirect(safe_next(request.form.get("next")) or url_for("account.home"), 303)


@blueprint.post("/account/password")
@needs(Action.ACCOUNT_USE)
def save_password() -> Any:
    """Replace the password; asks for the present one, and ends all other sign-ins."""
    stored = person().password_hash
    old, new, again = (request.form.get(field, "") for field in ("old", "new", "again"))
    errors = {}
    # The transaction ends here: hashing takes long, and a writer would wait for it.
    db.session.rollback()
    if not passwords().verify(stored, old):
        errors["old"] = gettext("This is not your present password.")
    wrong = problem(new, again)
    if wrong:
        errors["new"] = wrong
    if errors:
        return _page(errors), 422
    hashed = passwords().hash(new)
    person().set_password(hashed, by=person())
    open_session(person())
    db.session.commit()
    flash(gettext("Your password is changed. All other browsers were signed out."))
    return redirect(url_for("account.home"), 303)
