"""A moderator decides about several comments at once, and undoes it."""

from collections.abc import Callable

import pytest

from blog.dialogue.states import CommentState
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import plant, state_of


@pytest.fixture
def grace(as_: Callable[[str], Client]) -> Client:
    """The moderator."""
    return as_("grace")


@pytest.fixture
def ids(cast: Cast, store: Store) -> list[int]:
    """Three waiting comments."""
    return plant(store, cast, "One.", "Two.", "Three.", state=CommentState.PENDING)


@pytest.mark.parametrize(
    ("move", "state"), [("approve", "approved"), ("reject", "rejected"), ("spam", "spam"), ("trash", "trashed")]
)
def test_decision_about_many_and_its_undoing(
    grace: Client, ids: list[int], store: Store, move: str, state: str
) -> None:
    """All that are ticked are decided, the others not; one button undoes it all."""
    grace.follow(
        grace.post("/moderation/decisions", {"move": move, "why": "duplicate", "comment": [f"{n}.1" for n in ids[:2]]})
    )

    assert [state, state, "pending"] == [state_of(store, number) for number in ids]
    undo = grace.soup.select_one(".toast form")
    ticks = [field["value"] for field in undo.select("input[name=comment]")]
    grace.post(undo["action"], {"comment": ticks})
    assert ["pending"] * 3 == [state_of(store, number) for number in ids]


def test_one_stale_comment_stops_all(grace: Client, as_: Callable[[str], Client], ids: list[int], store: Store) -> None:
    """When somebody decided about one of them meanwhile, nothing is changed, and the page names who."""
    as_("olga").post(f"/moderation/comments/{ids[1]}/spam", {"version": "1"})
    grace.post("/moderation/decisions", {"move": "approve", "comment": [f"{n}.1" for n in ids]}, status=409)

    assert "Olga Stern" in grace.text()
    assert "Nothing was changed" in grace.text()
    assert ["pending", "spam", "pending"] == [state_of(store, number) for number in ids]


@pytest.mark.parametrize(
    ("ticks", "status"),
    [(["987654.1"], 404), (["99999999999999999999.1"], 404), (["x"], 404), (["٣.1"], 404), (["1."], 409)],
)
def test_rubbish_among_the_ticks_stops_all(
    grace: Client, ids: list[int], store: Store, ticks: list[str], status: int
) -> None:
    """What does not exist, or comes without its version, stops the whole, whatever stands beside it."""
    ticks = [tick.replace("1.", f"{ids[0]}.") if tick == "1." else tick for tick in ticks]
    grace.post("/moderation/decisions", {"move": "approve", "comment": [f"{ids[2]}.1", *ticks]}, status=status)
    grace.post("/moderation/decisions/removal", {"comment": ticks}, status=status)

    assert ["pending"] * 3 == [state_of(store, number) for number in ids]


def test_ticking_one_twice_stops_all(grace: Client, ids: list[int], store: Store) -> None:
    """The second tick of the same comment is stale."""
    grace.post("/moderation/decisions", {"move": "spam", "comment": [f"{ids[0]}.1"] * 2}, status=409)

    assert "pending" == state_of(store, ids[0])


@pytest.mark.parametrize("form", [{}, {"move": "approve"}, {"move": "erase", "comment": "1.1"}, {"comment": "1.1"}])
def test_nothing_ticked_or_chosen(grace: Client, ids: list[int], store: Store, form: dict[str, str]) -> None:
    """An incomplete form leads back with a sentence."""
    grace.follow(grace.post("/moderation/decisions", form))

    assert "Tick at least one" in grace.text(".toast")


def test_rejecting_many_needs_a_reason(grace: Client, ids: list[int], store: Store) -> None:
    """Without a reason none is rejected."""
    grace.post("/moderation/decisions", {"move": "reject", "comment": [f"{n}.1" for n in ids]}, status=422)

    assert ["pending"] * 3 == [state_of(store, number) for number in ids]


@pytest.mark.parametrize("path", ["/moderation/decisions", "/moderation/decisions/removal"])
def test_only_moderators_only_by_post(
    client: Client, as_: Callable[[str], Client], ids: list[int], store: Store, path: str
) -> None:
    """Strangers 403, signed out 401, GET 405."""
    form = {"move": "approve", "comment": f"{ids[0]}.1"}
    for name in ("ruth", "oskar", "nina"):
        as_(name).post(path, form, status=403)
    client.post(path, form, status=401)
    as_("grace").get(path, status=405)

    assert "pending" == state_of(store, ids[0])
