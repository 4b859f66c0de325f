"""What stands around one text: its languages, the texts that belong together with it, and whose words they are."""

from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from ..dialogue.passage import Passage
from ..dialogue.text import Kind
from ..locales import LOCALES, Locale
from ..web.i18n import _l, gettext
from ..web.names import name_in
from ..web.places import code_name
from .states import state_of

KINDS: Final = {
    Kind.TITLE: _l("Title"), Kind.INTRO: _l("Introduction"), Kind.TOPIC: _l("Topic"), Kind.QUESTION: _l("Question"),
    Kind.ANSWER: _l("Answer"), Kind.CAPTION: _l("Caption"), Kind.ALT: _l("Alternative text"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A locale in which the text can be written, and how it stands there."""

    locale: Locale
    url: str
    state: str
    tone: str
    current: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One of the texts that belong together: of a question, or of a picture."""

    label: str
    url: str
    current: bool


def text_url(passage: Passage, locale: Locale, page: str = "text", **more: Any) -> str:
    """The address of a page about a text in a locale, or of what is posted there."""
    return url_for(f"desk.{page}", post_id=passage.post.id, key=passage.key, loc=locale.prefix, **more)


def tabs(passage: Passage, current: Locale) -> list[Tab]:
    """All locales, and how the text stands in each."""
    found = []
    for each in LOCALES:
        state, tone = state_of(passage.text, each.tag)
        found.append(Tab(each, text_url(passage, each), state, tone, each is current))
    return found


def parts(passage: Passage, locale: Locale) -> list[Part]:
    """The texts that belong together with this one, itself included; none for a title or an introduction."""
    name = passage.key.partition(".")[0]
    keys = {}
    if passage.question is not None:
        keys = {Kind.QUESTION: name, Kind.TOPIC: f"{name}.topic", Kind.ANSWER: f"{name}.answer"}
    elif passage.picture is not None:
        keys = {Kind.ALT: f"{name}.alt", Kind.CAPTION: f"{name}.caption"}
    return [
        Part(
            str(KINDS[kind]), url_for("desk.text", post_id=passage.post.id, key=key, loc=locale.prefix),
            key == passage.key,
        )
        for kind, key in keys.items()
    ]


def place(passage: Passage) -> str:
    """Which question or picture the text belongs to, in words; empty for title and introduction."""
    if passage.question is not None:
        return code_name(passage.question)
    return gettext("Picture %(number)s", number=passage.picture.id) if passage.picture else ""


def owners(passage: Passage) -> str:
    """Whose words these are, as a sentence."""
    names = [name_in(passage.post.series.partner(side).names) for side in passage.owners]
    if len(names) == 1:
        return gettext("These are the words of %(owner)s.", owner=names[0])
    return gettext("These words belong to both: %(one)s and %(other)s.", one=names[0], other=names[1])
