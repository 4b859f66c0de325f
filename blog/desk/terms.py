"""The glossary at work: agreed terms marked in an original, and those that a translation does not use."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ..dialogue.glossary import Term, found, missing
from ..locales import BY_TAG, convert
from ..web.i18n import gettext


@dataclass(frozen=True, slots=True)
class Lacking:
    """A term of the original, and the agreed word for it that the translation lacks; each with its locale."""

    word: str
    lang: str
    agreed: str
    note: str


def in_locale(term: Term, locale: str) -> str:
    """A term as it is written in a locale; Chinese in that script, in whichever it was typed."""
    return term.en if BY_TAG[locale].language == "en" else convert(term.zh, locale)


def marked(words: str, terms: Sequence[Term], locale: str, into: str) -> Markup:
    """Words with the agreed terms marked, each telling its translation. Locales are tags."""
    parts, end = [], 0
    for start, stop, term in found(terms, words, locale):
        told = gettext("agreed: %(term)s", term=in_locale(term, into))
        parts += [escape(words[end:start]), Markup('<mark title="{}">{}</mark>').format(told, words[start:stop])]
        end = stop
    return Markup("").join([*parts, escape(words[end:])])


def lacking(terms: Sequence[Term], original: str, locale: str, translation: str, into: str) -> list[Lacking]:
    """The agreed words that a translation lacks."""
    return [
        Lacking(in_locale(term, locale), locale, in_locale(term, into), term.note)
        for term in missing(terms, original, locale, translation, into)
    ]
