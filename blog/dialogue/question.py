"""Question and its Answer. The code (`west-1`) is the shown number and is never given twice."""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Side, words_of
from .person import Person
from .text import Text

if TYPE_CHECKING:
    from .post import Post


class Question(Base):
    """What one side asks the other. topic: one to three words for the margin; asker: who is credited, if known."""

    __tablename__ = "question"
    __table_args__ = (sa.UniqueConstraint("post_id", "asked_by", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"))
    asked_by: Mapped[Side] = mapped_column(words_of(Side))
    number: Mapped[int]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    text_id: Mapped[int] = mapped_column(sa.ForeignKey("text.id"))
    topic_id: Mapped[int | None] = mapped_column(sa.ForeignKey("text.id"))
    asker_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    post: Mapped["Post"] = relationship(back_populates="questions")
    text: Mapped[Text] = relationship(foreign_keys=[text_id])
    topic: Mapped[Text | None] = relationship(foreign_keys=[topic_id])
    asker: Mapped[Person | None] = relationship()
    answer: Mapped["Answer | None"] = relationship(
        back_populates="question", uselist=False, cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def code(self) -> str:
        """`west-1` … `east-5`, as in URLs and anchors."""
        return f"{self.asked_by}-{self.number}"


class Answer(Base):
    """What the other side answered."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id"), unique=True)
    text_id: Mapped[int] = mapped_column(sa.ForeignKey("text.id"))
    answerer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    question: Mapped[Question] = relationship(back_populates="answer")
    text: Mapped[Text] = relationship()
    answerer: Mapped[Person | None] = relationship()
