"""The moderators' queue: which comments, in what order, and how many wait."""

from dataclasses import dataclass

import sqlalchemy as sa

from .base import Side
from .comment import Comment
from .question import Question
from .states import CommentState
from .thread import Thread


@dataclass(frozen=True, slots=True)
class Filter:
    """What a moderator looks at. language: `en` or `zh`, either script."""

    state: CommentState = CommentState.PENDING
    post_id: int | None = None
    side: Side | None = None
    language: str | None = None

    def select(self) -> sa.Select[Comment]:
        """The comments, oldest first, by id and not by time: a clock can go back."""
        comments = sa.select(Comment).where(Comment.state == self.state).order_by(Comment.id)
        return self._narrowed(comments)

    def page(self, after: int, size: int) -> sa.Select[Comment]:
        """One page, beginning after a comment id: a keyset, so the last page is as quick as the first."""
        return self.select().where(Comment.id > after).limit(size)

    def counts(self) -> sa.Select[CommentState, int]:
        """How many comments there are by state under the other filters."""
        return self._narrowed(sa.select(Comment.state, sa.func.count()).group_by(Comment.state))

    def _narrowed(self, comments: sa.Select[Comment] | sa.Select[CommentState, int]) -> sa.Select:  # type: ignore[type-arg]
        if self.post_id is not None:
            comments = comments.where(Comment.post_id == self.post_id)
        if self.language is not None:
            comments = comments.where(Comment.lang.startswith(self.language, autoescape=True))
        if self.side is not None:
            comments = comments.join(Thread, Thread.id == Comment.thread_id).join(
                Question, Question.id == Thread.question_id
            ).where(Question.asked_by == self.side)
        return comments
