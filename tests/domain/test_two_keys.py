"""Two keys to publish: an edition exists only when a signer of each partner signed the same release."""

import pytest

from blog import clock
from blog.dialogue.edition import Edition
from blog.dialogue.errors import DialogueError, NotAllowed, Refused, Stale
from blog.dialogue.partner import Membership, Partner, Role
from blog.dialogue.post import Post
from blog.dialogue.signature import Signature
from blog.dialogue.states import PostState
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, house, person, publish, sign


def refused(store: Store, cast: Cast, post_id: int, name: str, **terms: object) -> DialogueError:
    """Sign as somebody, expect a refusal, and see that no edition came of it."""
    with store() as session:
        post = session.get_one(Post, post_id)
        with pytest.raises(DialogueError) as refusal:
            sign(session, cast, post, name, **terms)  # type: ignore[arg-type]
        session.rollback()
        assert 0 == session.query(Edition).filter_by(post_id=post_id).count()
    return refusal.value


def one_key(store: Store, cast: Cast) -> int:
    """A draft on which the West has signed; its id."""
    with store() as session:
        post = draft_of(session, cast)
        assert sign(session, cast, post, "ruth") is None
        return post.id


def test_one_key_makes_no_edition(store: Store, cast: Cast) -> None:
    """With one key the post stays a draft without a number."""
    post_id = one_key(store, cast)

    with store() as session:
        post = session.get_one(Post, post_id)
        assert (PostState.DRAFT, None, []) == (post.state, post.number, post.editions)


def test_two_keys_make_one_edition(store: Store, cast: Cast) -> None:
    """The second key makes edition no. 1 of exactly the signed hash."""
    post_id = one_key(store, cast)

    with store() as session:
        post = session.get_one(Post, post_id)
        edition = sign(session, cast, post, "chen")
        assert (1, post.releases[0].hash) == (edition.number, edition.hash)  # type: ignore[union-attr]
        assert PostState.PUBLISHED is post.state


def test_partner_is_one_key(store: Store, cast: Cast) -> None:
    """A second signer of the same partner turns no second key."""
    post_id = one_key(store, cast)
    with store() as session:
        new_signer = person(session, cast, "tom")
        new_signer.memberships.append(Membership(partner=session.get_one(Partner, cast.west.id), role=Role.SIGNER))
    with store() as session:
        post = session.get_one(Post, post_id)
        with pytest.raises(Refused, match="signed_already"):
            post.sign(session, post.release(session).hash, house(session, cast, "ruth"),
            by=person(session, cast, "tom"))
        session.rollback()

    assert "signed_already" == refused(store, cast, post_id, "ruth").key


def test_person_is_one_key(store: Store, cast: Cast) -> None:
    """Somebody who is a signer of both partners cannot turn both keys."""
    post_id = one_key(store, cast)
    with store() as session:
        new_signer = person(session, cast, "ruth")
        new_signer.memberships.append(Membership(partner=session.get_one(Partner, cast.east.id), role=Role.SIGNER))
    with store() as session:
        post = session.get_one(Post, post_id)
        with pytest.raises(Refused, match="signed_already"):
            post.sign(session, post.release(session).hash, house(session, cast, "chen"),
            by=person(session, cast, "ruth"))


@pytest.mark.parametrize("name", ["oskar", "tom", "lin", "grace", "olga", "nina"])
@pytest.mark.parametrize("side", ["ruth", "chen"])
def test_others_have_no_key(store: Store, cast: Cast, name: str, side: str) -> None:
    """A signer of another pair, an author, a translator, a moderator and the owner have no key: no override."""
    post_id = one_key(store, cast)
    with store() as session:
        post = session.get_one(Post, post_id)
        with pytest.raises(NotAllowed):
            post.sign(session, post.release(session).hash, house(session, cast, side), by=person(session, cast, name))


def test_signer_has_no_key_of_the_other_house(store: Store, cast: Cast) -> None:
    """A signer of this pair signs for the own partner only, not even for a third one."""
    post_id = one_key(store, cast)
    with store() as session:
        post, by = session.get_one(Post, post_id), person(session, cast, "ruth")
        third = session.query(Partner).filter(Partner.id.not_in([cast.west.id, cast.east.id])).one()
        for partner in (house(session, cast, "chen"), third):
            with pytest.raises(Refused, match="signs_for_other_partner"):
                post.sign(session, post.release(session).hash, partner, by=by)


@pytest.mark.parametrize("way", ["role", "house", "account", "revoked"])
def test_key_must_still_hold(store: Store, cast: Cast, way: str) -> None:
    """A signer who lost the role, left or was disabled, or took the key back, before the second key: no edition."""
    post_id = one_key(store, cast)
    with store() as session:
        ruth = person(session, cast, "ruth")
        if way == "role":
            ruth.memberships = [m for m in ruth.memberships if m.role is not Role.SIGNER]
        elif way == "house":
            ruth.memberships = []
        elif way == "account":
            ruth.active = False
        else:
            session.query(Signature).filter_by(person_id=ruth.id).one().revoked_at = clock.now()
    with store() as session:
        assert sign(session, cast, session.get_one(Post, post_id), "chen") is None


def test_text_changed_between_the_keys(store: Store, cast: Cast) -> None:
    """The hash that the second signer read fits no more, and a key on the new text finds no other key."""
    post_id = one_key(store, cast)
    with store() as session:
        post = session.get_one(Post, post_id)
        read = post.release(session).hash
        post.change(session, post.version)
        post.title.write("en", "Another title", by=None)
    with store() as session:
        post = session.get_one(Post, post_id)
        with pytest.raises(Stale):
            sign(session, cast, post, "chen", read)
        assert sign(session, cast, post, "chen") is None


def test_terms_changed_between_the_keys(store: Store, cast: Cast) -> None:
    """The keys fit only under the same terms: another note or time is another release."""
    post_id = one_key(store, cast)
    with store() as session:
        post = session.get_one(Post, post_id)
        read = post.release(session).hash
        with pytest.raises(Stale):
            sign(session, cast, post, "chen", read, note={"en": "Now with a note"})
        assert sign(session, cast, post, "chen", tell_followers=True) is None


def test_edits_after_both_keys_are_of_the_next_release(store: Store, cast: Cast) -> None:
    """What readers see does not follow the draft; the next edition has it, with the next number."""
    with store() as session:
        post = draft_of(session, cast)
        first = publish(session, cast, post)
        post.change(session, post.version)
        post.title.write("en", "Another title", by=None)
        session.flush()
        session.expire_all()
        assert "A second post" == first.content["title"]["by"]["en"]["html"]
        second = publish(session, cast, post)
        assert (2, "Another title") == (second.number, second.content["title"]["by"]["en"]["html"])
        assert "A second post" == first.content["title"]["by"]["en"]["html"]


def test_same_release_is_not_signed_twice(store: Store, cast: Cast) -> None:
    """Without a change there is nothing to sign: no second edition of one release."""
    with store() as session:
        post = draft_of(session, cast)
        publish(session, cast, post)
        session.commit()
        with pytest.raises(Refused, match="nothing_changed"):
            sign(session, cast, post, "ruth")
        session.rollback()
        assert 1 == session.query(Edition).filter_by(post_id=post.id).count()
