"""What readers read, as queries: the newest due editions, and the approved comments under them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from .. import clock
from ..dialogue.base import UtcDateTime
from ..dialogue.comment import Comment
from ..dialogue.commenter import Commenter
from ..dialogue.edition import Edition
from ..dialogue.person import Person
from ..dialogue.post import Post
from ..dialogue.release import Release
from ..dialogue.series import Series
from ..dialogue.states import CommentState, PostState
from ..dialogue.thread import Thread

FIRST_COMMENTS: Final = 20
COMMENTS_A_PAGE: Final = 50
_NOW: Final = sa.bindparam("now", type_=UtcDateTime())
_PUBLIC_STATES: Final = (PostState.PUBLISHED, PostState.ARCHIVED)


def newest(series_id: int | None = None, limit: int = 200) -> Any:
    """Published posts as (post, newest due edition, first published), newest post first; of one series where given.

    By the first edition's time: a mended typo does not make an old post the newest.
    """
    due = Edition.newest_due(sa.literal(clock.now(), UtcDateTime()))
    rows = _published(sa.select(Post, Edition, due.c.first), due, _PUBLIC_STATES)
    rows = rows.order_by(due.c.first.desc(), Post.id.desc()).limit(limit)
    return rows if series_id is None else rows.where(Post.series_id == series_id)


def _published(rows: Any, due: Any, states: tuple[PostState, ...]) -> Any:
    """Narrow a select over posts to those with a due edition, and join the newest one."""
    newest_one = sa.and_(Edition.post_id == due.c.post_id, Edition.number == due.c.number)
    return rows.join(due, due.c.post_id == Post.id).join(Edition, newest_one).where(Post.state.in_(states))


def published_counts(session: Session) -> dict[int, tuple[int, datetime]]:
    """For each series that has any: how many published posts, and when the newest came."""
    due = Edition.newest_due(sa.literal(clock.now(), UtcDateTime()))
    counted = sa.select(Post.series_id, sa.func.count(), sa.func.max(due.c.first))
    rows = session.execute(_published(counted, due, _PUBLIC_STATES).group_by(Post.series_id))
    return {series_id: (count, newest) for series_id, count, newest in rows}


@dataclass(frozen=True, slots=True)
class Found:
    """A post as readers find it. content: of its newest due edition; at, first: when that and the first went out."""

    post: Post
    number: int
    content: Mapping[str, Any]
    at: datetime
    first: datetime


def one(session: Session, slug: str, number: int) -> Found | None:
    """One post by its address, or None where readers see no edition of it."""
    row = session.execute(_one(), {"slug": slug, "number": number, "now": clock.now()}).first()
    return Found(row[0], number, row[1].content, row[1].at, row[2]) if row else None


def editions(session: Session, post: Post) -> list[tuple[datetime, dict[str, Any]]]:
    """The editions of a post that readers have seen, newest first: when each went out, and its release."""
    rows = Edition.public(post).join(Edition.release).with_only_columns(Edition.at, Release.body)
    return [(at, json.loads(body)) for at, body in session.execute(rows)]


def withdrawn(slug: str, number: int) -> sa.Select[Post]:
    """A post that was withdrawn and has not come back, by its address."""
    return sa.select(Post).join(Series, Series.id == Post.series_id).where(
        Series.slug == slug, Post.number == number, Post.withdrawn_at.is_not(None)
    )


# The statements of the post page are built once: putting one together takes longer than running it.
@cache
def _one() -> Any:
    due = Edition.newest_due(_NOW)
    rows = sa.select(Post, Edition, due.c.first).options(sa.orm.undefer(Edition.content))
    rows = rows.join(Series, Series.id == Post.series_id)
    seen = _published(rows, due, _PUBLIC_STATES)
    return seen.where(Series.slug == sa.bindparam("slug"), Post.number == sa.bindparam("number"))


def next_number(session: Session, series_id: int) -> int:
    """The number that a post of a series would get now."""
    highest = session.scalar(sa.select(sa.func.max(Post.number)).where(Post.series_id == series_id))
    return (highest or 0) + 1


def neighbours(session: Session, series_id: int, number: int) -> Sequence[Any]:
    """The posts before and after a number of a series, as rows of number and title."""
    values = {"series": series_id, "older": number - 1, "newer": number + 1, "now": clock.now()}
    return session.execute(_neighbours(), values).all()


@cache
def _neighbours() -> sa.Select[Any]:
    due = Edition.newest_due(_NOW)
    rows = _published(sa.select(Post.number, Edition.card["title"].label("title")), due, _PUBLIC_STATES)
    beside = Post.number.in_([sa.bindparam("older"), sa.bindparam("newer")])
    seen: sa.Select[Any] = rows.where(Post.series_id == sa.bindparam("series"), beside)
    return seen


def counts(session: Session, post_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """How many approved comments each thread of these posts has: {post: {thread: count}}."""
    rows = session.execute(_counts(), {"posts": list(post_ids)})
    found: dict[int, dict[int, int]] = {post_id: {} for post_id in post_ids}
    for post_id, thread_id, count in rows:
        found[post_id][thread_id] = count
    return found


@cache
def _counts() -> sa.Select[Any]:
    wanted = Comment.post_id.in_(sa.bindparam("posts", expanding=True))
    counted: Any = sa.select(Comment.post_id, Comment.thread_id, sa.func.count())
    narrowed: sa.Select[Any] = counted.where(wanted, Comment.state == CommentState.APPROVED)
    return narrowed.group_by(Comment.post_id, Comment.thread_id)


def threads(post_id: int) -> sa.Select[Thread]:
    """The threads of a post."""
    return sa.select(Thread).where(Thread.post_id == post_id)


_Other: Final = sa.orm.aliased(Comment)


def _shown() -> Any:
    """Approved comments, and the places of others that have approved replies."""
    approved = CommentState.APPROVED
    # Below in the tree: a longer path with the same beginning. Letters come after digits in every collation.
    below = sa.and_(_Other.path > Comment.path, _Other.path < Comment.path + "z")
    replies = sa.exists().where(
        _Other.thread_id == Comment.thread_id, _Other.state == approved, sa.or_(below, _Other.parent_id == Comment.id)
    )
    return sa.or_(Comment.state == approved, replies)


def _columns() -> tuple[Any, ...]:
    # The words and the name of a comment that is not approved never leave the database.
    approved = Comment.state == CommentState.APPROVED
    return (
        Comment.id, Comment.thread_id, Comment.depth, Comment.path, Comment.created_at, Comment.lang,
        approved.label("approved"), sa.case((approved, Comment.html), else_="").label("html"),
        sa.case((approved, Commenter.name), else_="").label("name"),
        Commenter.public_id, Commenter.erased_at, Person.names, Person.public_id.label("person_public_id"),
        Comment.speaking_for_id,
    )


def first_comments(session: Session, post_id: int) -> Sequence[Any]:
    """The first comments of every thread of a post, in the order of the tree, in one query."""
    return session.execute(_first_comments(), {"post_id": post_id}).all()


@cache
def _first_comments() -> sa.Select[Any]:
    place = sa.func.row_number().over(partition_by=Comment.thread_id, order_by=Comment.path).label("place")
    ranked = (
        sa.select(*_columns(), place).outerjoin(Commenter, Commenter.id == Comment.commenter_id)
        .outerjoin(Person, Person.id == Comment.person_id)
        .where(Comment.post_id == sa.bindparam("post_id"), _shown()).subquery()
    )
    return sa.select(ranked).where(ranked.c.place <= FIRST_COMMENTS).order_by(ranked.c.thread_id, ranked.c.path)


def thread_page(thread_id: int, after: str = "") -> sa.Select[Any]:
    """One page of a thread after a path, and one row more, to know whether there is a next page."""
    return (
        sa.select(*_columns()).outerjoin(Commenter, Commenter.id == Comment.commenter_id)
        .outerjoin(Person, Person.id == Comment.person_id)
        .where(Comment.thread_id == thread_id, Comment.path > after, _shown())
        .order_by(Comment.path).limit(COMMENTS_A_PAGE + 1)
    )


def approved_comment(thread_id: int | None, comment_id: int) -> sa.Select[Any]:
    """One public comment of a thread, wherever in it: what a form answers."""
    return (
        sa.select(*_columns()).outerjoin(Commenter, Commenter.id == Comment.commenter_id)
        .outerjoin(Person, Person.id == Comment.person_id)
        .where(Comment.id == comment_id, Comment.thread_id == thread_id, Comment.state == CommentState.APPROVED)
    )


def page_start(comment: Comment) -> sa.Select[Any]:
    """The paths before a comment in its thread that end a page: the last is where its page begins."""
    place = sa.func.row_number().over(order_by=Comment.path).label("place")
    before = (
        sa.select(Comment.path, place).where(
            Comment.thread_id == comment.thread_id, Comment.path < comment.path, _shown()
        ).subquery()
    )
    return (
        sa.select(before.c.path).where(before.c.place % COMMENTS_A_PAGE == 0)
        .order_by(before.c.path.desc()).limit(1)
    )
