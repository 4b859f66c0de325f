"""Names of people, roles, languages, states and reasons, for the templates of private pages."""

from typing import Any, Final

from flask import Flask, request
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from ..dialogue.partner import Membership
from ..dialogue.person import Person
from ..dialogue.policy import Action, allowed
from ..locales import choose, choose_name
from .errors import STATE_NAMES
from .guard import PRIVATE_PATHS, maybe_person
from .i18n import gettext, locale
from .places import code_name, line_of

ROLES: Final = {"author": _l("author"), "translator": _l("translator"), "signer": _l("signer")}
LANGUAGES: Final = {
    "en": _l("English"), "zh-Hans": _l("Chinese, simplified"), "zh-Hant": _l("Chinese, traditional"),
}
TABS: Final = {
    "pending": lazy_pgettext("tab", "Pending"), "approved": lazy_pgettext("tab", "Approved"),
    "rejected": lazy_pgettext("tab", "Rejected"), "spam": lazy_pgettext("tab", "Spam"),
    "trashed": lazy_pgettext("tab", "Trash"),
}
REASONS: Final = {
    "off_topic": _l("not about the question"),
    "abusive": _l("abusive"),
    "personal_data": _l("tells private details of somebody"),
    "promotion": _l("advertising"),
    "duplicate": _l("said already"),
    "other": _l("another reason"),
}


def name_in(names: dict[str, str]) -> str:
    """A name kept by locale, in the locale of this page."""
    return choose(names, locale().tag)[0]


def name_of_person(person: Person) -> str:
    """A person's name in the locale of this page."""
    return choose_name(person.names, locale().tag)[0]


def role_at(membership: Membership) -> str:
    """A role with its partner: “signer, Calder Small Works”."""
    return gettext(
        "%(role)s, %(partner)s", role=str(ROLES[membership.role.value]), partner=name_in(membership.partner.names)
    )


def init_names(app: Flask) -> None:
    """Give templates the names, and private ones the person who is signed in."""
    app.jinja_env.globals.update(
        name_in=name_in, name_of_person=name_of_person, role_at=role_at, role_name=ROLES.__getitem__,
        language_name=LANGUAGES.__getitem__, reason_name=REASONS.__getitem__, state_name=STATE_NAMES.__getitem__,
        tab_name=TABS.__getitem__, code_name=code_name, line_of=line_of,
    )
    app.context_processor(_signed_in)


def _signed_in() -> dict[str, Any]:
    if not request.path.startswith(PRIVATE_PATHS):
        return {}
    person = maybe_person()
    return {"me": person, "can": lambda action: allowed(person, Action(action))}
