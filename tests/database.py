"""An empty database for each worker of a test run, and how it is emptied between tests."""

import os
from pathlib import Path

import sqlalchemy as sa

from blog.extensions import db


def database_for(worker: str, folder: Path, *, durable: bool = True) -> str:
    """The URL of an empty database of this worker's own. durable: whether PostgreSQL waits for the disk."""
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        return f"sqlite:///{folder / 'wenda.db'}"
    base = sa.make_url(url)
    name = f"{base.database}_{worker}"
    engine = sa.create_engine(base, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
        if not durable:
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    engine.dispose()
    return base.set(database=name).render_as_string(hide_password=False)


def empty(connection: sa.Connection) -> None:
    """Delete every row of every table."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in db.metadata.tables:
            connection.exec_driver_sql(f'DELETE FROM "{table}"')  # noqa: S608
    else:
        # In one go, and not by TRUNCATE, which takes a hundred times as long for tables that hold a few rows.
        tables = reversed(db.metadata.sorted_tables)
        emptied = [f'DELETE FROM "{table.name}"' for table in tables]  # noqa: S608
        counted = [f'ALTER SEQUENCE "{name}" RESTART' for name in sa.inspect(connection).get_sequence_names()]
        connection.connection.driver_connection.execute("; ".join([*emptied, *counted]))
