"""Times on two clocks: which moment a local time is, which never come, which come twice, and who sleeps."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.zones import NoSuchTime, Quiet, instant, is_ambiguous, known, local, quiet

BERLIN, SHANGHAI, LORD_HOWE, APIA = "Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe", "Pacific/Apia"


def at(iso: str) -> datetime:
    """A moment, written in UTC."""
    return datetime.fromisoformat(iso).replace(tzinfo=UTC)


def there(iso: str) -> tuple[date, time]:
    """Day and time as a form gives them."""
    typed = datetime.fromisoformat(iso)
    return typed.date(), typed.time()


@pytest.mark.parametrize(("typed", "zone", "moment"), [
    ("2026-03-02T09:00", BERLIN, "2026-03-02T08:00"),
    ("2026-07-02T09:00", BERLIN, "2026-07-02T07:00"),
    ("2026-07-02T09:00", SHANGHAI, "2026-07-02T01:00"),
    ("2026-01-01T00:30", SHANGHAI, "2025-12-31T16:30"),
    ("2026-03-29T01:59:59", BERLIN, "2026-03-29T00:59:59"),
    ("2026-03-29T03:00", BERLIN, "2026-03-29T01:00"),
    ("2026-10-25T02:30", BERLIN, "2026-10-25T00:30"),
    ("2026-10-25T03:00", BERLIN, "2026-10-25T02:00"),
])
def test_a_local_time_is_a_moment(typed: str, zone: str, moment: str) -> None:
    """A local time is found in UTC, by the summer or winter time of its day; of two, the first one counts."""
    found = instant(*there(typed), zone)

    assert (at(moment), UTC) == (found, found.tzinfo)


@pytest.mark.parametrize(("typed", "zone"), [
    ("2026-03-29T02:00", BERLIN), ("2026-03-29T02:30", BERLIN), ("2026-03-29T02:59:59", BERLIN),
    ("2026-10-04T02:15", LORD_HOWE), ("2011-12-30T12:00", APIA), ("1991-04-14T02:30", SHANGHAI),
    ("0001-01-01T00:00", SHANGHAI), ("9999-12-31T23:00", "America/New_York"),
])
def test_a_time_that_is_skipped_does_not_exist(typed: str, zone: str) -> None:
    """An hour, half an hour or a day over which clocks are put forward is refused; so is what no calendar holds."""
    with pytest.raises(NoSuchTime):
        instant(*there(typed), zone)


@pytest.mark.parametrize(("typed", "zone", "twice"), [
    ("2026-10-25T02:00", BERLIN, True), ("2026-10-25T02:30", BERLIN, True), ("2026-10-25T03:00", BERLIN, False),
    ("2026-10-25T01:59", BERLIN, False), ("2026-03-29T02:30", BERLIN, False), ("2026-07-02T02:30", BERLIN, False),
    ("2026-04-05T01:45", LORD_HOWE, True), ("2026-10-25T02:30", SHANGHAI, False),
])
def test_a_time_that_comes_twice_is_known(typed: str, zone: str, twice: bool) -> None:
    """Only where clocks are put back does a time come twice; where they are put forward it does not come at all."""
    assert twice == is_ambiguous(*there(typed), zone)


def test_what_a_time_says_of_itself_does_not_count() -> None:
    """A time with a zone or a fold of its own is read by the clocks of the zone that is named."""
    foreign = time(2, 30, fold=1, tzinfo=timezone(timedelta(hours=9)))

    assert at("2026-10-25T00:30") == instant(date(2026, 10, 25), foreign, BERLIN)
    assert is_ambiguous(date(2026, 10, 25), foreign, BERLIN)


@given(
    st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from([BERLIN, SHANGHAI, LORD_HOWE, APIA, "America/St_Johns", "UTC"]),
)
def test_there_and_back(typed: datetime, zone: str) -> None:
    """What a local time is in UTC is shown by the clocks as that time, or it does not exist."""
    try:
        moment = instant(typed.date(), typed.time(), zone)
    except NoSuchTime:
        assert not is_ambiguous(typed.date(), typed.time(), zone)
    else:
        assert typed == local(moment, zone).replace(tzinfo=None)


@given(st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)), st.sampled_from([BERLIN, SHANGHAI, LORD_HOWE]))
def test_every_moment_has_its_local_time(naive: datetime, zone: str) -> None:
    """A moment's local time leads back to it, or it came twice and leads to the first."""
    moment = naive.replace(tzinfo=UTC)
    shown = local(moment, zone)
    found = instant(shown.date(), shown.time(), zone)

    assert moment == found or (is_ambiguous(shown.date(), shown.time(), zone) and found < moment)


def test_a_naive_moment_is_on_no_clock() -> None:
    """A time without a zone is not taken for one of the machine's."""
    with pytest.raises(ValueError, match="naive"):
        local(datetime(2026, 7, 2, 9), BERLIN)


@pytest.mark.parametrize(("zone", "is_known"), [
    (BERLIN, True), (SHANGHAI, True), ("UTC", True), ("", False), ("Europe", False), ("Europe/Paname", False),
    ("../etc/passwd", False), ("europe/berlin", False), ("Europe/Berlin\n", False), ("z" * 5000, False), ("\0", False),
])
def test_zones_are_known_by_name(zone: str, is_known: bool) -> None:
    """Only the names of the time zone database are known, spelt as it spells them."""
    assert is_known == known(zone)


@pytest.mark.parametrize(("moment", "berlin", "shanghai"), [
    ("2026-07-02T07:00", None, None),                        # Thursday 9:00, 15:00
    ("2026-07-02T05:59", Quiet.NIGHT, None),                 # 7:59, 13:59
    ("2026-07-02T06:00", None, None),                        # 8:00, 14:00
    ("2026-07-02T12:59", None, None),                        # 14:59, 20:59
    ("2026-07-02T13:00", None, Quiet.NIGHT),                 # 15:00, 21:00
    ("2026-07-03T17:00", None, Quiet.NIGHT),                 # Friday 19:00, Saturday 1:00
    ("2026-07-04T08:00", Quiet.WEEKEND, Quiet.WEEKEND),      # Saturday 10:00, 16:00
    ("2026-07-05T22:30", Quiet.NIGHT, Quiet.NIGHT),          # Monday 0:30, 6:30
    ("2026-07-06T00:30", Quiet.NIGHT, None),                 # Monday 2:30, 8:30
    ("2026-07-04T23:00", Quiet.NIGHT, Quiet.NIGHT),          # Sunday 1:00, 7:00: the night wins
])
def test_quiet_hours(moment: str, berlin: Quiet | None, shanghai: Quiet | None) -> None:
    """From nine in the evening to eight it is night, by day on Saturday and Sunday weekend, by each one's clock."""
    assert (berlin, shanghai) == (quiet(at(moment), BERLIN), quiet(at(moment), SHANGHAI))
