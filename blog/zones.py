"""Times on two clocks: what a local time is in UTC, whether it exists, and whether people sleep then."""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

_MORNING: Final = 8
_EVENING: Final = 21
_SATURDAY: Final = 5


class NoSuchTime(ValueError):
    """The clocks of the zone never show this time: they are put forward over it, or the calendar ends."""


class Quiet(StrEnum):
    """When an office does not answer the telephone."""

    NIGHT = "night"
    WEEKEND = "weekend"


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def known(zone: str) -> bool:
    """Whether this is the name of a time zone, as `Europe/Berlin`; every other function here takes only such."""
    return zone in _names()


def instant(day: date, at: time, zone: str) -> datetime:
    """The moment, aware and in UTC, at which the clocks of a zone show a day and a time. Raises NoSuchTime.

    Where they show it twice, the first of the two; `is_ambiguous` tells.
    """
    shown = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    try:
        moment = shown.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        seen = local(moment, zone)
    except OverflowError as error:
        raise NoSuchTime(f"{shown} {zone}") from error
    if seen.replace(tzinfo=None) != shown:
        raise NoSuchTime(f"{shown} {zone}")
    return moment


def is_ambiguous(day: date, at: time, zone: str) -> bool:
    """Whether the clocks of a zone show this time twice, because they are put back over it."""
    shown = datetime.combine(day, at.replace(tzinfo=None), ZoneInfo(zone))
    first, second = (shown.replace(fold=fold).utcoffset() for fold in (0, 1))
    assert first is not None
    assert second is not None
    # Where clocks are put forward the two differ as well, the other way round.
    return first > second


def local(at: datetime, zone: str) -> datetime:
    """An aware moment on the clocks of a zone."""
    if at.tzinfo is None:
        raise ValueError("a naive time is on no clock")
    return at.astimezone(ZoneInfo(zone))


def quiet(at: datetime, zone: str) -> Quiet | None:
    """Whether a moment falls into the night (21 to 8 o'clock) or else the weekend of a zone."""
    there = local(at, zone)
    if not _MORNING <= there.hour < _EVENING:
        return Quiet.NIGHT
    return Quiet.WEEKEND if there.weekday() >= _SATURDAY else None
