"""The application under test, on a real database: SQLite, or PostgreSQL where TEST_DATABASE_URL names one."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from blog import create_app
from blog.config import Settings
from blog.extensions import db
from tests.cast import Cast, assemble
from tests.client import Client
from tests.database import database_for, empty
from tests.snapshot import Snapshot

BASE_URL = "http://wenda.test"
SECRET = "a secret for tests, long enough to be one"
ROOT = Path(__file__).parent.parent
Store = Callable[[], AbstractContextManager[Session]]


def settings_for(database_url: str, folder: Path) -> Settings:
    """Settings of a test site."""
    return Settings(
        data_dir=folder, database_url=database_url, redis_url=None, secrets=(SECRET,), base_url=BASE_URL,
        mail_url=f"file://{folder / 'mail'}", storage_dir=folder / "pictures", testing=True,
    )


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Where the test site keeps its files: in memory where there is such a place, so that syncing costs nothing."""
    memory = Path("/dev/shm")  # noqa: S108
    where = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=where, prefix="wenda-test-") as name:
        yield Path(name)


@pytest.fixture(scope="session")
def app(folder: Path, worker_id: str) -> Iterator[Flask]:
    """The application, migrated to the newest schema."""
    app = create_app(settings_for(database_for(worker_id, folder, durable=False), folder))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def store(app: Flask) -> Iterator[Store]:
    """Sessions on the site's database; the site is emptied afterwards.

    `with store() as session:` commits at its end and lets go: on SQLite an open transaction would keep the
    application waiting.
    """
    with app.app_context():
        engine = db.engine

    @contextmanager
    def opened() -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session:
            yield session
            session.commit()

    yield opened
    with app.app_context():
        db.session.remove()
    with engine.begin() as connection:
        empty(connection)


@pytest.fixture(scope="session")
def assembled(app: Flask) -> Snapshot:
    """The cast and their world, made once by the verbs of the domain."""
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as session:
        cast = assemble(session, app.extensions["vault"], app.extensions["passwords"])
        session.commit()
    with engine.begin() as connection:
        taken = Snapshot.take(connection, cast)
        empty(connection)
    return taken


@pytest.fixture
def cast(assembled: Snapshot, store: Store) -> Cast:
    """The cast, two pairs of partners, and a published joint post of the first pair."""
    with store() as session:
        cast: Cast = assembled.lay(session.connection())
        return cast


@pytest.fixture
def client(app: Flask, store: Store) -> Client:
    """A reader without an account, whose every page is inspected."""
    return Client(app)


@pytest.fixture
def as_(app: Flask, cast: Cast) -> Callable[[str], Client]:
    """A client signed in as one of the cast: `as_("grace")`."""

    def signed_in(name: str) -> Client:
        client = Client(app)
        client.sign_in(cast.address(name))
        return client

    return signed_in
