"""Two things at once, in threads with real connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from blog.dialogue.errors import DialogueError
from tests.conftest import Store

R = TypeVar("R")


def at_once(store: Store, *acts: Callable[[Session], R]) -> list[R | DialogueError]:
    """Begin all acts at the same moment, each in a session of its own; what they gave, or how they were refused."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[Session], Any]) -> Any:
        barrier.wait()
        try:
            with store() as session:
                return act(session)
        except DialogueError as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
