"""`flask serve` and `flask worker`: the process tree of the embedded default."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from ..config import Settings
from ..demo.load import is_loaded
from ..extensions import db
from .demo import load_demo

_DIES_WITH_PARENT: Final = 1
_ROOT: Final = Path(__file__).parent.parent.parent


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run the job worker: letters, retention. `flask serve` starts one by itself."""
    huey = current_app.extensions["huey"]
    consumer = huey.create_consumer(workers=1, periodic=True, initial_delay=0.2, max_delay=5.0)
    consumer.run()


@click.command("serve")
@click.option("--demo", is_flag=True, help="Load the demo first if the site is empty.")
@with_appcontext
def serve(demo: bool) -> None:
    """Bring the database up to date, then run the web workers and the job worker until stopped."""
    settings = current_app.extensions["settings"]
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(directory=str(_ROOT / "migrations"))
    if demo and not is_loaded(db.session()):
        load_demo()
    db.session.remove()
    db.engine.dispose()
    _demand_free_port(settings)
    click.echo(f"Wenda is at {settings.base_url}/ (Ctrl-C stops it)")
    sys.stdout.flush()
    worker_command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    raise SystemExit(_run([_web_command(settings), worker_command], settings.data_dir))


def _demand_free_port(settings: Settings) -> None:
    """Stop where something listens already: the web server would share the port with it without a word."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            sentence = f"Wenda does not start: port {settings.port} cannot be used ({error.strerror}); set PORT."
            raise SystemExit(sentence) from None


def _web_command(settings: Settings) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "wsgi:app", "--host", settings.host,
        "--port", str(settings.port), "--workers", str(settings.workers), "--blocking-threads", "4",
        "--respawn-failed-workers", "--no-ws", "--log-level", "warning", "--workers-kill-timeout", "10",
    ]


def _run(commands: list[list[str]], data_dir: Path) -> int:
    """Run programs side by side: a signal ends all; one that dies is started again, or ends all if it keeps dying."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    running = [_start(command, data_dir) for command in commands]
    deaths: list[float] = []
    while not stopping.is_set():
        for place, process in enumerate(running):
            if process.poll() is not None and not stopping.is_set():
                deaths = [*(t for t in deaths if time.monotonic() - t < 30), time.monotonic()]
                if len(deaths) > 4:
                    stopping.set()
                    break
                _end_group(process)
                running[place] = _start(commands[place], data_dir)
        stopping.wait(0.3)
    _end(running)
    return 1 if len(deaths) > 4 else 0


def _start(command: list[str], data_dir: Path) -> "subprocess.Popen[bytes]":
    # A session of its own: Ctrl-C reaches us alone, and we end the children in order. They run in another
    # folder, so a relative DATA_DIR must not be theirs to read.
    environ = os.environ | {"DATA_DIR": str(data_dir)}
    return subprocess.Popen(command, cwd=_ROOT, env=environ, start_new_session=True, preexec_fn=_die_with_parent)


def _die_with_parent() -> None:
    """Ask the kernel to end a child when its parent dies, however it dies (Linux only, prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGTERM)


def _end(running: "list[subprocess.Popen[bytes]]") -> None:
    for process in running:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + 15
    for process in running:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, until - time.monotonic()))
        _end_group(process)


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """End whatever a program leaves behind: web workers go on answering when their server was killed."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
