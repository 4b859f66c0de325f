"""What waits for whom on one post, and how far its translations are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..dialogue.gaps import Gap, GapKind
from ..dialogue.partner import Partner
from ..dialogue.passage import Passage
from ..dialogue.person import Person
from ..dialogue.policy import allowed
from ..dialogue.post import Post
from ..dialogue.suggestion import Suggestion
from ..dialogue.text import Rendition, Text
from ..dialogue.waiting import since
from ..locales import EN, LOCALES, ZH_HANS, Locale
from ..web.i18n import _l, gettext
from ..web.names import LANGUAGES, name_in
from ..web.places import passage_name
from .bench_rows import text_path, to_do

_WHAT: Final = {
    GapKind.UNANSWERED: _l("write the %(what)s"),
    GapKind.UNTRANSLATED: _l("translate the %(what)s into %(language)s"),
    GapKind.UNREVIEWED: _l("review the %(what)s in %(language)s"),
    GapKind.STALE: _l("mend the %(what)s in %(language)s: the original has changed"),
    GapKind.NO_ALT: _l("write the %(what)s in %(language)s"),
}


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing to do. whom: the organisation that is to do it, None for either; yours: whether the reader may."""

    what: str
    url: str
    whom: str | None
    since: datetime
    yours: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one locale is. written: texts that are originals in it; of the others: how many are there, and how."""

    locale: Locale
    written: int
    needed: int
    translated: int
    reviewed: int
    stale: int


def waits(post: Post, missing: Iterable[Gap], suggestions: Iterable[Suggestion], found: list[Passage],
          reader: Person) -> list[Wait]:
    """What is to be done before keys can turn, in reading order, then the suggestions. Waived gaps are left so."""
    by_key = {passage.key: passage for passage in found}
    waiting = [_of_gap(post, gap, reader) for gap in to_do(missing) if gap.id not in post.plan.waivers]
    return waiting + [
        _of_suggestion(post, each, by_key[each.key], reader) for each in suggestions if each.key in by_key
    ]


def _of_gap(post: Post, gap: Gap, reader: Person) -> Wait:
    passage = gap.passage
    assert passage is not None
    owner = _only_owner(post, passage)
    locale = gap.locale or (owner.language if owner else "en")
    what = str(_WHAT[gap.kind]) % {"what": passage_name(post, passage.key), "language": str(LANGUAGES[locale])}
    # Whoever translates may be of either side; an answer is only its own side's.
    whom = owner if gap.kind is GapKind.UNANSWERED else None
    return Wait(
        what, text_path(post, passage.key, locale), name_in(whom.names) if whom else None, since(gap),
        allowed(reader, passage.action(locale), passage),
    )


def _of_suggestion(post: Post, suggestion: Suggestion, passage: Passage, reader: Person) -> Wait:
    owner = _only_owner(post, passage)
    return Wait(
        gettext("decide about a suggestion for the %(what)s", what=passage_name(post, passage.key)),
        text_path(post, passage.key, suggestion.locale), name_in(owner.names) if owner else None, suggestion.at,
        suggestion.by_id != reader.id and allowed(reader, passage.action(suggestion.locale), passage),
    )


def _only_owner(post: Post, passage: Passage) -> Partner | None:
    owners = [post.series.partner(side) for side in passage.owners]
    return owners[0] if len(owners) == 1 else None


def progress(found: Iterable[Passage]) -> list[Progress]:
    """How far each locale is; a Chinese script that is only converted from the other needs nothing and is left out."""
    texts = [passage.text for passage in found if passage.text and passage.text.source.newest.words]
    tags = {rendition.locale for text in texts for rendition in text.renditions}
    return [_progress(locale, texts) for locale in LOCALES if locale.tag in tags or locale in (EN, ZH_HANS)]


def _progress(locale: Locale, texts: list[Text]) -> Progress:
    written = [text for text in texts if text.source_locale == locale.tag]
    others = [text for text in texts if text.source_locale.partition("-")[0] != locale.language]
    there = [text for text in texts if text not in written and text.rendition(locale.tag)]
    # Overrides in the second script are none of them needed: those that exist are counted.
    needed = there if locale not in (EN, ZH_HANS) else others
    covered = [text for text in needed if _in_language(text, locale)]
    return Progress(
        locale, len(written), len(needed), len(covered),
        sum(1 for text in covered if all(r.approved_revision == r.newest.number for r in _in_language(text, locale))),
        sum(1 for text in covered if any(text.is_stale(r.locale) for r in _in_language(text, locale))),
    )


def _in_language(text: Text, locale: Locale) -> list[Rendition]:
    """The renditions that cover a locale: its own, or where there is none those that it is converted from."""
    own = [rendition for rendition in text.renditions if rendition.locale == locale.tag]
    same = [r for r in text.renditions if r.locale.partition("-")[0] == locale.language]
    return [rendition for rendition in own or same if rendition.newest.words]
