"""Until the first edition each side puts its questions into order, with or without a script."""

from collections.abc import Callable

import pytest

from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_post


@pytest.fixture
def draft(cast: Cast, store: Store) -> int:
    """A draft of the first pair with three questions a side; its id."""
    with store() as session:
        return make_post(session, session.get_one(Series, cast.series.id), questions=3, title="A draft").id


def order(store: Store, draft: int, side: str = "west") -> list[int]:
    """The ids of a side's questions in order."""
    with store() as session:
        return [q.id for q in session.get_one(Post, draft).asked if q.asked_by == side]


def joined(ids: list[int]) -> str:
    """An order as the form carries it."""
    return ",".join(str(number) for number in ids)


def test_buttons_move_without_a_script(as_: Callable[[str], Client], store: Store, draft: int) -> None:
    """Each question has its buttons: the first none up, the last none down. They carry the new order and work."""
    first, second, third = order(store, draft)
    tom = as_("tom")
    tom.get(f"/desk/posts/{draft}/")
    items = tom.soup.select("li[data-question]")
    ways = [[form["data-move"] for form in item.select("form[data-move]")] for item in items]
    assert [["down"], ["up", "down"], ["up"], [], [], []] == ways
    form = tom.soup.select_one(f"#q{second} form[data-move=down]")
    assert form is not None
    fields = {field["name"]: field["value"] for field in form.select("input")}
    tom.follow(tom.post(str(form["action"]), fields))

    assert [first, third, second] == order(store, draft)
    assert "West 3 stands here now." == tom.text("#work > [role=status]")
    assert f"q{second}" in [item["id"] for item in tom.soup.select("li[tabindex='-1']")]


def test_any_order_at_once(as_: Callable[[str], Client], store: Store, draft: int) -> None:
    """A drag carries the whole order of a side; the other side stays."""
    before, east = order(store, draft), order(store, draft, "east")
    chen, tom = as_("chen"), as_("tom")
    tom.get(f"/desk/posts/{draft}/")
    tom.post(f"/desk/posts/{draft}/questions/order", {"side": "west", "order": joined(before[::-1])})
    chen.get(f"/desk/posts/{draft}/")
    chen.post(f"/desk/posts/{draft}/questions/order", {"side": "east", "order": joined([east[1], east[0], east[2]])})

    assert before[::-1] == order(store, draft)
    assert [east[1], east[0], east[2]] == order(store, draft, "east")


def test_a_stale_order_is_refused(as_: Callable[[str], Client], store: Store, draft: int) -> None:
    """An order made before a question was taken out answers 409, shows the questions as they stand, changes nothing."""
    before, ruth, tom = order(store, draft), as_("ruth"), as_("tom")
    tom.get(f"/desk/posts/{draft}/")
    ruth.get(f"/desk/posts/{draft}/")
    ruth.post(f"/desk/posts/{draft}/questions/{before[0]}/withdrawal")
    tom.post(f"/desk/posts/{draft}/questions/order", {"side": "west", "order": joined(before[::-1])}, status=409)

    assert "The questions have changed since you saw them." in tom.text(".wrongs")
    assert before[1:] == order(store, draft)
    assert [str(number) for number in before[1:]] == [
        item["data-question"] for item in tom.soup.select("ol.arranging.west > li")
    ]


@pytest.mark.parametrize("change", ["", "x", "1,2", "{0}", "{0},{1},{1}", "{0},{1},{2},{2}", "{0},{1},99999999999"])
def test_orders_that_are_none(as_: Callable[[str], Client], store: Store, draft: int, change: str) -> None:
    """What does not name each question of the side once is refused like a stale order."""
    before, tom = order(store, draft), as_("tom")
    tom.get(f"/desk/posts/{draft}/")
    sent = {"side": "west", "order": change.format(*before)}
    tom.post(f"/desk/posts/{draft}/questions/order", sent, status=409)
    # With the questions of the other side among them, too.
    mixed = joined([*before[:2], order(store, draft, "east")[0]])
    tom.post(f"/desk/posts/{draft}/questions/order", {"side": "west", "order": mixed}, status=409)

    assert before == order(store, draft)


@pytest.mark.parametrize("name", ["chen", "lin", "olga", "oskar", "grace", "nina"])
def test_only_the_asking_side_arranges(as_: Callable[[str], Client], store: Store, draft: int, name: str) -> None:
    """The other side and everybody else: 403; for another pair the post does not exist."""
    before = order(store, draft)
    sent = {"side": "west", "order": joined(before[::-1])}
    as_(name).post(f"/desk/posts/{draft}/questions/order", sent, status=404 if name == "oskar" else 403)

    assert before == order(store, draft)


def test_after_the_first_edition_the_order_stays(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """The page says why, has no buttons to move, and a sent order is refused."""
    before, tom = order(store, cast.post.id), as_("tom")
    tom.get(f"/desk/posts/{cast.post.id}/")
    assert "The numbers were published with the first edition." in tom.text("[data-arrange]")
    assert [] == tom.soup.select("form[data-move], [data-grip]")
    sent = {"side": "west", "order": joined(before[::-1])}
    tom.post(f"/desk/posts/{cast.post.id}/questions/order", sent, status=422)

    assert "their order stays" in tom.text(".wrongs")
    with store() as session:
        assert [1, 2] == [session.get_one(Question, number).number for number in before]


def test_script_has_what_it_needs(as_: Callable[[str], Client], draft: int) -> None:
    """The script is loaded on this page and finds its words; what it drags with is hidden from screen readers."""
    tom = as_("tom")
    tom.get(f"/desk/posts/{draft}/")
    root = tom.soup.select_one("[data-arrange]")

    assert root is not None
    assert "{place}" in str(root["data-at"])
    assert 3 == len(tom.soup.select("[data-grip][aria-hidden=true]"))
    assert 1 == len(tom.soup.select('script[src$="/arrange.js"]'))
