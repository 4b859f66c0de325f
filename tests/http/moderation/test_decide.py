"""A moderator decides about one comment, and undoes it."""

from collections.abc import Callable

import pytest

from blog.dialogue.comment import Comment
from blog.dialogue.partner import Partner
from blog.dialogue.person import Person
from blog.dialogue.reply import reply_for_partner
from blog.dialogue.states import CommentState
from blog.dialogue.thread import Thread
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import LOCALES, SAYING, plant, state_of

MOVES = {"approval": "approved", "rejection": "rejected", "spam": "spam", "trash": "trashed", "hold": "pending"}
GOOD = {"version": "1", "why": "off_topic"}


@pytest.fixture
def grace(as_: Callable[[str], Client]) -> Client:
    """The moderator."""
    return as_("grace")


def waiting(store: Store, cast: Cast, resource: str) -> int:
    """A comment about which this can be decided."""
    state = CommentState.APPROVED if resource == "hold" else CommentState.PENDING
    return plant(store, cast, "Judge me.", state=state)[0]


@pytest.mark.parametrize("resource", MOVES)
def test_decision_and_its_undoing(grace: Client, cast: Cast, store: Store, resource: str) -> None:
    """Each decision does what it says, is offered for undoing next, and undone to the exact state before."""
    number = waiting(store, cast, resource)
    before = state_of(store, number)
    grace.follow(grace.post(f"/moderation/comments/{number}/{resource}", GOOD))

    assert MOVES[resource] == state_of(store, number)
    undo = grace.soup.select_one(".toast form")
    form = {field["name"]: field["value"] for field in undo.select("input")}
    grace.follow(grace.post(undo["action"], form))
    assert before == state_of(store, number)
    with store() as session:
        comment = session.get_one(Comment, number)
        assert (None, None, None) == (comment.why, comment.decided_at, comment.decided_by_id)


def test_approval_is_public_at_once(grace: Client, client: Client, cast: Cast, store: Store) -> None:
    """At the next request the comment stands on the page in every locale; undone, it is gone again everywhere."""
    (number,) = plant(store, cast, "Judge me.", state=CommentState.PENDING)
    grace.post(f"/moderation/comments/{number}/approval", GOOD)

    for prefix, _ in LOCALES:
        assert "Judge me." in client.get(f"/{prefix}/tea/1/").text
    grace.post(f"/moderation/comments/{number}/approval/removal", {"version": "2"})
    for prefix, _ in LOCALES:
        assert "Judge me." not in client.get(f"/{prefix}/tea/1/").text


def test_rejection_needs_a_reason(grace: Client, cast: Cast, store: Store) -> None:
    """Without a reason, or with a made-up one, nothing is rejected."""
    number = waiting(store, cast, "rejection")
    for why in ({}, {"why": ""}, {"why": "because"}):
        grace.post(f"/moderation/comments/{number}/rejection", {"version": "1", **why}, status=422)

    assert "pending" == state_of(store, number)


@pytest.mark.parametrize("resource", MOVES)
@pytest.mark.parametrize("name", ["ruth", "chen", "lin", "oskar", "nina"])
def test_others_decide_nothing(
    as_: Callable[[str], Client], cast: Cast, store: Store, name: str, resource: str
) -> None:
    """Authors of the post, its translators and strangers: 403, and nothing happens."""
    number = waiting(store, cast, resource)
    before = state_of(store, number)
    client = as_(name)
    client.post(f"/moderation/comments/{number}/{resource}", GOOD, status=403)
    client.post(f"/moderation/comments/{number}/{resource}/removal", GOOD, status=403)

    assert before == state_of(store, number)


@pytest.mark.parametrize("resource", MOVES)
def test_signed_out_visitors_decide_nothing(client: Client, cast: Cast, store: Store, resource: str) -> None:
    """Signed out: 401, and nothing happens."""
    number = waiting(store, cast, resource)
    before = state_of(store, number)
    client.post(f"/moderation/comments/{number}/{resource}", GOOD, status=401)

    assert before == state_of(store, number)


@pytest.mark.parametrize("resource", [*MOVES, *(f"{move}/removal" for move in MOVES)])
def test_looking_decides_nothing(grace: Client, cast: Cast, store: Store, resource: str) -> None:
    """GET and HEAD of a decision: 405. A link or a picture cannot decide."""
    number = waiting(store, cast, resource)
    grace.get(f"/moderation/comments/{number}/{resource}", status=405)
    head = grace._client.head(f"/moderation/comments/{number}/{resource}", base_url=grace._base)

    assert 405 == head.status_code


@pytest.mark.parametrize("number", ["987654", "0", "99999999999999999999", "x"])
def test_comment_that_does_not_exist(grace: Client, cast: Cast, number: str) -> None:
    """No comment: 404."""
    grace.post(f"/moderation/comments/{number}/approval", GOOD, status=404)
    grace.post(f"/moderation/comments/{number}/approval/removal", GOOD, status=404)


def test_decision_that_does_not_exist(grace: Client, cast: Cast, store: Store) -> None:
    """There is no other decision."""
    grace.post(f"/moderation/comments/{waiting(store, cast, 'spam')}/erasure", GOOD, status=404)


@pytest.mark.parametrize("version", ["0", "2", "", "x", "-1", "1.0", "９", "9" * 30])
def test_stale_decision_is_refused(grace: Client, cast: Cast, store: Store, version: str) -> None:
    """A decision about something else than was seen: 409, and the way back."""
    number = waiting(store, cast, "approval")
    grace.post(f"/moderation/comments/{number}/approval", {"version": version}, status=409)

    assert "pending" == state_of(store, number)
    assert "/moderation/" == grace.soup.select_one(".lost a")["href"]


def test_second_moderator_hears_who_was_quicker(
    grace: Client, as_: Callable[[str], Client], cast: Cast, store: Store
) -> None:
    """Two decide on the same page: the second is refused and told who decided what."""
    number = waiting(store, cast, "approval")
    olga = as_("olga")
    olga.post(f"/moderation/comments/{number}/rejection", GOOD)
    grace.post(f"/moderation/comments/{number}/approval", GOOD, status=409)

    assert "Olga Stern" in grace.text()
    assert "rejected" in grace.text()
    assert "rejected" == state_of(store, number)


def test_same_decision_twice_is_refused(grace: Client, cast: Cast, store: Store) -> None:
    """What is approved cannot be approved again; what has no decision cannot be undone."""
    number = waiting(store, cast, "approval")
    grace.post(f"/moderation/comments/{number}/approval/removal", {"version": "1"}, status=422)
    grace.post(f"/moderation/comments/{number}/approval", GOOD)
    grace.post(f"/moderation/comments/{number}/approval", {"version": "2"}, status=422)


def test_erased_comment_stays_erased(grace: Client, cast: Cast, store: Store) -> None:
    """Erasure is final."""
    (number,) = plant(store, cast, "", state=CommentState.ERASED)
    for resource in MOVES:
        grace.post(f"/moderation/comments/{number}/{resource}", GOOD, status=422)


def test_nobody_decides_an_own_comment(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """Ruth, a moderator for once, cannot take away what she wrote for her partner; Grace can."""
    with store() as session:
        ruth = session.get_one(Person, cast["ruth"].id)
        ruth.is_moderator = True
        thread = session.get_one(Thread, cast.threads["west-1"])
        partner = session.get_one(Partner, cast.west.id)
        number = reply_for_partner(
            session, thread, by=ruth, partner=partner, words="Ours.", html="<p>Ours.</p>", lang="en"
        ).id
    own = as_("ruth")
    own.get("/moderation/?state=approved")
    assert [] == own.soup.select(f"#item-{number} .acts")
    own.post(f"/moderation/comments/{number}/trash", GOOD, status=403)
    own.post("/moderation/decisions", {"move": "trash", "comment": f"{number}.1"}, status=403)

    assert "approved" == state_of(store, number)
    as_("grace").post(f"/moderation/comments/{number}/trash", GOOD)
    own.post(f"/moderation/comments/{number}/trash/removal", {"version": "2"}, status=403)


def test_focus_moves_on(grace: Client, cast: Cast, store: Store) -> None:
    """After a decision the next comment is in focus, under the same filter; after undoing, the same one."""
    ids = plant(store, cast, "One.", "Two.", "Three.", state=CommentState.PENDING)
    place = {"side": "west", "language": "en"}
    response = grace.post(f"/moderation/comments/{ids[1]}/approval", GOOD | place)
    grace.follow(response)

    assert f"item-{ids[2]}" == grace.soup.select_one("article.now")["id"]
    assert "side=west" in response.headers["Location"]
    grace.follow(grace.post(f"/moderation/comments/{ids[1]}/approval/removal", {"version": "2"} | place))
    assert f"item-{ids[1]}" == grace.soup.select_one("article.now")["id"]


def test_readers_form_is_no_way_around(grace: Client, cast: Cast, store: Store) -> None:
    """A moderator who uses the readers' form decides nothing by it."""
    number = waiting(store, cast, "approval")
    grace.post(SAYING, {"name": "G", "email": "g@example.org", "words": "x", "approve": str(number)})

    assert "pending" == state_of(store, number)
