"""From the stored content of an edition to the values that a page shows in one locale."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup

from ..dialogue.edition import Edition
from ..dialogue.post import Post
from ..dialogue.series import Series
from ..locales import Locale, choose, choose_name, convert_html, other_script
from ..markup import plain
from .shown import Credit, Organisation, PostCard, Said, SeriesCard, Shown

_SEALS: Final = {
    ("west", "en"): Said("W", "en"), ("west", "zh-Hans"): Said("西", "zh-Hans"),
    ("west", "zh-Hant"): Said("西", "zh-Hant"),
    ("east", "en"): Said("东", "zh-Hans"), ("east", "zh-Hans"): Said("东", "zh-Hans"),
    ("east", "zh-Hant"): Said("東", "zh-Hant"),
}
_OTHER_LANGUAGE: Final = {"en": "zh-Hans", "zh-Hans": "en", "zh-Hant": "en"}


def shown(text: Mapping[str, Any], here: Locale) -> Shown:
    """A rendered text for a locale: own rendition, the other script converted, else the source."""
    by, source = text["by"], text["source"]
    tag = here.tag
    if tag in by:
        return _shown(by[tag], by[tag]["html"], tag, source)
    other = other_script(tag)
    if other in by:
        return _shown(by[other], convert_html(by[other]["html"], tag), tag, source)
    tag = source if source in by else next(iter(by), source)
    html = by[tag]["html"] if tag in by else ""
    return Shown(Markup(html), tag, source, fallback=here.language != tag.partition("-")[0])


def _shown(rendered: Mapping[str, Any], html: str, tag: str, source: str) -> Shown:
    # Rendered by `markup` when the edition was made, which let only its allow-list through.
    translated = tag.partition("-")[0] != source.partition("-")[0]
    by = rendered.get("by")
    translators = (Said(*choose_name(dict(by), tag)),) if translated and by else ()
    return Shown(Markup(html), tag, source, stale=rendered["stale"], translators=translators)


def said(text: Mapping[str, Any], here: Locale) -> Said:
    """A one-line text, such as a title, in plain words."""
    found = shown(text, here)
    return Said(plain(found.html), found.lang)


def other_said(text: Mapping[str, Any], here: Locale) -> Said | None:
    """The same line in the other language, where it exists: the second title."""
    other = _OTHER_LANGUAGE[here.tag]
    if other in text["by"]:
        return Said(plain(text["by"][other]["html"]), other)
    return None


def _said(names: Mapping[str, str], tag: str) -> Said:
    return Said(*choose(dict(names), tag))


def name_said(names: Mapping[str, str], here: Locale) -> Said:
    """A name kept by locale, for a reader here."""
    return _said(names, here.tag)


def note_said(note: Mapping[str, str], here: Locale) -> Said:
    """What the partners tell readers about an edition; empty where they tell nothing."""
    return _said(note, here.tag)


def organisation(side: str, partner: Mapping[str, Any], here: Locale) -> Organisation:
    """A partner, from an edition or from the live row."""
    name = _said(partner["names"], here.tag)
    own = _said(partner["names"], partner["language"])
    is_foreign = own.lang.partition("-")[0] != here.language
    return Organisation(
        side=side, name=name, own_name=own if is_foreign and own.text != name.text else None,
        city=_said(partner["city"], here.tag), blurb=_said(partner["blurb"], here.tag),
        language=partner["language"], seal=_SEALS[side, here.tag],
    )


def organisations(partners: Mapping[str, Any], here: Locale) -> tuple[Organisation, Organisation]:
    """Both partners, West first."""
    return organisation("west", partners["west"], here), organisation("east", partners["east"], here)


def credit(side: str, names: Mapping[str, str] | None, partner: Mapping[str, Any], here: Locale) -> Credit:
    """Who asked or answered: the name in the own script first, then in the page's."""
    found: tuple[Said, ...] = ()
    if names:
        own, local = (Said(*choose_name(dict(names), tag)) for tag in (partner["language"], here.tag))
        same_language = here.language == partner["language"].partition("-")[0]
        found = (local,) if same_language or own.text == local.text else (own, local)
    return Credit(side, found, _said(partner["names"], here.tag))


def post_card(post: Post, edition: Edition, first: datetime, here: Locale, comments: int) -> PostCard:
    """A post in a list."""
    card = edition.card
    return PostCard(
        url=post_url(here, post.series.slug, post.number), number=post.number or 0, title=said(card["title"], here),
        other_title=other_said(card["title"], here), intro=shown(card["intro"], here), published=first,
        question_count=card["questions"], comment_count=comments, series_title=_said(post.series.title, here.tag),
        series_url=series_url(here, post.series.slug), partners=organisations(card["partners"], here),
    )


def series_card(series: Series, here: Locale, count: int, newest: datetime) -> SeriesCard:
    """A series in a list or at the head of its own page."""
    partners = {
        side: {"names": p.names, "city": p.city, "blurb": p.blurb, "language": p.language}
        for side, p in (("west", series.west), ("east", series.east))
    }
    title, other = _said(series.title, here.tag), series.title.get(_OTHER_LANGUAGE[here.tag])
    return SeriesCard(
        url=series_url(here, series.slug), title=title,
        other_title=Said(other, _OTHER_LANGUAGE[here.tag]) if other and other != title.text else None,
        blurb=_said(series.blurb, here.tag), partners=organisations(partners, here), post_count=count, newest=newest,
    )


def series_url(here: Locale, slug: str) -> str:
    """The path of a series in a locale."""
    return f"/{here.prefix}/{slug}/"


def post_url(here: Locale, slug: str, number: int | None) -> str:
    """The path of a post in a locale."""
    return f"/{here.prefix}/{slug}/{number}/"
