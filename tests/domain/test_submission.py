"""A reader's comment is accepted once: replays, parents, closed threads, and a crash before the commit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.comment import Comment
from blog.dialogue.commenter import Commenter
from blog.dialogue.contact import Contact
from blog.dialogue.errors import Refused
from blog.dialogue.event import Event
from blog.dialogue.post import Post
from blog.dialogue.states import CommentState, PostState
from blog.dialogue.submission import REPLAY_WINDOW, Draft, Receipt, Submission, submit
from blog.dialogue.thread import Thread
from tests.cast import MOIRA, Cast
from tests.conftest import Store
from tests.domain.at_once import at_once
from tests.domain.keys import draft_of, publish
from tests.factories import make_comment

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
DRAFT = Draft(name="Moira", address=MOIRA, words="Well said.", html="<p>Well said.</p>", lang="en", locale="en")


def say(app: Flask, session: Session, thread_id: int, draft: Draft = DRAFT) -> Receipt:
    """Submit a comment and give its receipt."""
    token = submit(session, app.extensions["vault"], session.get_one(Thread, thread_id), draft)
    session.flush()
    return session.scalars(Receipt.by_token(token)).one()


def readers_comments(session: Session) -> list[Comment]:
    """All comments, oldest first."""
    return session.query(Comment).order_by(Comment.id).all()


def test_comment_waits(app: Flask, store: Store, cast: Cast) -> None:
    """A new comment is pending, at the top level, with an event; its receipt knows it."""
    with store() as session:
        receipt = say(app, session, cast.threads["west-1"])
        (comment,) = readers_comments(session)
        assert receipt.comment is comment
        assert (CommentState.PENDING, 0, "Well said.") == (comment.state, comment.depth, comment.words)
        assert "comment.submitted" == session.scalar(Event.about(comment).limit(1)).action  # type: ignore[union-attr]


@pytest.mark.parametrize(("later", "count"), [
    (timedelta(0), 1), (REPLAY_WINDOW, 1), (REPLAY_WINDOW + timedelta(seconds=1), 2), (timedelta(days=9), 2),
])
def test_replay_is_one_comment(app: Flask, store: Store, cast: Cast, later: timedelta, count: int) -> None:
    """The same within ten minutes is a replay with a receipt that knows no comment; later it is a new comment."""
    with clock.held(NOON), store() as session:
        say(app, session, cast.threads["west-1"])
    with clock.held(NOON + later), store() as session:
        receipt = say(app, session, cast.threads["west-1"])
        comments = readers_comments(session)
        assert count == len(comments)
        assert (comments[1] if count == 2 else None) is receipt.comment
        assert comments[-1].id == session.query(Submission).one().comment_id


def test_third_after_a_takeover_is_a_replay_again(app: Flask, store: Store, cast: Cast) -> None:
    """The window runs from the comment that was accepted last."""
    for minutes in (0, 11, 20, 22):
        with clock.held(NOON + timedelta(minutes=minutes)), store() as session:
            say(app, session, cast.threads["west-1"])
    with store() as session:
        assert [0, 11, 22] == [(comment.created_at - NOON).seconds // 60 for comment in readers_comments(session)]


@pytest.mark.parametrize("change", [
    {"name": "Maura"}, {"address": "other@reader.example.org"}, {"words": "Well said!"}, {"words": "Well said. "},
    {"name": "MoiraW", "words": "ell said."},
], ids=str)
def test_another_comment_is_no_replay(app: Flask, store: Store, cast: Cast, change: dict[str, str]) -> None:
    """Another name, address or words make another comment."""
    with store() as session:
        say(app, session, cast.threads["west-1"])
        assert say(app, session, cast.threads["west-1"], replace(DRAFT, **change)).comment is not None  # type: ignore[arg-type]
        assert 2 == len(readers_comments(session))


@pytest.mark.parametrize("address", [MOIRA.upper(), f" {MOIRA} ", MOIRA.replace("@", "＠")])
def test_same_address_in_another_spelling_is_a_replay(app: Flask, store: Store, cast: Cast, address: str) -> None:
    """Case, space and width of the address make no second comment."""
    with store() as session:
        say(app, session, cast.threads["west-1"])
        assert say(app, session, cast.threads["west-1"], replace(DRAFT, address=address)).comment is None


def test_another_place_is_no_replay(app: Flask, store: Store, cast: Cast) -> None:
    """The same words under another question, or as a reply, are another comment."""
    with store() as session:
        parent = make_comment(session, cast.threads["west-1"], cast.post.id)
        say(app, session, cast.threads["west-1"])
        assert say(app, session, cast.threads["west-2"]).comment is not None
        assert say(app, session, cast.threads["west-1"], replace(DRAFT, parent_id=parent.id)).comment is not None


def test_same_at_once_is_one_comment(app: Flask, store: Store, cast: Cast) -> None:
    """A form sent four times in the same moment makes one comment and four receipts."""
    def act(session: Session) -> bool:
        return say(app, session, cast.threads["west-1"]).comment is not None

    assert [False, False, False, True] == sorted(at_once(store, act, act, act, act))  # type: ignore[type-var]
    with store() as session:
        assert (1, 4) == (len(readers_comments(session)), session.query(Receipt).count())


def test_crash_before_commit_leaves_nothing(app: Flask, store: Store, cast: Cast) -> None:
    """What was not committed is not there in any part, so that the reader's next try is accepted."""
    with store() as session:
        say(app, session, cast.threads["west-1"])
        session.rollback()
    with store() as session:
        counts = {kind.__name__: session.query(kind).count() for kind in (Comment, Commenter, Submission, Receipt)}
        assert {"Comment": 0, "Commenter": 0, "Submission": 0, "Receipt": 0} == counts
        assert say(app, session, cast.threads["west-1"]).comment is not None


@pytest.mark.parametrize("state", [state for state in CommentState if state is not CommentState.APPROVED])
def test_parent_must_be_public(app: Flask, store: Store, cast: Cast, state: CommentState) -> None:
    """A reply to what nobody can see is refused, and tells nothing of why."""
    with store() as session:
        parent = make_comment(session, cast.threads["west-1"], cast.post.id, state=state)
        with pytest.raises(Refused, match="parent_gone"):
            say(app, session, cast.threads["west-1"], replace(DRAFT, parent_id=parent.id))


def test_parent_must_be_of_the_thread(app: Flask, store: Store, cast: Cast) -> None:
    """A parent in another thread, and one that does not exist, are refused alike."""
    with store() as session:
        parent = make_comment(session, cast.threads["west-2"], cast.post.id)
        for parent_id in (parent.id, 987654):
            with pytest.raises(Refused, match="parent_gone"):
                say(app, session, cast.threads["west-1"], replace(DRAFT, parent_id=parent_id))


def test_deep_reply_stands_beside_its_parent(app: Flask, store: Store, cast: Cast) -> None:
    """Replies indent twice and no deeper; order by path is the order of the tree."""
    depths, parent_id = [], None
    with store() as session:
        for number in range(5):
            comment = say(
                app, session, cast.threads["west-1"], replace(DRAFT, words=str(number), parent_id=parent_id)
            ).comment
            assert comment is not None
            comment.state = CommentState.APPROVED
            depths.append(comment.depth)
            parent_id = comment.id
        other = say(app, session, cast.threads["west-1"], replace(DRAFT, words="other root")).comment
        comments = readers_comments(session)
        assert [0, 1, 2, 2, 2] == depths
        assert [str(number) for number in range(5)] + ["other root"] == [
            comment.words for comment in sorted(comments, key=lambda comment: comment.path)
        ]
        assert other is comments[-1]


@pytest.mark.parametrize("closed", ["thread", "series", PostState.WITHDRAWN, PostState.ARCHIVED, PostState.DRAFT])
def test_closed_thread_takes_nothing(app: Flask, store: Store, cast: Cast, closed: str) -> None:
    """Where thread, series or post is closed, nothing is accepted."""
    with store() as session:
        thread = session.get_one(Thread, cast.threads["west-1"])
        if closed == "thread":
            thread.open = False
        elif closed == "series":
            thread.post.series.comments_open = False
        else:
            thread.post.state = PostState(closed)
        session.flush()
        with pytest.raises(Refused, match="comments_closed"):
            say(app, session, thread.id)


def test_draft_does_not_close_a_public_thread(app: Flask, store: Store, cast: Cast) -> None:
    """A question dropped in the draft takes comments as long as readers see it; the next edition closes it."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        next(question for question in post.questions if question.code == "west-1").withdrawn = True
        assert say(app, session, cast.threads["west-1"]).comment is not None
        publish(session, cast, post)
        with pytest.raises(Refused, match="comments_closed"):
            say(app, session, cast.threads["west-1"], replace(DRAFT, words="late"))


def test_scheduled_post_takes_no_comments_yet(app: Flask, store: Store, cast: Cast) -> None:
    """Before its time has come a post has no public thread."""
    with store() as session, clock.held(NOON):
        post = draft_of(session, cast)
        publish(session, cast, post, publish_at=(NOON + timedelta(days=1)).isoformat())
        thread = session.query(Thread).filter_by(post_id=post.id, question_id=None).one()
        with pytest.raises(Refused, match="comments_closed"):
            say(app, session, thread.id)
        with clock.held(NOON + timedelta(days=1)):
            assert say(app, session, thread.id).comment is not None


def test_each_unverified_comment_has_a_commenter_of_its_own(app: Flask, store: Store, cast: Cast) -> None:
    """A typed address proves nothing: the same name and address twice are two commenters with two public ids."""
    with store() as session:
        for words in ("one", "two"):
            say(app, session, cast.threads["west-1"], replace(DRAFT, words=words))
        commenters = session.query(Commenter).all()
        assert (2, 2, [False, False]) == (len(commenters), len({c.public_id for c in commenters}),
                                          [c.verified for c in commenters])
        assert 2 == session.query(Contact).filter(Contact.commenter_id.is_not(None)).count()
