"""Every connection of the pool keeps what was accepted, and begins its transactions as DESIGN demands."""

import threading

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from blog.config import Settings
from blog.dialogue.stamp import Stamp
from blog.extensions import db, reading
from tests.migrations.conftest import FOLDER

PRAGMAS = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "busy_timeout": 10_000, "secure_delete": 1}


def is_sqlite(app: Flask) -> bool:
    """Whether this run has the embedded database."""
    settings: Settings = app.extensions["settings"]
    return settings.is_sqlite


def test_every_connection_is_durable(unborn: Flask) -> None:
    """Several connections open at once each sync their commits; on SQLite each holds foreign keys and waits."""
    wanted = PRAGMAS if is_sqlite(unborn) else {"synchronous_commit": "on"}
    ask = "PRAGMA {}" if is_sqlite(unborn) else "SHOW {}"
    connections = [db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") for _ in range(3)]
    try:
        for connection in connections:
            raw = connection.connection.driver_connection
            assert raw is not None
            assert wanted == {name: raw.execute(ask.format(name)).fetchone()[0] for name in wanted}
    finally:
        for connection in connections:
            connection.close()


def test_connections_stay_so_after_a_migration(unborn: Flask) -> None:
    """A migration turns foreign keys off on its own connection alone, and on again."""
    upgrade(directory=FOLDER)
    with db.engine.connect() as connection:
        if is_sqlite(unborn):
            assert 1 == connection.exec_driver_sql("PRAGMA foreign_keys").scalar()
        with pytest.raises(sa.exc.IntegrityError):
            connection.exec_driver_sql("INSERT INTO former_slug (slug, series_id) VALUES ('nowhere', 999)")


def test_a_reading_transaction_sees_one_state(unborn: Flask) -> None:
    """Within `reading()` a transaction sees one state from beginning to end, whatever others commit meanwhile."""
    upgrade(directory=FOLDER)
    count = sa.select(sa.func.count()).select_from(Stamp)
    with reading(), db.engine.connect() as reader:
        before = reader.scalar(count)
        writer = threading.Thread(target=_write, args=[db.engine])
        writer.start()
        writer.join(10)

        assert not writer.is_alive(), "a reader must not hold up a writer"
        assert before == reader.scalar(count)
    with db.engine.connect() as later:
        assert 1 == later.scalar(count)


def test_writers_queue(unborn: Flask) -> None:
    """Two transactions that read and then write the same row both succeed, one after the other."""
    upgrade(directory=FOLDER)
    _write(db.engine)
    writers = [threading.Thread(target=_count_up, args=[db.engine]) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(20)

    with db.engine.connect() as connection:
        assert 5 == connection.scalar(sa.select(Stamp.value))


def _write(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.insert(Stamp).values(scope="series:1", value=1))


def _count_up(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        value = connection.scalar(sa.select(Stamp.value).with_for_update()) or 0
        connection.execute(sa.update(Stamp).values(value=value + 1))
