"""The one clock."""

from datetime import UTC, datetime, timedelta

import pytest

from blog import clock


def test_clock_is_held_and_let_go() -> None:
    """Holding nests, and ends with its block, after an error too."""
    morning = datetime(2026, 11, 24, 8, tzinfo=UTC)
    evening = morning + timedelta(hours=12)
    with clock.held(morning):
        with clock.held(evening):
            assert evening == clock.now()
        with pytest.raises(ZeroDivisionError), clock.held(evening):
            _ = 1 / 0
        assert morning == clock.now()

    assert clock.now() != morning
    assert timedelta(0) == clock.now().utcoffset()


def test_naive_time_is_refused() -> None:
    """A time without a zone is no time."""
    with pytest.raises(ValueError, match="aware"), clock.held(datetime(2026, 11, 24)):
        pass
