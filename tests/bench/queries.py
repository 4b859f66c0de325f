"""Counts the statements that a page sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from flask import Flask

from blog.extensions import db


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Collect the statements sent while the block runs; BEGIN and COMMIT do not count."""
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "SET TRANSACTION", "PRAGMA")):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
