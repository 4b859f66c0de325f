"""Loading many posts with all their texts, in a number of statements that does not grow with them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from .person import Person
from .picture import Picture
from .post import Post
from .question import Answer, Question
from .release import Release
from .text import Rendition, Text

# The texts come apart: all of all posts in one statement, instead of three for each place where one can stand.
_OPTIONS = (
    joinedload(Post.plan), selectinload(Post.editions), selectinload(Post.releases).selectinload(Release.signatures),
    selectinload(Post.pictures).lazyload(Picture.sizes),
    selectinload(Post.questions).options(
        joinedload(Question.answer).selectinload(Answer.answerer).lazyload(Person.memberships),
        selectinload(Question.asker).lazyload(Person.memberships),
    ),
)


def load(session: Session, query: sa.Select[Post]) -> list[Post]:
    """The posts of a query, ready for gaps, drafts and stages: none of these asks the database again."""
    posts = list(session.scalars(query.options(*_OPTIONS)).unique())
    texts = {text.id: text for text in session.scalars(_texts_of([post.id for post in posts])).unique()}
    for post in posts:
        _give(texts, post, "title", "intro")
        for question in post.questions:
            _give(texts, question, "text", "topic")
            if question.answer is not None:
                _give(texts, question.answer, "text")
        for picture in post.pictures:
            _give(texts, picture, "alt", "caption")
    return posts


def _texts_of(posts: list[int]) -> sa.Select[Text]:
    questions = sa.select(Question.id).where(Question.post_id.in_(posts))
    places: sa.CompoundSelect[int | None] = sa.union_all(
        *(sa.select(column).where(Post.id.in_(posts)) for column in (Post.title_id, Post.intro_id)),
        *(sa.select(column).where(Question.post_id.in_(posts)) for column in (Question.text_id, Question.topic_id)),
        sa.select(Answer.text_id).where(Answer.question_id.in_(questions)),
        *(sa.select(column).where(Picture.post_id.in_(posts)) for column in (Picture.alt_id, Picture.caption_id)),
    )
    return sa.select(Text).where(Text.id.in_(places)).options(
        joinedload(Text.renditions).joinedload(Rendition.revisions)
    )


def _give(texts: dict[int, Text], thing: Any, *names: str) -> None:
    for name in names:
        set_committed_value(thing, name, texts.get(getattr(thing, f"{name}_id")))
