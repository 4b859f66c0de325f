"""The words of the queue: what a check found, how long a comment has waited, what a move is called."""

from datetime import datetime

from babel.dates import format_timedelta

from .. import clock
from ..web.i18n import gettext, locale, ngettext


def age(at: datetime) -> str:
    """How long ago, roughly, in the locale's own words: “38 minutes ago”."""
    # `add_direction` chooses the whole phrase; "ago" is never glued on. Chinese takes no typed space.
    words = format_timedelta(at - clock.now(), add_direction=True, locale=locale().catalogue)
    return words.replace(" ", "") if locale().language == "zh" else words


def check_words(check: str) -> str:
    """What an automatic check found, for a moderator."""
    name, _, detail = check.partition(":")
    if name == "links":
        return ngettext("%(num)d link", "%(num)d links", int(detail))
    if name == "word":
        return gettext("held by the word list: %(word)s", word=detail)
    return gettext("filled in the field that people do not see")


def decided(move: str, name: str) -> str:
    """The sentence after a decision."""
    sentences = {
        "approve": gettext("Approved %(name)s’s comment.", name=name),
        "reject": gettext("Rejected %(name)s’s comment.", name=name),
        "spam": gettext("Marked %(name)s’s comment as spam.", name=name),
        "trash": gettext("Put %(name)s’s comment into the trash.", name=name),
        "hold": gettext("Put %(name)s’s comment back into the queue.", name=name),
    }
    return sentences[move]


def decided_many(move: str, count: int) -> str:
    """The sentence after a decision about several comments."""
    if move == "approve":
        return ngettext("Approved %(num)d comment.", "Approved %(num)d comments.", count)
    if move == "reject":
        return ngettext("Rejected %(num)d comment.", "Rejected %(num)d comments.", count)
    if move == "spam":
        return ngettext("Marked %(num)d comment as spam.", "Marked %(num)d comments as spam.", count)
    if move == "trash":
        return ngettext("Put %(num)d comment into the trash.", "Put %(num)d comments into the trash.", count)
    return ngettext("Put %(num)d comment back into the queue.", "Put %(num)d comments back into the queue.", count)
