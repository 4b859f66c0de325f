"""Two keys and a draft: what the tests of signing need."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from blog.dialogue.edition import Edition
from blog.dialogue.gaps import gaps
from blog.dialogue.partner import Partner
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.factories import make_post


def draft_of(session: Session, cast: Cast) -> Post:
    """A fresh draft in the cast's series, in this session."""
    return make_post(session, session.get_one(Series, cast.series.id), title="A second post")


def person(session: Session, cast: Cast, name: str) -> Person:
    """One of the cast, in this session."""
    return session.get_one(Person, cast[name].id)


def house(session: Session, cast: Cast, name: str) -> Partner:
    """The partner for which one of the two signers signs."""
    return session.get_one(Partner, (cast.west if name == "ruth" else cast.east).id)


def agree(session: Session, post: Post, **terms: Any) -> None:
    """Plan the next edition: its terms, and every gap knowingly left unless `waivers` names them.

    publish_at: an aware time, or one in ISO format.
    """
    at = terms.pop("publish_at", None)
    if at is not None:
        post.plan.publish_at = datetime.fromisoformat(at) if isinstance(at, str) else at
    session.flush()
    terms.setdefault("waivers", [gap.id for gap in gaps(session, post)])
    for name, value in terms.items():
        setattr(post.plan, name, value)
    session.flush()


def sign(session: Session, cast: Cast, post: Post, name: str, hash_: str | None = None, **terms: Any) -> Edition | None:
    """Turn the key of `ruth` or `chen` on the post as it stands, or on a hash that was read before."""
    agree(session, post, **terms)
    read = hash_ or post.draft(session)[1]
    return post.sign(session, read, house(session, cast, name), by=person(session, cast, name))


def publish(session: Session, cast: Cast, post: Post, **terms: Any) -> Edition:
    """Both keys, one after the other."""
    sign(session, cast, post, "ruth", **terms)
    edition = sign(session, cast, post, "chen", **terms)
    assert edition is not None
    session.flush()
    return edition
