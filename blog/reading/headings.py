"""The headings of the two sides, in the page's language and in the other."""

from typing import Final

from ..locales import Locale
from ..web.i18n import _l, gettext
from .shown import Said

# The second line of a heading stands in the other language on purpose, whatever the page's locale.
_OTHER: Final = {
    ("west", "en"): Said("西方问东方", "zh-Hans"), ("east", "en"): Said("东方问西方", "zh-Hans"),
    ("west", "zh"): Said("West asks East", "en"), ("east", "zh"): Said("East asks West", "en"),
}
# What is said after the heading of a side and the number of a question.
_OF_QUESTION: Final = {
    "": _l("%(side)s · %(number)s, question"), "topic": _l("%(side)s · %(number)s, topic"),
    "answer": _l("%(side)s · %(number)s, answer"),
}
_OF_PICTURE: Final = {
    "alt": _l("Picture %(number)s, alternative text"), "caption": _l("Picture %(number)s, caption"),
}


def place_name(place: str, here: Locale) -> str:
    """What a text of a release is called: “Title”, “West asks East · 1, answer”. place: see `changes.Change`."""
    if place in ("title", "intro"):
        return gettext("Title") if place == "title" else gettext("Introduction")
    code, _, part = place.partition(".")
    kind, _, number = code.partition("-")
    if kind == "picture":
        return str(_OF_PICTURE[part]) % {"number": number}
    side = side_headings(kind, here)[0].text
    return str(_OF_QUESTION[part]) % {"side": side, "number": number}


def side_headings(side: str, here: Locale) -> tuple[Said, Said]:
    """The heading of a side and its counterpart in the other language."""
    heading = gettext("West asks East") if side == "west" else gettext("East asks West")
    return Said(heading, here.tag), _OTHER[side, here.language]
