"""A moderator reads the log."""

from collections.abc import Callable

import pytest

from blog.dialogue.states import CommentState
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import plant


def test_log_tells_who_did_what(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """Each decision, its reason and its undoing is a line, the newest first."""
    (number,) = plant(store, cast, "Judge me.", name="Commenter Name", state=CommentState.PENDING)
    grace, olga = as_("grace"), as_("olga")
    grace.post(f"/moderation/comments/{number}/rejection", {"version": "1", "why": "abusive"})
    olga.post(f"/moderation/comments/{number}/rejection/removal", {"version": "2"})
    grace.get("/moderation/log")

    lines = [" ".join(line.get_text(" ").split()) for line in grace.soup.select(".log li")]
    assert 2 == len(lines)
    assert f"Olga Stern undid the last decision about comment {number}." in lines[0]
    assert f"Grace Adams rejected comment {number}. abusive undone" in lines[1]
    assert "Commenter Name" not in grace.text()


def test_log_is_read_page_by_page(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """Older decisions are on later pages, each once."""
    ids = plant(store, cast, *(f"Number {n}." for n in range(60)), state=CommentState.PENDING)
    grace = as_("grace")
    for part in range(0, 60, 20):
        ticks = [f"{number}.1" for number in ids[part : part + 20]]
        grace.post("/moderation/decisions", {"move": "approve", "comment": ticks})
    seen: list[str] = []
    path = "/moderation/log"
    while path:
        grace.get(path)
        seen += [line.get_text() for line in grace.soup.select(".log li span")]
        later = grace.soup.select_one("a[rel=next]")
        path = later["href"] if later else ""

    assert 60 == len(set(seen)) == len(seen)


def test_empty_log(as_: Callable[[str], Client]) -> None:
    """Before the first decision the log says so, whatever the address asks for."""
    grace = as_("grace")
    for query in ("", "?before=x", "?before=-1", "?before=99999999999999999999"):
        grace.get(f"/moderation/log{query}")
        assert "No decision yet." == grace.text(".empty")


@pytest.mark.parametrize("name", ["ruth", "lin", "oskar", "nina"])
def test_log_is_for_moderators(as_: Callable[[str], Client], name: str) -> None:
    """Everybody else: 403."""
    as_(name).get("/moderation/log", status=403)
