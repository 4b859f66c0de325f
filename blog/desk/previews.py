"""Previews of a post: how readers will see it, and links for people without an account."""

from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for

from ..dialogue.errors import Refused
from ..dialogue.policy import Action, allowed
from ..dialogue.post import Post
from ..dialogue.preview_link import DAYS, PreviewLink
from ..extensions import db
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.pages import frame
from . import blueprint
from .bench import bench, post_or_404


@blueprint.get("/posts/<int:post_id>/previews/")
@needs(Action.DESK_READ)
def previews(post_id: int) -> Any:
    """Where to see the draft, and the links that open it for others."""
    return _page(post_or_404(post_id))


@blueprint.post("/posts/<int:post_id>/previews")
@needs(Action.PREVIEW_SHARE)
def share_preview(post_id: int) -> Any:
    """Make a link. It is shown once: only its hash is stored."""
    post = post_or_404(post_id)
    days = request.form.get("days", "")
    try:
        link, token = PreviewLink.share(db.session(), post, int(days) if days in map(str, DAYS) else 0, by=person())
    except Refused as error:
        db.session.rollback()
        return _page(post, wrong=refusal(error)), 422
    db.session.commit()
    return _page(post, made=link, address=f"{current_app.extensions['settings'].base_url}/t/preview/{token}")


@blueprint.post("/posts/<int:post_id>/previews/<int:link_id>/removal")
@needs(Action.PREVIEW_SHARE)
def revoke_preview(post_id: int, link_id: int) -> Any:
    """Close a link before its time."""
    post = post_or_404(post_id)
    link = db.session.get(PreviewLink, link_id)
    if link is None or link.post_id != post.id:
        abort(404)
    link.revoke(db.session(), by=person())
    db.session.commit()
    return redirect(url_for("desk.previews", post_id=post_id), 303)


def _page(post: Post, *, wrong: str = "", made: PreviewLink | None = None, address: str = "") -> str:
    """The page; made, address: the link that was just made, with where it leads."""
    return render_template(
        "desk/previews.html", bench=bench(post, "previews"), days=DAYS, wrong=wrong, made=made, address=address,
        links=db.session.scalars(PreviewLink.running(post)).all(),
        may_share=allowed(person(), Action.PREVIEW_SHARE, post), **frame(None),
    )
