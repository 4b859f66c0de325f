"""My turn: what waits for the person who is signed in, and what their organisation waits for."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa
from flask import g, render_template

from ..dialogue.base import Side
from ..dialogue.load import load
from ..dialogue.note import Note
from ..dialogue.partner import Membership, Partner
from ..dialogue.passage import find
from ..dialogue.policy import Action, allowed
from ..dialogue.post import Post
from ..dialogue.series import Series
from ..dialogue.suggestion import Suggestion
from ..dialogue.turn import Task, TaskKind, awaited, tasks
from ..dialogue.waiting import posts_of
from ..extensions import db
from ..locales import BY_TAG, Locale, guess
from ..web.guard import maybe_person, needs, person
from ..web.i18n import _l, gettext, locale
from ..web.names import name_in, name_of_person
from ..web.pages import frame
from ..web.places import Words, code_name, line_of, passage_name
from . import blueprint
from .bench_rows import text_path

HEADINGS: Final = {
    TaskKind.ANSWER: _l("Questions to answer"), TaskKind.TRANSLATE: _l("Translations to write"),
    TaskKind.MEND: _l("Translations out of date"), TaskKind.REVIEW: _l("Translations to review"),
    TaskKind.DESCRIBE: _l("Pictures to describe"), TaskKind.DECIDE: _l("Suggestions to decide about"),
    TaskKind.SIGN: _l("Posts to sign"), TaskKind.NOTE: _l("Side-notes to read"),
}
AWAITED: Final = {
    TaskKind.ANSWER: _l("an answer"), TaskKind.DECIDE: _l("a decision about your suggestion"),
    TaskKind.SIGN: _l("its key"),
}
_LONGEST_NOTE: Final = 90


@dataclass(frozen=True, slots=True)
class Row:
    """One task on the page. link: what the link says; detail: a line on it; into: the language to write in, if any.

    what: is waited for; side: of the partner that waits, or is waited for.
    """

    what: str
    link: Words
    url: str
    detail: Words
    into: Locale | None
    post: Words
    series: str
    since: datetime
    partner: str
    side: str


@blueprint.get("/")
@needs(Action.DESK_READ)
def turn() -> Any:
    """What waits for me, and what we wait for; on an empty site, how to begin."""
    found, posts = _mine()
    waited = groupby(sorted(awaited(db.session(), posts, person()), key=_partner_id), key=_partner_id)
    series = db.session.scalars(Series.visible_to(person())).all()
    return render_template(
        "desk/turn.html",
        groups=[(str(HEADINGS[kind]), [_row(task) for task in group]) for kind, group in groupby(found, _kind)],
        awaited=[[_row(task) for task in group] for _, group in waited], series=series, any_post=_any_post(),
        begin=[each for each in series if allowed(person(), Action.POST_CREATE, each)], steps=_steps(), **frame(None),
    )


def _any_post() -> bool:
    return db.session.scalar(Post.visible_to(person()).limit(1)) is not None


def _steps() -> dict[str, bool] | None:
    """For the owner of a site without a post: which of the first steps are done."""
    if not person().is_owner or _any_post():
        return None
    return {
        "partners": db.session.scalar(sa.select(sa.func.count(Partner.side.distinct()))) == len(Side),
        "series": db.session.scalar(sa.select(Series.id).limit(1)) is not None,
        "people": db.session.scalar(sa.select(Membership.id).limit(1)) is not None,
    }


@blueprint.context_processor
def _count() -> dict[str, Any]:
    return {"waiting": lambda: len(_mine()[0]) if maybe_person() else 0}


def _mine() -> tuple[list[Task], list[Post]]:
    """The tasks of the person and the posts of their partners: once a request, for the page and for its navigation."""
    if "turn" not in g:
        posts = load(db.session(), posts_of(person())) if person().memberships else []
        g.turn = tasks(db.session(), posts, person()), posts
    found: tuple[list[Task], list[Post]] = g.turn
    return found


def _kind(task: Task) -> TaskKind:
    return task.kind


def _partner_id(task: Task) -> int:
    return task.partner.id if task.partner else 0


def _row(task: Task) -> Row:
    link, detail = _words(task)
    partner = task.partner
    shows_language = task.kind not in (TaskKind.ANSWER, TaskKind.SIGN, TaskKind.NOTE)
    return Row(
        what=str(AWAITED.get(task.kind, "")), link=link, url=_url(task), detail=detail,
        into=BY_TAG[task.locale] if shows_language else None, post=line_of(task.post.title),
        series=name_in(task.post.series.title), since=task.since, partner=name_in(partner.names) if partner else "",
        side=partner.side.value if partner else "",
    )


def _words(task: Task) -> tuple[Words, Words]:
    """What the link to a task says, and a line on it."""
    here = locale().tag
    if isinstance(task.thing, Note):
        words = task.thing.words
        short = words if len(words) <= _LONGEST_NOTE else words[:_LONGEST_NOTE].rstrip() + "…"
        return Words(short, guess(words)), Words(gettext("by %(name)s", name=name_of_person(task.thing.by)), here)
    if task.kind is TaskKind.SIGN:
        return line_of(task.post.title), Words("", here)
    passage = find(db.session(), task.post, task.key)
    if task.kind is TaskKind.ANSWER and passage is not None and passage.question is not None:
        return line_of(passage.question.text), Words(code_name(passage.question), here)
    name = Words(passage_name(task.post, task.key), here)
    if isinstance(task.thing, Suggestion):
        return name, Words(gettext("suggested by %(name)s", name=name_of_person(task.thing.by)), here)
    return name, line_of(passage.text if passage else None)


def _url(task: Task) -> str:
    """The page on which a task is done."""
    if task.kind is TaskKind.SIGN:
        return f"/desk/posts/{task.post.id}/signing/"
    if isinstance(task.thing, Note):
        question, overview = task.thing.question, f"/desk/posts/{task.post.id}/"
        beside = text_path(task.post, task.key, question.text.source_locale) if question else overview
        return f"{beside}#note-{task.thing.id}"
    return text_path(task.post, task.key, task.locale)
