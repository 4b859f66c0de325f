"""Keys that are waited for: of a complete draft, of the other side, and of nobody while a post rests."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.base import Side
from blog.dialogue.note import Note
from blog.dialogue.role import Role
from blog.dialogue.turn import awaited
from blog.dialogue.waiting import posts_of
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, house, person, publish, sign
from tests.domain.turns import DAY, LATER, look, since, write
from tests.factories import make_question


@pytest.fixture
def session(store: Store, cast: Cast) -> Iterator[Session]:
    """A session of one test."""
    with store() as opened:
        yield opened


def test_key_is_awaited_by_the_other_side(session: Session, cast: Cast) -> None:
    """A complete draft waits for both keys; once one has turned, for the other, since that moment."""
    with clock.held(LATER):
        post = draft_of(session, cast)
    assert [LATER] == since(session, cast, "ruth") == since(session, cast, "chen")
    assert {} == look(session, cast, awaited)
    with clock.held(LATER + DAY):
        sign(session, cast, post, "ruth")

    assert {"chen": ["sign"]} == look(session, cast)
    assert {"ruth": ["sign"], "tom": ["sign"]} == look(session, cast, awaited)
    assert [LATER + DAY] == since(session, cast, "chen") == since(session, cast, "tom", awaited)
    sign(session, cast, post, "chen")
    assert {} == look(session, cast) == look(session, cast, awaited)


def test_key_taken_back_or_without_its_signer_does_not_count(session: Session, cast: Cast) -> None:
    """A revoked key, and one whose person is no signer any more, are waited for again."""
    post = draft_of(session, cast)
    sign(session, cast, post, "ruth")
    key = post.releases[0].signatures[0]
    key.revoke(session, "not yet", by=person(session, cast, "ruth"))
    assert {"ruth": ["sign"], "chen": ["sign"]} == look(session, cast)
    sign(session, cast, post, "ruth")
    olga, ruth = person(session, cast, "olga"), person(session, cast, "ruth")
    ruth.dismiss(session, house(session, cast, "ruth"), Role.SIGNER, by=olga)

    assert {"chen": ["sign"]} == look(session, cast)
    assert {} == look(session, cast, awaited)


def test_what_was_taken_back_waits_for_a_change(session: Session, cast: Cast) -> None:
    """A scheduled edition, one that was stopped and a withdrawn post ask for no key before something changes."""
    post = draft_of(session, cast)
    edition = publish(session, cast, post, publish_at=clock.now() + DAY)
    assert {} == look(session, cast)
    edition.cancel(session, "too early", by=person(session, cast, "ruth"))
    assert {} == look(session, cast)
    write(session, cast, post, "title", "en", "Who pours?", "tom", minor=True)
    assert {"ruth": ["sign"], "chen": ["sign"]} == look(session, cast)
    publish(session, cast, post)
    post.withdraw(session, "a mistake", by=person(session, cast, "chen"))
    assert {} == look(session, cast)
    sign(session, cast, post, "ruth")
    assert {"chen": ["sign"]} == look(session, cast)


def test_settled_posts_are_not_read(session: Session, cast: Cast) -> None:
    """A post that was signed whole rests until something happens to it; one with a waived or imported gap does not."""
    ruth = person(session, cast, "ruth")

    def read() -> list[int]:
        session.flush()
        return [post.id for post in session.scalars(posts_of(ruth)).unique()]

    whole, uneven = draft_of(session, cast), draft_of(session, cast)
    make_question(uneven, Side.WEST, 3)
    assert [cast.post.id, whole.id, uneven.id] == read()
    publish(session, cast, whole)
    publish(session, cast, uneven)
    assert [cast.post.id, uneven.id] == read()
    note = Note.write(session, whole, "Hm.", by=person(session, cast, "chen"))
    assert whole.id in read()
    note.resolve(session, by=ruth)
    write(session, cast, whole, "title", "en", "Another title", "ruth")
    assert whole.id in read()
