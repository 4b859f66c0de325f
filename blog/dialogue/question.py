"""Question and its Answer. The code (`west-1`) is the shown number and is never given twice."""

from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .base import Base, Side, words_of
from .errors import Refused, Stale
from .event import Event
from .person import Person
from .policy import Action, allowed, demand
from .role import Role
from .text import Kind, Text

if TYPE_CHECKING:
    from .post import Post

MOST_QUESTIONS = 40


class Asking(NamedTuple):
    """A question that is not there yet, for the policy: whose words it will be."""

    post: "Post"
    asked_by: Side


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

    @classmethod
    def ask(
        cls, session: Session, post: "Post", side: Side, locale: str, words: str, topic: str = "", *, by: Person,
    ) -> "Question":
        """Put a question at the end of a side, unless it ends with the same one: a form that is sent twice asks once.

        words: tidied, in the locale that becomes its source. Raises NotAllowed, or Refused when the side is full.
        """
        demand(by, Action.QUESTION_EDIT, Asking(post, side))
        post.change(session)
        standing = [question for question in post.asked if question.asked_by is side]
        if standing and standing[-1]._reads(locale, words, topic):
            return standing[-1]
        if len(standing) >= MOST_QUESTIONS:
            raise Refused("too_many_questions", most=MOST_QUESTIONS)
        question = cls(
            asked_by=side, number=cls._next_number(session, post, side), asker=by,
            text=Text.written(Kind.QUESTION, locale, {locale: words}, by=by),
            topic=Text.written(Kind.TOPIC, locale, {locale: topic}, by=by) if topic else None,
        )
        post.questions.append(question)
        session.flush()
        Event.record(session, "question.asked", by=by, about=post, key=f"q{question.id}", side=side.value)
        return question

    def _reads(self, locale: str, words: str, topic: str) -> bool:
        """Whether these are the words of the question and its topic."""
        said = [(text.source_locale, text.source.newest.words) for text in (self.text, self.topic) if text]
        return said == [(locale, line) for line in (words, topic) if line]

    @classmethod
    def _next_number(cls, session: Session, post: "Post", side: Side) -> int:
        taken = sa.select(sa.func.max(cls.number)).where(cls.post_id == post.id, cls.asked_by == side, cls.number > 0)
        return (session.scalar(taken) or 0) + 1

    def copied(self, number: int) -> "Question":
        """The same question, unanswered, for another post."""
        return Question(
            asked_by=self.asked_by, number=number, asker=self.asker, text=self.text.copied(),
            topic=self.topic.copied() if self.topic else None,
        )

    def withdraw(self, session: Session, *, by: Person) -> None:
        """Take the question out of the draft; readers keep it until an edition drops it. Its words are kept."""
        demand(by, Action.QUESTION_EDIT, self)
        self.post.change(session)
        if self.withdrawn:
            raise Refused("question_withdrawn")
        self.withdrawn = True
        if not self.post.codes_are_frozen:
            # Nobody has seen the number yet: the questions behind move up.
            self.number = -self.id
            session.flush()
            _renumber(session, [question for question in self.post.asked if question.asked_by is self.asked_by])
        Event.record(session, "question.withdrawn", by=by, about=self.post, key=f"q{self.id}")

    def restore(self, session: Session, *, by: Person) -> None:
        """Put a withdrawn question back: under its own number if it has been published, else at the end."""
        demand(by, Action.QUESTION_EDIT, self)
        self.post.change(session)
        if not self.withdrawn:
            raise Refused("question_not_withdrawn")
        self.withdrawn = False
        if self.number < 0:
            self.number = self._next_number(session, self.post, self.asked_by)
        Event.record(session, "question.restored", by=by, about=self.post, key=f"q{self.id}")

    @classmethod
    def arrange(cls, session: Session, post: "Post", side: Side, order: list[int], *, by: Person) -> None:
        """Put the questions of a side into an order, before the first edition gives them their numbers for good.

        order: the ids of all its questions. Raises Refused once codes are frozen, Stale when the ids are not (or no
        longer) those of the side.
        """
        demand(by, Action.QUESTION_EDIT, Asking(post, side))
        post.change(session)
        if post.codes_are_frozen:
            raise Refused("codes_frozen")
        by_id = {question.id: question for question in post.asked if question.asked_by is side}
        if sorted(order) != sorted(by_id):
            raise Stale({}, post.state.value, None)
        _renumber(session, [by_id[number] for number in order])
        Event.record(session, "question.arranged", by=by, about=post, side=side.value)

    def credit(self, session: Session, *, asker: Person | None, answerer: Person | None, by: Person) -> None:
        """Say who asked and who answered. Each side names its own people, and leaves those of the other as they are."""
        self._demand_credits(asker, answerer, by)
        self.post.change(session)
        # What was loaded may be from before the lock.
        self._demand_credits(asker, answerer, by)
        self.asker = asker
        if self.answer is not None:
            self.answer.answerer = answerer
        Event.record(session, "question.credited", by=by, about=self.post, key=f"q{self.id}")

    def _demand_credits(self, asker: Person | None, answerer: Person | None, by: Person) -> None:
        series = self.post.series
        if not allowed(by, Action.ANSWER_EDIT, self):
            demand(by, Action.QUESTION_EDIT, self)
        if asker is not self.asker:
            demand(by, Action.QUESTION_EDIT, self)
            _demand_author(asker, series.partner(self.asked_by).id)
        if self.answer is not None and answerer is not self.answer.answerer:
            demand(by, Action.ANSWER_EDIT, self)
            _demand_author(answerer, series.partner(self.asked_by.other).id)


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


def _renumber(session: Session, questions: list[Question]) -> None:
    """Number questions from 1. In two steps: on the way no two of them may share a number."""
    for question in questions:
        question.number = -question.id
    session.flush()
    for number, question in enumerate(questions, start=1):
        question.number = number
    session.flush()


def _demand_author(person: Person | None, partner_id: int) -> None:
    if person is not None and not any(
        membership.partner_id == partner_id and membership.role is Role.AUTHOR for membership in person.memberships
    ):
        raise Refused("not_an_author")
