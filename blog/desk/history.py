"""Every revision of a text in a locale, what differs between two, and going back to one as a new revision."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import abort, render_template, request
from sqlalchemy.orm import joinedload

from ..dialogue.errors import Conflict, Refused
from ..dialogue.passage import Passage
from ..dialogue.policy import Action, allowed
from ..dialogue.text import Revision
from ..diffs import Paragraph, compare
from ..extensions import db
from ..locales import BY_TAG, Locale
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.i18n import gettext
from ..web.pages import frame
from . import blueprint
from .around import KINDS, text_url
from .bench import bench
from .sent import TEXT, at, done, number, passage_or_404
from .states import ORIGINS


@dataclass(frozen=True, slots=True)
class Row:
    """One revision. of: of which locale and revision it is a translation; reviewed: releases carry this one."""

    revision: Revision
    of: tuple[Locale, int] | None
    origin: str
    reviewed: bool
    may_restore: bool


@dataclass(frozen=True, slots=True)
class Between:
    """Two revisions of a text, and what differs between their words."""

    before: Revision
    after: Revision
    pieces: list[Paragraph]


@blueprint.get(f"{TEXT}history/")
@needs(Action.DESK_READ)
def history(post_id: int, key: str, loc: str) -> Any:
    """The revisions of a text, newest first, and the diff between the two that `from` and `to` name."""
    return _page(*at(post_id, key, loc))


@blueprint.post(f"{TEXT}history/<int:number>/restoration")
@needs(Action.RENDITION_EDIT)
def restore_revision(post_id: int, key: str, loc: str, number: int) -> Any:
    """Save the words of an old revision as the newest one."""
    passage, locale = at(post_id, key, loc)
    old = next((each for each in _revisions(passage, locale) if each.number == number), None)
    if old is None:
        abort(404)
    try:
        made = passage.save(db.session(), locale.tag, old.words, on_revision=_on_revision(), by=person())
    except (Conflict, Refused) as error:
        db.session.rollback()
        page = _page(passage_or_404(passage.post, key), locale, wrong=refusal(error))
        return page, 409 if isinstance(error, Conflict) else 422
    return done(passage, locale, gettext(
        "The words of revision %(old)s are back, as revision %(new)s.", old=number, new=made.number
    ))


def _on_revision() -> int:
    return number("on_revision")


def _page(passage: Passage, locale: Locale, wrong: str = "") -> str:
    revisions = _revisions(passage, locale)
    return render_template(
        "desk/history.html", bench=bench(passage.post, passage.key, locale.prefix), passage=passage, at=locale,
        heading=str(KINDS[passage.kind]), rows=_rows(passage, locale, revisions), between=_between(revisions),
        wrong=wrong, url=lambda page, **values: text_url(passage, locale, page, **values), **frame(None),
    )


def _revisions(passage: Passage, locale: Locale) -> list[Revision]:
    """All revisions of a text in a locale with their writers, newest first."""
    rendition = passage.text.rendition(locale.tag) if passage.text else None
    if rendition is None:
        return []
    wanted = sa.select(Revision).where(Revision.rendition_id == rendition.id).options(joinedload(Revision.by))
    return list(db.session.scalars(wanted.order_by(Revision.number.desc())))


def _rows(passage: Passage, locale: Locale, revisions: list[Revision]) -> list[Row]:
    text = passage.text
    if text is None or not revisions:
        return []
    may = allowed(person(), passage.action(locale.tag), passage)
    reviewed = text.rendition(locale.tag, strict=True).approved_revision if locale.tag != text.source_locale else None
    return [
        Row(
            each, (BY_TAG[each.of_locale or text.source_locale], each.of_revision) if each.of_revision else None,
            str(ORIGINS.get(each.origin, "")), each.number == reviewed, may and each is not revisions[0],
        )
        for each in revisions
    ]


def _between(revisions: list[Revision]) -> Between | None:
    """The two revisions that the address names, else the two newest; None where there are no two."""
    if len(revisions) < 2:
        return None
    numbered = {str(each.number): each for each in revisions}
    one = numbered.get(request.args.get("from", ""), revisions[1])
    other = numbered.get(request.args.get("to", ""), revisions[0])
    before, after = sorted((one, other), key=lambda each: each.number)
    return Between(before, after, compare(before.words, after.words))
