"""Partners: the organisations, their people, and the history of who does what for them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy.orm import joinedload, selectinload

from .. import zones
from ..dialogue.base import Side
from ..dialogue.event import Event
from ..dialogue.partner import Membership, Partner
from ..dialogue.person import Person
from ..dialogue.policy import Action, allowed
from ..dialogue.series import partners_of
from ..extensions import db
from ..locales import BY_TAG
from ..web.guard import needs, person
from ..web.i18n import gettext
from ..web.names import ROLES, name_of_person
from ..web.pages import frame
from . import blueprint
from .forms import LONGEST_BLURB, Form, two, typed

_FIELDS = (*two("name"), *two("city"), *two("blurb"), "language", "zone")
_HISTORY = ("partner.role_given", "partner.role_taken")


@dataclass(frozen=True, slots=True)
class RoleChange:
    """One role given or taken: who got or lost which, by whom (empty for the command line), and when."""

    at: datetime
    given: bool
    person: str
    role: str
    by: str


def partner_or_404(partner_id: int) -> Partner:
    """A partner that the person may look at; 404 for others, as if it did not exist."""
    found: Partner | None = db.session.scalar(partners_of(person()).where(Partner.id == partner_id))
    if found is None:
        abort(404)
    return found


@blueprint.get("/partners/")
@needs(Action.DESK_READ)
def partners() -> Any:
    """The partners that one works with; the owner sees all and adds some."""
    return _list(Form("create", {"side": Side.WEST.value, "language": "en", "zone": "Europe/London"}))


@blueprint.post("/partners/")
@needs(Action.PARTNER_EDIT)
def create_partner() -> Any:
    """Add an organisation on one of the two sides."""
    form = Form.sent("create", "side", *_FIELDS)
    described = _described(form)
    if form.values["side"] not in list(Side):
        form.errors["side"] = gettext("Choose one of the two sides.")
    if form.errors:
        return _list(form), 422
    partner = Partner.create(db.session(), Side(form.values["side"]), by=person(), **described)
    db.session.commit()
    return redirect(url_for("desk.partner", partner_id=partner.id), 303)


@blueprint.get("/partners/<int:partner_id>/")
@needs(Action.DESK_READ)
def partner(partner_id: int) -> Any:
    """One partner, for its own people and those who share a series with it."""
    return _page(partner_or_404(partner_id))


@blueprint.post("/partners/<int:partner_id>/description")
@needs(Action.PARTNER_EDIT)
def describe_partner(partner_id: int) -> Any:
    """Change what is said of a partner; its side stays."""
    found = partner_or_404(partner_id)
    form = Form.sent("description", *_FIELDS)
    described = _described(form)
    if form.errors:
        return _page(found, form), 422
    found.describe(db.session(), by=person(), **described)
    db.session.commit()
    flash(gettext("Saved."))
    return redirect(url_for("desk.partner", partner_id=found.id), 303)


def _described(form: Form) -> dict[str, Any]:
    """The columns of a partner as the form describes them, with what is wrong written into it."""
    described: dict[str, Any] = {
        "names": form.words("name"), "city": form.words("city"), "blurb": form.words("blurb", longest=LONGEST_BLURB),
        "language": form.values["language"], "time_zone": form.values["zone"],
    }
    if not described["names"]:
        form.errors.setdefault("name-en", gettext("Give the organisation a name, in one language at least."))
    if not described["city"]:
        form.errors.setdefault("city-en", gettext("Give its city, in one language at least."))
    if described["language"] not in BY_TAG:
        form.errors["language"] = gettext("Choose one of the languages.")
    if not zones.known(described["time_zone"]):
        form.errors["zone"] = gettext("There is no such time zone. Write it as in “Europe/London” or “Asia/Shanghai”.")
    return described


def _list(form: Form) -> str:
    return render_template(
        "desk/partners.html", partners=db.session.scalars(partners_of(person())).all(), form=form,
        zones=_zones(), may_edit=allowed(person(), Action.PARTNER_EDIT), **frame(None),
    )


def _page(found: Partner, form: Form | None = None) -> str:
    members = db.session.scalars(
        sa.select(Membership).where(Membership.partner_id == found.id).options(selectinload(Membership.person))
        .order_by(Membership.id)
    ).all()
    stored = {
        **typed("name", found.names), **typed("city", found.city), **typed("blurb", found.blurb),
        "language": found.language, "zone": found.time_zone,
    }
    return render_template(
        "desk/partner.html", partner=found, members=members, history=_history(found), zones=_zones(),
        form=form or Form("description", stored), may_edit=allowed(person(), Action.PARTNER_EDIT), **frame(None),
    )


@cache
def _zones() -> list[str]:
    """The time zones that the form proposes: those that are named after a city."""
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))


def _history(partner: Partner) -> list[RoleChange]:
    events = db.session.scalars(
        Event.about(partner).where(Event.action.in_(_HISTORY)).options(joinedload(Event.by)).limit(100)
    ).all()
    public_ids = {event.data["person"] for event in events}
    people = db.session.scalars(sa.select(Person).where(Person.public_id.in_(public_ids)))
    names = {each.public_id: name_of_person(each) for each in people}
    return [
        RoleChange(
            event.at, event.action == _HISTORY[0], names.get(event.data["person"], ""),
            str(ROLES[event.data["role"]]), name_of_person(event.by) if event.by else "",
        )
        for event in events
    ]
