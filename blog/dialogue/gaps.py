"""Gaps: what a draft lacks. Each must be mended, or knowingly waived as part of the release, before a key turns."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from .base import Side
from .passage import Passage, passages
from .release import pictures_in
from .text import Kind, Text

if TYPE_CHECKING:
    from .post import Post


class GapKind(StrEnum):
    """What is lacking."""

    UNANSWERED = "unanswered"
    UNTRANSLATED = "untranslated"
    UNREVIEWED = "unreviewed"
    STALE = "stale"
    NO_ALT = "no_alt"
    UNEQUAL = "unequal"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing lacking. passage: where, None for the post as a whole; locale: of the rendition that lacks."""

    kind: GapKind
    passage: Passage | None = None
    locale: str = ""

    @property
    def id(self) -> str:
        """How a waiver names it: `stale/q12.answer/en`."""
        return "/".join((self.kind.value, self.passage.key if self.passage else "post", self.locale or "all"))


def gaps(session: Session, post: "Post") -> list[Gap]:
    """Everything that a release of the post as it stands would lack, in reading order."""
    found = passages(session, post)
    texts = [passage.text for passage in found if passage.text and not passage.picture]
    shown = {picture.id for picture in pictures_in(session, post, texts)}
    asked = [sum(1 for question in post.asked if question.asked_by is side) for side in Side]
    unequal = [Gap(GapKind.UNEQUAL)] if asked[0] != asked[1] else []
    return unequal + [
        gap for passage in found if passage.picture is None or passage.picture.id in shown for gap in _of(passage)
    ]


def other_language(locale: str) -> str:
    """The locale in which a text has to exist besides its own: its translation's."""
    return "zh-Hans" if locale == "en" else "en"


def _of(passage: Passage) -> Iterator[Gap]:
    text = passage.text
    if text is None:
        if passage.kind is Kind.ANSWER:
            yield Gap(GapKind.UNANSWERED, passage)
        return
    if not text.source.newest.words:
        if passage.kind is Kind.ALT:
            yield Gap(GapKind.NO_ALT, passage, text.source_locale)
        return
    yield from _of_translation(passage, text)
    yield from (
        Gap(GapKind.STALE, passage, rendition.locale) for rendition in text.renditions
        if text.is_stale(rendition.locale)
    )


def _of_translation(passage: Passage, text: Text) -> Iterator[Gap]:
    target = other_language(text.source_locale)
    written = [r for r in text.renditions if r.locale.partition("-")[0] == target.partition("-")[0]]
    has = any((revision := text.released(r.locale)) is not None and revision.words for r in written)
    waiting = next((r.locale for r in written if r.approved_revision != r.newest.number), None)
    if waiting:
        yield Gap(GapKind.UNREVIEWED, passage, waiting)
    elif not has:
        yield Gap(GapKind.NO_ALT if passage.kind is Kind.ALT else GapKind.UNTRANSLATED, passage, target)
