"""An application on a database of its own, which no other test has touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from blog import create_app
from blog.extensions import db
from tests.conftest import ROOT, database_for, settings_for

FOLDER = str(ROOT / "migrations")


@pytest.fixture
def unborn(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """The application on an empty database, within its context. Foreign keys, pragmas and all are real."""
    app = create_app(settings_for(database_for(f"schema_{worker_id}", tmp_path), tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
