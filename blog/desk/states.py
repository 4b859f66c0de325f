"""How a text stands in a locale, in words: for the tabs, the badges and the history of a text."""

from typing import Final

from ..dialogue.states import Origin
from ..dialogue.text import Text
from ..locales import other_script
from ..web.i18n import _l, gettext

ORIGINS: Final = {
    Origin.MACHINE: _l("written by a machine"), Origin.IMPORT: _l("imported"),
    Origin.CONVERTED: _l("converted by a machine"),
}


def state_of(text: Text | None, locale: str) -> tuple[str, str]:
    """The one thing to know about a text in a locale, and its tone: `ok`, `stale`, `wait`, `none` or empty."""
    rendition = text.rendition(locale) if text else None
    if text is None or rendition is None or not rendition.revisions:
        other = text.rendition(other_script(locale) or "") if text else None
        return (gettext("converted"), "") if other is not None else (gettext("not written"), "none")
    if locale == text.source_locale:
        return gettext("original"), ""
    if text.is_behind(rendition.newest):
        return gettext("out of date"), "stale"
    if rendition.approved_revision != rendition.newest.number:
        return gettext("waiting for review"), "wait"
    return gettext("reviewed"), "ok"


def badges(text: Text | None, locale: str) -> list[tuple[str, str]]:
    """Everything to know about the newest words of a text in a locale, each with its tone."""
    rendition = text.rendition(locale) if text else None
    if text is None or rendition is None or not rendition.revisions:
        return []
    newest, found = rendition.newest, [state_of(text, locale)]
    waits = locale != text.source_locale and rendition.approved_revision != newest.number
    if waits and text.is_behind(newest):
        found.append((gettext("waiting for review"), "wait"))
    if newest.minor:
        found.append((gettext("minor edit"), ""))
    if newest.origin in ORIGINS:
        found.append((str(ORIGINS[newest.origin]), ""))
    return found
