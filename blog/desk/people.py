"""People: who belongs to which partner, and invitations."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from flask import current_app, render_template, request

from ..dialogue.errors import Refused
from ..dialogue.invitation import Invitation
from ..dialogue.partner import Partner, Role
from ..dialogue.person import Person
from ..dialogue.policy import Action
from ..extensions import db
from ..locales import BY_TAG, by_script
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.i18n import gettext
from ..web.pages import frame
from ..web.throttle import INVITATIONS, within
from . import blueprint


@dataclass(slots=True)
class InvitationForm:
    """What was typed into the form, what is wrong with it, and the link once it is made."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a role was not given or taken. role: of a last signer, to be taken away if the owner says so once more."""

    person_id: int
    sentence: str
    role: str = ""


@blueprint.get("/people/")
@needs(Action.PEOPLE_READ)
def people() -> Any:
    """Everybody with an account, by partner."""
    return page(InvitationForm())


@blueprint.post("/people/invitations")
@needs(Action.PEOPLE_INVITE)
def invite() -> Any:
    """Invite somebody; the link is mailed, and shown once for passing on in another way."""
    values = {name: request.form.get(name, "").strip() for name in ("name", "email", "role", "locale")}
    form = InvitationForm(values)
    if not values["name"] or len(values["name"]) > 80 or not values["name"].isprintable():
        form.errors["name"] = gettext("Give the person’s name.")
    address = _address(form)
    if values["locale"] not in BY_TAG:
        form.errors["locale"] = gettext("Choose one of the languages.")
    office = _office(form)
    if not form.errors and not within(INVITATIONS, "invitations"):
        form.errors["form"] = gettext("That is a lot of invitations. Go on in an hour.")
    if form.errors:
        return page(form), 422
    try:
        _, token = Invitation.send(
            db.session(), current_app.extensions["vault"], address, by_script(values["name"]), by=person(),
            locale=values["locale"], **office,
        )
    except Refused as error:
        form.errors["form"] = refusal(error)
        return page(form), 422
    db.session.commit()
    form.link = f"{current_app.extensions['settings'].base_url}/t/invitation/{token}"
    form.values = {}
    return page(form)


def _address(form: InvitationForm) -> str:
    try:
        return validate_email(form.values["email"], check_deliverability=False).normalized
    except EmailNotValidError:
        form.errors["email"] = gettext("This does not look like an e-mail address. It needs a name, an @ and a domain.")
        return ""


def _office(form: InvitationForm) -> dict[str, Any]:
    """The form's choice `moderator` or `PARTNER:ROLE` as arguments of an invitation."""
    chosen = form.values["role"]
    if chosen == "moderator":
        return {"moderator": True}
    office = office_in(chosen)
    if office is None:
        form.errors["role"] = gettext("Choose a partner with a role, or moderator.")
        return {}
    return {"partner": office[0], "role": office[1]}


def office_in(chosen: str) -> tuple[Partner, Role] | None:
    """The partner and the role that `PARTNER:ROLE` names, if it names any."""
    number, _, role = chosen.partition(":")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    partner = db.session.get(Partner, int(number)) if is_number else None
    return (partner, Role(role)) if partner is not None and role in list(Role) else None


def page(form: InvitationForm, about: Doubt | None = None) -> str:
    """The page of everybody. about: somebody whose roles were not changed, and why."""
    everybody = db.session.scalars(sa.select(Person).order_by(Person.id)).unique().all()
    partners = db.session.scalars(sa.select(Partner).order_by(Partner.id)).all()
    return render_template(
        "desk/people.html", people=everybody, partners=partners, roles=list(Role), form=form, about=about, **frame(None)
    )
