"""The headings of the two sides, in the page's language and in the other."""

from typing import Final

from ..locales import Locale
from ..web.i18n import gettext
from .shown import Said

# The second line of a heading stands in the other language on purpose, whatever the page's locale.
_OTHER: Final = {
    ("west", "en"): Said("西方问东方", "zh-Hans"), ("east", "en"): Said("东方问西方", "zh-Hans"),
    ("west", "zh"): Said("West asks East", "en"), ("east", "zh"): Said("East asks West", "en"),
}


def side_headings(side: str, here: Locale) -> tuple[Said, Said]:
    """The heading of a side and its counterpart in the other language."""
    heading = gettext("West asks East") if side == "west" else gettext("East asks West")
    return Said(heading, here.tag), _OTHER[side, here.language]
