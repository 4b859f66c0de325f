"""From rows of comments to the threads that a page shows."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from markupsafe import Markup

from ..dialogue.base import Side
from ..dialogue.post import Post
from ..dialogue.thread import Thread
from ..locales import Locale, choose, script_of
from ..web.i18n import day, gettext, iso, pattern
from ..web.identicon import mark
from .present import post_url
from .shown import CommentShown, ThreadShown

_ERASED_KEY: Final = "erased"
_NOTHING: Final = Markup("")


class Words:
    """The sentences around comments, looked up once a page and not once a comment."""

    def __init__(self) -> None:
        self.gone = gettext("This comment was taken away by a moderator.")
        self.reader = gettext("a reader")
        # `%` in a catalogue's sentence stays for the name: these two are filled in for each comment.
        self.reply = pattern("Reply to %(name)s")
        self.link = pattern("Link to this comment by %(name)s")
        self._days: dict[date, str] = {}
        self._asking, self._answering = gettext("Asking partner"), gettext("Answering partner")
        self._western, self._eastern = gettext("Western partner"), gettext("Eastern partner")

    def day(self, at: datetime) -> str:
        """A full date; on one page the same few days come again and again."""
        on = at.date()
        found = self._days.get(on)
        if found is None:
            found = self._days[on] = day(at)
        return found

    def badge(self, speaker: str, asked_by: str | None) -> str:
        """What a partner's comment is marked with; under the post as a whole nobody asks or answers."""
        if asked_by is None:
            return self._western if speaker == "west" else self._eastern
        return self._asking if speaker == asked_by else self._answering


class Threads:
    """The threads of one post, with counts and rows, ready to be asked for by question id."""

    def __init__(
        self, post: Post, threads: Iterable[Thread], counts: dict[int, int], rows: Iterable[Any], here: Locale,
    ) -> None:
        self._post, self._here, self._counts = post, here, counts
        self._by_question = {thread.question_id: thread for thread in threads}
        self._rows: dict[int, list[Any]] = {}
        for row in rows:
            self._rows.setdefault(row.thread_id, []).append(row)
        self._words = Words()

    @property
    def total(self) -> int:
        """How many approved comments the post has."""
        return sum(self._counts.values())

    def of(self, question: dict[str, Any] | None, *, still_asked: bool = True) -> ThreadShown:
        """The thread of a question of the edition, or of the post where it is None."""
        thread = self._by_question.get(question["id"] if question else None)
        key = question["code"] if question else "post"
        side = question["side"] if question else None
        url = self.url(key)
        if thread is None:
            return ThreadShown(key, 0, (), url, f"{url}comments", open=False)
        rows = self._rows.get(thread.id, [])
        is_open = still_asked and thread.open and self._takes_comments
        reply = f"{url}?reply=%d#say-{key}" if is_open else ""
        comments = tuple([self._comment(row, reply, side) for row in rows])
        count = self._counts.get(thread.id, 0)
        visible = sum(1 for comment in comments if comment.gone is None)
        return ThreadShown(key, count, comments, url, f"{url}comments", open=is_open, rest=max(0, count - visible))

    def quoted(self, row: Any) -> CommentShown:
        """One comment as a form shows it that answers it."""
        return self._comment(row, "", None)

    @property
    def _takes_comments(self) -> bool:
        return self._post.series.comments_open and self._post.state.value == "published"

    def url(self, key: str) -> str:
        """The page of a thread."""
        return f"{post_url(self._here, self._post.series.slug, self._post.number)}{'thread' if key == 'post' else key}/"

    def _comment(self, row: Any, reply: str, side: str | None) -> CommentShown:
        words, here = self._words, self._here
        if not row.approved:
            return CommentShown(row.id, row.depth, "", here.tag, here.tag, _NOTHING, "", "", _NOTHING, gone=words.gone)
        speaker = self._speaker(row.speaking_for_id)
        if row.names:
            name, name_lang = choose(row.names, row.lang)
        else:
            name = row.name if row.name and row.erased_at is None else words.reader
            name_lang = script_of(name)
            # Too short to tell the scripts apart by itself: a Chinese name is in the script of its comment.
            if name_lang == "zh" and row.lang.startswith("zh"):
                name_lang = row.lang
        named = {"name": name}
        return CommentShown(
            id=row.id, depth=row.depth, name=name, name_lang=name_lang, lang=row.lang, html=Markup(row.html),
            day=words.day(row.created_at), iso=iso(row.created_at),
            mark=mark(row.person_public_id or row.public_id or _ERASED_KEY), side=speaker,
            badge=words.badge(speaker, side) if speaker else None, reply_url=reply % row.id if reply else None,
            reply_label=words.reply % named, link_label=words.link % named,
        )

    def _speaker(self, partner_id: int | None) -> str | None:
        if partner_id is None:
            return None
        return (Side.WEST if partner_id == self._post.series.west_id else Side.EAST).value
