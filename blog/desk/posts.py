"""The posts that a person may read, drafts included."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from sqlalchemy.orm import selectinload

from ..dialogue.policy import Action
from ..dialogue.post import Post
from ..dialogue.question import Answer, Question
from ..dialogue.text import Text
from ..extensions import db
from ..locales import choose
from ..web.guard import needs, person
from ..web.i18n import locale
from ..web.pages import frame
from . import blueprint


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in the list of the desk. answered and translated: how many of how many."""

    title: str
    series: str
    number: int | None
    state: str
    url: str | None
    questions: int
    answered: int
    translated: int
    stale: int
    published: datetime | None


@blueprint.get("/")
@needs(Action.DESK_READ)
def posts() -> Any:
    """All posts of one's partners, newest first, with what is still missing."""
    answers = selectinload(Question.answer).selectinload(Answer.text)
    loads = (
        selectinload(Post.editions), selectinload(Post.title), selectinload(Post.intro),
        selectinload(Post.questions).options(selectinload(Question.text), answers),
    )
    found = db.session.scalars(Post.visible_to(person()).options(*loads).limit(100)).unique()
    return render_template("desk/posts.html", posts=[_row(post) for post in found], **frame(None))


def _row(post: Post) -> PostRow:
    here = locale()
    title = {r.locale: r.newest.words for r in post.title.renditions}
    texts = [post.title, post.intro, *(q.text for q in post.asked), *(q.answer.text for q in post.asked if q.answer)]
    public = post.number is not None and post.state.value in ("published", "archived")
    return PostRow(
        title=choose(title, here.tag, post.title.source_locale)[0], series=choose(post.series.title, here.tag)[0],
        number=post.number, state=post.state.value,
        url=f"/{here.prefix}/{post.series.slug}/{post.number}/" if public else None,
        questions=len(post.asked), answered=sum(1 for question in post.asked if question.answer),
        translated=sum(1 for text in texts if _has_both(text)), stale=sum(1 for text in texts if _is_stale(text)),
        published=post.editions[-1].at if post.editions else None,
    )


def _has_both(text: Text) -> bool:
    return {"en", "zh"} <= {r.locale.partition("-")[0] for r in text.renditions}


def _is_stale(text: Text) -> bool:
    return any(text.is_stale(rendition.locale) for rendition in text.renditions)
