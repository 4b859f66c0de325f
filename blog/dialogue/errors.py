"""What the domain refuses, by key. The sentences are in the catalogues; `web/errors.py` joins the two."""

from datetime import datetime
from typing import Any


class DialogueError(Exception):
    """A refusal. key: which sentence; params: what it names."""

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class NotAllowed(DialogueError):
    """The person may not do this. action: as in `policy.Action`."""

    def __init__(self, action: str) -> None:
        super().__init__("not_allowed", action=action)


class Refused(DialogueError):
    """The move is not possible from the present state, or an input breaks a rule."""


class Stale(DialogueError):
    """Somebody else changed the thing since it was read.

    names: the person's name by locale, empty if unknown; state: what the thing is now; at: since when.
    """

    def __init__(self, names: dict[str, str], state: str, at: datetime | None) -> None:
        super().__init__("stale", names=names, state=state, at=at)
        self.names = names
        self.state = state
        self.at = at


class Conflict(Stale):
    """A save was made on an old revision. theirs: the newest words; number: of their revision; at: since when."""

    def __init__(self, names: dict[str, str], theirs: str, number: int, at: datetime | None) -> None:
        super().__init__(names, "", at)
        self.key = "text_changed"
        self.theirs = theirs
        self.number = number
