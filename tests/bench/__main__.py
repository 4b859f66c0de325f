"""`make bench`: fills a site, runs the real server, prints one table."""

import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from rich.console import Console
from rich.table import Table

from blog import create_app
from blog.config import from_environment
from blog.extensions import db
from tests.bench import catalog
from tests.bench.load import Measured, ask
from tests.bench.queries import counted
from tests.bench.site import fill

ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    """Measure the queries, then the flows, interleaved so that a slow moment hits all of them."""
    console = Console(width=110)
    console.print(_queries())
    with tempfile.TemporaryDirectory(prefix="wenda-bench-") as folder:
        _filled(folder, catalog.COMMENTS)
        with _server(folder) as port:
            for flow in catalog.FLOWS:
                _check(port, flow)
            runs: dict[str, list[Measured]] = {flow.name: [] for flow in catalog.FLOWS}
            for _ in range(catalog.ROUNDS):
                for flow in catalog.FLOWS:
                    seconds = catalog.SECONDS / catalog.ROUNDS
                    runs[flow.name].append(ask(port, flow.path, seconds, catalog.CLIENTS))
    console.print(_table(runs))


def _filled(folder: str, comments: int) -> Flask:
    app = create_app(from_environment({"DATA_DIR": folder}))
    with app.app_context(), contextlib.redirect_stderr(io.StringIO()):
        upgrade(directory=str(ROOT / "migrations"))
    fill(app, comments)
    with app.app_context():
        db.engine.dispose()
    return app


def _queries() -> Table:
    title = "Queries of the uncached post page"
    table = Table("comments on the post", "statements a page", "bytes of HTML", title=title)
    for scale in catalog.QUERY_SCALES:
        with tempfile.TemporaryDirectory(prefix="wenda-bench-") as folder, contextlib.redirect_stderr(io.StringIO()):
            app = _filled(folder, scale)
            client = app.test_client(use_cookies=False)
            client.get("/en/bench/1/")
            with counted(app) as statements:
                page = client.get("/en/bench/1/")
            table.add_row(str(scale), str(len(statements)), f"{len(page.data):,}")
            with app.app_context():
                db.engine.dispose()
    return table


@contextmanager
def _server(folder: str) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    environ = os.environ | {"DATA_DIR": folder, "PORT": str(port), "WORKERS": str(catalog.WORKERS)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _check(port: int, flow: catalog.Flow) -> None:
    """Refuse a workload that shrank."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{flow.path}", timeout=30) as answer:
        page = answer.read().decode()
    shown = page.count('id="comment-')
    if shown < flow.comments or len(page) < flow.least:
        raise SystemExit(f"{flow.path} shows {shown} comments in {len(page)} bytes; the catalog demands more.")


def _table(runs: dict[str, list[Measured]]) -> Table:
    ceiling = max(measured.rate for measured in list(runs.values())[-1])
    title = f"{catalog.WORKERS} workers, {catalog.CLIENTS} clients on the same machine, best of {catalog.ROUNDS} rounds"
    table = Table("flow", "requests/s", "median ms", "p99 ms", "bytes, gzip", "of ceiling", title=title)
    for name, measured in runs.items():
        best = max(measured, key=lambda one: one.rate)
        table.add_row(
            name, f"{best.rate:.0f}", f"{best.median:.1f}", f"{best.slow:.1f}", f"{best.size:,}",
            f"{best.rate / ceiling:.0%}",
        )
    return table


if __name__ == "__main__":
    main()
