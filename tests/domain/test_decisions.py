"""Decisions about comments: every move from every state, who decided first, and undoing exactly."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog import clock
from blog.dialogue.comment import Comment
from blog.dialogue.errors import NotAllowed, Refused, Stale
from blog.dialogue.event import Event
from blog.dialogue.person import Person
from blog.dialogue.states import MOVES, CommentState, Reason
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import person
from tests.factories import make_comment

NOON = datetime(2030, 1, 1, 12, 0, 0, 123456, tzinfo=UTC)


def comment_in(session: Any, cast: Cast, state: CommentState = CommentState.PENDING) -> Comment:
    """A reader's comment in a state."""
    return make_comment(session, cast.threads["post"], cast.post.id, state=state)


def decision(comment: Comment) -> tuple[Any, ...]:
    """All that a decision sets."""
    return comment.state, comment.why, comment.decided_at, comment.decided_by_id


@pytest.mark.parametrize("state", CommentState)
@pytest.mark.parametrize("name", MOVES)
def test_every_move_from_every_state(store: Store, cast: Cast, name: str, state: CommentState) -> None:
    """A move leads from each decidable state but its own to its own, with an event; from the others it is refused."""
    move = MOVES[name]
    with store() as session, clock.held(NOON):
        comment, grace = comment_in(session, cast, state), person(session, cast, "grace")
        if state in (move.to, CommentState.ERASED):
            with pytest.raises(Refused, match="move_impossible"):
                comment.decide(move, by=grace, version=1, why=Reason.OTHER)
            assert (state, 1) == (comment.state, comment.version)
            return
        event = comment.decide(move, by=grace, version=1, why=Reason.OTHER)
        taken_away = state is CommentState.APPROVED and name != "spam"
        why = Reason.OTHER if move.needs_reason or taken_away else None
        assert (move.to, why, NOON, grace.id) == decision(comment)
        assert (2, grace.id, why) == (comment.version, event.by_id, event.why)


@pytest.mark.parametrize("name", ["reject", "trash", "hold"])
def test_taking_a_public_comment_away_takes_a_reason(store: Store, cast: Cast, name: str) -> None:
    """What readers could see does not go without a reason."""
    with store() as session:
        comment = comment_in(session, cast, CommentState.APPROVED)
        with pytest.raises(Refused, match="reason_missing"):
            comment.decide(MOVES[name], by=person(session, cast, "grace"), version=1)
        assert CommentState.APPROVED is comment.state


def test_rejection_takes_a_reason(store: Store, cast: Cast) -> None:
    """Without one nothing happens."""
    with store() as session:
        comment = comment_in(session, cast)
        with pytest.raises(Refused, match="reason_missing"):
            comment.reject(None, by=person(session, cast, "grace"), version=1)
        assert CommentState.PENDING is comment.state


@pytest.mark.parametrize("name", ["grace", "olga"])
def test_nobody_decides_an_own_comment(store: Store, cast: Cast, name: str) -> None:
    """Neither what a moderator wrote nor what the owner wrote: no move and no undo; the other one may."""
    with store() as session:
        comment = comment_in(session, cast)
        comment.person_id = cast[name].id
        session.flush()
        with pytest.raises(NotAllowed):
            comment.approve(by=person(session, cast, name), version=1)
        comment.approve(by=person(session, cast, "olga" if name == "grace" else "grace"), version=1)
        with pytest.raises(NotAllowed):
            comment.undo(by=person(session, cast, name), version=2)


@pytest.mark.parametrize("name", ["ruth", "chen", "lin", "oskar", "nina"])
def test_others_decide_nothing(store: Store, cast: Cast, name: str) -> None:
    """Partners do not moderate, not even their own post."""
    with store() as session, pytest.raises(NotAllowed):
        comment_in(session, cast).approve(by=person(session, cast, name), version=1)


def test_stale_names_who_and_when(store: Store, cast: Cast) -> None:
    """Whoever comes second learns who was first, when, and what the comment is now; nothing is changed."""
    with store() as session, clock.held(NOON):
        comment = comment_in(session, cast)
        comment.approve(by=person(session, cast, "grace"), version=1)
        for act in (comment.trash, comment.undo, comment.approve):
            with pytest.raises(Stale) as refusal:
                act(by=person(session, cast, "olga"), version=1)
            found = refusal.value
            assert ("Grace Adams", "approved", NOON) == (found.names["en"], found.state, found.at)
        assert CommentState.APPROVED is comment.state


def test_stale_names_who_undid(store: Store, cast: Cast) -> None:
    """After an undo it is the one who undid that is named, not whoever decided long before, or nobody."""
    with store() as session:
        comment = comment_in(session, cast)
        comment.approve(by=person(session, cast, "grace"), version=1)
        with clock.held(NOON):
            comment.undo(by=person(session, cast, "olga"), version=2)
        with pytest.raises(Stale) as refusal:
            comment.trash(by=person(session, cast, "grace"), version=2)
        assert ("Olga Stern", "pending", NOON) == (refusal.value.names["en"], refusal.value.state, refusal.value.at)


def test_undo_twice_goes_back_twice_and_no_further(store: Store, cast: Cast) -> None:
    """Undoing undoes the decision before next; then there is nothing left, and undoing is no decision to undo."""
    with store() as session:
        comment, grace = comment_in(session, cast), person(session, cast, "grace")
        comment.approve(by=grace, version=1)
        comment.trash(by=grace, version=2, why=Reason.OTHER)
        comment.undo(by=grace, version=3)
        assert CommentState.APPROVED is comment.state
        comment.undo(by=grace, version=4)
        assert CommentState.PENDING is comment.state
        with pytest.raises(Refused, match="nothing_to_undo"):
            comment.undo(by=grace, version=5)


def test_erased_is_final(store: Store, cast: Cast) -> None:
    """What was erased comes back by no undo of an earlier decision."""
    with store() as session:
        comment, grace = comment_in(session, cast), person(session, cast, "grace")
        comment.approve(by=grace, version=1)
        comment.state = CommentState.ERASED
        session.flush()
        with pytest.raises(Refused, match="move_impossible"):
            comment.undo(by=grace, version=2)
        assert CommentState.ERASED is comment.state


STEPS = st.lists(st.tuples(
    st.sampled_from([*MOVES, "undo"]), st.sampled_from(["grace", "olga"]), st.sampled_from(list(Reason)),
    st.integers(0, 10**7),
), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_any_history_can_be_undone_exactly(store: Store, cast: Cast, steps: list[tuple[str, str, Reason, int]]) -> None:
    """After any moves and undos, each undo restores state, reason, decider and time, to the microsecond."""
    with store() as session:
        comment = comment_in(session, cast)
        people: dict[str, Person] = {name: person(session, cast, name) for name in ("grace", "olga")}
        past: list[tuple[Any, ...]] = []
        for name, who, why, moment in steps:
            before, version = decision(comment), comment.version
            try:
                with clock.held(NOON + timedelta(microseconds=moment)):
                    if name == "undo":
                        comment.undo(by=people[who], version=version)
                        assert past.pop() == decision(comment)
                    else:
                        comment.decide(MOVES[name], by=people[who], version=version, why=why)
                        past.append(before)
            except Refused as refusal:
                assert (before, version) == (decision(comment), comment.version)
                assert past == [] or refusal.key == "move_impossible"
            session.flush()
            session.expire(comment)
        acts = session.query(Event).filter_by(subject="comment", subject_id=comment.id).count()
        assert comment.version == acts + 1
        session.rollback()


def test_an_event_has_the_time_of_its_act(store: Store, cast: Cast) -> None:
    """Not that of the moment at which its row was written."""
    with store() as session:
        comment, grace = comment_in(session, cast), person(session, cast, "grace")
        with clock.held(NOON):
            event = comment.approve(by=grace, version=1)
        session.flush()
        assert NOON == event.at
