"""Writes the comments of a thread as HTML.

In Python and not in a template, because a page may hold hundreds: a template takes about thirty microseconds a
comment, this takes five. Everything that a reader typed is escaped here or was let through by `markup`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from markupsafe import Markup, escape

from ..locales import Locale, choose_name, script_of
from ..web.i18n import day, gettext, iso, pattern, pgettext
from ..web.identicon import mark
from .shown import Quoted

_ERASED_KEY: Final = "erased"


class CommentWriter:
    """Writes comments for one page: the sentences around them are looked up once, not once a comment.

    west_id: the Western partner of the series, to tell whose badge a partner's comment wears.
    """

    def __init__(self, here: Locale, west_id: int) -> None:
        self._tag, self._west_id = here.tag, west_id
        self._days: dict[date, str] = {}
        self._gone = escape(gettext("This comment was taken away by a moderator."))
        self._reader = gettext("a reader")
        self._reply, self._link = escape(gettext("Reply")), escape(pgettext("address of a comment", "Link"))
        # These two keep their placeholder, for the name.
        self._reply_to, self._link_to = pattern("Reply to %(name)s"), pattern("Link to this comment by %(name)s")
        self._asking, self._answering = gettext("Asking partner"), gettext("Answering partner")
        self._western, self._eastern = gettext("Western partner"), gettext("Eastern partner")

    def listed(self, rows: Sequence[Any], reply: str, asked_by: str | None) -> Markup:
        """Rows in tree order as lists within lists, so that a screen reader hears who replies to whom.

        reply: the address of the form with `%d` for the comment, or "" where the thread is closed; asked_by:
        the side that asked, None under the post as a whole. A page may begin in the middle of a tree: only
        lists that were opened are closed.
        """
        if not rows:
            return Markup("")
        parts = ['<ol class="comments">']
        opened = 0
        for place, row in enumerate(rows):
            parts.append(self._item(row, reply, asked_by))
            following = rows[place + 1].depth if place + 1 < len(rows) else row.depth - opened
            if following > row.depth:
                opened += 1
                parts.append('<ol class="comments">')
            else:
                up = min(row.depth - following, opened)
                opened -= up
                parts.append("</li>" + "</ol></li>" * up)
        parts.append("</ol>")
        return Markup("\n".join(parts))

    def quoted(self, row: Any) -> Quoted:
        """A comment as the form shows it that answers it."""
        name, _ = self._name(row)
        return Quoted(row.id, name, row.lang, Markup(row.html))

    def _item(self, row: Any, reply: str, asked_by: str | None) -> str:
        """One comment, its list item left open for replies."""
        if not row.approved:
            return (
                f'<li class="comment"><div class="body" id="comment-{row.id}">'
                f'<p class="tombstone">{self._gone}</p></div>'
            )
        name, name_lang = self._name(row)
        side = self._side(row.speaking_for_id)
        badge = f'<span class="badge">{escape(self._badge(side, asked_by))}</span>\n' if side else ""
        named = {"name": name}
        answer = ""
        if reply:
            label = escape(self._reply_to % named)
            answer = f'<a href="{reply % row.id}" aria-label="{label}">{self._reply}</a>\n'
        drawing = mark(row.person_public_id or row.public_id or _ERASED_KEY)
        return (
            f'<li class="comment{side and " " + side}"><div class="body" id="comment-{row.id}">\n'
            f'<header><span class="mark" aria-hidden="true">{drawing}</span>\n'
            f"<b{self._lang(name_lang)}>{escape(name)}</b>\n{badge}"
            f'<time datetime="{iso(row.created_at)}">{self._day(row.created_at)}</time></header>\n'
            f'<div class="prose"{self._lang(row.lang)}>{row.html}</div>\n'
            f'<footer>{answer}<a href="#comment-{row.id}" data-permalink '
            f'aria-label="{escape(self._link_to % named)}">{self._link}</a></footer></div>'
        )

    def _name(self, row: Any) -> tuple[str, str]:
        """The name above a comment and its language."""
        if row.names:
            return choose_name(row.names, row.lang)
        name = row.name if row.name and row.erased_at is None else self._reader
        lang = script_of(name)
        # Too short to tell the scripts apart by itself: a Chinese name is in the script of its comment.
        return name, row.lang if lang == "zh" and row.lang.startswith("zh") else lang

    def _lang(self, tag: str) -> str:
        return f' lang="{tag}"' if tag != self._tag else ""

    def _side(self, partner_id: int | None) -> str:
        if partner_id is None:
            return ""
        return "west" if partner_id == self._west_id else "east"

    def _badge(self, speaker: str, asked_by: str | None) -> str:
        """What a partner's comment is marked with; under the post as a whole nobody asks or answers."""
        if asked_by is None:
            return self._western if speaker == "west" else self._eastern
        return self._asking if speaker == asked_by else self._answering

    def _day(self, at: datetime) -> str:
        """A full date; on one page the same few days come again and again."""
        on = at.date()
        found = self._days.get(on)
        if found is None:
            found = self._days[on] = day(at)
        return found
