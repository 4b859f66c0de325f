"""The whole post as it will be: every text in both languages beside each other, as one release has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..dialogue.base import Side
from ..locales import BY_TAG, EN, LOCALES, ZH_HANS, ZH_HANT, Locale, choose, choose_name
from ..web.places import Words
from .bench_rows import SIDE_HEADINGS

COLUMNS = (EN, ZH_HANS)


@dataclass(frozen=True, slots=True)
class Part:
    """A text in one locale, as readers of it will see it.

    html: None where there is none and readers see the other language; own: in Traditional characters of its own,
    below a Simplified text that would else be converted.
    """

    locale: Locale
    html: Markup | None
    original: bool = False
    stale: bool = False
    own: bool = False
    translator: Words | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Who asked or answered, in one language. person: empty where only the partner is known."""

    person: Words | None
    partner: Words


Columns = tuple[list[Part], list[Part]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer. voices: of the asker and the answerer, in each language."""

    code: str
    side: Side
    number: int
    topic: Columns | None
    question: Columns
    answer: Columns | None
    askers: tuple[Voice, Voice]
    answerers: tuple[Voice, Voice]


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A picture with what is said in its place, and below it."""

    id: int
    sha256: str
    alt: Columns
    caption: Columns | None


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that readers will see. dropped: questions that leave a line; sides: heading and questions."""

    title: Columns
    intro: Columns | None
    sides: list[tuple[Side, str, list[Asked]]]
    pictures: list[PictureShown]
    dropped: list[str]


def whole(content: Mapping[str, Any], edition: Mapping[str, Any]) -> Whole:
    """A release in both languages. content: what is signed; edition: the same, rendered as readers will get it."""
    partners, questions = edition["partners"], edition["questions"]
    sides = []
    for side in Side:
        asked = [_asked(question, partners) for question in questions if question["side"] == side.value]
        sides.append((side, str(SIDE_HEADINGS[side]), asked))
    return Whole(
        title=_columns(edition["title"]),
        intro=_columns(edition["intro"]) if any(text["html"] for text in edition["intro"]["by"].values()) else None,
        sides=sides, pictures=[_picture(picture) for picture in content["pictures"]],
        dropped=[_dropped(question) for question in edition["withdrawn"]],
    )


def _asked(question: Mapping[str, Any], partners: Mapping[str, Any]) -> Asked:
    side = Side(question["side"])
    return Asked(
        code=question["code"], side=side, number=question["number"],
        topic=_columns(question["topic"]) if question["topic"] else None, question=_columns(question["question"]),
        answer=_columns(question["answer"]) if question["answer"] else None,
        askers=_voices(question["asker"], partners[side.value]),
        answerers=_voices(question["answerer"], partners[side.other.value]),
    )


def _dropped(question: Mapping[str, Any]) -> str:
    return f"{SIDE_HEADINGS[Side(question['side'])]} {question['number']}"


def _voices(names: Mapping[str, str] | None, partner: Mapping[str, Any]) -> tuple[Voice, Voice]:
    voices = [
        Voice(
            Words(*choose_name(dict(names), each.tag)) if names else None,
            Words(*choose(partner["names"], each.tag)),
        ) for each in COLUMNS
    ]
    return voices[0], voices[1]


def _columns(text: Mapping[str, Any]) -> Columns:
    """A rendered text, English left and Chinese right; a second script below the first."""
    found = [
        [_part(text, each, own=each is ZH_HANT and ZH_HANS.tag in text["by"]) for each in LOCALES
         if each.language == column.language and text["by"].get(each.tag, {}).get("html")] or [Part(column, None)]
        for column in COLUMNS
    ]
    return found[0], found[1]


def _part(text: Mapping[str, Any], here: Locale, *, own: bool) -> Part:
    rendered, source = text["by"][here.tag], BY_TAG[text["source"]]
    translated = source.language != here.language
    by = rendered.get("by") if translated else None
    # Rendered by `markup`, which lets only its allow-list through.
    return Part(
        here, Markup(rendered["html"]), original=here is source, stale=rendered["stale"], own=own,
        translator=Words(*choose_name(dict(by), here.tag)) if by else None,
    )


def _picture(picture: Mapping[str, Any]) -> PictureShown:
    return PictureShown(
        picture["id"], picture["sha256"], _lines(picture["alt"]),
        _lines(picture["caption"]) if picture["caption"] else None,
    )


def _lines(text: Mapping[str, Any]) -> Columns:
    """The words of a one-line text, which a release holds as they were written."""
    by = {
        tag: {"html": Markup.escape(rendition["markdown"]), "stale": False}
        for tag, rendition in text["renditions"].items()
    }
    return _columns({"source": text["source"], "by": by})
