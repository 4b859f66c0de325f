"""The catalogues are complete, fresh, and punctuated as a Chinese reader expects."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.house.source import ROOT

CHINESE = ("zh_Hans", "zh_Hant")
# As .ci/catalogues.sh gives them to Babel.
KEYWORDS = DEFAULT_KEYWORDS | {
    "_l": None, "lazy_gettext": None, "pattern": None, "lazy_pgettext": ((1, "c"), 2), "lazy_ngettext": (1, 2),
}
METHODS = [("**.py", "python"), ("templates/**", "jinja2")]
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_TAG = re.compile(r"<[^>]*>")
_HAN = r"[\u3400-\u9fff]"
_HALF_WIDTH = re.compile(rf"{_HAN}\s*[,.;:!?]|[,;:!?]\s*{_HAN}|{_HAN}\s*\(|\)\s*{_HAN}")
# Markdown that a reader is shown as it is typed.
_MARKDOWN_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
_STRAIGHT = re.compile(r"[\"']")


def catalogue(name: str) -> Catalog:
    """The template, or the catalogue of a locale."""
    path = ROOT / "translations" / ("messages.pot" if name == "pot" else f"{name}/LC_MESSAGES/messages.po")
    with path.open("rb") as file:
        return read_po(file, locale=None if name == "pot" else name)


def messages(name: str) -> dict[tuple[str | None, str], Message]:
    """The messages of a catalogue by context and first sentence."""
    return {(m.context, _all(m.id)[0]): m for m in catalogue(name) if m.id}


def _all(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def translated(locale: str) -> Iterator[tuple[str, str]]:
    """Each sentence with each of its translations."""
    for message in messages(locale).values():
        yield from ((_all(message.id)[-1], words) for words in _all(message.string) if words)


def test_the_template_is_fresh() -> None:
    """messages.pot holds exactly the sentences of the code and the templates."""
    found = {
        (context, _all(words)[0])
        for _, _, words, _, context in extract_from_dir(ROOT / "blog", method_map=METHODS, keywords=KEYWORDS)
    }
    kept = set(messages("pot"))

    assert (set(), set()) == (found - kept, kept - found), "new ones, and those that are gone: run make pot"


@pytest.mark.parametrize("locale", CHINESE)
def test_every_sentence_is_translated(locale: str) -> None:
    """A Chinese catalogue has each sentence of the template, none empty, none fuzzy, none besides."""
    template, own = messages("pot"), messages(locale)
    empty = [key for key, message in own.items() if not all(_all(message.string))]
    fuzzy = [key for key, message in own.items() if message.fuzzy]

    assert [] == sorted(str(key) for key in set(template) ^ set(own)), "run make pot"
    assert [] == empty, f"translate these in translations/{locale}"
    assert [] == fuzzy, f"look at these in translations/{locale} and take the mark away"


@pytest.mark.parametrize("locale", CHINESE)
def test_chinese_has_one_plural_form(locale: str) -> None:
    """A Chinese catalogue has a single plural form, and its counted sentences one translation each."""
    own = catalogue(locale)
    many = [m.id for m in own if m.id and not isinstance(m.id, str) and len(_all(m.string)) != 1]

    assert 1 == own.num_plurals
    assert [] == many


@pytest.mark.parametrize("locale", CHINESE)
def test_placeholders_agree(locale: str) -> None:
    """A translation names the same values and has the same tags as its sentence, in whatever order."""
    wrong = []
    for message in messages(locale).values():
        for words in filter(None, _all(message.string)):
            # Chinese says a number also where the English singular writes "one".
            sources = [Counter(_PLACEHOLDER.findall(s)) + Counter(_TAG.findall(s)) for s in _all(message.id)]
            if Counter(_PLACEHOLDER.findall(words)) + Counter(_TAG.findall(words)) not in sources:
                wrong.append(words)

    assert [] == wrong, "a missing %(name)s breaks the page at run time"


def _outer_spaces(words: str) -> tuple[bool, bool]:
    return words[:1].isspace(), words[-1:].isspace()


def _read_by_people(words: str) -> str:
    return unescape(_MARKDOWN_LINK.sub("", _TAG.sub("", words)))


@pytest.mark.parametrize("locale", CHINESE)
def test_outer_spaces_agree(locale: str) -> None:
    """A translation begins and ends with white space exactly where its sentence does."""
    wrong = [
        words for source, words in translated(locale)
        # A separator like ", " is all punctuation, and its Chinese one needs no space.
        if any(letter.isalpha() for letter in source) and _outer_spaces(source) != _outer_spaces(words)
    ]

    assert [] == wrong


@pytest.mark.parametrize("locale", CHINESE)
def test_chinese_punctuation_is_full_width(locale: str) -> None:
    """Beside a Chinese character stand ，。；：！？（） and no half-width marks."""
    wrong = [words for _, words in translated(locale) if _HALF_WIDTH.search(_read_by_people(words))]

    assert [] == wrong, "write full-width punctuation"


@pytest.mark.parametrize(("locale", "marks", "others"), [("zh_Hans", "“”", "「」"), ("zh_Hant", "「」", "“”")])
def test_chinese_quotes_are_those_of_the_script(locale: str, marks: str, others: str) -> None:
    """Simplified quotes with “”, Traditional with 「」, and neither with straight marks."""
    wrong = [
        words for _, words in translated(locale)
        if _STRAIGHT.search(_TAG.sub("", words)) or any(mark in words for mark in others)
    ]

    assert [] == wrong, f"quote with {marks}"


def test_no_english_sentence_uses_straight_marks() -> None:
    """English sentences use typographic quotes and apostrophes."""
    wrong = [words for message in messages("pot").values() for words in _all(message.id)
             if _STRAIGHT.search(_TAG.sub("", words))]

    assert [] == wrong, "write ’ “ ” in the source"
