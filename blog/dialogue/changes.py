"""Changes: what differs between two releases, and whether it is more than a mended comma."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .text import Text

if TYPE_CHECKING:
    from .post import Post

_TERMS: Final = ("follows", "note", "publish_at", "tell_followers", "waivers")
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One text that differs. place: `title`, `intro`, `west-1`, `west-1.topic`, `west-1.answer`, `picture-7.alt` …

    before, after: the Markdown; None where the text was not there, or is there no more.
    """

    place: str
    locale: str
    before: str | None
    after: str | None


def changes(before: Content | None, after: Content) -> list[Change]:
    """The texts that differ between two releases, in reading order, each locale by itself."""
    old, new = dict(texts(before)) if before else {}, dict(texts(after))
    gone = [key for key in old if key not in new]
    return [
        Change(*key, old.get(key), new.get(key)) for key in [*new, *gone] if old.get(key) != new.get(key)
    ]


def credits_changed(before: Content, after: Content) -> list[tuple[str, str | None, str | None]]:
    """Who is named otherwise: place (`west-1.asker`, `west-1.answerer`), public id before, public id after."""
    old = {question["code"]: question for question in before["questions"]}
    return [
        (f"{question['code']}.{role}", old[question["code"]][role], question[role])
        for question in after["questions"] for role in ("asker", "answerer")
        if question["code"] in old and old[question["code"]][role] != question[role]
    ]


def is_same_text(one: Content, other: Content) -> bool:
    """Whether two releases differ in nothing but their terms (time, note, waivers)."""
    return {k: v for k, v in one.items() if k not in _TERMS} == {k: v for k, v in other.items() if k not in _TERMS}


def is_substantive(before: Content | None, post: "Post") -> bool:
    """Whether a draft says something new: not when only minor edits or translations changed since a release."""
    if before is None:
        return True
    questions = {question["code"]: question for question in before["questions"]}
    if set(questions) != {question.code for question in post.asked}:
        return True
    pairs: list[tuple[Text | None, Any]] = [(post.title, before["title"]), (post.intro, before["intro"])]
    for question in post.asked:
        was = questions[question.code]
        answer = question.answer.text if question.answer else None
        pairs += [(question.text, was["question"]), (answer, was["answer"])]
    return any(_has_new_words(text, was) for text, was in pairs)


def _has_new_words(text: Text | None, was: Any) -> bool:
    if text is None or was is None:
        return (text is None) != (was is None)
    seen = was["renditions"][was["source"]]["revision"] if was["source"] == text.source_locale else 0
    return any(revision.number > seen and not revision.minor for revision in text.source.revisions)


def texts(content: Content) -> Iterator[tuple[tuple[str, str], str]]:
    """The written texts of a release in reading order, as (place, locale) with the Markdown."""
    for place, text in _places(content):
        for locale, rendition in sorted((text or {"renditions": {}})["renditions"].items()):
            if rendition["markdown"]:
                yield (place, locale), rendition["markdown"]


def _places(content: Content) -> Iterator[tuple[str, Any]]:
    yield "title", content["title"]
    yield "intro", content["intro"]
    for question in content["questions"]:
        yield question["code"], question["question"]
        yield f"{question['code']}.topic", question["topic"]
        yield f"{question['code']}.answer", question["answer"]
    for picture in content["pictures"]:
        yield f"picture-{picture['id']}.alt", picture["alt"]
        yield f"picture-{picture['id']}.caption", picture["caption"]
