"""What is measured, at what scale, and what the workload must at least be.

A run whose pages hold less than this measures something else, and is refused.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Flow:
    """One page that is asked for again and again. comments: how many it must show; least: bytes of HTML."""

    name: str
    path: str
    comments: int
    least: int


COMMENTS: Final = 200
QUERY_SCALES: Final = (5, 50, 200)
SECONDS: Final = 6.0
ROUNDS: Final = 3
CLIENTS: Final = 8
WORKERS: Final = 2
FLOWS: Final = (
    Flow("joint post, 200 comments", "/en/bench/1/", COMMENTS, 120_000),
    Flow("the same in Traditional Chinese", "/zh-hant/bench/1/", COMMENTS, 120_000),
    Flow("one question with its thread", "/en/bench/1/west-1/", 18, 15_000),
    Flow("home", "/en/", 0, 4_000),
    Flow("health check, the server's own ceiling", "/healthz", 0, 3),
)
