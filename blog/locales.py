"""The three locales, how a request's language is negotiated, and conversion between the two Chinese scripts."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from opencc import OpenCC


@dataclass(frozen=True, slots=True)
class Locale:
    """One language and script in which the whole of Wenda can be read.

    tag: BCP 47, as in `lang` attributes and in renditions; prefix: first part of a public URL;
    catalogue: name of its message catalogue (Flask-Babel raises on hyphens); name: as its readers write it.
    """

    tag: str
    prefix: str
    catalogue: str
    name: str
    short: str
    open_graph: str

    @property
    def language(self) -> str:
        """The language without its script: `en` or `zh`."""
        return self.tag.partition("-")[0]


EN: Final = Locale("en", "en", "en", "English", "English", "en_GB")
ZH_HANS: Final = Locale("zh-Hans", "zh", "zh_Hans", "简体中文", "简体", "zh_CN")
ZH_HANT: Final = Locale("zh-Hant", "zh-hant", "zh_Hant", "繁體中文", "繁體", "zh_TW")
LOCALES: Final = (EN, ZH_HANS, ZH_HANT)
BY_TAG: Final = {locale.tag: locale for locale in LOCALES}
BY_PREFIX: Final = {locale.prefix: locale for locale in LOCALES}
TAGS: Final = tuple(BY_TAG)

_OTHER_SCRIPT: Final = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}
# s2twp and tw2sp also change words (软件 → 軟體), not only characters.
_RECIPE: Final = {"zh-Hant": "s2twp", "zh-Hans": "tw2sp"}
_TRADITIONAL_REGIONS: Final = frozenset({"tw", "hk", "mo", "hant"})
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_RANGE: Final = re.compile(
    r"\s*(?P<tag>\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q=(?P<weight>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?"
)
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
# A URL in running Chinese ends at a Chinese mark or at the next tag; no space need follow it.
_APOSTROPHE: Final = re.compile(r"(?<![A-Za-z])’|’(?![A-Za-z])")
_TO_CORNERS: Final = str.maketrans("“”‘", "「」『")
_TO_CURLS: Final = str.maketrans("「」『』", "“”‘’")
# Family names that a converter of prose gets wrong, because the same character stands for another word as well.
_FAMILY_NAMES: Final = {
    **{name: name for name in "于余谷干党云后范种涂姜曲郁卜沈岳肖舍向里松丑斗柏升"}, "钟": "鍾",
}
_FAMILY_NAMES_BACK: Final = {traditional: simplified for simplified, traditional in _FAMILY_NAMES.items()}
_KEPT_AS_IS: Final = re.compile(
    r"(<(code|pre)\b[^>]*>.*?</\2>|<[^>]*>|https?://[^\s<>，。；：！？、（）「」『』《》“”]+)", re.DOTALL
)


def negotiate(accept_language: str) -> Locale:
    """Choose a locale from an Accept-Language header (RFC 9110 section 12.5.4); English where nothing fits.

    zh-TW, zh-HK and zh-MO read Traditional; every other Chinese reads Simplified.
    """
    wanted, refused = _by_preference(accept_language)
    for tag in wanted:
        language, *rest = tag.split("-")
        if language == "zh":
            return ZH_HANT if _TRADITIONAL_REGIONS.intersection(rest) and "hans" not in rest else ZH_HANS
        if language == "en":
            return EN
        if language == "*":
            return next((locale for locale in LOCALES if locale.language not in refused), EN)
    return EN


def _by_preference(header: str) -> tuple[list[str], set[str]]:
    """The language ranges wanted, best first, and those with q=0. A malformed part counts as absent."""
    ranges: list[tuple[float, int, str]] = []
    for part in header[:500].lower().split(","):
        read = _RANGE.fullmatch(part)
        if read:
            ranges.append((-float(read["weight"] or 1), len(ranges), read["tag"]))
    return [tag for weight, _, tag in sorted(ranges) if weight], {tag for weight, _, tag in ranges if not weight}


@cache
def _converter(target: str) -> OpenCC:
    return OpenCC(_RECIPE[target])


def convert(text: str, target: str) -> str:
    """Write Chinese text in the other script, by phrase, with that script's quotation marks.

    target: `zh-Hans` or `zh-Hant`. An apostrophe inside a Latin word stays one.
    """
    converted = str(_converter(target).convert(text))
    if target == "zh-Hant":
        return _APOSTROPHE.sub("』", converted).translate(_TO_CORNERS)
    return converted.translate(_TO_CURLS)


def convert_html(html: str, target: str) -> str:
    """Convert the words of a piece of HTML; code, URLs and the tags themselves stay as they are."""
    parts = []
    end = 0
    for kept in _KEPT_AS_IS.finditer(html):
        parts += [convert(html[end : kept.start()], target), kept.group()]
        end = kept.end()
    parts.append(convert(html[end:], target))
    return "".join(parts)


def other_script(tag: str) -> str | None:
    """The other Chinese script, or None for a locale that has no other."""
    return _OTHER_SCRIPT.get(tag)


def guess(text: str) -> str:
    """Guess the locale of a reader's words by counting Han against Latin letters.

    A Han character carries about as much as two and a half letters, so a Chinese line with a
    Latin product name in it still counts as Chinese. Wrong guesses are for people to correct.
    """
    han = _HAN.findall(text)
    if len(han) * 2.5 <= len(_LATIN.findall(text)) or not han:
        return "en"
    written = "".join(han)
    to_traditional = sum(a != b for a, b in zip(written, _plain("s2t").convert(written), strict=False))
    to_simplified = sum(a != b for a, b in zip(written, _plain("t2s").convert(written), strict=False))
    # Of a tie one side is sure: 台 and 后 stand in Traditional text too (台灣), but 灣 never in Simplified.
    return "zh-Hant" if to_simplified and to_simplified >= to_traditional else "zh-Hans"


@cache
def _plain(recipe: str) -> OpenCC:
    return OpenCC(recipe)


def script_of(text: str) -> str:
    """`zh` where a text holds Han characters at all, else `en`: for names, which are too short to count."""
    return "zh" if _HAN.search(text) else "en"


def choose_name(names: dict[str, str], tag: str) -> tuple[str, str]:
    """Pick a person's name for a reader of `tag`. A family name is not prose: 于小明 stays 于 in both scripts."""
    other = other_script(tag)
    if names.get(tag) or not other or not names.get(other):
        return choose(names, tag)
    name = names[other]
    first = (_FAMILY_NAMES if tag == "zh-Hant" else _FAMILY_NAMES_BACK).get(name[0])
    return (first + convert(name[1:], tag) if first else convert(name, tag)), tag


def by_script(name: str) -> dict[str, str]:
    """A typed name, kept under the locale of its script."""
    return {guess(name) if _HAN.search(name) else "en": name}


def choose(available: dict[str, str], tag: str, source: str | None = None) -> tuple[str, str]:
    """Pick from texts by locale what a reader of `tag` should see.

    Own locale first, then the other script converted, then the source, then whatever there is.
    Returns (text, tag of what was picked). A mapping without any text gives ("", tag).
    """
    if available.get(tag):
        return available[tag], tag
    other = other_script(tag)
    if other and available.get(other):
        return convert(available[other], tag), tag
    for fallback in (source, "en", "zh-Hans", "zh-Hant"):
        if fallback and available.get(fallback):
            return available[fallback], fallback
    return "", tag
