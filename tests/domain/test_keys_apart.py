"""The two keys are turned in sessions of their own, as two people in two browsers turn them."""

from blog.dialogue.errors import Refused
from blog.dialogue.partner import Membership, Partner, Role
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import agree
from tests.factories import make_post


def _draft(store: Store, cast: Cast) -> tuple[int, str]:
    """A draft whose answer Chen wrote, and the hash of its release."""
    with store() as session:
        post = make_post(session, session.merge(cast.series), title="Apart")
        answer = post.questions[0].answer
        assert answer is not None
        answer.text.write("zh-Hans", "另一个答案。", by=session.get_one(Person, cast["chen"].id))
        agree(session, post)
        return post.id, post.draft(session)[1]


def test_keys_turned_apart_make_an_edition(store: Store, cast: Cast) -> None:
    """Each signer loads the post anew, and the second key makes the edition."""
    post_id, hash_ = _draft(store, cast)
    made = []
    for name, partner in (("ruth", cast.west), ("chen", cast.east)):
        with store() as session:
            post, by = session.get_one(Post, post_id), session.get_one(Person, cast[name].id)
            made.append(post.sign(session, hash_, session.get_one(Partner, partner.id), by=by))

    assert [False, True] == [edition is not None for edition in made]


def test_key_of_a_stranger_does_not_fit(store: Store, cast: Cast) -> None:
    """A signer of one partner of the series cannot sign for a partner that is not in it."""
    post_id, hash_ = _draft(store, cast)
    with store() as session:
        other = session.query(Partner).filter(Partner.id.not_in([cast.west.id, cast.east.id])).first()
        assert other is not None
        ruth = session.get_one(Person, cast["ruth"].id)
        ruth.memberships.append(Membership(partner=other, role=Role.SIGNER))
        session.flush()
        try:
            session.get_one(Post, post_id).sign(session, hash_, other, by=ruth)
            refused = None
        except Refused as error:
            refused = error.key

    assert "signs_for_other_partner" == refused
