"""The states that are stored, and the moves between them. All else is computed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class CommentState(StrEnum):
    """Where a comment stands; only `approved` is public."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    TRASHED = "trashed"
    ERASED = "erased"


class PostState(StrEnum):
    """Where a post stands; "in review", "one key" and "scheduled" are computed."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


class Moderation(StrEnum):
    """What a series holds for a moderator: every comment, or a commenter's first."""

    ALL = "all"
    FIRST = "first"


class Frequency(StrEnum):
    """How often somebody wants letters from the desk."""

    INSTANT = "instant"
    DAILY = "daily"
    NEVER = "never"


class Origin(StrEnum):
    """How a rendition's words came to be."""

    HUMAN = "human"
    MACHINE = "machine"
    IMPORT = "import"
    CONVERTED = "converted"


class Reason(StrEnum):
    """Why a comment was rejected: a canned reason, shown to its author in their language."""

    OFF_TOPIC = "off_topic"
    ABUSIVE = "abusive"
    PERSONAL_DATA = "personal_data"
    PROMOTION = "promotion"
    DUPLICATE = "duplicate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Move:
    """A decision about a comment: from which states, to which, and whether it must give a reason."""

    name: str
    to: CommentState
    sources: frozenset[CommentState]
    needs_reason: bool = False


_S = CommentState
_DECIDABLE: Final = frozenset({_S.PENDING, _S.APPROVED, _S.REJECTED, _S.SPAM, _S.TRASHED})
APPROVE: Final = Move("approve", _S.APPROVED, _DECIDABLE - {_S.APPROVED})
REJECT: Final = Move("reject", _S.REJECTED, _DECIDABLE - {_S.REJECTED}, needs_reason=True)
SPAM: Final = Move("spam", _S.SPAM, _DECIDABLE - {_S.SPAM})
TRASH: Final = Move("trash", _S.TRASHED, _DECIDABLE - {_S.TRASHED})
HOLD: Final = Move("hold", _S.PENDING, _DECIDABLE - {_S.PENDING})
MOVES: Final = {move.name: move for move in (APPROVE, REJECT, SPAM, TRASH, HOLD)}
