"""The two section headings of a joint post in plain text: who asks whom."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ...locales import convert, script_of
from .lines import Line, numbered
from .parsed import END, Misunderstood

SIDES: Final = ("west", "east")
_LONGEST: Final = 300
_ASKS: Final = re.compile("ask|[问問]", re.IGNORECASE)
_PLAIN: Final = {
    "west": ("West", "the West", "西方", "西"),
    "east": ("East", "the East", "东方", "東方", "东", "東"),
}


@dataclass(frozen=True)
class Section:
    """One side of the post. side: who asks; heading: its line; lines: what stands below it."""

    side: str
    heading: Line
    lines: list[Line]


class Headings:
    """Tells section headings from other lines, by the plain words West and East and by the partners'
    names."""

    def __init__(self, west: str, east: str) -> None:
        """Take the names of the Western and of the Eastern partner as the text writes them."""
        names = {"west": _spellings(west, "west"), "east": _spellings(east, "east")}
        self.labels = {"west": f"{west} asks {east}", "east": f"{east} asks {west}"}
        self._patterns = {
            "west": _pattern(names["west"], names["east"]),
            "east": _pattern(names["east"], names["west"]),
        }

    def side_of(self, text: str) -> str | None:
        """The side that asks under this heading, or None where the line is no heading."""
        if len(text) > _LONGEST or not _ASKS.search(text):
            return None
        bare = " ".join(text.strip("#*_:： \t\u3000").split())
        return next((side for side in SIDES if self._patterns[side].fullmatch(bare)), None)


def _spellings(name: str, side: str) -> str:
    given = " ".join(name.split())
    known = {given, convert(given, "zh-Hans"), convert(given, "zh-Hant"), *_PLAIN[side]} - {""}
    longest_first = sorted(known, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"


def _pattern(asking: str, answering: str) -> re.Pattern[str]:
    english = rf"{asking}\s+asks?\s+{answering}"
    chinese = rf"{asking}\s*(?:提问|提問|发问|發問|问|問)\s*{answering}"
    formal = rf"{asking}\s*[向对對]\s*{answering}\s*(?:提问|提問|发问|發問)"
    one = rf"(?:{english}|{chinese}|{formal})"
    return re.compile(rf"{one}(?:[\s:：|｜/／·・–—(（\[*_-]*{one})?\s*[)）\]]?", re.IGNORECASE)


def split_sections(lines: list[Line], headings: Headings) -> tuple[list[Line], list[Section]]:
    """Part a text, its title first, into what precedes the first heading and two sections.

    Raises Misunderstood unless each side has exactly one heading. A heading said once in English and
    again in Chinese on the next line is one heading.

    """
    found = _found(lines, headings.side_of)
    if not found:
        at = next((line for line in lines[1:] if numbered(line.text)), Line(lines[-1].number, END))
        raise Misunderstood(
            at.number, f"a section heading such as “{headings.labels['west']}”", at.text or END
        )
    sections: list[Section] = []
    for (start, end, side), (stop, _, _) in zip(found, [*found[1:], (len(lines), 0, "")], strict=True):
        _check_new(lines[start], side, sections, headings)
        sections.append(Section(side, lines[start], lines[end:stop]))
    if len(sections) == 1:
        missing = SIDES[1 - SIDES.index(sections[0].side)]
        raise Misunderstood(lines[-1].number, f"a section heading “{headings.labels[missing]}”", END)
    return lines[: found[0][0]], sections


def _check_new(heading: Line, side: str, sections: list[Section], headings: Headings) -> None:
    for earlier in sections:
        if earlier.side == side:
            other = headings.labels[SIDES[1 - SIDES.index(side)]]
            expected = (
                f"one section “{headings.labels[side]}” (line {earlier.heading.number}) and one “{other}”"
            )
            raise Misunderstood(heading.number, expected, heading.text)


def _found(lines: list[Line], side_of: Callable[[str], str | None]) -> list[tuple[int, int, str]]:
    """Give (line of the heading, first line below it, side) for each heading."""
    found: list[tuple[int, int, str]] = []
    for at, line in enumerate(lines):
        side = side_of(line.text) if line.text else None
        if side is None:
            continue
        if found and _repeats(found[-1], side, lines, at):
            found[-1] = (found[-1][0], at + 1, side)
        else:
            found.append((at, at + 1, side))
    return found


def _repeats(last: tuple[int, int, str], side: str, lines: list[Line], at: int) -> bool:
    start, end, before = last
    close = side == before and at - end <= 2 and not any(line.text for line in lines[end:at])
    return close and script_of(lines[start].text) != script_of(lines[at].text)
