"""Posts of the demo, from TOML to texts, pictures and an edition."""

import re
from datetime import datetime, timedelta
from importlib import resources
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from .. import clock
from ..dialogue.base import Side
from ..dialogue.person import Person
from ..dialogue.picture import Picture
from ..dialogue.post import Post
from ..dialogue.question import Answer, Question
from ..dialogue.series import Series
from ..dialogue.text import Kind, Text
from ..storage import FolderStorage

_NAMED: Final = re.compile(r"\(picture:([a-z0-9-]+)\)")
_VIEW_BOX: Final = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_UNSAFE: Final = re.compile(r"<script|<foreignObject|\son\w+=|href=", re.IGNORECASE)
_LOCALES: Final = ("en", "zh-Hans", "zh-Hant")


def load_post(
    session: Session, storage: FolderStorage, series: Series, people: dict[str, Person], described: dict[str, Any],
    today: datetime,
) -> Post:
    """Write one post, and publish it as imported where the file says when it appeared."""
    published = described.get("published_days_ago")
    written = today - timedelta(days=published or 2)
    with clock.held(written - timedelta(days=3)):
        drawn = {one["key"]: _picture(session, storage, one) for one in described.get("pictures", ())}
        pictures = {key: picture.id for key, picture in drawn.items()}
        source = {"source": described["source"]}
        post = Post(
            series=series, title=_text(Kind.TITLE, described["title"] | source, {}, None, None),
            intro=_text(Kind.INTRO, described["intro"] | source, pictures, None, None),
        )
        session.add(post)
        for picture in drawn.values():
            picture.post = post
        for one in described["questions"]:
            _question(post, one, people, pictures)
        session.flush()
    if published is not None:
        with clock.held(written):
            session.refresh(post, ["questions"])
            post.publish_as_imported(session, at=written, source="demo")
    return post


def _question(post: Post, described: dict[str, Any], people: dict[str, Person], pictures: dict[str, int]) -> None:
    side = Side(described["side"])
    asker, answerer = people[described["asker"]], people.get(described.get("answerer", ""))
    translator = people.get(described.get("translator", ""))
    number = 1 + sum(1 for question in post.questions if question.asked_by is side)
    topic = described["topic"] | {"source": described["question"]["source"]}
    question = Question(
        asked_by=side, number=number, asker=asker, topic=_text(Kind.TOPIC, topic, {}, asker, translator),
        text=_text(Kind.QUESTION, described["question"], pictures, asker, translator),
    )
    if "answer" in described:
        text = _text(Kind.ANSWER, described["answer"], pictures, answerer, translator)
        question.answer = Answer(text=text, answerer=answerer)
    post.questions.append(question)


def _text(
    kind: Kind, described: dict[str, Any], pictures: dict[str, int], writer: Person | None, translator: Person | None,
) -> Text:
    source = described["source"]
    by_locale = {tag: _with_numbers(described[tag], pictures) for tag in _LOCALES if tag in described}
    text = Text.written(kind, source, {source: by_locale.pop(source)}, by=writer)
    for tag, words in by_locale.items():
        text.write(tag, words, by=translator)
        text.rendition(tag, strict=True).approve()
    for tag, words in described.get("later", {}).items():
        text.write(tag, _with_numbers(words, pictures), by=writer)
    return text


def _with_numbers(words: str, pictures: dict[str, int]) -> str:
    """Pictures are named in the files and numbered in the database."""
    return _NAMED.sub(lambda named: f"(picture:{pictures[named.group(1)]})", words)


def _picture(session: Session, storage: FolderStorage, described: dict[str, Any]) -> Picture:
    content = resources.files(__package__).joinpath("pictures", described["file"]).read_bytes()
    drawing = content.decode()
    box = _VIEW_BOX.search(drawing)
    if box is None or _UNSAFE.search(drawing):
        raise ValueError(f"{described['file']} is not a plain drawing")
    picture = Picture(
        sha256=storage.put(content), media_type="image/svg+xml", width=int(box.group(1)), height=int(box.group(2)),
        alt=_text(Kind.ALT, described["alt"] | {"source": "en"}, {}, None, None),
        caption=_text(Kind.CAPTION, described["caption"] | {"source": "en"}, {}, None, None),
    )
    session.add(picture)
    session.flush()
    return picture


def post_numbered(session: Session, series: Series, number: int) -> Post:
    """A published post of the series."""
    return session.scalars(sa.select(Post).where(Post.series_id == series.id, Post.number == number)).one()
