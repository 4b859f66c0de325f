"""The table of a comment's moves."""

from blog.dialogue.states import MOVES, CommentState

STATES = set(CommentState)


def test_every_decidable_state_can_be_left_and_reached() -> None:
    """From any of the five states a comment can go to each of the other four, and never to where it is."""
    decidable = STATES - {CommentState.ERASED}

    assert decidable == {move.to for move in MOVES.values()}
    assert {move.name: decidable - {move.to} for move in MOVES.values()} == {
        move.name: set(move.sources) for move in MOVES.values()
    }


def test_erased_is_final() -> None:
    """No move leads into or out of `erased`."""
    assert not any(CommentState.ERASED in move.sources or move.to is CommentState.ERASED for move in MOVES.values())


def test_only_a_rejection_must_give_a_reason() -> None:
    """A canned reason is due where the author is told one."""
    assert ["reject"] == [move.name for move in MOVES.values() if move.needs_reason]
