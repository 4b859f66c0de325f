"""The two locks of the signing page: whose key is turned, whose was, and who may turn one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from ..dialogue.base import Side
from ..dialogue.event import Event
from ..dialogue.partner import Partner, Role
from ..dialogue.post import Post
from ..dialogue.release import Release
from ..dialogue.signature import Signature
from ..dialogue.stage import release_of
from ..extensions import db
from ..locales import choose
from ..web.guard import person
from ..web.i18n import gettext, moment
from ..web.names import name_in, name_of_person
from ..web.places import Words
from .outgoing import city_of, local

# The acts that change what a key fits.
_CHANGES: Final = ("text.", "question.", "picture.", "plan.", "suggestion.accepted")


class LockState(StrEnum):
    """What became of a partner's key. LOST: it fits an older text; VOID: its person is no signer any more."""

    OPEN = "open"
    TURNED = "turned"
    LOST = "lost"
    VOID = "void"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Lock:
    """A partner's lock. own_name: where it differs from the page's; why: the reason for which a key was taken back.

    signs: whether the reader is a signer of the partner; spent: whether the reader's one key is in the other lock.
    """

    side: Side
    partner: int
    name: str
    own_name: Words | None
    state: LockState
    sentence: str
    why: str
    signs: bool
    spent: bool


def locks(post: Post, hash_: str) -> list[Lock]:
    """Both locks, the West's first. hash_: of the release as it stands."""
    wanted = sa.select(Signature).join(Signature.release).where(Release.post_id == post.id)
    newest = list(db.session.scalars(wanted.order_by(Signature.at.desc(), Signature.id.desc())))
    made = {edition.release_id for edition in post.editions}
    # Keys from before the last edition are history, however they ended.
    since = max((edition.made_at for edition in post.editions), default=post.created_at)
    keys = [key for key in newest if key.release_id not in made and key.at >= since]
    fitting = [key for key in keys if key.release.hash == hash_]
    found = []
    for side in Side:
        partner = post.series.partner(side)
        spent = any(key.person_id == person().id and key.partner_id != partner.id for key in fitting if key.holds)
        key = next((key for key in (*fitting, *keys) if key.partner_id == partner.id), None)
        state = _state(key, hash_)
        sentence, why = _told(post, partner, key, state)
        found.append(Lock(
            side, partner.id, name_in(partner.names), _own_name(partner), state, sentence, why,
            signs=person().has_role(partner, Role.SIGNER), spent=spent,
        ))
    return found


def key_of(post: Post, partner: Partner, hash_: str) -> Signature | None:
    """The key of a partner on the release with a hash."""
    release = release_of(post, hash_)
    return next((key for key in release.signatures if key.partner_id == partner.id), None) if release else None


def _own_name(partner: Partner) -> Words | None:
    own = Words(*choose(partner.names, partner.language))
    return own if own.text != name_in(partner.names) else None


def _state(key: Signature | None, hash_: str) -> LockState:
    if key is None:
        return LockState.OPEN
    if key.revoked_at is not None:
        return LockState.REVOKED
    if key.release.hash != hash_:
        return LockState.LOST
    return LockState.TURNED if key.holds else LockState.VOID


def _told(post: Post, partner: Partner, key: Signature | None, state: LockState) -> tuple[str, str]:
    """What became of a key, in the partner's city time, and the reason where one was given."""
    if key is None:
        return gettext("No key yet."), ""
    values = {
        "name": name_of_person(key.person) if key.person else name_in(partner.names),
        "time": moment(local(partner, key.at)), "city": city_of(partner),
    }
    if state is LockState.TURNED:
        return gettext("Signed by %(name)s, %(time)s in %(city)s.", **values), ""
    if state is LockState.VOID:
        return gettext("%(name)s signed, but is not a signer any more: this key counts no longer.", **values), ""
    if state is LockState.REVOKED:
        return _revoked(post, partner, key)
    changed = _changed_at(post, key.at)
    if changed is None:
        return gettext("The key of %(name)s was taken back by a change.", **values), ""
    values["time"] = moment(local(partner, changed))
    return gettext("The key of %(name)s was taken back by a change, %(time)s in %(city)s.", **values), ""


def _revoked(post: Post, partner: Partner, key: Signature) -> tuple[str, str]:
    """Who took a key back and why; after a withdrawal nobody did it alone."""
    at = key.revoked_at or key.at
    values = {"time": moment(local(partner, at)), "city": city_of(partner)}
    acts = Event.about(post).where(Event.action == "signature.revoked").options(sa.orm.joinedload(Event.by))
    act = next((act for act in db.session.scalars(acts) if _is_of(act, key)), None)
    if act is None or act.by is None:
        return gettext("Taken back when the post was withdrawn, %(time)s in %(city)s.", **values), ""
    sentence = gettext("Taken back by %(name)s, %(time)s in %(city)s.", name=name_of_person(act.by), **values)
    return sentence, act.data["reason"]


def _is_of(act: Event, key: Signature) -> bool:
    return bool(act.data["hash"] == key.release.hash and act.data["partner"] == key.partner_id)


def _changed_at(post: Post, since: datetime) -> datetime | None:
    """When something was first changed after a key was turned."""
    acts = Event.about(post).where(Event.at >= since, sa.or_(*(Event.action.startswith(act) for act in _CHANGES)))
    return db.session.scalar(acts.with_only_columns(sa.func.min(Event.at)).order_by(None))
