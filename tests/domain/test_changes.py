"""Changes: what differs between two releases, and whether it is more than a mended comma."""

from collections.abc import Callable
from typing import Any

import pytest

from blog.dialogue.changes import changes, credits_changed, is_same_text, is_substantive
from blog.dialogue.post import Post
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, person, publish
from tests.factories import make_text

Edit = Callable[[Post], object]


def _answer(post: Post) -> Any:
    answer = post.asked[0].answer
    assert answer is not None
    return answer.text


def _translated(post: Post) -> None:
    _answer(post).write("en", "Another translation.", by=None)
    _answer(post).rendition("en", strict=True).approve()


def _topic(post: Post) -> None:
    post.asked[0].topic = make_text(Kind.TOPIC, en="Water", zh_Hans="水")


def _withdrawn(post: Post) -> None:
    post.asked[0].withdrawn = True


def _unanswered(post: Post) -> None:
    post.asked[0].answer = None


EDITS: dict[str, tuple[Edit, set[tuple[str, str]], bool]] = {
    "nothing": (lambda post: None, set(), False),
    "source": (lambda post: _answer(post).write("zh-Hans", "另一答。", by=None), {("west-1.answer", "zh-Hans")}, True),
    "minor": (
        lambda post: _answer(post).write("zh-Hans", "另一答", by=None, minor=True), {("west-1.answer", "zh-Hans")},
        False,
    ),
    "translation": (_translated, {("west-1.answer", "en")}, False),
    "unreviewed": (lambda post: _answer(post).write("en", "A draft.", by=None), set(), False),
    "title": (lambda post: post.title.write("en", "New title", by=None), {("title", "en")}, True),
    "topic": (_topic, {("west-1.topic", "en"), ("west-1.topic", "zh-Hans")}, False),
    "answer gone": (_unanswered, {("west-1.answer", "en"), ("west-1.answer", "zh-Hans")}, True),
    "question gone": (
        _withdrawn,
        {(f"west-1{part}", tag) for part in ("", ".topic", ".answer") for tag in ("en", "zh-Hans")}, True,
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_differs(store: Store, cast: Cast, name: str) -> None:
    """Each changed text is named once for each locale; minor edits and translations alone say nothing new."""
    edit, expected, substantive = EDITS[name]
    with store() as session:
        post = draft_of(session, cast)
        before = publish(session, cast, post).release.content
        edit(post)
        session.flush()
        after, _ = post.draft(session)
        assert expected == {(change.place, change.locale) for change in changes(before, after)}
        assert substantive is is_substantive(before, post)
        assert (not expected) is is_same_text(before, after)


def test_words_before_and_after(store: Store, cast: Cast) -> None:
    """A change holds the words of both releases; what was not there has none before."""
    with store() as session:
        post = draft_of(session, cast)
        before, _ = post.draft(session)
        post.title.write("en", "Who drinks it?", by=None)
        after, _ = post.draft(session)
        (change,) = changes(before, after)
        assert ("A second post", "Who drinks it?") == (change.before, change.after)
        assert {None} == {change.before for change in changes(None, after)}
        assert {None} == {change.after for change in changes(after, {**after, "questions": []})}


def test_another_author_is_told(store: Store, cast: Cast) -> None:
    """Who asked or answered is part of the release: a change of that alone is another text to sign, and is named."""
    with store() as session:
        post = draft_of(session, cast)
        before = publish(session, cast, post).release.content
        post.asked[0].asker = person(session, cast, "ruth")
        session.flush()
        after, _ = post.draft(session)
        assert [("west-1.asker", None, cast["ruth"].public_id)] == credits_changed(before, after)
        assert [] == changes(before, after)
        assert not is_same_text(before, after)


def test_terms_are_no_text(store: Store, cast: Cast) -> None:
    """Note, time, waivers and followers are agreed on, but change nothing of the text."""
    with store() as session:
        post = draft_of(session, cast)
        before, _ = post.draft(session)
        post.plan.note, post.plan.tell_followers = {"en": "Hello"}, False
        after, _ = post.draft(session)
        assert before != after
        assert is_same_text(before, after)
