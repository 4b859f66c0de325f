"""A moderator's keyboard: the queue is worked through without a pointer."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened
from tests.browser.stop import submitted


@pytest.fixture
def queue(open_as: Opened) -> Page:
    """The queue of the demo's moderator."""
    page = open_as("moderator")
    page.goto("/moderation/")
    return page


def _ids(page: Page) -> list[str]:
    return [item.get_attribute("id") or "" for item in page.locator(".item").all()]


def _press(page: Page, key: str) -> None:
    """Press a key that sends a decision, and wait for the page that answers."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_j_and_k_walk_through_the_queue(queue: Page) -> None:
    """The first comment has the focus from the start; J goes on, K goes back, both stop at the ends."""
    first, second, *_, last = _ids(queue)
    expect(queue.locator(f"#{first}")).to_be_focused()
    queue.keyboard.press("j")
    expect(queue.locator(f"#{second}")).to_be_focused()
    queue.keyboard.press("k")
    queue.keyboard.press("k")
    expect(queue.locator(f"#{first}")).to_be_focused()
    for _ in range(len(_ids(queue)) + 1):
        queue.keyboard.press("J")
    expect(queue.locator(f"#{last}")).to_be_focused()
    expect(queue.locator(f"#{last}")).to_be_in_viewport()


@pytest.mark.parametrize(("key", "state"), [("a", "approved"), ("s", "spam"), ("t", "trashed")])
def test_a_decision_by_key_leads_to_the_next_comment(key: str, state: str, queue: Page) -> None:
    """A, S and T decide about the comment in focus; the one after it has the focus then; Z brings it back."""
    _, second, third, *_ = before = _ids(queue)
    queue.keyboard.press("j")
    _press(queue, key)
    assert [one for one in before if one != second] == _ids(queue)
    expect(queue.locator(f"#{third}")).to_be_focused()
    beside = queue.context.new_page()
    beside.goto(f"/moderation/?state={state}&after={int(second.removeprefix('item-')) - 1}")
    expect(beside.locator(f"#{second}")).to_have_count(1)
    beside.close()
    _press(queue, "z")

    assert before == _ids(queue)
    expect(queue.locator(f"#{second}")).to_be_focused()


def test_the_last_comment_decided_leaves_the_focus_on_the_one_before(queue: Page) -> None:
    """After the last comment of the queue the focus does not fall to the top of the page."""
    *_, before_last, last = _ids(queue)
    for _ in _ids(queue):
        queue.keyboard.press("j")
    _press(queue, "a")

    expect(queue.locator(f"#{last}")).to_have_count(0)
    expect(queue.locator(f"#{before_last}")).to_be_focused()


def test_x_asks_for_the_reason(queue: Page) -> None:
    """X opens the reasons with the focus on the first; Enter rejects for it."""
    first, second, *_ = _ids(queue)
    queue.keyboard.press("x")
    expect(queue.locator(f"#{first} fieldset button").first).to_be_focused()
    _press(queue, "Enter")

    expect(queue.locator(f"#{second}")).to_be_focused()
    queue.goto("/moderation/?state=rejected")
    expect(queue.locator(f"#{first} .why")).to_contain_text("not about the question")


def test_space_ticks_for_a_decision_about_many(queue: Page) -> None:
    """Space ticks the comment in focus and again unticks it; what is ticked is decided together."""
    first, second, third, *_ = _ids(queue)
    queue.keyboard.press(" ")
    queue.keyboard.press("j")
    queue.keyboard.press(" ")
    queue.keyboard.press("j")
    queue.keyboard.press(" ")
    queue.keyboard.press(" ")
    expect(queue.locator(".item > input:checked")).to_have_count(2)
    submitted(queue, "#bulk button:not([data-all])")

    assert third == _ids(queue)[0]
    _press(queue, "z")
    assert [first, second, third] == _ids(queue)[:3]


def test_question_mark_shows_the_keys_and_the_switch_turns_them_off(queue: Page) -> None:
    """The list opens by ?; its switch turns single keys off, also after the page is loaded anew, and on again."""
    first, second, *_ = _ids(queue)
    queue.keyboard.press("?")
    expect(queue.get_by_role("dialog", name="Keyboard")).to_be_visible()
    queue.get_by_label("Switch these keys off").press(" ")
    queue.keyboard.press("Escape")
    expect(queue.get_by_role("dialog")).to_have_count(0)
    queue.reload()
    queue.keyboard.press("j")
    queue.keyboard.press("a")
    expect(queue.locator(f"#{first}")).to_be_focused()
    queue.keyboard.press("?")
    queue.get_by_label("Switch these keys off").press(" ")
    queue.keyboard.press("Escape")
    queue.locator(f"#{first}").focus()
    queue.keyboard.press("j")
    expect(queue.locator(f"#{second}")).to_be_focused()


def test_typing_in_a_field_decides_nothing(queue: Page) -> None:
    """In a field of the queue the letters are letters."""
    before = _ids(queue)
    queue.get_by_label("Post").focus()
    for key in "jast":
        queue.keyboard.press(key)

    assert before == _ids(queue)
    expect(queue.get_by_label("Post")).to_be_focused()


def test_without_scripts_the_next_comment_has_the_focus_too(open_as: Opened) -> None:
    """Each act is a button; after it the next comment has the focus, and no button waits for a script."""
    page = open_as("moderator", java_script_enabled=False)
    page.goto("/moderation/")
    first, second, third, *_ = _ids(page)
    expect(page.locator(f"#{first}")).to_be_focused()
    page.locator(f"#{second}").get_by_role("button", name="Approve").click()
    expect(page.locator(f"#{third}")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f"#{second}")).to_be_focused()
    expect(page.locator("[data-help], [data-all]").first).to_be_hidden()
