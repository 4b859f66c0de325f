"""Turns the plain text of an answer or introduction into Markdown that says the same."""

import re
from dataclasses import dataclass
from typing import Final

from .lines import Line, Numbered, bullet, join_lines, numbered, squeezed

# At a line's start Markdown reads these as headings, quotations, rules, fences, lists, link definitions.
_ACCIDENT: Final = re.compile(r"[#>]|[-+*](?=\s|$)|(?:[-*_=]\s*){3,}$|[-=]+$|`{3}|~{3}|\[[^\]]*\]:")
# Python-Markdown knows no backslash before these.
_BY_CODE: Final = {"=": "&#61;", "~": "&#126;"}
_NUMBER: Final = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
# Tags would be cut out by the sanitiser, and their words with them; an address in angle brackets is a link.
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?|mailto):)")
_QUESTION_STYLES: Final = ("Q", "问")


# Between two lists, which Markdown would read as one.
LISTS_APART: Final = "<!-- -->"


@dataclass
class _Piece:
    """A paragraph, bullet or numbered line. glued: no blank line stands before it; lines: its words,
    raw first line."""

    lines: list[str]
    glued: bool
    bullet: bool = False
    number: Numbered | None = None


def markdown(lines: list[Line]) -> str:
    """Write lines as Markdown paragraphs and lists.

    Bullets of any kind become `- ` lists; numbered lines become one list where they run from 1 without
    a gap in one style, in two items or more, with what stands between two items inside the first of
    them. Runs of blank lines and of spaces become one; a character that Markdown would read as a mark
    at a line's start is escaped.

    """
    return _written(_pieces(lines))


def _pieces(lines: list[Line]) -> list[_Piece]:
    pieces: list[_Piece] = []
    glued = False
    for line in lines:
        text = squeezed(line.text)
        if not text:
            glued = False
            continue
        item = bullet(text)
        number = numbered(text)
        if item is not None:
            pieces.append(_Piece([squeezed(item)], glued, bullet=True))
        elif number and number.rest and number.style not in _QUESTION_STYLES:
            pieces.append(_Piece([text], glued, number=number))
        elif glued:
            pieces[-1].lines.append(text)
        else:
            pieces.append(_Piece([text], glued))
        glued = True
    return pieces


def _next_items(pieces: list[_Piece]) -> dict[int, int]:
    """For each numbered piece that another continues, the index of that other."""
    last: dict[str, int] = {}
    following: dict[int, int] = {}
    for index, piece in enumerate(pieces):
        if piece.number is None:
            continue
        before = last.get(piece.number.style)
        earlier = pieces[before].number if before is not None else None
        if (
            before is not None
            and earlier
            and piece.number.value == earlier.value + 1
            and piece.number.value > 1
        ):
            following[before] = index
        last[piece.number.style] = index
    return following


def _written(pieces: list[_Piece]) -> str:
    following = _next_items(pieces)
    blocks: list[str] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if piece.bullet:
            end = next((at for at in range(index, len(pieces)) if not pieces[at].bullet), len(pieces))
            _add_list(blocks, "\n".join(f"- {_escaped(join_lines(one.lines))}" for one in pieces[index:end]))
            index = end
        elif piece.number and piece.number.value == 1 and index in following:
            block, index = _numbered_list(pieces, following, index)
            _add_list(blocks, block)
        else:
            _add_paragraph(blocks, piece, glue=index > 0 and piece.glued and piece.number is not None)
            index += 1
    return "\n\n".join(blocks)


def _add_list(blocks: list[str], block: str) -> None:
    if blocks and re.match(r"- |\d+\. ", blocks[-1]):
        blocks.append(LISTS_APART)
    blocks.append(block)


def _add_paragraph(blocks: list[str], piece: _Piece, glue: bool) -> None:
    words = "\n".join(_escaped(line) for line in piece.lines)
    # A number at the start of a wrapped line is no reason for a new paragraph.
    if glue and blocks:
        blocks[-1] += ("\n  " if blocks[-1].startswith("- ") else "\n") + words
    else:
        blocks.append(words)


def _numbered_list(pieces: list[_Piece], following: dict[int, int], index: int) -> tuple[str, int]:
    """Write the list that starts at index; also give the index of the first piece after it."""
    items: list[str] = []
    loose = False
    while True:
        piece = pieces[index]
        number = piece.number
        words = join_lines([number.rest if number else "", *piece.lines[1:]])
        end = following.get(index, index + 1)
        inner = _written(pieces[index + 1 : end])
        indented = "".join(f"\n    {line}" if line else "\n" for line in inner.split("\n")) if inner else ""
        loose = loose or bool(inner)
        items.append(f"{len(items) + 1}. {_escaped(words)}" + (f"\n{indented}" if inner else ""))
        if index not in following:
            return ("\n\n" if loose else "\n").join(items), end
        index = end


def _escaped(line: str) -> str:
    line = _TAG.sub("&lt;", line)
    if _ACCIDENT.match(line):
        return _BY_CODE.get(line[0], "\\" + line[0]) + line[1:]
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line
