"""A whole site behind a real HTTP server, with the demo and the rarer cases beside it, set back before each test."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask_migrate import upgrade
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from blog import create_app
from blog.demo.load import load
from blog.extensions import db
from tests.browser.world import build
from tests.conftest import ROOT, settings_for

PASSWORD = "a sentence for the demo 7"


class Site:
    """The site at `address`. names: what the paths of page types are completed with: tokens and comment ids."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._file = folder / "wenda.db"
        self._server = make_server("127.0.0.1", 0, None, threaded=True)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        settings = settings_for(f"sqlite:///{self._file}", folder)
        # Cross-origin requests are told from our own by the real address.
        self.app = self._server.app = create_app(replace(settings, base_url=self.address))
        self.names: dict[str, str] = {}
        self._kept: dict[str, sqlite3.Connection] = {}
        self._serving = threading.Thread(target=self._server.serve_forever)
        with self.app.app_context():
            upgrade(directory=str(ROOT / "migrations"))
        self.keep("empty")

    def start(self) -> None:
        """Load the demo and the rarer cases, and answer requests."""
        with self.session() as session:
            tools = self.app.extensions
            load(session, tools["vault"], tools["storage"], tools["passwords"].hash(PASSWORD))
        with self.session() as session:
            self.names = build(session, self.app.extensions["vault"])
        self._serving.start()

    def stop(self) -> None:
        """End the server and let go of the database."""
        self._server.shutdown()
        self._serving.join()
        self._server.server_close()
        with self.app.app_context():
            db.engine.dispose()
        for copy in self._kept.values():
            copy.close()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session on the site's database, committed at the end."""
        with self.app.app_context(), Session(db.engine, expire_on_commit=False) as session:
            yield session
            session.commit()

    def keep(self, name: str) -> None:
        """Keep a copy of the database as it is, counters of the rate limits included."""
        self._kept[name] = sqlite3.connect(":memory:", check_same_thread=False)
        self._copy(self._kept[name], back=False)

    def restore(self, name: str) -> None:
        """Set the database back to a copy."""
        self._copy(self._kept[name], back=True)

    def execute(self, statement: str, *values: Any) -> None:
        """Run one statement, for what no verb of the product does."""
        with self._opened() as connection, connection:
            connection.execute(statement, values)

    def _copy(self, copy: sqlite3.Connection, *, back: bool) -> None:
        with self._opened() as live:
            copy.backup(live) if back else live.backup(copy)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._file, timeout=10)
        try:
            yield connection
        finally:
            connection.close()
