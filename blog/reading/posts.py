"""Home, series, the joint post, both languages side by side, and one question with its thread."""

from typing import Any

import sqlalchemy as sa
from flask import abort, redirect, render_template, request

from ..dialogue.comment import Comment
from ..dialogue.series import Series
from ..dialogue.states import CommentState
from ..extensions import db
from ..locales import Locale, negotiate
from ..web import errors
from ..web.guard import public
from ..web.i18n import locale
from ..web.pages import frame
from . import blueprint, moved_or_missing, shelf
from .build import facing_page, post_page, replied_to, whole_thread
from .present import post_card, post_url, series_card, series_url
from .shelf import Found
from .shown import CommentForm, PostCard


@blueprint.get("/")
@public
def root() -> Any:
    """The only address that negotiates."""
    chosen = negotiate(request.headers.get("Accept-Language", ""))
    response = redirect(f"/{chosen.prefix}/", 302)
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/<locale:loc>/")
@public
def home() -> Any:
    """The series and the newest posts."""
    here = locale()
    cards = _cards(here, None)
    all_series = db.session.scalars(sa.select(Series).order_by(Series.id)).all()
    counted = shelf.published_counts(db.session())
    return render_template(
        "reading/home.html", posts=cards,
        series=[series_card(one, here, *counted[one.id]) for one in all_series if one.id in counted],
        **frame(lambda version: f"/{version.prefix}/"),
    )


@blueprint.get("/<locale:loc>/<slug:slug>/")
@public
def series(slug: str) -> Any:
    """A series and its two partners."""
    found = db.session.scalar(Series.by_slug(slug))
    if found is None:
        return moved_or_missing(slug)
    here = locale()
    cards = _cards(here, found.id)
    if not cards:
        # Nothing of it is published: its name may be a draft's.
        abort(404)
    return render_template(
        "reading/series.html", series=series_card(found, here, len(cards), cards[0].published), posts=cards,
        **frame(lambda version: series_url(version, slug)),
    )


def _cards(here: Locale, series_id: int | None) -> list[PostCard]:
    rows = db.session.execute(shelf.newest(series_id)).all()
    counts = shelf.counts(db.session(), [post.id for post, _, _ in rows])
    return [post_card(post, edition, first, here, sum(counts[post.id].values())) for post, edition, first in rows]


@blueprint.get("/<locale:loc>/<slug:slug>/<int:number>/")
@public
def post(slug: str, number: int) -> Any:
    """The joint post, with the first comments of each thread."""
    found = row_or_answer(slug, number)
    if not isinstance(found, Found):
        return found
    page = post_page(found, locale())
    return render_template(
        "reading/post.html", page=page, form=CommentForm(),
        **frame(lambda version: post_url(version, slug, number), facing=page.facing_url),
    )


@blueprint.get("/<locale:loc>/<slug:slug>/<int:number>/facing/")
@public
def facing(slug: str, number: int) -> Any:
    """Both languages side by side, question by question."""
    found = row_or_answer(slug, number)
    if not isinstance(found, Found):
        return found
    page = facing_page(found, locale())
    return render_template(
        "reading/facing.html", page=page,
        **frame(
            lambda version: post_url(version, slug, number) + "facing/", facing=page.facing_url, facing_current=True,
            switch=lambda version: post_url(version, slug, number),
        ),
    )


@blueprint.get("/<locale:loc>/<slug:slug>/<int:number>/<code:code>/")
@public
def question(slug: str, number: int, code: str) -> Any:
    """One question, its whole thread page by page, and the form."""
    found = row_or_answer(slug, number)
    if not isinstance(found, Found):
        return found
    after, reply = request.args.get("after", ""), request.args.get("reply", "")
    return render_question(found, code, CommentForm(), after, reply)


def render_question(found: Found, code: str, form: CommentForm, after: str = "", reply: str = "") -> Any:
    """The page of one question, or of the post as a whole (code `thread`); a refused comment comes back to it too."""
    if after and not (after.isascii() and after.isdecimal() and len(after) <= 40):
        abort(404)
    context = whole_thread(found, locale(), code, after)
    if context is None:
        abort(404)
    if reply.isascii() and reply.isdecimal() and len(reply) <= 9:
        form.reply_to = replied_to(found.post, context["thread_id"], int(reply), locale())
    form.cancel_url = f"{context['thread'].url}#say-{context['thread'].key}" if form.reply_to else None
    page, post = context["page"], found.post
    return render_template(
        "reading/question.html", form=form, **context,
        **frame(lambda version: f"{post_url(version, post.series.slug, post.number)}{code}/",
                facing=f"{page.facing_url}#{code}" if code != "thread" else page.facing_url),
    )


@blueprint.get("/<locale:loc>/comments/<int:comment_id>/")
@public
def comment(comment_id: int) -> Any:
    """A comment's permanent address leads to the right page of its thread, whatever became of the slug."""
    found = db.session.get(Comment, comment_id)
    if found is None or found.state is not CommentState.APPROVED:
        abort(404)
    post_ = found.post
    code = found.thread.question.code if found.thread.question else "thread"
    after = db.session.scalar(shelf.page_start(found))
    page = f"?after={after}" if after else ""
    response = redirect(f"{post_url(locale(), post_.series.slug, post_.number)}{code}/{page}#comment-{found.id}", 302)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def row_or_answer(slug: str, number: int) -> Found | Any:
    """The post and its newest due edition; or the answer for a moved, missing or withdrawn one."""
    found = shelf.one(db.session(), slug, number)
    if found is None:
        if db.session.scalar(Series.by_slug(slug)) is None:
            return moved_or_missing(slug)
        gone = db.session.scalar(shelf.withdrawn(slug, number))
        if gone is None:
            abort(404)
        return errors.page(410, date=gone.withdrawn_at, reason=gone.withdrawn_why)
    return found
