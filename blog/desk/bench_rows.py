"""The left column of the bench: the questions of both sides with their states, and the other pages of a post."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import url_for

from ..dialogue.base import Side
from ..dialogue.gaps import Gap, GapKind, other_language
from ..dialogue.partner import Role
from ..dialogue.passage import Passage
from ..dialogue.person import Person
from ..dialogue.post import Post
from ..dialogue.question import Question
from ..locales import BY_TAG
from ..web.i18n import _l, gettext
from ..web.names import name_in
from ..web.places import Words, topic_of

SIDE_HEADINGS: Final = {Side.WEST: _l("West asks East"), Side.EAST: _l("East asks West")}
GAP_STATES: Final = {
    GapKind.STALE: _l("translation out of date"), GapKind.UNREVIEWED: _l("translation to review"),
    GapKind.UNTRANSLATED: _l("translation missing"), GapKind.NO_ALT: _l("alternative text missing"),
}
# Of several gaps the one that a row names: what is out of date misleads, what is missing is only not there.
_ORDER: Final = tuple(GAP_STATES)
_TRANSLATED: Final = {
    "done": _l("asked, answered, translated"), "wait": _l("asked, answered, translation to do"),
    "none": _l("asked, answer awaited, not translated"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the post; state: what is lacking there, in words, else empty."""

    label: str
    url: str
    current: bool
    state: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A question in the list. dots: asked, answered, translated, each `done`, `wait` or `none`; spoken: the same.

    tone: `due` where the state asks something of the reader, `ok` where nothing is left to do, else empty.
    """

    number: int
    topic: Words
    url: str
    state: str
    tone: str
    dots: tuple[str, str, str]
    spoken: str
    current: bool


@dataclass(frozen=True, slots=True)
class SideRows:
    """The questions of one side under its heading."""

    side: Side
    heading: str
    rows: list[Row]


def text_path(post: Post, key: str, locale: str) -> str:
    """Where a passage is written in a locale. locale: a tag."""
    return url_for("desk.text", post_id=post.id, key=key, loc=BY_TAG[locale].prefix)


def to_do(missing: Iterable[Gap]) -> list[Gap]:
    """The gaps of texts. A translation that was mended and only has to be reviewed is not out of date any more."""
    found = [gap for gap in missing if gap.passage]
    mended = {(gap.passage.key, gap.locale) for gap in found if gap.passage and gap.kind is GapKind.UNREVIEWED}
    return [
        gap for gap in found
        if gap.kind is not GapKind.STALE or (gap.passage and (gap.passage.key, gap.locale) not in mended)
    ]


def answers(person: Person, question: Question) -> bool:
    """Whether a person is of those who answer a question."""
    partner = question.post.series.partner(question.asked_by.other)
    return person.has_role(partner, Role.AUTHOR)


def sides(post: Post, missing: Iterable[Gap], current: str, loc: str, reader: Person) -> list[SideRows]:
    """Both sides of a post. current: key of the passage at work; loc: tag of the locale at work, or empty."""
    by_question: dict[int, list[Gap]] = {}
    for gap in to_do(missing):
        if gap.passage and gap.passage.question:
            by_question.setdefault(gap.passage.question.id, []).append(gap)
    found = []
    for side in Side:
        asked = [question for question in post.asked if question.asked_by is side]
        rows = [_row(question, by_question.get(question.id, []), current, loc, reader) for question in asked]
        found.append(SideRows(side, str(SIDE_HEADINGS[side]), rows))
    return found


def _row(question: Question, lacking: list[Gap], current: str, loc: str, reader: Person) -> Row:
    state, tone, url = _state(question, lacking, loc, reader)
    translated = "none" if question.answer is None else "wait" if lacking else "done"
    return Row(
        number=question.number, topic=topic_of(question), url=url, state=state, tone=tone,
        dots=("done", "done" if question.answer else "wait", translated), spoken=str(_TRANSLATED[translated]),
        current=current.partition(".")[0] == f"q{question.id}",
    )


def _state(question: Question, lacking: list[Gap], loc: str, reader: Person) -> tuple[str, str, str]:
    """What a question waits for, its tone, and the page on which that is done."""
    post, key = question.post, f"q{question.id}"
    if question.answer is None:
        answering = post.series.partner(question.asked_by.other)
        if answers(reader, question):
            return gettext("your answer is due"), "due", text_path(post, f"{key}.answer", answering.language)
        words = gettext("waiting for %(partner)s", partner=name_in(answering.names))
        return words, "", text_path(post, key, loc or other_language(question.text.source_locale))
    gap = min(lacking, key=lambda each: _ORDER.index(each.kind), default=None)
    if gap is not None and gap.passage is not None:
        return str(GAP_STATES[gap.kind]), "due", text_path(post, gap.passage.key, gap.locale)
    locale = loc or other_language(question.answer.text.source_locale)
    return gettext("ready"), "ok", text_path(post, f"{key}.answer", locale)


def heads(found: list[Passage], missing: Iterable[Gap], current: str) -> list[Entry]:
    """The entries of title and introduction, with what they lack."""
    entries = []
    for passage, label in zip(found[:2], (gettext("Title"), gettext("Introduction")), strict=True):
        gap = next((gap for gap in to_do(missing) if gap.passage and gap.passage.key == passage.key), None)
        target = gap.locale if gap else other_language(passage.text.source_locale if passage.text else "en")
        state = str(GAP_STATES[gap.kind]) if gap else ""
        entries.append(Entry(label, text_path(passage.post, passage.key, target), current == passage.key, state))
    return entries
