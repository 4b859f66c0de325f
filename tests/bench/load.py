"""A small load generator: a few clients that keep their connections and ask again and again."""

import http.client
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """Requests per second and the 50th and 99th percentile of latency in milliseconds; size of one answer in bytes."""

    rate: float
    median: float
    slow: float
    size: int


def ask(port: int, path: str, seconds: float, clients: int) -> Measured:
    """Ask one path for some seconds from several clients; any answer but 200 ends the run."""
    latencies: list[float] = []
    sizes: list[int] = []
    problems: list[str] = []
    until = time.perf_counter() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < until and not problems:
            began = time.perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            body = answer.read()
            latencies.append(time.perf_counter() - began)
            sizes.append(len(body))
            if answer.status != 200:
                problems.append(f"{path}: {answer.status}")
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise SystemExit(problems[0])
    return _measured(sorted(latencies), seconds, sizes[-1])


def _measured(ordered: list[float], seconds: float, size: int) -> Measured:
    slow = ordered[int(len(ordered) * 0.99)]
    return Measured(len(ordered) / seconds, ordered[len(ordered) // 2] * 1000, slow * 1000, size)
