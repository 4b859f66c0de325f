"""The threads of one post, ready to be asked for by question."""

from collections.abc import Iterable
from typing import Any

from ..dialogue.post import Post
from ..dialogue.states import PostState
from ..dialogue.thread import Thread
from ..locales import Locale
from .comment_list import CommentWriter
from .present import post_url
from .shown import ThreadShown


class NoThreads:
    """What a draft has instead of threads: a question is found on the page itself."""

    total = 0

    def of(self, question: dict[str, Any] | None, *, still_asked: bool = True) -> ThreadShown:
        """An empty thread that takes no comment."""
        key = question["code"] if question else "post"
        return ThreadShown(key, 0, self.url(key), "", open=False)

    def url(self, key: str) -> str:
        """Where a question stands on the page."""
        return f"#{key}"


class Threads:
    """The threads of one post, with counts and rows of comments."""

    def __init__(
        self, post: Post, threads: Iterable[Thread], counts: dict[int, int], rows: Iterable[Any], here: Locale,
    ) -> None:
        self._post, self._here, self._counts = post, here, counts
        self._by_question = {thread.question_id: thread for thread in threads}
        self._rows: dict[int, list[Any]] = {}
        for row in rows:
            self._rows.setdefault(row.thread_id, []).append(row)
        self._writer = CommentWriter(here, post.series.west_id)

    @property
    def total(self) -> int:
        """How many approved comments the post has."""
        return sum(self._counts.values())

    def of(self, question: dict[str, Any] | None, *, still_asked: bool = True) -> ThreadShown:
        """The thread of a question of the edition, or of the post where it is None."""
        thread = self._by_question.get(question["id"] if question else None)
        key = question["code"] if question else "post"
        url = self.url(key)
        if thread is None:
            return ThreadShown(key, 0, url, f"{url}comments", open=False)
        rows = self._rows.get(thread.id, [])
        is_open = still_asked and thread.open and self._takes_comments
        reply = f"{url}?reply=%d#say-{key}" if is_open else ""
        count = self._counts.get(thread.id, 0)
        return ThreadShown(
            key, count, url, f"{url}comments", open=is_open,
            comments=self._writer.listed(rows, reply, question["side"] if question else None),
            rest=max(0, count - sum(1 for row in rows if row.approved)),
        )

    @property
    def _takes_comments(self) -> bool:
        return self._post.series.comments_open and self._post.state is PostState.PUBLISHED

    def url(self, key: str) -> str:
        """The page of a thread."""
        return f"{post_url(self._here, self._post.series.slug, self._post.number)}{'thread' if key == 'post' else key}/"
