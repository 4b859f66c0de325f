"""What the letters say, each in its reader's language."""

from flask import current_app, render_template
from flask_babel import force_locale

from ..dialogue.contact import Contact
from ..dialogue.event import Letter
from ..dialogue.invitation import Invitation
from ..extensions import db
from ..locales import BY_TAG, choose
from ..web.i18n import gettext
from . import desk_letters


def compose(letters: list[Letter], contact: Contact) -> tuple[str, str] | None:
    """Subject and text of a mail about one letter, or about those of the desk that go together.

    None when there is nothing to say any more.
    """
    letter = letters[0]
    catalogue = BY_TAG[letter.locale].catalogue
    with current_app.test_request_context(f"/{BY_TAG[letter.locale].prefix}/"), force_locale(catalogue):
        if letter.kind == "invitation":
            return _invitation(letter, contact)
        if letter.kind in desk_letters.KINDS:
            return desk_letters.compose_desk(letters, contact.person_id, letter.locale)
        return _comment_waits()


def _comment_waits() -> tuple[str, str]:
    # The words of a comment do not travel: what a moderator has not decided stays on the site.
    body = render_template("letters/comment_waits.txt", queue_url=f"{_base()}/moderation/")
    return gettext("A comment waits for you"), body


def _invitation(letter: Letter, contact: Contact) -> tuple[str, str]:
    token = current_app.extensions["vault"].open(bytes.fromhex(letter.data["token"]), contact.id)
    invitation = db.session.get_one(Invitation, letter.event.subject_id)
    partner = choose(invitation.partner.names, letter.locale)[0] if invitation.partner else None
    body = render_template(
        "letters/invitation.txt", link=f"{_base()}/t/invitation/{token}", partner=partner,
        name=choose(invitation.names, letter.locale)[0],
    )
    return gettext("An invitation to Wenda"), body


def _base() -> str:
    base: str = current_app.extensions["settings"].base_url
    return base
