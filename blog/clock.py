"""The one clock. Everything that asks for the time asks here, so that a test can hold it still."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_held: list[datetime] = []


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _held[-1] if _held else datetime.now(UTC)


@contextmanager
def held(at: datetime) -> Iterator[None]:
    """Hold the clock at an aware moment for the length of a `with` block."""
    if at.tzinfo is None:
        raise ValueError("the clock takes aware times only")
    _held.append(at)
    try:
        yield
    finally:
        _held.pop()
