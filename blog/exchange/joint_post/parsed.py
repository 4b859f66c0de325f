"""What a joint post in plain text turns out to hold, and the refusal of a text that is none."""

from dataclasses import dataclass
from typing import Final

FOUND_LENGTH: Final = 60
END: Final = "the end of the text"


@dataclass(frozen=True)
class ParsedQuestion:
    """One question with its answer.

    side: `west` or `east`, the side that asks; question: one line; answer: Markdown; line: 1-based line
    of the question in the text.

    """

    side: str
    number: int
    question: str
    answer: str
    line: int


@dataclass(frozen=True)
class ParsedPost:
    """One joint post.

    title: by locale, those present; intro: Markdown, may be empty; source_locale: language of the body;
    questions: the West's first, then the East's, in order; dropped: lines of a comment form left out.
    """

    title: dict[str, str]
    intro: str
    source_locale: str
    questions: tuple[ParsedQuestion, ...]
    dropped: int


class Misunderstood(ValueError):
    """A text that cannot be read as a joint post.

    line: 1-based; expected: what should stand there; found: what does, at most 60 characters.
    """

    def __init__(self, line: int, expected: str, found: str) -> None:
        """Shorten what was found so that a message stays one line."""
        words = " ".join(found.split())
        self.line = line
        self.expected = expected
        self.found = words if len(words) <= FOUND_LENGTH else words[: FOUND_LENGTH - 1].rstrip() + "…"
        super().__init__(f"line {line}: expected {expected}, found {self.found}")
