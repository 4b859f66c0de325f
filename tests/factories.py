"""Plain functions that make one thing each, with sensible defaults."""

from sqlalchemy.orm import Session

from blog.dialogue.base import Side
from blog.dialogue.comment import Comment
from blog.dialogue.commenter import Commenter
from blog.dialogue.partner import Partner
from blog.dialogue.post import Post
from blog.dialogue.question import Answer, Question
from blog.dialogue.series import Series
from blog.dialogue.states import CommentState
from blog.dialogue.text import Kind, Text
from blog.locales import guess
from blog.markup import render_words


def make_partner(session: Session, side: Side, name: str | None = None) -> Partner:
    """A partner on a side."""
    names = {"en": name or f"{side.value.title()} House", "zh-Hans": "西园" if side is Side.WEST else "东园"}
    partner = Partner(
        side=side, names=names, city={"en": "Leeds", "zh-Hans": "利兹"}, blurb={"en": "A house."},
        language="en" if side is Side.WEST else "zh-Hans",
    )
    session.add(partner)
    session.flush()
    return partner


def make_series(session: Session, west: Partner, east: Partner, slug: str = "tea") -> Series:
    """A series of two partners."""
    return Series.create(session, slug, {"en": "Tea talk", "zh-Hans": "茶话"}, west, east, {"en": "About tea."})


def make_text(kind: Kind, source: str = "en", **by_locale: str) -> Text:
    """A text; locales with underscores: `make_text(Kind.TITLE, en="Tea", zh_Hans="茶")`."""
    return Text.written(kind, source, {tag.replace("_", "-"): words for tag, words in by_locale.items()}, by=None)


def make_post(session: Session, series: Series, questions: int = 2, title: str = "Who pours the tea?") -> Post:
    """A draft with as many questions a side, all answered, in English and Chinese."""
    post = Post(
        series=series, title=make_text(Kind.TITLE, en=title, zh_Hans="谁来斟茶？"),
        intro=make_text(Kind.INTRO, en="Two houses ask each other.", zh_Hans="两家互相提问。"),
    )
    for side in Side:
        for number in range(1, questions + 1):
            make_question(post, side, number)
    session.add(post)
    session.flush()
    return post


def make_question(post: Post, side: Side, number: int) -> Question:
    """A question of a side with its answer."""
    question = Question(
        asked_by=side, number=number,
        text=make_text(Kind.QUESTION, en=f"Why {side} {number}?", zh_Hans=f"为何{number}？"),
        topic=make_text(Kind.TOPIC, en=f"Topic {number}", zh_Hans=f"话题{number}"),
    )
    answer = make_text(Kind.ANSWER, "zh-Hans", zh_Hans=f"因为**茶**{number}。", en=f"Because of **tea** {number}.")
    question.answer = Answer(text=answer)
    post.questions.append(question)
    return question


def make_comment(
    session: Session, thread_id: int, post_id: int, words: str = "Well said.", *, name: str = "Moira",
    state: CommentState = CommentState.APPROVED, parent: Comment | None = None,
) -> Comment:
    """A reader's comment, already in a state."""
    comment = Comment(
        thread_id=thread_id, post_id=post_id, parent=parent, commenter=Commenter(name=name), words=words,
        html=render_words(words), lang=guess(words), state=state,
    )
    session.add(comment)
    session.flush()
    comment.take_place()
    session.flush()
    return comment
