"""`flask serve` as an operator runs it: a tree of processes that starts, serves, and ends as one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from blog.dialogue.comment import Comment
from tests.conftest import ROOT, database_for
from tests.work.test_smtp import free_port

# Long, because a busy machine starts slowly; a test that passes never waits for the end of it.
PATIENCE = 90.0
SECRET = "the secret of processes that live for a test"
READER = "moira@reader.example.org"
# A client in a process of its own: posts at a given moment and prints the status.
CLIENT = """
import sys, time, httpx
url, at, *pairs = sys.argv[1:]
with httpx.Client() as client:
    client.get(url.split("/en/")[0] + "/healthz")
    time.sleep(max(0, float(at) - time.time()))
    print(client.post(url, data=dict(pair.split("=", 1) for pair in pairs)).status_code)
"""


@dataclass
class Site:
    """A running `flask serve`. url: where it answers; log: what it said."""

    process: "subprocess.Popen[bytes]"
    url: str
    database: str
    log: Path

    def answers(self) -> bool:
        """Whether a web worker answers before our patience ends."""
        return wait_for(lambda: self.process.poll() is not None or self._healthy()) and self.process.poll() is None

    def _healthy(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def count(self, words: str) -> int:
        """How many comments have these words."""
        engine = sa.create_engine(self.database)
        with engine.connect() as connection:
            found = connection.scalar(sa.select(sa.func.count()).select_from(Comment).where(Comment.words == words))
        engine.dispose()
        return found or 0


def wait_for(happened: Callable[[], bool]) -> bool:
    """Whether something happens before our patience ends."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if happened():
            return True
        time.sleep(0.05)
    return False


def tree(root: int) -> set[int]:
    """A process and all that descend from it, as the kernel lists them."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                # The name in parentheses may hold spaces; the parent is the second field behind it.
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
    found, size = {root}, 0
    while size != len(found):
        size = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found


def alive(process: int) -> bool:
    """Whether a process still runs; one that ended and waits to be noticed does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def start(folder: Path, database: str, *options: str, workers: int = 2) -> Site:
    """Start the product on a free port, with its data in a folder."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FLASK", "WENDA"))}
    env = kept | {
        "DATA_DIR": str(folder), "DATABASE_URL": database, "PORT": str(port), "WORKERS": str(workers),
        "SECRET_KEY": SECRET, "BASE_URL": url, "HOST": "127.0.0.1", "DEMO_PASSWORD": "a password of the demo",
    }
    log = folder / "log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "serve", *options], cwd=ROOT, env=env, stdout=output,
            stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )
    return Site(process, url, database, log)


def end(site: Site) -> None:
    """End what may still run of a site."""
    for process in tree(site.process.pid) - {site.process.pid}:
        os.kill(process, signal.SIGKILL)
    site.process.kill()
    site.process.wait()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    """The demo, served by two web workers and a job worker."""
    folder = tmp_path_factory.mktemp("served")
    site = start(folder, database_for(f"served_{worker_id}", folder), "--demo")
    assert site.answers(), site.log.read_text()
    yield site
    end(site)


def post(url: str, **typed: str) -> "subprocess.Popen[bytes]":
    """Begin a client that posts in two seconds."""
    pairs = [f"{name}={value}" for name, value in typed.items()]
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT, url, str(time.time() + 2), *pairs], stdout=subprocess.PIPE,
    )


def test_two_workers_accept_a_comment_once_and_share_the_limit(served: Site) -> None:
    """The same comment from two clients at once is one comment; the seventh within ten minutes is refused politely.

    DESIGN.md rule 7, and the limit of six comments per network, which must hold for all workers together.
    """
    url = f"{served.url}/en/shop-floor/1/west-1/comments"
    typed = {"name": "Moira", "email": READER, "words": "Sent twice at once."}
    clients = [post(url, **typed) for _ in range(2)]
    assert [b"303", b"303"] == [client.communicate(timeout=PATIENCE)[0].strip() for client in clients]
    assert 1 == served.count("Sent twice at once.")

    for number in range(4):
        # A connection of its own each time, so that either worker may get it.
        assert 303 == httpx.post(url, data=typed | {"words": f"Another thought, no. {number}."}).status_code
    refused = httpx.post(url, data=typed | {"words": "One too many <b>&."})
    assert 429 == refused.status_code
    assert int(refused.headers["Retry-After"]) > 0
    assert "One too many &lt;b&gt;&amp;." in refused.text
    assert READER in refused.text
    assert 0 == served.count("One too many <b>&.")
    assert READER not in served.log.read_text()


def test_both_workers_serve_the_same_bytes(served: Site) -> None:
    """A page is the same bytes for everybody, whichever worker answers."""
    bodies = {httpx.get(f"{served.url}/zh/shop-floor/1/").content for _ in range(6)}

    assert 1 == len(bodies)


def test_a_worker_that_dies_is_replaced(served: Site) -> None:
    """When a web worker is killed, the site goes on answering and soon has as many processes as before."""
    before = tree(served.process.pid)
    victim = max(before)
    os.kill(victim, signal.SIGKILL)

    assert wait_for(lambda: victim not in tree(served.process.pid) and len(tree(served.process.pid)) >= len(before))
    assert served.answers(), served.log.read_text()


def test_children_do_not_outlive_the_supervisor(served: Site) -> None:
    """When the supervisor is killed outright, the web workers and the job worker end too, and the port is free.

    The last test of the site that the others share: afterwards there is none.
    """
    children = tree(served.process.pid) - {served.process.pid}
    served.process.kill()
    served.process.wait()
    try:
        assert len(children) >= 3
        assert wait_for(lambda: not any(alive(child) for child in children))
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{served.url}/healthz", timeout=5)
    finally:
        for child in filter(alive, children):
            os.kill(child, signal.SIGKILL)


def test_a_signal_ends_the_whole_tree(tmp_path: Path, worker_id: str) -> None:
    """After Ctrl-C no process is left within 15 s; a second start answers, and a service manager's TERM ends that."""
    database = database_for(f"signal_{worker_id}", tmp_path)
    for number in (signal.SIGINT, signal.SIGTERM):
        # One worker: a second that is still starting would hear the signal late and be killed after ten seconds.
        site = start(tmp_path, database, workers=1)
        try:
            assert site.answers(), site.log.read_text()
            processes = tree(site.process.pid)
            assert len(processes) >= 4, "supervisor, server with its workers, job worker"
            site.process.send_signal(number)
            assert 0 == site.process.wait(15), site.log.read_text()
            assert [] == [process for process in processes if alive(process)]
            assert "Traceback" not in site.log.read_text()
        finally:
            end(site)


def test_a_bad_setting_stops_the_start(tmp_path: Path) -> None:
    """A setting that cannot be right ends the start with one sentence that names it."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "serve"], cwd=ROOT, capture_output=True, text=True,
        env=os.environ | {"DATA_DIR": str(tmp_path), "PORT": "70000"}, timeout=PATIENCE, check=False,
    )

    assert 0 != done.returncode
    assert "PORT is “70000”" in done.stderr
    assert "Traceback" not in done.stderr
