"""Diffs: what changed between two texts, by paragraph, then by word (Latin) or by character (Chinese)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

Op = Literal["same", "gone", "new"]

# Written without spaces, so that a character is the least that changes: Han, kana and full-width forms.
_WIDE: Final = r"\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff" \
    r"\uff00-\uffef\U00020000-\U0003ffff"
_LETTER: Final = rf"(?:(?![{_WIDE}_])\w)"
_TOKEN: Final = re.compile(
    r"https?://[^\s<>，。；：！？、（）「」『』《》“”]+"
    r"|[0-9]+(?:[.,:][0-9]+)+%?"
    rf"|{_LETTER}+(?:['’]{_LETTER}+)*"
    r"|\s+"
    r"|[\U0001f1e6-\U0001f1ff]{2}"
    r"|([-*_~`#=.…—])\1+"
    r"|.",
    re.DOTALL,
)
_WIDE_CHARACTER: Final = re.compile(f"[{_WIDE}]")
# A line with its end and the empty lines after it.
_PARAGRAPH: Final = re.compile(r"(?P<line>[^\n]*)(?P<end>\n(?:[^\S\n]*\n)*)|(?P<last>[^\n]+)")

# Comparisons for each token of a text. What needs more is shown as replaced, so that no text costs more than others.
_EFFORT: Final = 10
# Pairs of paragraphs of one replaced run that are tried.
_PAIRS: Final = 20_000
_ALIKE: Final = 0.3
# How much a Han character says, measured in letters; and how much may stand alone between two replaced passages.
_HAN_WEIGHT: Final = 3
_ISLAND: Final = 3

Change = tuple[str, str, str]
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and whether they are the `same` in both texts, `gone` from the old or `new`."""

    op: Op
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of either text or of both. end: the line ends after it; a text need not end with one.

    The `same` and `gone` words of all paragraphs with their ends are the old text, the `same` and `new` the new one.
    """

    words: tuple[Piece, ...]
    end: tuple[Piece, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether a reader would see a difference."""
        return any(piece.op != "same" for piece in self.words) or self.gap != "same"

    @property
    def gap(self) -> Op:
        """Whether an empty line after this one, which in Markdown makes paragraphs of lines, is `new` or `gone`."""
        had = [piece.words.count("\n") > 1 for piece in self.end]
        return "same" if len(set(had)) < 2 else "new" if had[1] else "gone"


def compare(old: str, new: str) -> list[Paragraph]:
    """What changed between two texts. Paragraphs that are alike are compared token by token, others replaced whole."""
    before, after = _lines(old), _lines(new)
    found: list[Paragraph] = []
    for tag, i1, i2, j1, j2 in _opcodes([line for line, _ in before], [line for line, _ in after]):
        pairs = zip(range(i1, i2), range(j1, j2), strict=True) if tag == "equal" else \
            _alike(before[i1:i2], after[j1:j2], i1, j1)
        for i, j in [*pairs, (i2, j2)]:
            found += [_whole("gone", *line) for line in before[i1:i]]
            found += [_whole("new", *line) for line in after[j1:j]]
            if (i, j) != (i2, j2):
                found.append(_pair(before[i], after[j]))
            i1, j1 = i + 1, j + 1
    return found


def tokens(text: str) -> list[str]:
    """The least parts of a text that change as a whole; joined they are the text.

    Words, numbers, addresses, runs of spaces, single marks and wide characters. What is drawn as one is one: a
    letter with its combining marks, an emoji with its colour of skin, a family, a flag.
    """
    parts: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        if parts and (parts[-1].endswith("\u200d") or _clings(token[0])):
            parts[-1] += token
        else:
            parts.append(token)
    return parts


def _clings(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M" or character == "\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"
    )


def _lines(text: str) -> list[tuple[str, str]]:
    return [(match["line"] or match["last"] or "", match["end"] or "") for match in _PARAGRAPH.finditer(text)]


def _pieces(*parts: tuple[Op, str]) -> tuple[Piece, ...]:
    return tuple(Piece(op, words) for op, words in parts if words)


def _whole(op: Op, words: str, end: str) -> Paragraph:
    return Paragraph(_pieces((op, words)), _pieces((op, end)))


def _pair(old: tuple[str, str], new: tuple[str, str]) -> Paragraph:
    ends = _pieces(("same", new[1])) if old[1] == new[1] else _pieces(("gone", old[1]), ("new", new[1]))
    if old[0] == new[0]:
        return Paragraph(_pieces(("same", new[0])), ends)
    changes = _tidied(_changes(tokens(old[0]), tokens(new[0])))
    if _is_confetti(changes):
        changes = [("", old[0], new[0])]
    return Paragraph(tuple(
        piece for same, gone, added in changes for piece in _pieces(("same", same), ("gone", gone), ("new", added))
    ), ends)


def _alike(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], i0: int, j0: int,
) -> list[tuple[int, int]]:
    """Which paragraphs of a replaced run are the same one rewritten: the pairs, in order, that are most alike."""
    if len(before) == len(after) == 1:
        return [(i0, j0)]
    if len(before) * len(after) > _PAIRS:
        return []
    old, new = ([frozenset(_words(line)) for line, _ in lines] for lines in (before, after))
    # best[i][j]: how alike the paragraphs from i and j on can be made, and whether i and j are a pair in that.
    best = [[(0.0, False)] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            alike = 2 * len(old[i] & new[j]) / (len(old[i]) + len(new[j]) or 1)
            paired = alike + best[i + 1][j + 1][0] if alike >= _ALIKE else 0.0
            apart = max(best[i + 1][j][0], best[i][j + 1][0])
            best[i][j] = (paired, True) if paired > apart else (apart, False)
    return [(i0 + i, j0 + j) for i, j in _path(best)]


def _path(best: list[list[tuple[float, bool]]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(best) - 1 and j < len(best[0]) - 1:
        if best[i][j][1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i + 1][j][0] >= best[i][j + 1][0]:
            i += 1
        else:
            j += 1


def _words(text: str) -> list[str]:
    return [token for token in tokens(text) if token[0].isalnum()]


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[Opcode]:
    """As of difflib, in bounded time: what would take too many comparisons is one replacement."""
    start, end = _common(old, new)
    middle, other = old[start : len(old) - end], new[start : len(new) - end]
    if start:
        yield "equal", 0, start, 0, start
    if _cost(middle, other) <= _EFFORT * (len(middle) + len(other)):
        # Spaces and marks find no place by themselves; they go with the words beside them.
        matcher = SequenceMatcher(_is_mark, middle, other, autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            yield tag, start + i1, start + i2, start + j1, start + j2
    else:
        yield "replace", start, start + len(middle), start, start + len(other)
    if end:
        yield "equal", len(old) - end, len(old), len(new) - end, len(new)


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many tokens are the same at the beginning, and how many of the others at the end."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    most -= start
    return start, next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)


def _cost(old: Sequence[str], new: Sequence[str]) -> int:
    in_new = Counter(new)
    return sum(times * in_new[token] for token, times in Counter(old).items() if not _is_mark(token))


def _is_mark(token: str) -> bool:
    return all(unicodedata.category(character)[0] in "PZC" for character in token)


def _changes(old: list[str], new: list[str]) -> list[Change]:
    """What stays, then what goes and what comes after it, again and again."""
    changes: list[Change] = []
    for tag, i1, i2, j1, j2 in _opcodes(old, new):
        gone, added = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            changes.append((gone, "", ""))
        elif changes:
            changes[-1] = (changes[-1][0], changes[-1][1] + gone, changes[-1][2] + added)
        else:
            changes.append(("", gone, added))
    return changes


def _tidied(changes: list[Change]) -> list[Change]:
    """Changes for people: what little stays between two replacements is replaced with them."""
    tidy: list[Change] = []
    for same, gone, added in changes:
        if tidy and not (tidy[-1][1] or tidy[-1][2]):
            tidy[-1] = (tidy[-1][0] + same, gone, added)
        elif tidy and _is_island(tidy[-1], (same, gone, added)):
            kept, went, came = tidy[-1]
            tidy[-1] = (kept, went + same + gone, came + same + added)
        else:
            tidy.append((same, gone, added))
    return tidy


def _is_island(before: Change, after: Change) -> bool:
    if not (before[1] and before[2] and after[1] and after[2]):
        return False
    weight = _weight(after[0])
    return weight <= _ISLAND and weight < min(max(_weight(gone), _weight(new)) for _, gone, new in (before, after))


def _is_confetti(changes: list[Change]) -> bool:
    """Whether so little of both texts is left that it only disturbs the reading of either."""
    same, gone, new = (sum(len(_words(change[n])) for change in changes) for n in range(3))
    return 2 * same < min(gone, new)


def _weight(words: str) -> int:
    """How much words say: their letters and digits, a Han character as several; spaces and marks say nothing."""
    return sum(_HAN_WEIGHT if _WIDE_CHARACTER.match(each) else 1 for each in words if each.isalnum())
