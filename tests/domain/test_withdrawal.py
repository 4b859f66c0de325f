"""One key to stop: withdrawing, and coming back with two new keys."""

import pytest

from blog.dialogue.errors import NotAllowed, Refused
from blog.dialogue.event import Event
from blog.dialogue.post import Post
from blog.dialogue.states import PostState
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, person, publish, sign


@pytest.mark.parametrize("name", ["ruth", "chen"])
def test_either_signer_withdraws(store: Store, cast: Cast, name: str) -> None:
    """One signer of either side is enough; the act is an event, the reason is kept."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        post.withdraw(session, " A name was wrong. ", by=person(session, cast, name))
        last = session.scalar(Event.about(post).limit(1))
        assert (PostState.WITHDRAWN, "A name was wrong.") == (post.state, post.withdrawn_why)
        assert ("post.withdrawn", cast[name].id) == (last.action, last.by_id)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["tom", "lin", "oskar", "grace", "olga", "nina"])
def test_others_do_not_withdraw(store: Store, cast: Cast, name: str) -> None:
    """Nobody else withdraws, the owner neither."""
    with store() as session, pytest.raises(NotAllowed):
        session.get_one(Post, cast.post.id).withdraw(session, "why", by=person(session, cast, name))


@pytest.mark.parametrize("why", ["", "  \n"])
def test_withdrawing_takes_a_reason(store: Store, cast: Cast, why: str) -> None:
    """Taking away without a reason is refused."""
    with store() as session, pytest.raises(Refused, match="reason_missing"):
        session.get_one(Post, cast.post.id).withdraw(session, why, by=person(session, cast, "ruth"))


def test_draft_and_withdrawn_post_cannot_be_withdrawn(store: Store, cast: Cast) -> None:
    """Only what is published can be taken away, and only once."""
    with store() as session:
        ruth, post = person(session, cast, "ruth"), session.get_one(Post, cast.post.id)
        with pytest.raises(Refused, match="not_published"):
            draft_of(session, cast).withdraw(session, "why", by=ruth)
        post.withdraw(session, "why", by=ruth)
        with pytest.raises(Refused, match="not_published"):
            post.withdraw(session, "why", by=ruth)


def test_old_key_does_not_bring_a_post_back(store: Store, cast: Cast) -> None:
    """A key that was turned before the withdrawal, on a release that waited for its other key, counts no more."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        assert sign(session, cast, post, "ruth", note={"en": "A correction"}) is None
        post.withdraw(session, "why", by=person(session, cast, "ruth"))
        assert sign(session, cast, post, "chen", note={"en": "A correction"}) is None
        assert PostState.WITHDRAWN is post.state


def test_coming_back_takes_two_new_keys(store: Store, cast: Cast) -> None:
    """The same text comes back when both sign it anew: a new edition under the old number of the post."""
    with store() as session:
        post = draft_of(session, cast)
        number = publish(session, cast, post).post.number
        post.withdraw(session, "why", by=person(session, cast, "chen"))
        assert sign(session, cast, post, "chen") is None
        assert PostState.WITHDRAWN is post.state
        edition = sign(session, cast, post, "ruth")
        assert (2, number) == (edition.number, post.number)  # type: ignore[union-attr]
        assert (PostState.PUBLISHED, edition) == (post.state, post.live)


def test_edition_is_untouched_by_withdrawal(store: Store, cast: Cast) -> None:
    """Withdrawing deletes nothing: the editions stay as they were."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        before = [(edition.hash, edition.content) for edition in post.editions]
        post.withdraw(session, "why", by=person(session, cast, "ruth"))
        session.flush()
        session.expire_all()
        assert before == [(edition.hash, edition.content) for edition in post.editions]


def test_an_archived_post_stays_so(store: Store, cast: Cast) -> None:
    """A corrected edition of an archived post does not open its comments again."""
    with store() as session:
        post = draft_of(session, cast)
        publish(session, cast, post)
        post.state = PostState.ARCHIVED
        publish(session, cast, post, note={"en": "A comma."})

        assert (PostState.ARCHIVED, 2) == (post.state, post.live.number)  # type: ignore[union-attr]
