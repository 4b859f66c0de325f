"""The posts that a person may read, drafts included; beginning one, and using one as a template."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import redirect, render_template, request

from ..dialogue.errors import Refused
from ..dialogue.load import load
from ..dialogue.passage import passages, tidied
from ..dialogue.policy import Action, allowed
from ..dialogue.post import Post
from ..dialogue.series import Series
from ..dialogue.stage import Stage, stage
from ..dialogue.text import Kind
from ..extensions import db
from ..locales import BY_TAG
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.i18n import gettext, locale
from ..web.names import name_in
from ..web.pages import frame
from ..web.places import Words, line_of
from . import blueprint, series
from .bench import STAGE_NAMES, post_or_404
from .forms import Form
from .waits import Progress, progress

MOST: Final = 30
STAGES: Final = {each.value: name for each, name in STAGE_NAMES.items()}


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in the list. url: where readers find it, if they do; answered: how many questions of how many."""

    id: int
    title: Words
    series: str
    number: int | None
    stage: Stage
    stage_name: str
    url: str | None
    questions: int
    answered: int
    progress: list[Progress]
    published: datetime | None
    may_copy: bool


@blueprint.get("/posts/")
@needs(Action.DESK_READ)
def posts() -> Any:
    """All posts of one's partners, newest first, with how far they are; by series and stage if asked for."""
    wanted, before = _number("series"), _number("before")
    query = Post.visible_to(person()).limit(MOST)
    query = query.where(Post.series_id == wanted) if wanted else query
    found = load(db.session(), query.where(Post.id < before) if before else query)
    rows = [_row(post) for post in found]
    chosen = request.args.get("stage", "")
    mine = db.session.scalars(Series.visible_to(person())).all()
    return render_template(
        "desk/posts.html", posts=[row for row in rows if chosen not in STAGES or row.stage.value == chosen],
        series=mine, stages=STAGES, wanted=wanted, chosen=chosen if chosen in STAGES else "",
        older=found[-1].id if len(found) == MOST else None,
        begin=[each for each in mine if allowed(person(), Action.POST_CREATE, each)], **frame(None),
    )


def _number(name: str) -> int | None:
    """A number in the query; anything else is as if it were not there."""
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None


def _row(post: Post) -> PostRow:
    reached = stage(db.session(), post)
    live = post.live
    return PostRow(
        id=post.id, title=line_of(post.title), series=name_in(post.series.title), number=post.number, stage=reached,
        stage_name=str(STAGE_NAMES[reached]),
        url=f"/{locale().prefix}/{post.series.slug}/{post.number}/" if live else None,
        questions=len(post.asked), answered=sum(1 for question in post.asked if question.answer),
        progress=progress(passages(db.session(), post)), published=live.at if live else None,
        may_copy=allowed(person(), Action.POST_CREATE, post.series),
    )


@blueprint.post("/series/<int:series_id>/posts")
@needs(Action.POST_CREATE)
def create_post(series_id: int) -> Any:
    """Begin a post in a series, with a title in one's own language."""
    where = series.series_or_404(series_id)
    form = Form.sent("begin", "title", "locale")
    if form.values["locale"] not in BY_TAG:
        form.errors["locale"] = gettext("Choose one of the languages.")
    post = _begun(where, form)
    if post is None:
        db.session.rollback()
        return series.page(where, form), 422
    db.session.commit()
    return redirect(f"/desk/posts/{post.id}/", 303)


def _begun(where: Series, form: Form) -> Post | None:
    try:
        title = tidied(Kind.TITLE, form.values["title"])
        return None if form.errors else Post.create(db.session(), where, form.values["locale"], title, by=person())
    except Refused as error:
        form.errors["title"] = refusal(error)
        return None


@blueprint.post("/posts/<int:post_id>/duplicates")
@needs(Action.POST_CREATE)
def duplicate(post_id: int) -> Any:
    """Begin a post with the title, introduction and questions of another one."""
    copy = post_or_404(post_id).duplicate(db.session(), by=person())
    db.session.commit()
    return redirect(f"/desk/posts/{copy.id}/", 303)
