"""The bench of a post with its overview: what waits for whom, its questions, and what is said beside them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import render_template

from ..dialogue.base import Side
from ..dialogue.errors import DialogueError
from ..dialogue.gaps import GapKind, gaps
from ..dialogue.partner import Membership, Partner, Role
from ..dialogue.passage import passages
from ..dialogue.person import Person
from ..dialogue.policy import Action, allowed
from ..dialogue.post import Post
from ..dialogue.question import Asking, Question
from ..dialogue.suggestion import Suggestion
from ..extensions import db
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.pages import frame
from . import blueprint
from .bench import bench, post_or_404
from .forms import Form
from .notes import notes_for
from .waits import progress, waits


@dataclass(frozen=True, slots=True)
class QuestionTools:
    """A question on the overview. up, down: the ids of its side in a new order; askers, answerers: who can be named.

    Empty where the reader may not, or there is nowhere to go.
    """

    question: Question
    up: str
    down: str
    may_withdraw: bool
    askers: list[Person]
    answerers: list[Person]


@blueprint.get("/posts/<int:post_id>/")
@needs(Action.DESK_READ)
def post(post_id: int) -> Any:
    """The bench of a post."""
    return overview(post_or_404(post_id), Form())


def overview(post: Post, form: Form) -> str:
    """The page with what was typed into one of its forms: `ask-west`, `credit-12` …"""
    session = db.session()
    around, found, missing = bench(post, "post"), passages(session, post), gaps(session, post)
    suggestions = session.scalars(Suggestion.open_in(post)).unique()
    return render_template(
        "desk/post.html", bench=around, form=form, waits=waits(post, missing, suggestions, found, person()),
        unequal=any(gap.kind is GapKind.UNEQUAL for gap in missing), progress=progress(found),
        tools=_tools(post), asking=[side for side in Side if _asks(post, side)],
        withdrawn=[question for question in post.questions if question.withdrawn],
        restorable=[q.id for q in post.questions if allowed(person(), Action.QUESTION_EDIT, q)],
        notes=notes_for(post), **frame(None),
    )


def refused(post: Post, form: Form, error: DialogueError, status: int = 422) -> Any:
    """The page once more, with the sentence of a refusal and all that was typed."""
    db.session.rollback()
    form.errors.setdefault("form", refusal(error))
    return overview(post, form), status


def _asks(post: Post, side: Side) -> bool:
    return allowed(person(), Action.QUESTION_EDIT, Asking(post, side))


def _tools(post: Post) -> dict[Side, list[QuestionTools]]:
    """The questions of each side with what the reader may do to them."""
    found = {}
    for side in Side:
        asked = [question for question in post.asked if question.asked_by is side]
        movable = _asks(post, side) and not post.codes_are_frozen
        orders = [_moved(asked, place, movable) for place in range(len(asked))]
        askers = _authors(post.series.partner(side)) if _asks(post, side) else []
        others = _authors(post.series.partner(side.other)) if _asks(post, side.other) else []
        found[side] = [
            QuestionTools(
                question, *order, _asks(post, side), _with(askers, question.asker),
                _with(others, question.answer.answerer) if question.answer else [],
            )
            for question, order in zip(asked, orders, strict=True)
        ]
    return found


def _moved(asked: list[Question], place: int, movable: bool) -> tuple[str, str]:
    """The order of a side with one question moved up, and down, as a form carries it."""
    ids = [question.id for question in asked]

    def swapped(one: int, other: int) -> str:
        if not movable or one < 0 or other >= len(ids):
            return ""
        order = [*ids[:one], ids[other], ids[one], *ids[other + 1:]]
        return ",".join(str(number) for number in order)

    return swapped(place - 1, place), swapped(place, place + 1)


def _authors(partner: Partner) -> list[Person]:
    named = sa.select(Membership.person_id).where(
        Membership.partner_id == partner.id, Membership.role == Role.AUTHOR
    )
    return list(db.session.scalars(sa.select(Person).where(Person.id.in_(named)).order_by(Person.id)).unique())


def _with(authors: list[Person], present: Person | None) -> list[Person]:
    """Who can be named, and whoever is: somebody who has left stays credited."""
    return authors if present is None or present in authors or not authors else [*authors, present]
