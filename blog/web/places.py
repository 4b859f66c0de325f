"""Places: how a post, its questions and its texts are called on pages and in letters."""

from dataclasses import dataclass
from typing import Final

from ..dialogue.base import Side
from ..dialogue.post import Post
from ..dialogue.question import Question
from ..dialogue.text import Text
from ..locales import choose
from .i18n import _l, gettext, locale

# Of one line in the margin: a Han character is as wide as two letters and a half.
_LONGEST: Final = {"en": 28, "zh": 12}
_CODES: Final = {Side.WEST: _l("West %(number)s"), Side.EAST: _l("East %(number)s")}
_OF_QUESTION: Final = {
    "": _l("question %(place)s"), "topic": _l("topic of %(place)s"), "answer": _l("answer to %(place)s"),
}
_OF_PICTURE: Final = {
    "alt": _l("alternative text of picture %(number)s"), "caption": _l("caption of picture %(number)s"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A line of a draft with the tag of the language that it is in."""

    text: str
    lang: str


def line_of(text: Text | None) -> Words:
    """The newest words of a text in the page's locale, or in whichever there are."""
    here = locale().tag
    if text is None:
        return Words("", here)
    newest = {rendition.locale: rendition.newest.words for rendition in text.renditions if rendition.revisions}
    return Words(*choose(newest, here, text.source_locale))


def topic_of(question: Question) -> Words:
    """What a question is called in the margin: its topic, else how it begins."""
    topic = line_of(question.topic)
    if topic.text:
        return topic
    whole = line_of(question.text)
    longest = _LONGEST[whole.lang.partition("-")[0]]
    if len(whole.text) <= longest:
        return whole
    cut = whole.text[:longest]
    cut = cut if whole.lang.startswith("zh") else cut.rpartition(" ")[0] or cut
    return Words(gettext("%(beginning)s…", beginning=cut), whole.lang)


def code_name(question: Question) -> str:
    """The code of a question in words: “West 1”. One that was taken out unpublished has no number, but a topic."""
    if question.number < 0:
        return topic_of(question).text
    return str(_CODES[question.asked_by]) % {"number": question.number}


def passage_name(post: Post, key: str) -> str:
    """What a passage is called after “the”: “title”, “answer to West 1”, “caption of picture 7”."""
    if key in ("title", "intro"):
        return gettext("title") if key == "title" else gettext("introduction")
    name, _, part = key.partition(".")
    number = int(name[1:])
    if name[0] == "p":
        return str(_OF_PICTURE[part]) % {"number": number}
    place = next((code_name(question) for question in post.questions if question.id == number), None)
    return str(_OF_QUESTION[part]) % {"place": place} if place else gettext("text that is gone")
