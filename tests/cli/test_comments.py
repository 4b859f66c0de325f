"""`flask comments`: looking at the queue, and counting."""

import pytest

from blog.dialogue.states import CommentState
from tests.cast import Cast
from tests.cli.conftest import Run
from tests.conftest import Store
from tests.factories import make_comment


@pytest.fixture
def two_wait(cast: Cast, store: Store) -> list[int]:
    """Two comments wait, one is approved."""
    with store() as session:
        thread, post = cast.threads["west-1"], cast.post.id
        made = [
            make_comment(session, thread, post, words, state=state) for words, state in (
                ("The first waits.", CommentState.PENDING), ("The second waits.", CommentState.PENDING),
                ("This one is public.", CommentState.APPROVED),
            )
        ]
        return [comment.id for comment in made[:2]]


def test_the_queue_is_listed_oldest_first(run: Run, two_wait: list[int]) -> None:
    """Pending comments are listed with their words, the oldest first; others are not."""
    output = run("comments", "list").output

    assert output.index("The first waits.") < output.index("The second waits.")
    assert "This one is public." not in output
    assert "This one is public." in run("comments", "list", "--state", "approved").output


def test_ids_alone_are_for_scripts(run: Run, two_wait: list[int]) -> None:
    """With --ids there is one number a line, and --limit holds."""
    assert [str(number) for number in two_wait] == run("comments", "list", "--ids").output.split()
    assert [str(two_wait[0])] == run("comments", "list", "--ids", "--limit", "1").output.split()


def test_comments_are_counted_by_state(run: Run, two_wait: list[int]) -> None:
    """Each state that occurs has a line with its number."""
    assert {"approved\t1", "pending\t2"} == set(run("comments", "count").output.splitlines())


@pytest.mark.parametrize("arguments", [("--state", "erased"), ("--state", "wrong"), ("--limit", "0")])
def test_what_cannot_be_listed_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    """An unknown state or an impossible number ends with exit code 2."""
    run("comments", "list", *arguments, code=2)
