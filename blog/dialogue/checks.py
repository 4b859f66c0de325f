"""The automatic checks of a reader's comment, in order. They hold or sort; they never delete."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from ..locales import convert

SPAM_LINKS: Final = 6
_LINK: Final = re.compile(r"https?://(?:www\.)?|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. key: `name` or `name:detail`, kept with the comment; spam: enough to call it spam."""

    key: str
    spam: bool = False


def check(name: str, words: str, honeypot: str) -> tuple[Finding, ...]:
    """Run all checks: the honeypot, the links, the word list (folded, so that full-width or Traditional
    spelling does not slip past)."""
    findings = []
    if honeypot:
        findings.append(Finding("honeypot", spam=True))
    links = len(_LINK.findall(words))
    if links:
        findings.append(Finding(f"links:{links}", spam=links >= SPAM_LINKS))
    folded = fold(f"{name}\n{words}")
    findings += [Finding(f"word:{word}") for word in held_words() if _stands_in(word, folded)]
    return tuple(findings)


def is_spam(findings: tuple[Finding, ...]) -> bool:
    """Whether a comment goes to the spam folder instead of the queue."""
    return any(finding.spam for finding in findings)


def fold(text: str) -> str:
    """How words are compared: compatibility forms, lower case, Simplified, no zero-width characters."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return convert(text, "zh-Hans")


def _stands_in(word: str, folded: str) -> bool:
    if not word.isascii():
        return word in folded
    # ASCII, so that Han before or after ends a word: Chinese writes no space there. An @ goes on with a name.
    end = r"(?!\w)" if word[-1].isalnum() else ""
    return re.search(rf"(?<!\w){re.escape(word)}{end}", folded, re.ASCII) is not None


@cache
def held_words() -> tuple[str, ...]:
    """The words that hold a comment for a closer look, one a line in `held_words.txt`, folded."""
    listed = resources.files(__package__).joinpath("held_words.txt").read_text(encoding="utf-8")
    return tuple(fold(line.strip()) for line in listed.splitlines() if line.strip() and not line.startswith("#"))
