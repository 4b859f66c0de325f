"""Alembic's environment: the application's own engine and metadata."""

from alembic import context
from flask import current_app

target = current_app.extensions["migrate"].db


def render(kind: str, item: object, autogen_context: object) -> str | bool:
    """Write our time type as the plain column type: migrations must not change when the code does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and type(item).__name__ == "UtcDateTime" else False


def run() -> None:
    """Run the migrations in one transaction, foreign keys off on SQLite while tables are rebuilt."""
    with target.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # The pragma does nothing inside a transaction, and our engine begins one for every statement.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        context.configure(
            connection=connection, target_metadata=target.metadata, render_as_batch=is_sqlite, compare_type=True,
            render_item=render,
        )
        with connection.begin(), context.begin_transaction():
            context.run_migrations()
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")


run()
