"""Rate limits in the database: all processes count together, and a window ends."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from blog import limit_storage
from blog.extensions import db, prepare_engine
from blog.limit_storage import SqlStorage
from tests.conftest import Store


class Time:
    """A clock in the place of the storage's, in seconds."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def time(self) -> float:
        """The present second."""
        return self.seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The storage's clock, held."""
    held = Time()
    monkeypatch.setattr(limit_storage, "time", held)
    return held


@pytest.fixture
def storage(app: Flask, store: Store) -> SqlStorage:
    """A storage on the site's database."""
    with app.app_context():
        return SqlStorage("wenda-sql://", engine=db.engine)


def test_window_ends(storage: SqlStorage, time: Time) -> None:
    """Counting goes on within the window, which further counts do not lengthen; then it begins anew."""
    assert [1, 2, 5] == [storage.incr("a", 60), storage.incr("a", 60), storage.incr("a", 60, amount=3)]
    assert (5, time.seconds + 60) == (storage.get("a"), storage.get_expiry("a"))
    time.seconds += 59.9
    assert 6 == storage.incr("a", 60)
    time.seconds += 0.1
    assert 0 == storage.get("a")
    assert (1, time.seconds + 60) == (storage.incr("a", 60), storage.get_expiry("a"))


def test_keys_are_apart(storage: SqlStorage, time: Time) -> None:
    """One visitor's count is not another's; clearing one leaves the other; an unknown key counts nothing."""
    storage.incr("a", 60)
    storage.incr("b", 60)
    storage.clear("a")
    assert (0, 1, 0) == (storage.get("a"), storage.get("b"), storage.get("c"))
    assert time.seconds == storage.get_expiry("c")


def test_two_engines_count_together(app: Flask, storage: SqlStorage) -> None:
    """Two processes' engines, and many threads, lose no count."""
    with app.app_context():
        other = sa.create_engine(db.engine.url)
    prepare_engine(other)
    try:
        second = SqlStorage("wenda-sql://", engine=other)
        with ThreadPoolExecutor(4) as pool:
            counts = list(pool.map(lambda n: (storage, second)[n % 2].incr("a", 60), range(40)))
        assert list(range(1, 41)) == sorted(counts)
        assert 40 == second.get("a")
    finally:
        other.dispose()


def test_sweep_takes_ended_windows_only(storage: SqlStorage, time: Time) -> None:
    """Sweeping forgets what is over and nothing else; reset forgets all."""
    storage.incr("old", 10)
    storage.incr("new", 60)
    time.seconds += 10
    assert (1, 0) == (storage.sweep(), storage.sweep())
    assert 1 == storage.get("new")
    assert (1, 0) == (storage.reset(), storage.get("new"))


def test_storage_says_whether_it_answers(storage: SqlStorage, tmp_path: object) -> None:
    """A database without the table is not well."""
    engine = sa.create_engine("sqlite://")
    assert (True, False) == (storage.check(), SqlStorage("wenda-sql://", engine=engine).check())
    engine.dispose()
