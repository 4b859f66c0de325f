"""The suggestions for one text, as its page shows them: the open ones with their diffs, the decided ones folded."""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from ..dialogue.passage import Passage
from ..dialogue.policy import allowed
from ..dialogue.suggestion import Outcome, Suggestion
from ..dialogue.text import Revision
from ..diffs import Paragraph, compare
from ..extensions import db
from ..web.guard import person
from ..web.i18n import _l

OUTCOMES: Final = {
    Outcome.ACCEPTED: _l("accepted"), Outcome.DECLINED: _l("declined"), Outcome.TAKEN_BACK: _l("taken back"),
}


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion. change: against the revision it was made on; now: against the newest, where that is another."""

    suggestion: Suggestion
    change: list[Paragraph]
    now: list[Paragraph] | None
    outcome: str
    may_decide: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All suggestions for a text in a locale, oldest first."""

    open: list[Suggested]
    decided: list[Suggested]


def suggestions_for(passage: Passage, locale: str, newest: Revision | None) -> Suggestions:
    """The suggestions for a text in a locale. locale: a tag."""
    wanted = sa.select(Suggestion).where(
        Suggestion.post_id == passage.post.id, Suggestion.key == passage.key, Suggestion.locale == locale
    )
    rows = [
        _row(passage, suggestion, newest) for suggestion in db.session.scalars(wanted.order_by(Suggestion.id)).unique()
    ]
    return Suggestions(
        [row for row in rows if row.suggestion.outcome is Outcome.OPEN],
        [row for row in rows if row.suggestion.outcome is not Outcome.OPEN],
    )


def _row(passage: Passage, suggestion: Suggestion, newest: Revision | None) -> Suggested:
    rendition = passage.text.rendition(suggestion.locale) if passage.text else None
    seen = {revision.number: revision.words for revision in rendition.revisions} if rendition else {}
    was_open = suggestion.outcome is Outcome.OPEN
    moved = was_open and newest is not None and newest.number != suggestion.on_revision
    return Suggested(
        suggestion=suggestion, change=compare(seen.get(suggestion.on_revision, ""), suggestion.words),
        now=compare(newest.words, suggestion.words) if moved and newest else None,
        outcome=str(OUTCOMES.get(suggestion.outcome, "")),
        may_decide=was_open and allowed(person(), passage.action(suggestion.locale), passage),
        is_mine=suggestion.by_id == person().id,
    )
