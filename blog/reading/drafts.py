"""A draft as readers will see it: for its partners at the desk, and for whoever was given a preview link."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import abort, render_template, request, url_for

from .. import clock
from ..dialogue.edition import as_edition
from ..dialogue.load import load
from ..dialogue.policy import Action
from ..dialogue.post import Post
from ..dialogue.preview_link import PreviewLink
from ..extensions import db
from ..locales import BY_PREFIX, Locale
from ..web.guard import needs, person, public
from ..web.i18n import locale, use_locale
from ..web.pages import frame
from . import blueprint, shelf
from .build import draft_page
from .shelf import Found

# Where the draft stands in a locale, and whether in both languages at once.
Address = Callable[[Locale, bool], str]


@blueprint.get("/desk/posts/<int:post_id>/preview/<locale:loc>/")
@needs(Action.POST_READ)
def draft(post_id: int) -> Any:
    """The draft as the post's page."""
    return _at_desk(post_id, facing=False)


@blueprint.get("/desk/posts/<int:post_id>/preview/<locale:loc>/facing/")
@needs(Action.POST_READ)
def draft_facing(post_id: int) -> Any:
    """The draft in both languages side by side."""
    return _at_desk(post_id, facing=True)


@blueprint.get("/t/preview/<token:token>")
@public
def preview(token: str) -> Any:
    """The draft behind a preview link. A link that has ended answers like one that never existed."""
    link = db.session.scalar(PreviewLink.by_token(token))
    if link is None:
        abort(404)
    asked = BY_PREFIX.get(request.args.get("loc", ""))
    if asked is not None:
        use_locale(asked)

    def address(version: Locale, facing: bool) -> str:
        return f"{request.path}?loc={version.prefix}{'&view=facing' if facing else ''}"

    post = _loaded(sa.select(Post).where(Post.id == link.post_id))
    return _page(post, address, facing=request.args.get("view") == "facing", until=link.ends_at)


def _at_desk(post_id: int, *, facing: bool) -> str:
    post = _loaded(Post.visible_to(person()).where(Post.id == post_id))

    def address(version: Locale, facing: bool) -> str:
        return url_for(f"reading.draft{'_facing' if facing else ''}", post_id=post_id, loc=version.prefix)

    return _page(post, address, facing=facing)


def _loaded(query: sa.Select[Post]) -> Post:
    """The one post of a query with all its texts; 404 where there is none."""
    found = load(db.session(), query)
    return found[0] if found else abort(404)


def _page(post: Post, address: Address, *, facing: bool, until: datetime | None = None) -> str:
    """The post's own page under a line that says what it is. until: when a link ends; None for the partners."""
    here = locale()
    page = draft_page(_as_found(post), here, address(here, False), address(here, True), facing=facing)
    return render_template(
        "reading/draft.html", page=page, form=None, until=until, desk_url=f"/desk/posts/{post.id}/",
        **frame(
            None, facing=page.facing_url, facing_current=facing, switch=lambda version: address(version, False),
        ),
    )


def _as_found(post: Post) -> Found:
    """A draft as readers would find it, were it published as it stands, at the time that is planned or now."""
    session = db.session()
    at = post.plan.publish_at or clock.now()
    public = shelf.one(session, post.series.slug, post.number) if post.number else None
    return Found(
        post, post.number or shelf.next_number(session, post.series_id),
        as_edition(session, post, at, note=post.plan.note), at, public.first if public else at,
    )
