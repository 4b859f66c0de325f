"""Passage: a text in its place in a post, and how people change its words."""

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from .. import markup
from .base import Side
from .errors import Conflict, Refused
from .event import Event
from .picture import Picture
from .policy import Action, demand
from .question import Answer, Question
from .text import Kind, Rendition, Revision, Text

if TYPE_CHECKING:
    from .person import Person
    from .post import Post

LONGEST_LINE = 300
_MAY_BE_EMPTY = frozenset({Kind.INTRO, Kind.TOPIC, Kind.CAPTION, Kind.ALT})


@dataclass(slots=True)
class Passage:
    """A text in its place. key: `title`, `intro`, `q12`, `q12.topic`, `q12.answer`, `p7.alt`, `p7.caption`.

    Keys go by the id and not by the number: a question that moves keeps its drafts. text: None until written.
    """

    post: "Post"
    key: str
    kind: Kind
    text: Text | None
    question: Question | None = None
    picture: Picture | None = None

    @property
    def owners(self) -> tuple[Side, ...]:
        """The sides whose words these are: both for title, intro and pictures."""
        if self.question is None:
            return tuple(Side)
        return (self.question.asked_by.other if self.kind is Kind.ANSWER else self.question.asked_by,)

    def action(self, locale: str) -> Action:
        """What writing in a locale is: editing the original, or translating it."""
        return Action.TEXT_EDIT if self.text is None or locale == self.text.source_locale else Action.RENDITION_EDIT

    def newest(self, locale: str) -> Revision | None:
        """The newest revision in a locale, if there is any."""
        rendition = self.text.rendition(locale) if self.text else None
        return rendition.newest if rendition is not None and rendition.revisions else None

    def save(
        self, session: Session, locale: str, words: str, *, on_revision: int, by: "Person", minor: bool = False,
        approve: bool = False, first: bool = False,
    ) -> Revision:
        """Write words in a locale, as a new revision unless nothing changed. The first save states the source locale.

        on_revision: the newest one that the writer saw, 0 for none; minor: translations stay up to date; approve: a
        translation is reviewed at the same time; first: the writer saw no text at all, in any locale. Raises
        NotAllowed, Refused, or Conflict when somebody was quicker.
        """
        demand(by, self.action(locale), self)
        words = tidied(self.kind, words)
        passage = self._locked(session, locale, on_revision)
        if first and passage.text is not None:
            # Somebody began it in another locale: an original may not turn into a translation unnoticed.
            raise _conflict(passage.newest(passage.text.source_locale), on_revision)
        if passage.text is None and not words:
            raise Refused("text_empty")
        first = passage.text is None
        text = passage._begun(session, locale, by)
        revision = passage.newest(locale)
        if revision is None or revision.words != words:
            # An edit can only be minor where there was something before.
            revision = text.write(locale, words, by=by, minor=minor and revision is not None)
            passage._record(session, "text.saved", locale, revision, by=by, first=first, minor=revision.minor)
        if locale == text.source_locale:
            text.rendition(locale).approve()
        elif approve:
            passage._approve(session, locale, by=by)
        return revision

    def review(self, session: Session, locale: str, *, on_revision: int, by: "Person") -> None:
        """Mark the newest translation reviewed: releases carry it from now on."""
        demand(by, Action.RENDITION_EDIT, self)
        self._locked(session, locale, on_revision)._approve(session, locale, by=by)

    def still_right(self, session: Session, locale: str, *, on_revision: int, by: "Person") -> Revision:
        """Say that a translation still fits its changed original: the same words, made of the newest revision."""
        demand(by, Action.RENDITION_EDIT, self)
        passage = self._locked(session, locale, on_revision)
        newest = passage.newest(locale)
        if newest is None or passage.text is None or newest.of_revision is None:
            raise Refused("nothing_to_confirm")
        revision = passage.text.write(locale, newest.words, by=by, minor=True)
        passage.text.rendition(locale).approve()
        passage._record(session, "text.still_right", locale, revision, by=by)
        return revision

    def _locked(self, session: Session, locale: str, on_revision: int) -> "Passage":
        """This passage as it is now that nobody else can change it. Raises Conflict unless it is as it was seen."""
        self.post.change(session)
        passage = find(session, self.post, self.key)
        if passage is None:
            raise Refused("text_gone")
        newest = passage.newest(locale)
        number = newest.number if newest else 0
        if number != on_revision:
            raise _conflict(newest, number)
        return passage

    def _begun(self, session: Session, locale: str, by: "Person") -> Text:
        """The text, made and put in its place where there is none."""
        if self.text is not None:
            return self.text
        text = Text(kind=self.kind, source_locale=locale)
        if self.kind is Kind.ANSWER and self.question is not None:
            self.question.answer = Answer(text=text, answerer=by)
        elif self.kind is Kind.TOPIC and self.question is not None:
            self.question.topic = text
        elif self.kind is Kind.CAPTION and self.picture is not None:
            self.picture.caption = text
        session.add(text)
        self.text = text
        return text

    def _approve(self, session: Session, locale: str, *, by: "Person") -> None:
        rendition: Rendition | None = self.text.rendition(locale) if self.text else None
        if rendition is None or self.text is None or locale == self.text.source_locale:
            raise Refused("nothing_to_review")
        if rendition.approved_revision != rendition.newest.number:
            rendition.approve()
            self._record(session, "text.reviewed", locale, rendition.newest, by=by)

    def _record(
        self, session: Session, action: str, locale: str, revision: Revision, *, by: "Person", **data: Any,
    ) -> None:
        place: dict[str, Any] = {"key": self.key, "locale": locale, "revision": revision.number}
        Event.record(session, action, by=by, about=self.post, **place, **data)


def _conflict(theirs: Revision | None, number: int) -> Conflict:
    """What to say when somebody was quicker. number: of the newest revision in the locale at work."""
    if theirs is None:
        return Conflict({}, "", number, None)
    return Conflict(theirs.by.names if theirs.by else {}, theirs.words, number, theirs.at)


def neat(kind: Kind, words: str) -> str:
    """Words as they are compared and stored: composed characters, lines that end alike, one-line texts on one line."""
    words = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n").strip()
    return " ".join(words.split()) if kind.one_line else words


def tidied(kind: Kind, words: str) -> str:
    """Words as they are stored. Raises Refused for what cannot be kept."""
    words = neat(kind, words)
    if not words and kind not in _MAY_BE_EMPTY:
        raise Refused("text_empty")
    if kind.one_line and len(words) > LONGEST_LINE:
        raise Refused("line_too_long", longest=LONGEST_LINE)
    if "\x00" in words:
        raise Refused("text_unreadable")
    if not kind.one_line:
        try:
            markup.render_text(words)
        except markup.TooComplex as error:
            raise Refused("text_too_long" if error.key == "too_long" else "text_too_complex") from None
    return words


def passages(session: Session, post: "Post") -> list[Passage]:
    """All passages of a draft in reading order, then those of its pictures; unwritten ones included."""
    found = [Passage(post, "title", Kind.TITLE, post.title), Passage(post, "intro", Kind.INTRO, post.intro)]
    for question in post.asked:
        found += _of_question(post, question)
    return found + [passage for picture in post.pictures for passage in _of_picture(post, picture)]


def find(session: Session, post: "Post", key: str) -> Passage | None:
    """One passage of a post by its key, of a withdrawn question too; None for a key that it does not have."""
    name, number = key.partition(".")[0], key.partition(".")[0][1:]
    if key in ("title", "intro"):
        found = [Passage(post, "title", Kind.TITLE, post.title), Passage(post, "intro", Kind.INTRO, post.intro)]
    elif not (number.isascii() and number.isdecimal() and len(number) < 10):
        found = []
    elif name[0] == "q":
        question = session.get(Question, int(number))
        found = _of_question(post, question) if question and question.post_id == post.id else []
    else:
        picture = session.get(Picture, int(number))
        found = _of_picture(post, picture) if picture and picture.post_id == post.id else []
    return next((passage for passage in found if passage.key == key), None)


def _of_question(post: "Post", question: Question) -> list[Passage]:
    key = f"q{question.id}"
    answer = question.answer.text if question.answer else None
    return [
        Passage(post, key, Kind.QUESTION, question.text, question),
        Passage(post, f"{key}.topic", Kind.TOPIC, question.topic, question),
        Passage(post, f"{key}.answer", Kind.ANSWER, answer, question),
    ]


def _of_picture(post: "Post", picture: Picture) -> list[Passage]:
    return [
        Passage(post, f"p{picture.id}.alt", Kind.ALT, picture.alt, picture=picture),
        Passage(post, f"p{picture.id}.caption", Kind.CAPTION, picture.caption, picture=picture),
    ]
