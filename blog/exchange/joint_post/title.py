"""The title of a joint post in plain text: one line in one language or in two."""

import re
from typing import Final, NamedTuple

from ...locales import convert, guess

_HAN: Final = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN: Final = r"A-Za-z\u00c0-\u024f"
_LETTER: Final = re.compile(rf"(?P<han>[{_HAN}])|[{_LATIN}]")
_LABEL: Final = re.compile(r"(?:title|标题|標題|题目|題目)\s*[:：]\s*", re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"\s*[|｜/／]\s*|\s+[–—·・-]+\s+|\s*—{2,}\s*|\s*[·・]\s*")
_OPENS: Final = re.compile(r"[(（\[《〈「『“‘【]")
# A Chinese word that cannot open a title shows that the Latin word before it belongs to the Chinese.
_CONTINUES: Final = re.compile(r"[的与與及跟或们們]|和(?![而谐諧平睦])")
_COUNTED: Final = re.compile(r"[大个個种種条條年项項位]")
_NEVER_ENGLISH: Final = re.compile(r"[的与與和及是在对對谁誰]")
# A Han character weighs about as much as this many Latin letters (as in locales.guess).
_WEIGHT: Final = 2.5
# A longer line is a paragraph; weighing its every boundary would take quadratic time.
_LONGEST: Final = 500


class _Cut(NamedTuple):
    cost: float
    latin: str
    han: str
    separated: bool


def split_title(line: str, body_locale: str) -> dict[str, str]:
    """Give the title by locale, divided where English and Chinese meet if it is written in both.

    The cut is the one that leaves least of the other language on either side; each part must be mostly
    its own, the English part begins and ends in Latin letters and has two words unless a separator (| /
    – ·) stands between. body_locale decides the script of a Chinese title whose characters both scripts
    share.

    """
    title = " ".join(line.split())
    if re.match(r"#{1,6} ", title):
        title = title.strip("# ")
    if title[:2] in ("**", "__") and title.endswith(title[:2]):
        title = title[2:-2].strip()
    label = _LABEL.match(title)
    title = title[label.end() :] if label else title
    cuts = _cuts(title)
    if cuts:
        best = min(cuts, key=lambda cut: cut.cost)
        return {"en": best.latin, _script(best.han, body_locale): best.han}
    return {"en" if guess(title) == "en" else _script(title, body_locale): title}


def _script(han: str, body_locale: str) -> str:
    shared = convert(han, "zh-Hans") == han == convert(han, "zh-Hant")
    return "zh-Hant" if shared and body_locale == "zh-Hant" else ("zh-Hans" if shared else _guess_script(han))


def _guess_script(han: str) -> str:
    return guess(re.sub(rf"[{_LATIN}]", "", han))


def _cuts(title: str) -> list[_Cut]:
    if len(title) > _LONGEST:
        return []
    letters = [(found.start(), found["han"] is not None) for found in _LETTER.finditer(title)]
    all_han = sum(is_han for _, is_han in letters)
    all_latin = len(letters) - all_han
    cuts = []
    han = 0
    for at, ((before, was_han), (after, is_han)) in enumerate(zip(letters, letters[1:], strict=False), 1):
        han += was_han
        if was_han == is_han or letters[-1 if was_han else 0][1]:
            continue
        latin_han, han_latin = (all_han - han, at - han) if was_han else (han, all_latin - at + han)
        latin_own, han_own = all_latin - han_latin, all_han - latin_han
        if latin_own > latin_han * _WEIGHT and han_own * _WEIGHT > han_latin:
            cuts.append(_cut(title, before + 1, after, was_han, latin_han * _WEIGHT + han_latin))
    return [cut for cut in cuts if _plausible(cut)]


def _cut(title: str, start: int, end: int, han_first: bool, cost: float) -> _Cut:
    between = title[start:end]
    separator = _SEPARATOR.search(between)
    at = separator.start() if separator else _boundary(between, title[end:], han_first)
    left = title[: start + at]
    right = title[start + (separator.end() if separator else at) :]
    left, right = left.rstrip(" :：|/"), _unbracketed(right.lstrip(" :：|/"))
    return _Cut(cost, right if han_first else left, left if han_first else right, separator is not None)


def _boundary(between: str, right: str, han_first: bool) -> int:
    """Where a run without letters is cut: before a bracket, else so that digits stay with the word they
    touch."""
    bracket = _OPENS.search(between)
    if bracket:
        return bracket.start()
    if han_first:
        return between.find(" ") if " " in between else len(between)
    if re.search(r"\s\d+$", between) and _COUNTED.match(right):
        return between.rfind(" ")
    return len(between)


def _unbracketed(part: str) -> str:
    inside = re.fullmatch(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]", part)
    return inside[1].strip() if inside else part


def _plausible(cut: _Cut) -> bool:
    if not cut.latin or not cut.han or _NEVER_ENGLISH.search(cut.latin):
        return False
    return cut.separated or (len(cut.latin.split()) >= 2 and not _CONTINUES.match(cut.han))
