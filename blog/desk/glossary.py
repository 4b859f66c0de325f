"""The glossary of a series: on which translations the partners have agreed."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from ..dialogue.errors import Refused
from ..dialogue.glossary import Term
from ..dialogue.policy import Action, allowed
from ..dialogue.series import Series
from ..extensions import db
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.i18n import gettext
from ..web.names import name_in
from ..web.pages import frame
from . import blueprint
from .forms import Form
from .series import series_or_404

GLOSSARY = "/series/<int:series_id>/glossary/"
_FIELDS = ("en", "zh", "note")


@blueprint.get(GLOSSARY)
@needs(Action.DESK_READ)
def glossary(series_id: int) -> Any:
    """The terms of a series, by the English alphabet."""
    return _page(series_or_404(series_id), Form())


@blueprint.post(f"{GLOSSARY}terms")
@needs(Action.GLOSSARY_EDIT)
def add_term(series_id: int) -> Any:
    """Add a term."""
    series, form = series_or_404(series_id), Form.sent("add", *_FIELDS)
    try:
        Term.add(db.session(), series, **form.values, by=person())
    except Refused as error:
        return _refused(series_id, form, error)
    return _done(series_id, gettext("“%(term)s” is in the glossary.", term=form.values["en"]))


@blueprint.post(f"{GLOSSARY}terms/<int:term_id>")
@needs(Action.GLOSSARY_EDIT)
def change_term(series_id: int, term_id: int) -> Any:
    """Put a term, its translation or its note otherwise."""
    term, form = _term(series_id, term_id), Form.sent(str(term_id), *_FIELDS)
    try:
        term.change(db.session(), **form.values, by=person())
    except Refused as error:
        return _refused(series_id, form, error)
    return _done(series_id, gettext("“%(term)s” is changed.", term=form.values["en"]))


@blueprint.post(f"{GLOSSARY}terms/<int:term_id>/removal")
@needs(Action.GLOSSARY_EDIT)
def remove_term(series_id: int, term_id: int) -> Any:
    """Take a term out."""
    term = _term(series_id, term_id)
    name = term.en
    term.remove(db.session(), by=person())
    return _done(series_id, gettext("“%(term)s” is taken out of the glossary.", term=name))


def _term(series_id: int, term_id: int) -> Term:
    term = db.session.get(Term, term_id)
    if term is None or term.series_id != series_or_404(series_id).id:
        abort(404)
    return term


def _done(series_id: int, sentence: str) -> Any:
    flash(sentence, "done")
    db.session.commit()
    return redirect(url_for("desk.glossary", series_id=series_id), 303)


def _refused(series_id: int, form: Form, error: Refused) -> Any:
    db.session.rollback()
    form.errors["form"] = refusal(error)
    return _page(series_or_404(series_id), form), 422


def _page(series: Series, form: Form) -> str:
    may = allowed(person(), Action.GLOSSARY_EDIT, series)
    terms = list(db.session.scalars(Term.of(series)).unique())
    return render_template(
        "desk/glossary.html", series=series, title=name_in(series.title), form=form, may=may,
        terms=[(term, _form_of(term, form)) for term in terms], adding=form if form.name == "add" else Form("add"),
        **frame(None),
    )


def _form_of(term: Term, sent: Form) -> Form:
    """What stands in the fields of a term: what was sent for it and refused, else the term itself."""
    if sent.name == str(term.id):
        return sent
    return Form(str(term.id), {"en": term.en, "zh": term.zh, "note": term.note})
