"""What became of a post since it was first published: each edition that readers saw, and what it changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from flask import render_template

from ..dialogue.changes import texts
from ..dialogue.post import Post
from ..diffs import Paragraph, compare
from ..extensions import db
from ..locales import EN, ZH_HANS, ZH_HANT, Locale, convert, other_script
from ..web.guard import public
from ..web.i18n import locale
from ..web.pages import frame
from . import blueprint, shelf
from .headings import place_name
from .posts import row_or_answer
from .present import name_said, note_said, post_url, said, series_url
from .shelf import Found
from .shown import Said

_CHINESE: Final = frozenset({ZH_HANS.tag, ZH_HANT.tag})
# Editions never change, and a reader who asks again must not cost as much as the first.
_compared: Final = lru_cache(maxsize=256)(compare)
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that an edition changed, in one language."""

    name: str
    language: Locale
    paragraphs: list[Paragraph]


@dataclass(frozen=True, slots=True)
class EditionShown:
    """An edition that readers saw. number: its place among these, from 1; passages: what it changed."""

    number: int
    at: datetime
    note: Said
    passages: list[Passage]


@blueprint.get("/<locale:loc>/<slug:slug>/<int:number>/history/")
@public
def history(slug: str, number: int) -> Any:
    """The editions of a post, newest first, each with what it changed."""
    found = row_or_answer(slug, number)
    if not isinstance(found, Found):
        return found
    here, series = locale(), found.post.series
    return render_template(
        "reading/history.html", editions=_editions(found.post, here), title=said(found.content["title"], here),
        url=post_url(here, slug, number), number=number, series_title=name_said(series.title, here),
        series_url=series_url(here, slug),
        **frame(
            lambda version: f"{post_url(version, slug, number)}history/",
            facing=f"{post_url(here, slug, number)}facing/",
        ),
    )


def _editions(post: Post, here: Locale) -> list[EditionShown]:
    seen = shelf.editions(db.session(), post)
    changed = [list(_passages(before, after, here)) for (_, after), (_, before) in pairwise(seen)]
    return [
        EditionShown(len(seen) - place, at, note_said(content["note"], here), passages)
        for place, ((at, content), passages) in enumerate(zip(seen, [*changed, []], strict=True))
    ]


def _passages(before: Mapping[str, Any], after: Mapping[str, Any], here: Locale) -> Iterator[Passage]:
    """The texts that differ between two releases, in reading order, the page's own language first."""
    old, new = _by_place(before), _by_place(after)
    for place in [*new, *(place for place in old if place not in new)]:
        was, became = old.get(place, {}), new.get(place, {})
        for language in _languages(here, {*was, *became}):
            paragraphs = _compared(_read(was, language.tag), _read(became, language.tag))
            if any(paragraph.changed for paragraph in paragraphs):
                yield Passage(place_name(place, here), language, paragraphs)


def _by_place(content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (place, tag), words in texts(content):
        found.setdefault(place, {})[tag] = words
    return found


def _languages(here: Locale, written: set[str]) -> list[Locale]:
    """The page's own language, then the other; both Chinese scripts only where both are written."""
    chinese = ZH_HANT if here is ZH_HANT else ZH_HANS
    other = ZH_HANS if here is ZH_HANT else ZH_HANT
    pair = [EN, chinese] if here is EN else [chinese, EN]
    return [*pair, other] if written >= _CHINESE else pair


def _read(words: Words, tag: str) -> str:
    """What readers of a language saw: their own words, or those in the other script converted."""
    other = other_script(tag)
    if tag in words or other is None or other not in words:
        return words.get(tag, "")
    return convert(words[other], tag)
