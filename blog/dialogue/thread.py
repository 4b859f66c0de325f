"""Thread: the comments of one question, or of the post; keyed by question, shared by all languages."""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from .. import clock
from .base import Base
from .edition import Edition
from .question import Question
from .states import PostState

if TYPE_CHECKING:
    from .post import Post


class Thread(Base):
    """Where comments hang. `question` is None for the thread of the post as a whole."""

    __tablename__ = "thread"
    __table_args__ = (
        sa.Index(
            "uq_thread_of_post", "post_id", unique=True,
            sqlite_where=sa.text("question_id IS NULL"), postgresql_where=sa.text("question_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question.id"), unique=True)
    open: Mapped[bool] = mapped_column(default=True)

    post: Mapped["Post"] = relationship(lazy="select")
    question: Mapped[Question | None] = relationship(lazy="select")

    @classmethod
    def ensure(cls, session: Session, post: "Post") -> None:
        """Make the threads that an edition of the post needs and that do not exist yet."""
        session.flush()
        present = set(session.scalars(sa.select(cls.question_id).where(cls.post_id == post.id)))
        for question_id in [None, *(question.id for question in post.asked)]:
            if question_id not in present:
                session.add(cls(post_id=post.id, question_id=question_id))

    @property
    def key(self) -> str:
        """`west-1`, or `post`: how URLs and forms name the thread."""
        return self.question.code if self.question else "post"

    @property
    def accepts_comments(self) -> bool:
        """Whether a reader can comment here now: thread, series and post all open, the question still asked."""
        return (
            self.open and self.post.series.comments_open and self.post.state is PostState.PUBLISHED
            and self._is_shown()
        )

    def _is_shown(self) -> bool:
        """Whether the edition that readers see has the question. A draft that drops it changes nothing for them."""
        session = object_session(self)
        assert session is not None
        shown = session.scalar(Edition.of(self.post).where(Edition.at <= clock.now()).limit(1))
        if shown is None or self.question_id is None:
            return shown is not None
        return any(question["id"] == self.question_id for question in shown.content["questions"])
