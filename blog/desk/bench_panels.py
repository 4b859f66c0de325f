"""The right column of the bench: whose key fits, when the next edition goes out, and what happened last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from ..dialogue.base import Side
from ..dialogue.edition import Edition
from ..dialogue.partner import Partner
from ..dialogue.post import Post
from ..dialogue.release import Release
from ..dialogue.signature import Signature
from ..extensions import db
from ..web.i18n import gettext
from ..web.names import name_in, name_of_person
from ..zones import local
from .happenings import Happening, of_post, told

RECENT: Final = 8


@dataclass(frozen=True, slots=True)
class Key:
    """A partner's key on the release as it stands. turned: whether it fits; state: what became of it, in words."""

    side: Side
    partner: str
    turned: bool
    state: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as a clock in a partner's city shows it: without a zone, as equal times share one cached wording."""

    city: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Plans:
    """When the next edition goes out. at: None for as soon as both keys fit; made: whether both keys fit already.

    live: what readers see now, if anything.
    """

    at: datetime | None
    clocks: list[Clock]
    made: bool
    live: Edition | None


def keys(post: Post, hash_: str, agreed: Release | None) -> list[Key]:
    """Both keys, the West's first. hash_: of the release as it stands; agreed: one with the same text, both turned."""
    if agreed is not None:
        by_partner = {signature.partner_id: signature for signature in agreed.signatures}
        partners = [(side, post.series.partner(side)) for side in Side]
        return [_turned(side, partner, by_partner[partner.id]) for side, partner in partners]
    turned = sa.select(Signature).join(Signature.release).where(Release.post_id == post.id)
    newest = list(db.session.scalars(turned.order_by(Signature.at.desc(), Signature.id.desc())))
    hashes = {release.id: release.hash for release in post.releases}
    spent = {edition.release_id for edition in post.editions}
    found = []
    for side in Side:
        partner = post.series.partner(side)
        own = [s for s in newest if s.partner_id == partner.id and s.release_id not in spent]
        fitting = next((s for s in own if hashes[s.release_id] == hash_), None)
        found.append(_key(side, partner, fitting, own))
    return found


def _key(side: Side, partner: Partner, fitting: Signature | None, own: list[Signature]) -> Key:
    name = name_in(partner.names)
    if fitting is not None and fitting.holds:
        return _turned(side, partner, fitting)
    if fitting is not None and fitting.revoked_at is None:
        return Key(side, name, False, gettext("void: whoever turned it is no longer a signer"), None)
    if own and own[0] is fitting:
        return Key(side, name, False, gettext("taken back"), fitting.revoked_at)
    if own and own[0].revoked_at is None:
        return Key(side, name, False, gettext("taken back by a change"), None)
    return Key(side, name, False, gettext("not yet"), None)


def _turned(side: Side, partner: Partner, signature: Signature) -> Key:
    who = signature.person
    state = gettext("turned by %(name)s", name=name_of_person(who)) if who else gettext("taken over from elsewhere")
    return Key(side, name_in(partner.names), True, state, signature.at)


def plans(post: Post) -> Plans:
    """When the edition that waits for its time goes out, else the one that is being prepared."""
    scheduled = post.scheduled
    at = scheduled.at if scheduled else post.plan.publish_at
    return Plans(at, clocks(post, at) if at else [], scheduled is not None, post.live)


def clocks(post: Post, at: datetime) -> list[Clock]:
    """A time in both partners' cities."""
    found = []
    for partner in (post.series.west, post.series.east):
        shown = local(at, partner.time_zone).replace(tzinfo=None)
        found.append(Clock(name_in(partner.city) or name_in(partner.names), shown))
    return found


def recent(post: Post) -> list[Happening]:
    """The last things that happened."""
    return told(post, list(db.session.scalars(of_post(post).limit(RECENT))))
