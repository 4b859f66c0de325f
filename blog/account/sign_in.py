"""Signing in and out."""

from typing import Any, Final

from flask import current_app, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from sqlalchemy import delete, select

from ..dialogue.contact import Contact
from ..dialogue.person import Person, SignIn
from ..dialogue.policy import Action
from ..extensions import db
from ..vault import token_hash
from ..web.guard import SignedIn, needs, person, public
from ..web.i18n import gettext
from ..web.pages import frame
from ..web.security import safe_next
from ..web.throttle import ACCOUNT_SIGN_INS, SIGN_INS, within
from . import blueprint
from .passwords import passwords

_LONGEST_ADDRESS: Final = 254


@blueprint.get("/account/sign-in")
@public
def sign_in() -> Any:
    """The form; somebody signed in already goes on."""
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next")) or home_of(current_user.person))
    return _form()


@blueprint.post("/account/sign-in")
@public
def submit_sign_in() -> Any:
    """Check address and password. One answer for an unknown address, a wrong password and a disabled account."""
    address = request.form.get("email", "").strip()[:_LONGEST_ADDRESS]
    password = request.form.get("password", "")
    safe = current_app.extensions["vault"]
    # Both are counted, so that neither a network nor many networks at one account can try on and on.
    if not (within(SIGN_INS, "sign-in") & within(ACCOUNT_SIGN_INS, "account", safe.index(address)[:32])):
        return _form(gettext("Too many attempts. Wait a quarter of an hour, then try again."), 429)
    found = _person_with(address)
    stored = found.password_hash if found else None
    # The transaction ends here: hashing takes long, and a writer would wait for it.
    person_id = found.id if found and found.active else None
    db.session.rollback()
    if not passwords().verify(stored, password) or person_id is None:
        return _form(gettext("This address and this password do not belong together."), 422)
    rehashed = passwords().hash(password) if stored and passwords().needs_rehash(stored) else None
    welcome = db.session.get_one(Person, person_id)
    if welcome.password_hash != stored or not welcome.active:
        # Changed while it was being checked.
        return _form(gettext("This address and this password do not belong together."), 422)
    if rehashed:
        welcome.password_hash = rehashed
    open_session(welcome)
    target = safe_next(request.form.get("next")) or home_of(welcome)
    db.session.commit()
    return redirect(target, 303)


@blueprint.post("/account/sign-out")
@needs(Action.ACCOUNT_USE)
def sign_out() -> Any:
    """End this sign-in, on the server as well."""
    db.session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(current_user.token)))
    db.session.commit()
    return _signed_out()


@blueprint.post("/account/sign-out/everywhere")
@needs(Action.ACCOUNT_USE)
def sign_out_everywhere() -> Any:
    """End all sign-ins of this person."""
    person().sign_out_everywhere(by=person())
    db.session.commit()
    return _signed_out()


def open_session(welcome: Person) -> None:
    """Sign a person in: a new session, a new token, nothing of what the browser held before."""
    session.clear()
    session.permanent = True
    login_user(SignedIn(welcome.sign_in(), welcome))
    # Flask-Login's identifier is a hash of address and browser; we keep neither.
    session.pop("_id", None)


def home_of(welcome: Person) -> str:
    """Where a person begins: moderators at the queue, partners at the desk."""
    if welcome.is_moderator and not welcome.memberships:
        return url_for("moderation.queue")
    if welcome.memberships or welcome.is_owner:
        return url_for("desk.turn")
    return url_for("account.home")


def _signed_out() -> Any:
    logout_user()
    session.clear()
    return redirect(url_for("account.sign_in", left=1), 303)


def _person_with(address: str) -> Person | None:
    contact = db.session.scalar(Contact.of_person(current_app.extensions["vault"], address))
    if contact is None:
        return None
    return db.session.scalar(select(Person).where(Person.id == contact.person_id))


def _form(error: str | None = None, status: int = 200) -> Any:
    page = render_template(
        "account/sign_in.html", error=error, email=request.form.get("email", ""), left="left" in request.args,
        next=safe_next(request.values.get("next")) or "", **frame(None),
    )
    return page, status, {"Retry-After": "900"} if status == 429 else {}
