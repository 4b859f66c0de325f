"""Two people save one text: the second sees both side by side, loses nothing, and saves again knowingly."""

from collections.abc import Callable

import pytest

from blog.dialogue.question import Question
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.desk.editing import Draft, begin, on_revision, typed, words

MINE = "因为**茶**香。\n\n还有水。"


@pytest.fixture
def draft(cast: Cast, store: Store) -> Draft:
    """A draft of the first pair."""
    return begin(store, cast)


def collide(as_: Callable[[str], Client], draft: Draft, loc: str = "zh", said: str = MINE) -> Client:
    """Lin or Chen in another window was quicker than Chen, who is left with the answer to that."""
    chen, quicker = as_("chen"), as_("chen" if loc == "zh" else "lin")
    for client in (chen, quicker):
        client.get(draft.text(loc=loc))
    theirs = "因为**茶**好。" if loc == "zh" else "For tea is good."
    quicker.post(draft.text(loc=loc), {"words": theirs, "on_revision": "1"})
    chen.post(draft.text(loc=loc), {"words": said, "on_revision": "1", "minor": "on"}, status=409)
    return chen


@pytest.mark.parametrize(("loc", "tag", "theirs", "mine"), [
    ("zh", "zh-Hans", "因为**茶**好。", MINE),
    ("en", "en", "For tea is good.", "Because tea is good & <b>."),
])
def test_both_are_shown(
    as_: Callable[[str], Client], store: Store, draft: Draft, loc: str, tag: str, theirs: str, mine: str,
) -> None:
    """409: theirs with name and difference, one's own still in the field, on their revision now."""
    chen = collide(as_, draft, loc, mine)

    assert theirs == chen.text("[data-theirs]")
    assert tag == chen.soup.select_one("[data-theirs]")["lang"]  # type: ignore[index]
    assert ("Chen Li" if loc == "zh" else "Lin Yue") in chen.text(".page-head")
    assert mine == typed(chen)
    assert "2" == on_revision(chen)
    assert "What your words would change in theirs:" in chen.text(".was")
    assert chen.soup.select(".was ins")
    assert [theirs] == words(store, draft, tag)[1:]


def test_saving_again_is_a_knowing_act(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """From the page of the conflict the same button saves on top of theirs, whose words stay in the history."""
    chen = collide(as_, draft)
    chen.follow(chen.post(draft.text(), {"words": typed(chen), "on_revision": on_revision(chen)}))

    assert ["因为**茶**1。", "因为**茶**好。", MINE] == words(store, draft)
    assert [] == chen.soup.select("[data-unsaved]")


def test_own_words_are_kept_on_the_server(as_: Callable[[str], Client], draft: Draft) -> None:
    """Whoever walks away from the page of the conflict finds the words again, on any computer."""
    collide(as_, draft)
    chen = as_("chen")
    chen.get(draft.text())

    assert MINE == typed(chen).replace("\r\n", "\n")
    assert "has been saved by somebody since" in chen.text("[data-unsaved]")
    assert "1" == on_revision(chen)


def test_theirs_can_be_taken(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """Throwing one's own away leaves theirs."""
    chen = collide(as_, draft)
    chen.get(draft.text())
    chen.follow(chen.post(draft.text(more="scratch/removal")))

    assert "因为**茶**好。" == typed(chen)
    assert "2" == on_revision(chen)


def test_two_begin_in_two_languages(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """An answer begun in Chinese while somebody begins it in English is no translation by accident: 409 with both."""
    with store() as session:
        session.get_one(Question, draft.west[0]).answer = None
    chen, quicker = as_("chen"), as_("chen")
    chen.get(draft.text())
    quicker.get(draft.text(loc="en"))
    quicker.post(draft.text(loc="en"), {"words": "Nobody.", "on_revision": "0", "first": "1"})
    chen.post(draft.text(), {"words": "没有人。", "on_revision": "0", "first": "1"}, status=409)

    assert "Nobody." == chen.text("[data-theirs]")
    assert "en" == chen.soup.select_one("[data-theirs]")["lang"]  # type: ignore[index]
    assert "没有人。" == typed(chen)
    assert [] == words(store, draft)
    chen.post(draft.text(), {"words": typed(chen), "on_revision": on_revision(chen)})
    assert ["没有人。"] == words(store, draft)


@pytest.mark.parametrize("sent", ["", "x", "-1", "1e3", "99999999999", "0", "7"])
def test_nonsense_is_stale(as_: Callable[[str], Client], store: Store, draft: Draft, sent: str) -> None:
    """A form that does not say on which revision it was made saves nothing."""
    chen = as_("chen")
    chen.get(draft.text())
    chen.post(draft.text(), {"words": "新。", "on_revision": sent}, status=409)

    assert 1 == len(words(store, draft))
