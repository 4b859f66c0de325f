"""What the signing page is made of: what is lacking, what changes, the whole post, and what both agree on besides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..dialogue.changes import Content, changes, credits_changed
from ..dialogue.gaps import Gap, GapKind
from ..dialogue.person import Person
from ..dialogue.post import Post
from ..diffs import Paragraph, compare
from ..extensions import db
from ..locales import BY_TAG, EN, ZH_HANS, Locale
from ..web.i18n import _l, gettext
from ..web.names import name_of_person
from ..web.places import Words, code_name, topic_of
from .bench_rows import text_path

_LACKING: Final[dict[tuple[GapKind, str], Any]] = {
    (GapKind.UNTRANSLATED, "en"): _l("There is no English translation: readers of English would see the Chinese."),
    (GapKind.UNTRANSLATED, "zh"): _l("There is no Chinese translation: readers of Chinese would see the English."),
    (GapKind.UNREVIEWED, "en"): _l("The newest English translation is not reviewed: readers would not get it."),
    (GapKind.UNREVIEWED, "zh"): _l("The newest Chinese translation is not reviewed: readers would not get it."),
    (GapKind.STALE, "en"): _l("The English translation is older than the original: readers would see it marked so."),
    (GapKind.STALE, "zh"): _l("The Chinese translation is older than the original: readers would see it marked so."),
    (GapKind.NO_ALT, "en"): _l("There are no words in English for those who cannot see the picture."),
    (GapKind.NO_ALT, "zh"): _l("There are no words in Chinese for those who cannot see the picture."),
}
_OWN_SCRIPT: Final = _l("Its own version in the other Chinese script is out of date: readers would see a conversion.")
_MARKS: Final = {
    True: {
        "en": _l("Readers will see the English translation marked: original changed since."),
        "zh": _l("Readers will see the Chinese translation marked: original changed since."),
    },
    False: {
        "en": _l("The English translation is up to date again: the mark goes."),
        "zh": _l("The Chinese translation is up to date again: the mark goes."),
    },
}
_MENDS: Final = {
    GapKind.UNANSWERED: _l("Answer"), GapKind.UNTRANSLATED: _l("Translate"), GapKind.UNREVIEWED: _l("Review"),
    GapKind.STALE: _l("Update"), GapKind.NO_ALT: _l("Describe"), GapKind.UNEQUAL: _l("See the questions"),
}
_PARTS: Final = {
    "": _l("%(place)s, question"), "topic": _l("%(place)s, topic"), "answer": _l("%(place)s, answer"),
    "alt": _l("%(place)s, alternative text"), "caption": _l("%(place)s, caption"),
    "asker": _l("%(place)s, who asked"), "answerer": _l("%(place)s, who answered"),
}


@dataclass(frozen=True, slots=True)
class GapRow:
    """Something lacking. place: where, empty for the whole; mend: what to do about it, at url."""

    id: str
    place: str
    topic: Words | None
    sentence: str
    mend: str
    url: str
    waived: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What changes in one locale. paragraphs: None where nothing does."""

    locale: Locale
    paragraphs: list[Paragraph] | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A text that changes. state: `new`, `gone`, or empty; words, said: instead of cells, what is no text."""

    place: str
    side: str
    state: str
    cells: list[Cell] = field(default_factory=list)
    words: list[Paragraph] = field(default_factory=list)
    said: str = ""


def gap_row(post: Post, gap: Gap) -> GapRow:
    """A gap in words, with the page on which it is mended."""
    passage, waived = gap.passage, gap.id in post.plan.waivers
    if passage is None:
        sides = [sum(1 for question in post.asked if question.asked_by == side) for side in ("west", "east")]
        sentence = gettext(
            "The sides are not equal: the West asks %(west)s, the East asks %(east)s.", west=sides[0], east=sides[1]
        )
        return GapRow(gap.id, "", None, sentence, str(_MENDS[gap.kind]), f"/desk/posts/{post.id}/", waived)
    answering = post.series.partner(passage.owners[0])
    locale = gap.locale or answering.language
    return GapRow(
        gap.id, label(post, passage.key), topic_of(passage.question) if passage.question else None, _sentence(gap),
        str(_MENDS[gap.kind]), text_path(post, passage.key, locale), waived,
    )


def _sentence(gap: Gap) -> str:
    if gap.kind is GapKind.UNANSWERED:
        return gettext("There is no answer yet: readers would see the question alone.")
    text = gap.passage.text if gap.passage else None
    if gap.kind is GapKind.STALE and text is not None and text.is_override(gap.locale):
        return str(_OWN_SCRIPT)
    return str(_LACKING[gap.kind, gap.locale.partition("-")[0]])


def label(post: Post, key: str) -> str:
    """What a passage is called at the head of a line: “West 1, answer”. key: of a passage."""
    if key in ("title", "intro"):
        return gettext("Title") if key == "title" else gettext("Introduction")
    name, _, part = key.partition(".")
    if name[0] == "p":
        place = gettext("Picture %(number)s", number=name[1:])
    else:
        question = next((each for each in post.questions if each.id == int(name[1:])), None)
        place = code_name(question) if question else gettext("a text that is gone")
    return str(_PARTS[part]) % {"place": place}


def change_rows(post: Post, before: Content, after: Content) -> list[ChangeRow]:
    """What differs between the edition that readers see and what is to be signed, text by text."""
    by_place: dict[str, dict[str, tuple[str | None, str | None]]] = {}
    for change in changes(before, after):
        by_place.setdefault(change.place, {})[change.locale] = change.before, change.after
    rows = [_row(post, place, found) for place, found in by_place.items()]
    return rows + [
        ChangeRow(label(post, _key(post, place)), _side(place), "", words=compare(_name(was), _name(now)))
        for place, was, now in credits_changed(before, after)
    ]


def mark_rows(post: Post, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ChangeRow]:
    """Where readers will see a translation marked out of date, or no longer. before, after: rendered editions."""
    old, new = _stale(before), _stale(after)
    return [
        ChangeRow(label(post, _key(post, place)), _side(place), "", said=str(_MARKS[new[place, tag]][tag[:2]]))
        for place, tag in new if old.get((place, tag), new[place, tag]) is not new[place, tag]
    ]


def _stale(edition: Mapping[str, Any]) -> dict[tuple[str, str], bool]:
    texts = {"title": edition["title"], "intro": edition["intro"]}
    for question in edition["questions"]:
        code = question["code"]
        texts |= {code: question["question"], f"{code}.topic": question["topic"], f"{code}.answer": question["answer"]}
    return {
        (place, tag): rendered["stale"] for place, text in texts.items() if text for tag, rendered in text["by"].items()
    }


def _side(place: str) -> str:
    side = place.partition("-")[0]
    return side if side in ("west", "east") else ""


def _row(post: Post, place: str, found: dict[str, tuple[str | None, str | None]]) -> ChangeRow:
    cells = [
        Cell(BY_TAG[tag], compare(found[tag][0] or "", found[tag][1] or "") if tag in found else None)
        for tag in _tags(found)
    ]
    was, now = [[pair[number] for pair in found.values()] for number in (0, 1)]
    state = "new" if not any(was) else "gone" if not any(now) else ""
    return ChangeRow(label(post, _key(post, place)), _side(place), state, cells)


def _tags(found: dict[str, Any]) -> list[str]:
    """English, Chinese, and the second script only where that changes."""
    return [EN.tag, *(tag for tag in BY_TAG if tag in found and tag != EN.tag)] if set(found) - {EN.tag} else [
        EN.tag, ZH_HANS.tag
    ]


def _key(post: Post, place: str) -> str:
    """The key of a passage by its place in a release: `west-1.answer` is `q12.answer`."""
    name, _, part = place.partition(".")
    if name in ("title", "intro"):
        return name
    if name.startswith("picture-"):
        key = f"p{name.removeprefix('picture-')}"
    else:
        key = next((f"q{question.id}" for question in post.questions if question.code == name), "q0")
    return f"{key}.{part}" if part else key


def _name(public_id: str | None) -> str:
    who = db.session.query(Person).filter_by(public_id=public_id).one_or_none() if public_id else None
    return name_of_person(who) if who else ""
