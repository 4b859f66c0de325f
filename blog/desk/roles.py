"""Roles: the owner gives them to people and takes them away; both partners see each change."""

from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, request, url_for
from sqlalchemy.orm import joinedload

from ..dialogue.partner import Membership, Partner, Role
from ..dialogue.person import Person
from ..dialogue.policy import Action
from ..extensions import db
from ..web.guard import needs, person
from ..web.i18n import gettext
from ..web.names import name_in, name_of_person
from . import blueprint, people


@blueprint.post("/people/<int:person_id>/roles")
@needs(Action.PEOPLE_APPOINT)
def appoint(person_id: int) -> Any:
    """Give somebody a role in a partner."""
    whom = db.get_or_404(Person, person_id)
    office = people.office_in(request.form.get("role", ""))
    if office is None:
        return _refused(whom, gettext("Choose a partner with a role."))
    whom.appoint(db.session(), *office, by=person())
    return _saved(whom)


@blueprint.post("/people/<int:person_id>/roles/removal")
@needs(Action.PEOPLE_APPOINT)
def dismiss(person_id: int) -> Any:
    """Take a role away; of a partner's last signer only when the owner says once more that it is meant."""
    whom = db.get_or_404(Person, person_id)
    office = people.office_in(request.form.get("role", ""))
    if office is None:
        return _refused(whom, gettext("Choose a partner with a role."))
    if _is_last_signer(whom, *office) and not request.form.get("sure"):
        warning = gettext(
            "%(name)s is the last signer of %(partner)s. Without one it can neither publish nor stop anything.",
            name=name_of_person(whom), partner=name_in(office[0].names),
        )
        return _refused(whom, warning, request.form["role"])
    whom.dismiss(db.session(), *office, by=person())
    return _saved(whom)


def _refused(whom: Person, sentence: str, role: str = "") -> Any:
    return people.page(people.InvitationForm(), people.Doubt(whom.id, sentence, role)), 422


def _saved(whom: Person) -> Any:
    db.session.commit()
    flash(gettext("Saved."))
    return redirect(url_for("desk.people", _anchor=f"person-{whom.id}"), 303)


def _is_last_signer(whom: Person, partner: Partner, role: Role) -> bool:
    """Whether a partner would be left without an active signer."""
    if role is not Role.SIGNER or not whom.has_role(partner, role):
        return False
    signers = db.session.scalars(
        sa.select(Membership).where(Membership.partner_id == partner.id, Membership.role == Role.SIGNER)
        .options(joinedload(Membership.person))
    ).unique()
    return not any(each.person.active and each.person_id != whom.id for each in signers)
