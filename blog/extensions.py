"""The Flask extensions, made without an app; and how transactions begin on either database."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask
from flask_babel import Babel
from flask_limiter import Limiter
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from .config import Settings
from .dialogue.base import Base

db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate()
login_manager = LoginManager()
babel = Babel()
csrf = CSRFProtect()

_reads_only: ContextVar[bool] = ContextVar("reads_only", default=False)
_BUSY_MILLISECONDS: Final = 10_000


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Within this block transactions only read: a GET or HEAD request."""
    token = _reads_only.set(True)
    try:
        yield
    finally:
        _reads_only.reset(token)


def set_reading(reads_only: bool) -> None:
    """Say whether the transactions of this request only read."""
    _reads_only.set(reads_only)


def prepare_engine(engine: sa.Engine) -> None:
    """Make transactions on an engine begin as DESIGN.md section 8 says, and SQLite durable."""
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _configure_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        sa.event.listen(engine, "begin", _begin_postgresql)


def _configure_sqlite(connection: Any, record: Any) -> None:
    # The driver's own transactions begin too late and end too early: we send BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {_BUSY_MILLISECONDS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # A writer takes the write lock at once and queues under busy_timeout; upgrading a read
    # transaction later would fail at once when another writer came between.
    connection.exec_driver_sql("BEGIN" if _reads_only.get() else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: sa.Connection) -> None:
    if _reads_only.get():
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def engine_options(settings: Settings) -> dict[str, Any]:
    """Options of the engine: a few pooled connections, checked before use."""
    if settings.is_sqlite:
        return {"connect_args": {"check_same_thread": False}}
    return {"pool_size": 8, "max_overflow": 8, "pool_pre_ping": True}


def init_database(app: Flask, settings: Settings) -> None:
    """Bind the database to an app."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    migrate.init_app(app, db, directory="migrations", render_as_batch=True, compare_type=True)


limiter = Limiter(key_func=lambda: "", default_limits=[], headers_enabled=False, strategy="fixed-window")
