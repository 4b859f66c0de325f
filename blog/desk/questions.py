"""The questions of a draft: asking, ordering, crediting, taking out and putting back."""

from typing import Any

from flask import abort, flash, redirect, request, url_for

from ..dialogue.base import Side
from ..dialogue.errors import Refused, Stale
from ..dialogue.passage import tidied
from ..dialogue.person import Person
from ..dialogue.policy import Action
from ..dialogue.post import Post
from ..dialogue.question import Question
from ..dialogue.text import Kind
from ..extensions import db
from ..locales import BY_TAG
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.i18n import gettext
from ..web.places import code_name
from . import blueprint
from .bench import post_or_404
from .forms import Form
from .post import overview, refused


@blueprint.post("/posts/<int:post_id>/questions")
@needs(Action.QUESTION_EDIT)
def ask(post_id: int) -> Any:
    """Put a question at the end of one's own side."""
    post, side = post_or_404(post_id), _side()
    form = Form.sent(f"ask-{side}", "locale", "words", "topic")
    words, topic = _tidied(form, Kind.QUESTION, "words"), _tidied(form, Kind.TOPIC, "topic")
    if form.values["locale"] not in BY_TAG:
        form.errors["locale"] = gettext("Choose one of the languages.")
    if form.errors:
        return overview(post, form), 422
    try:
        question = Question.ask(db.session(), post, side, form.values["locale"], words, topic, by=person())
    except Refused as error:
        return refused(post, form, error)
    return _done(post, question, gettext("%(place)s is asked.", place=code_name(question)))


@blueprint.post("/posts/<int:post_id>/questions/order")
@needs(Action.QUESTION_EDIT)
def arrange(post_id: int) -> Any:
    """Put the questions of a side into another order."""
    post, side = post_or_404(post_id), _side()
    numbers = request.form.get("order", "").split(",")
    order = [int(number) for number in numbers if number.isascii() and number.isdecimal() and len(number) < 10]
    form = Form(f"order-{side}")
    try:
        Question.arrange(db.session(), post, side, order, by=person())
    except Stale as error:
        form.errors["form"] = gettext("The questions have changed since you saw them. They stand as shown here.")
        return refused(post, form, error, 409)
    except Refused as error:
        return refused(post, form, error)
    moved = next((q for q in post.asked if str(q.id) == request.form.get("moved")), None)
    sentence = gettext("%(place)s stands here now.", place=code_name(moved)) if moved else gettext("Saved.")
    return _done(post, moved, sentence)


@blueprint.post("/posts/<int:post_id>/questions/<int:question_id>/withdrawal")
@needs(Action.QUESTION_EDIT)
def withdraw_question(post_id: int, question_id: int) -> Any:
    """Take a question out of the draft."""
    post = post_or_404(post_id)
    question = _question(post, question_id)
    try:
        question.withdraw(db.session(), by=person())
    except Refused as error:
        return refused(post, Form("withdrawn"), error)
    return _done(post, None, gettext("The question is taken out. It can be put back below."))


@blueprint.post("/posts/<int:post_id>/questions/<int:question_id>/withdrawal/removal")
@needs(Action.QUESTION_EDIT)
def restore_question(post_id: int, question_id: int) -> Any:
    """Put a question back that was taken out."""
    post = post_or_404(post_id)
    question = _question(post, question_id)
    try:
        question.restore(db.session(), by=person())
    except Refused as error:
        return refused(post, Form("withdrawn"), error)
    return _done(post, question, gettext("%(place)s is back.", place=code_name(question)))


@blueprint.post("/posts/<int:post_id>/questions/<int:question_id>/credits")
@needs(Action.QUESTION_EDIT)
def credit(post_id: int, question_id: int) -> Any:
    """Say who asked, or who answered; what the form does not name stays as it is."""
    post = post_or_404(post_id)
    question = _question(post, question_id)
    form = Form.sent(f"credit-{question_id}", "asker", "answerer")
    present = question.answer.answerer if question.answer else None
    try:
        question.credit(
            db.session(), asker=_named("asker", question.asker), answerer=_named("answerer", present), by=person()
        )
    except Refused as error:
        return refused(post, form, error)
    return _done(post, question, gettext("Saved."))


def _done(post: Post, question: Question | None, sentence: str) -> Any:
    db.session.commit()
    flash(sentence)
    anchor = f"q{question.id}" if question else None
    return redirect(url_for("desk.post", post_id=post.id, _anchor=anchor), 303)


def _side() -> Side:
    """The side that a form names; a form of ours always does."""
    named = request.form.get("side", "")
    if named not in list(Side):
        abort(422)
    return Side(named)


def _question(post: Post, question_id: int) -> Question:
    question = db.session.get(Question, question_id)
    if question is None or question.post_id != post.id:
        abort(404)
    return question


def _tidied(form: Form, kind: Kind, name: str) -> str:
    try:
        return tidied(kind, form.values[name])
    except Refused as error:
        form.errors[name] = refusal(error)
        return ""


def _named(name: str, present: Person | None) -> Person | None:
    """The person whom a form names by id: nobody for an empty choice, as before where the form does not ask."""
    chosen = request.form.get(name)
    if chosen is None:
        return present
    if not chosen:
        return None
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 10 else 0
    found = db.session.get(Person, number)
    if found is None:
        raise Refused("not_an_author")
    return found
