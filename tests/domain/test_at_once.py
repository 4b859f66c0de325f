"""Two people at once: one edition, one decision, one number; nothing lost and nothing made twice."""

import pytest
from sqlalchemy.orm import Session

from blog.dialogue.comment import Comment
from blog.dialogue.edition import Edition
from blog.dialogue.errors import Stale
from blog.dialogue.event import Event
from blog.dialogue.post import Post
from blog.dialogue.states import APPROVE, TRASH, CommentState
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.at_once import at_once
from tests.domain.keys import draft_of, person, publish, sign
from tests.factories import make_comment

ROUNDS = range(4)


@pytest.mark.parametrize("turn", ROUNDS)
def test_two_signers_make_one_edition(store: Store, cast: Cast, turn: int) -> None:
    """Whoever is second finds the other key: never no edition, never two."""
    with store() as session:
        post_id = draft_of(session, cast).id
    with store() as session:
        read = session.get_one(Post, post_id).release(session).hash

    def key(name: str) -> object:
        return lambda session: sign(session, cast, session.get_one(Post, post_id), name, read) is not None

    made = at_once(store, key("ruth"), key("chen"))  # type: ignore[arg-type]
    assert [False, True] == sorted(made)  # type: ignore[type-var]
    with store() as session:
        assert [1] == [edition.number for edition in session.query(Edition).filter_by(post_id=post_id)]


@pytest.mark.parametrize("turn", ROUNDS)
def test_edit_and_key_do_not_pass_each_other(store: Store, cast: Cast, turn: int) -> None:
    """An edit at the moment of the second key comes before it (the key is refused) or after (a clean edition)."""
    with store() as session:
        post = draft_of(session, cast)
        sign(session, cast, post, "ruth")
        post_id, read = post.id, post.release(session).hash

    def edit(session: Session) -> None:
        post = session.get_one(Post, post_id)
        post.change(session, post.version)
        post.title.write("en", "Edited", by=None)

    _, signed = at_once(store, edit,
    lambda s: sign(s, cast, s.get_one(Post, post_id), "chen", read))  # type: ignore[misc,arg-type,return-value]
    with store() as session:
        editions = session.query(Edition).filter_by(post_id=post_id).all()
        if isinstance(signed, Stale):
            assert [] == editions
        else:
            assert [(read, "A second post")] == [(e.hash, e.content["title"]["by"]["en"]["html"]) for e in editions]


def test_two_edits_of_one_version(store: Store, cast: Cast) -> None:
    """Of two changes of the same version one is made and the other refused."""

    def edit(session: Session) -> bool:
        session.get_one(Post, cast.post.id).change(session, 1)
        return True

    outcomes = at_once(store, edit, edit)
    assert [Stale, bool] == sorted((type(outcome) for outcome in outcomes), key=lambda kind: kind is bool)
    with store() as session:
        assert 2 == session.get_one(Post, cast.post.id).version


@pytest.mark.parametrize("turn", ROUNDS)
def test_two_posts_have_two_numbers(store: Store, cast: Cast, turn: int) -> None:
    """Two posts published at once have consecutive numbers."""
    with store() as session:
        ids = [draft_of(session, cast).id for _ in range(2)]

    def go(post_id: int) -> object:
        return lambda session: publish(session, cast, session.get_one(Post, post_id)).number

    assert [1, 1] == at_once(store, *map(go, ids))  # type: ignore[arg-type]
    with store() as session:
        assert [2, 3] == sorted(session.get_one(Post, post_id).number or 0 for post_id in ids)


@pytest.mark.parametrize("turn", ROUNDS)
def test_two_deciders_one_decision(store: Store, cast: Cast, turn: int) -> None:
    """Exactly one wins; the other is told who it was, even if its session had the comment in hand before."""
    with store() as session:
        comment_id = make_comment(session, cast.threads["post"], cast.post.id, state=CommentState.PENDING).id

    def act(name: str, move: object) -> object:
        def run(session: Session) -> bool:
            by = person(session, cast, name)
            comment = session.scalars(Comment.locked(comment_id)).one()
            comment.decide(move, by=by, version=1)  # type: ignore[arg-type]
            return True

        return run

    outcomes = at_once(store, act("grace", APPROVE), act("olga", TRASH))  # type: ignore[arg-type]
    (lost,) = [outcome for outcome in outcomes if outcome is not True]
    assert isinstance(lost, Stale)
    assert lost.names["en"] in ("Grace Adams", "Olga Stern")
    with store() as session:
        assert 2 == session.get_one(Comment, comment_id).version
        assert 1 == session.query(Event).filter_by(subject="comment", subject_id=comment_id).count()


def test_locked_comment_is_read_anew(app: object, store: Store, cast: Cast) -> None:
    """A copy that a session read before the lock does not hide what was decided in between."""
    with store() as session:
        comment_id = make_comment(session, cast.threads["post"], cast.post.id, state=CommentState.PENDING).id
    with store() as session:
        comment = session.get_one(Comment, comment_id)
        session.commit()
        with store() as other:
            other.get_one(Comment, comment_id).approve(by=person(other, cast, "grace"), version=1)
        assert CommentState.PENDING is comment.state
        assert CommentState.APPROVED is session.scalars(Comment.locked(comment_id)).one().state
