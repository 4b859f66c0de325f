"""The lines of a joint post in plain text: cleaning, and the numbers and marks at their start."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from .parsed import Misunderstood

MOST_BYTES: Final = 1_048_576
MOST_CHARACTERS: Final = 20_000

# White space to Python, but only "\n" ends a line here: line numbers must agree with an editor's.
_SPACES: Final = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u202f\u2028\u2029\u0085\x0b\x0c\x1c\x1d\x1e\x1f", " ")
)
_INVISIBLE: Final = str.maketrans("", "", "\ufeff\u200b")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
# Possessive repeats (*+, ++) keep a line of many spaces from being tried in quadratic time.
_OPENING: Final = r"(?:#{1,6}\s++)?(?P<mark>\*\*|__)?\s*+"
_NUMBERED: Final = re.compile(
    _OPENING
    + r"(?:(?P<word>[Qq](?:uestion)?|问题?|問題?|提问|提問)\s*+(?P<asked>\d{1,6})"
    + r"(?:\s*+[.．:：、,，)）]|(?=\s)|$)"
    + r"|(?P<open>[(（])\s*+(?P<inside>\d{1,6})\s*+[)）]"
    + r"|(?P<plain>\d{1,6})\s*+(?P<stop>[.．,，、)）:：])(?!\d))\s*+(?P<rest>.*)"
)
_HALF_WIDTH: Final = str.maketrans("．，）：", ".,):")
_ANSWER: Final = re.compile(
    r"(?P<mark>\*\*|__)?\s*+(?:A|Answer|ANSWER|答|答案|答复|答覆|回答)\s*+\d{0,6}\s*+"
    r"(?:[:：]|(?<=\d)[.．、])\s*+(?P<rest>.*)"
)
_BULLET: Final = re.compile(r"(?:[•●▪◦‣∙]\s*|[-*]\s+)(?P<rest>\S.*)")
_RULE: Final = re.compile(r"(?:[-*_=]\s*){3,}")
_HAN_OR_FULL: Final = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")


class Line(NamedTuple):
    """One line. number: 1-based; text: without trailing spaces, its indentation kept."""

    number: int
    text: str


class Numbered(NamedTuple):
    """A line that begins with a number.

    style: the marks around it, full width folded to half; rest: what follows.
    """

    value: int
    style: str
    rest: str


def read_lines(text: str) -> list[Line]:
    """Split a text into lines with ordinary spaces only.

    Raises Misunderstood over 1 MiB (in UTF-8), over 20,000 characters in a line, or at a control
    character.

    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise Misunderstood(1, f"a text of at most {MOST_BYTES:,} bytes", f"{size:,} bytes")
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES).translate(_INVISIBLE)
    lines = [Line(number, line.rstrip()) for number, line in enumerate(plain.split("\n"), 1)]
    long = next((line for line in lines if len(line.text) > MOST_CHARACTERS), None)
    if long:
        raise Misunderstood(long.number, f"a line of at most {MOST_CHARACTERS:,} characters", long.text)
    control = _CONTROL.search(plain)
    if control:
        number = plain.count("\n", 0, control.start()) + 1
        raise Misunderstood(number, "text without control characters", f"U+{ord(control.group()):04X}")
    return lines


def unmarked(rest: str, mark: str | None) -> str:
    """Take away the bold mark that closes one opened before a number or label."""
    return (rest.replace(mark, "", 1) if mark else rest).strip()


@lru_cache(maxsize=4096)
def numbered(text: str) -> Numbered | None:
    """Read the number at the start of a line: `1.` `1,` `1、` `1)` `(1)` `1:` `Q1:` `问1：`, any width.

    A dot or comma before another digit (1.5, 1,000) is no numbering.
    """
    found = _NUMBERED.match(text.lstrip())
    if not found:
        return None
    part = found.groupdict()
    if part["word"]:
        value, style = part["asked"], "Q" if part["word"][0] in "Qq" else "问"
    elif part["open"]:
        value, style = part["inside"], "()"
    else:
        value, style = part["plain"], part["stop"].translate(_HALF_WIDTH)
    return Numbered(int(value), style, unmarked(part["rest"], part["mark"]))


def answer_label(text: str) -> str | None:
    """What follows `A:`, `A1:`, `答：` or `答1：` at the start of a line; None without such a label."""
    found = _ANSWER.match(text.lstrip())
    return unmarked(found["rest"], found["mark"]) if found else None


def bullet(text: str) -> str | None:
    """What follows `•`, `-` or `*` at the start of a line; None for other lines, a row of dashes
    included."""
    stripped = text.lstrip()
    found = _BULLET.match(stripped)
    return found["rest"] if found and not _RULE.fullmatch(stripped) else None


def join_lines(parts: list[str]) -> str:
    """Join wrapped lines into one: with a space, or with nothing between two Chinese characters."""
    joined = [parts[0]] if parts else []
    for before, after in zip(parts, parts[1:], strict=False):
        glue = _HAN_OR_FULL.match(before[-1:]) and _HAN_OR_FULL.match(after[:1])
        joined += ["" if glue else " ", after]
    return squeezed("".join(joined))


def squeezed(text: str) -> str:
    """Turn each run of spaces and tabs into one space."""
    return re.sub(r"[ \t]+", " ", text).strip()
