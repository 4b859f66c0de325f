"""One key to stop: scheduled editions that are cancelled, overtaken, or come back after a withdrawal."""

from datetime import UTC, datetime, timedelta

import pytest

from blog import clock
from blog.dialogue.edition import Edition
from blog.dialogue.errors import NotAllowed, Refused
from blog.dialogue.event import Event
from blog.dialogue.partner import Role
from blog.dialogue.post import Post
from blog.dialogue.signature import Signature
from blog.dialogue.states import PostState
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import draft_of, house, person, publish, sign

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
BEFORE, EVE, AFTER = NOON - timedelta(days=2), NOON - timedelta(days=1), NOON + timedelta(days=1)


def scheduled(store: Store, cast: Cast) -> int:
    """A first edition that both signed for NOON; the id of its post."""
    with store() as session, clock.held(BEFORE):
        post = draft_of(session, cast)
        publish(session, cast, post, publish_at=NOON)
        return post.id


@pytest.mark.parametrize("name", ["ruth", "chen"])
def test_first_edition_cancelled_gives_a_draft_again(store: Store, cast: Cast, name: str) -> None:
    """Either signer stops it with a reason, which is an event; the post is a draft and the number stays its own."""
    post_id = scheduled(store, cast)
    with store() as session, clock.held(EVE):
        post = session.get_one(Post, post_id)
        assert (PostState.PUBLISHED, 2) == (post.state, post.number)
        post.editions[0].cancel(session, " A name was wrong. ", by=person(session, cast, name))
        last = session.scalar(Event.about(post).limit(1))
        assert (PostState.DRAFT, 2, None, None) == (post.state, post.number, post.scheduled, post.live)
        assert ("edition.cancelled", "A name was wrong.") == (last.action, last.data["reason"])  # type: ignore[union-attr]
    with store() as session, clock.held(AFTER):
        assert session.get_one(Post, post_id).live is None


@pytest.mark.parametrize("name", ["tom", "lin", "oskar", "grace", "olga", "nina"])
def test_others_do_not_cancel(store: Store, cast: Cast, name: str) -> None:
    """Nobody but a signer of the two stops an edition."""
    post_id = scheduled(store, cast)
    with store() as session, clock.held(EVE), pytest.raises(NotAllowed):
        session.get_one(Post, post_id).editions[0].cancel(session, "why", by=person(session, cast, name))


@pytest.mark.parametrize(("why", "key"), [
    ("", "reason_missing"), (" \n", "reason_missing"), ("x" * 501, "reason_too_long"),
])
def test_cancelling_takes_a_reason(store: Store, cast: Cast, why: str, key: str) -> None:
    """Without a reason, or with more than a reason, nothing is stopped."""
    post_id = scheduled(store, cast)
    with store() as session, clock.held(EVE), pytest.raises(Refused, match=key):
        session.get_one(Post, post_id).editions[0].cancel(session, why, by=person(session, cast, "ruth"))


def test_only_what_waits_can_be_cancelled(store: Store, cast: Cast) -> None:
    """What is out is withdrawn instead, and what was stopped cannot be stopped again."""
    post_id = scheduled(store, cast)
    with store() as session:
        edition, ruth = session.get_one(Post, post_id).editions[0], person(session, cast, "ruth")
        with clock.held(AFTER), pytest.raises(Refused, match="not_scheduled"):
            edition.cancel(session, "why", by=ruth)
        session.rollback()
        with clock.held(EVE):
            edition.cancel(session, "why", by=ruth)
            with pytest.raises(Refused, match="not_scheduled"):
                edition.cancel(session, "why", by=ruth)


def test_cancelled_text_takes_two_new_keys(store: Store, cast: Cast) -> None:
    """The keys of a stopped edition are spent, even for the same words."""
    post_id = scheduled(store, cast)
    with store() as session, clock.held(EVE):
        post = session.get_one(Post, post_id)
        post.editions[0].cancel(session, "why", by=person(session, cast, "ruth"))
        assert sign(session, cast, post, "chen") is None
        assert 2 == sign(session, cast, post, "ruth").number  # type: ignore[union-attr]


def test_withdrawn_post_signed_for_later_is_gone_until_then(store: Store, cast: Cast, client: Client) -> None:
    """410 until the time has come, and then public by itself: no job runs."""
    with store() as session, clock.held(BEFORE):
        post = draft_of(session, cast)
        publish(session, cast, post)
        post.withdraw(session, "why", by=person(session, cast, "ruth"))
    with clock.held(EVE):
        client.get("/en/tea/2/", status=410)
    with store() as session, clock.held(EVE):
        publish(session, cast, session.get_one(Post, post.id), publish_at=NOON)
    with clock.held(NOON - timedelta(seconds=1)):
        client.get("/en/tea/2/", status=410)
    with clock.held(NOON):
        client.get("/en/tea/2/")
        assert "A second post" in client.text("h1")


def test_withdrawn_stays_withdrawn_when_its_return_is_cancelled(store: Store, cast: Cast) -> None:
    """Stopping the edition that would bring a post back leaves it withdrawn, not a draft."""
    with store() as session, clock.held(BEFORE):
        post = draft_of(session, cast)
        publish(session, cast, post)
        post.withdraw(session, "why", by=person(session, cast, "ruth"))
        publish(session, cast, post, publish_at=NOON).cancel(session, "no", by=person(session, cast, "chen"))
        assert PostState.WITHDRAWN is post.state


def test_withdrawing_stops_what_waits(store: Store, cast: Cast) -> None:
    """Nothing of a withdrawn post comes out by itself any more."""
    with store() as session, clock.held(BEFORE):
        post = draft_of(session, cast)
        publish(session, cast, post)
        publish(session, cast, post, publish_at=NOON, note={"en": "x"})
        post.withdraw(session, "why", by=person(session, cast, "ruth"))
    with store() as session, clock.held(AFTER):
        assert None is session.get_one(Post, post.id).live


def test_text_that_returns_takes_two_new_keys(store: Store, cast: Cast) -> None:
    """A, then B, then A again: three editions, each with two keys of its own."""
    with store() as session:
        post = draft_of(session, cast)
        hashes = {publish(session, cast, post).hash}
        for words in ("Text B", "A second post"):
            post.change(session)
            post.title.write("en", words, by=None)
            session.flush()
            assert sign(session, cast, post, "ruth") is None
            edition = sign(session, cast, post, "chen")
            assert edition is not None
            hashes.add(edition.hash)
        assert 3 == len(hashes)
        assert "A second post" == post.live.content["title"]["by"]["en"]["html"]  # type: ignore[union-attr]


def test_overtaken_edition_waits_no_more(store: Store, cast: Cast) -> None:
    """An edition that a newer one overtakes will never be seen: it does not wait; stop the newer, and it does."""
    with store() as session, clock.held(BEFORE):
        post = draft_of(session, cast)
        late = publish(session, cast, post, publish_at=NOON)
        soon = publish(session, cast, post, publish_at=EVE, note={"en": "Sooner"})
        assert [soon] == post.waiting
        soon.cancel(session, "why", by=person(session, cast, "ruth"))
        assert [late] == post.waiting


def test_editions_go_out_one_after_the_other(store: Store, cast: Cast) -> None:
    """Two that wait in their order both wait; readers have each in its time."""
    with store() as session, clock.held(BEFORE):
        post = draft_of(session, cast)
        first = publish(session, cast, post, publish_at=EVE)
        second = publish(session, cast, post, publish_at=NOON, note={"en": "Later"})
        assert ([first, second], second) == (post.waiting, post.scheduled)
        for at, live in ((BEFORE, None), (EVE, first), (NOON, second)):
            with clock.held(at):
                assert live is post.live


def test_what_waits_is_not_signed_again(store: Store, cast: Cast) -> None:
    """The text of a scheduled edition, without another time or note, is nothing to sign: it would go out twice."""
    post_id = scheduled(store, cast)
    with store() as session, clock.held(EVE), pytest.raises(Refused, match="nothing_changed"):
        sign(session, cast, session.get_one(Post, post_id), "ruth")


@pytest.mark.parametrize("way", ["role", "account"])
def test_dead_key_is_turned_anew_by_a_colleague(store: Store, cast: Cast, way: str) -> None:
    """Whoever signed is a signer no more: the partner is not locked out, a colleague turns the key of this release."""
    with store() as session:
        post, ruth, tom = draft_of(session, cast), person(session, cast, "ruth"), person(session, cast, "tom")
        sign(session, cast, post, "ruth")
        olga = person(session, cast, "olga")
        if way == "role":
            ruth.dismiss(session, house(session, cast, "ruth"), Role.SIGNER, by=olga)
        else:
            ruth.disable(by=None)
        tom.appoint(session, house(session, cast, "ruth"), Role.SIGNER, by=olga)
        session.flush()
        assert post.sign(session, post.draft(session)[1], house(session, cast, "ruth"), by=tom) is None
        edition = sign(session, cast, post, "chen")
        assert isinstance(edition, Edition)
        assert {tom.id, cast["chen"].id} == {key.person_id for key in session.query(Signature).filter_by(
            release_id=edition.release_id)}
