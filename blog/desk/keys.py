"""The keys: turning one, taking it back, and stopping or withdrawing what both opened."""

from typing import Any

from flask import abort, flash, redirect, request, url_for

from .. import clock
from ..dialogue.edition import Edition
from ..dialogue.errors import Refused, Stale
from ..dialogue.partner import Partner
from ..dialogue.policy import Action
from ..dialogue.post import Post
from ..extensions import db
from ..web.guard import needs, person
from ..web.i18n import gettext
from ..web.names import name_in
from . import blueprint
from .bench import post_or_404
from .locks import key_of
from .outgoing import faces
from .signing import Refusal, happened_since, refused, signing_page


@blueprint.post("/posts/<int:post_id>/signatures")
@needs(Action.POST_SIGN)
def sign(post_id: int) -> Any:
    """Turn a partner's key on the release that the signer read."""
    post = post_or_404(post_id)
    partner = _partner(post)
    try:
        edition = post.sign(db.session(), request.form.get("hash", ""), partner, by=person())
    except Stale:
        return _changed_since(post), 409
    except Refused as error:
        return refused(post, "sign", error), 422
    flash(_made(post, edition) if edition else gettext("Your key is turned. The other one is awaited."), "done")
    db.session.commit()
    return _back(post)


@blueprint.post("/posts/<int:post_id>/signatures/removal")
@needs(Action.POST_SIGN)
def revoke(post_id: int) -> Any:
    """Take a partner's key back before the other one fits."""
    post = post_or_404(post_id)
    partner, why = _partner(post), request.form.get("why", "")
    key = key_of(post, partner, request.form.get("hash", ""))
    if key is None:
        return _changed_since(post), 409
    try:
        key.revoke(db.session(), why, by=person())
    except Refused as error:
        return refused(post, f"revoke-{partner.id}", error, why=why), 422
    flash(gettext("The key of %(partner)s is taken back.", partner=name_in(partner.names)), "done")
    db.session.commit()
    return _back(post)


@blueprint.post("/posts/<int:post_id>/schedule/removal")
@needs(Action.POST_WITHDRAW)
def cancel(post_id: int) -> Any:
    """Stop an edition that waits for its time."""
    post = post_or_404(post_id)
    number, why = request.form.get("number", ""), request.form.get("why", "")
    edition = next((each for each in post.editions if str(each.number) == number), None)
    if edition is None:
        abort(404)
    try:
        edition.cancel(db.session(), why, by=person())
    except Refused as error:
        return refused(post, f"cancel-{number}", error, why=why), 422
    flash(gettext("Edition %(number)s is stopped. It does not go out.", number=number), "done")
    db.session.commit()
    return _back(post)


@blueprint.post("/posts/<int:post_id>/withdrawal")
@needs(Action.POST_WITHDRAW)
def withdraw(post_id: int) -> Any:
    """Take the post off the public pages."""
    post, why = post_or_404(post_id), request.form.get("why", "")
    try:
        post.withdraw(db.session(), why, by=person())
    except Refused as error:
        return refused(post, "withdraw", error, why=why), 422
    flash(gettext("The post is withdrawn. Coming back takes two new keys."), "done")
    db.session.commit()
    return _back(post)


def _partner(post: Post) -> Partner:
    """The partner that the form names, of the two of the post."""
    number = request.form.get("partner", "")
    found = next((each for each in (post.series.west, post.series.east) if str(each.id) == number), None)
    if found is None:
        abort(404)
    return found


def _changed_since(post: Post) -> str:
    """The page anew, with what happened since the signer read it."""
    db.session.rollback()
    sentence = gettext("The text has changed since you read it. Nothing was signed: read what changed, then decide.")
    return signing_page(post, Refusal("sign", sentence, since=happened_since(post, request.form.get("seen", ""))))


def _made(post: Post, edition: Edition) -> str:
    """What comes of the second key."""
    if edition.at <= clock.now():
        return gettext("Both keys fit. Edition %(number)s is out.", number=edition.number)
    west, east = (face.said for face in faces(post, edition.at))
    return gettext(
        "Both keys fit. Edition %(number)s goes out: %(west)s; %(east)s.", number=edition.number, west=west, east=east
    )


def _back(post: Post) -> Any:
    return redirect(url_for("desk.signing", post_id=post.id), 303)
