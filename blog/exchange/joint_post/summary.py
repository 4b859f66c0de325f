"""A joint post in a table of a few words a row, to look at before it is imported."""

import re
import unicodedata
from typing import Final

from .markdown import LISTS_APART
from .parsed import ParsedPost

COLUMNS: Final = 60
_SENTENCE: Final = re.compile(r"(?<![.!?…])[.!?…]++[”’\"')\]]*(?=\s+[^a-z\s]|\s*$)|[。！？]+[」』”’）]*")
_ITEM: Final = re.compile(r"(?:- |\d+\. )")
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")


def describe(post: ParsedPost) -> list[tuple[str, str, str]]:
    """Rows of (what, opening words in at most 60 columns, measure); a Han character takes two columns.

    The measure of a question's row is that of its answer.
    """
    rows = [(f"title {locale}", opening(title), _length(title)) for locale, title in post.title.items()]
    rows.append(("intro", opening(post.intro), measure(post.intro)))
    asked = [sum(question.side == side for question in post.questions) for side in ("west", "east")]
    rows.append(
        (
            "source",
            post.source_locale,
            f"{_counted(sum(asked), 'question')}: west {asked[0]}, east {asked[1]}",
        )
    )
    for question in post.questions:
        rows.append(
            (f"{question.side}-{question.number}", opening(question.question), measure(question.answer))
        )
    return rows


def opening(text: str, columns: int = COLUMNS) -> str:
    """The first words of a text in so many columns, with an ellipsis where something is left out."""
    plain = " ".join(text[: columns * 4].split())
    if _width(plain) <= columns and len(text) <= columns * 4:
        return plain
    kept = ""
    for character in plain:
        if _width(kept + character) > columns - 1:
            break
        kept += character
    cut_in_word = len(kept) < len(plain) and kept[-1:].isascii() and plain[len(kept)].isascii()
    head = kept.rpartition(" ")[0] if cut_in_word and not plain[len(kept)].isspace() else kept
    return (head or kept).rstrip() + "…"


def measure(markdown: str) -> str:
    """How long a piece of Markdown is: sentences of one paragraph, or paragraphs, and the length of
    each list."""
    if not markdown:
        return "empty"
    paragraphs: list[str] = []
    lists: list[int] = []
    for block in markdown.split("\n\n"):
        if block.startswith("    ") or block == LISTS_APART:
            continue
        items = sum(bool(_ITEM.match(line)) for line in block.split("\n"))
        if not items:
            paragraphs.append(block)
        elif lists and block.startswith(f"{lists[-1] + 1}. "):
            lists[-1] += items
        else:
            lists.append(items)
    parts = [_measured(paragraphs)] if paragraphs else []
    return ", ".join(parts + [f"list of {items}" for items in lists])


def _measured(paragraphs: list[str]) -> str:
    if len(paragraphs) > 1:
        return _counted(len(paragraphs), "paragraph")
    return _counted(len(_SENTENCE.findall(paragraphs[0])) or 1, "sentence")


def _length(title: str) -> str:
    han = len(_HAN.findall(title))
    return _counted(han, "character") if han else _counted(len(_WORD.findall(title)), "word")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )
