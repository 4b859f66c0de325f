"""Two signers who sign at the same moment while a third edits: exactly the editions that two keys allow."""

import logging
import os
import random
import time
from collections import Counter
from typing import Any, Final

from sqlalchemy.orm import Session

from blog.dialogue.edition import Edition
from blog.dialogue.errors import Stale
from blog.dialogue.passage import find
from blog.dialogue.post import Post
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.at_once import at_once
from tests.domain.keys import agree, draft_of, house, person

# SIGNATURES_AT_ONCE=500 is the whole of it; by default as many as a run of all tests can wait for.
ROUNDS: Final = int(os.environ.get("SIGNATURES_AT_ONCE", "20"))
LONGEST_PAUSE: Final = 0.02


def moment(chance: random.Random) -> float:
    """A pause that lets now one, now another come first."""
    return chance.uniform(0, LONGEST_PAUSE)


def acts(cast: Cast, post_id: int, read: str, turn: int, chance: random.Random) -> list[Any]:
    """Two keys on the hash that was read, and an edit of the title, each after a pause of its own."""

    def key(name: str, pause: float) -> Any:
        def run(session: Session) -> Edition | None:
            time.sleep(pause)
            post = session.get_one(Post, post_id)
            return post.sign(session, read, house(session, cast, name), by=person(session, cast, name))

        return run

    def edit(session: Session, pause: float = moment(chance)) -> None:
        time.sleep(pause)
        passage = find(session, session.get_one(Post, post_id), "title")
        assert passage is not None
        seen = passage.newest("en")
        assert seen is not None
        passage.save(session, "en", f"Title {turn}", on_revision=seen.number, by=person(session, cast, "tom"))

    return [key("ruth", moment(chance)), key("chen", moment(chance)), edit]


def test_keys_at_once_make_what_rule_one_allows(store: Store, cast: Cast) -> None:
    """Both keys accepted on one hash: one edition of it, with the words of before the edit. Else: none.

    SIGNATURES_AT_ONCE is the number of rounds; --log-cli-level=INFO tells how many keys were accepted.
    """
    with store() as session:
        post_id = draft_of(session, cast).id
    chance, keys, made, title = random.Random(1), Counter[int](), [], "A second post"
    for turn in range(ROUNDS):
        with store() as session:
            post = session.get_one(Post, post_id)
            agree(session, post)
            read = post.draft(session)[1]
        ruth, chen, edited = at_once(store, *acts(cast, post_id, read, turn, chance))
        assert edited is None
        assert all(isinstance(key, Stale | Edition | None) for key in (ruth, chen)), (ruth, chen)
        keys[accepted := sum(not isinstance(key, Stale) for key in (ruth, chen))] += 1
        both = accepted == 2
        assert [Edition] * both == [type(key) for key in (ruth, chen) if isinstance(key, Edition)]
        made += [(len(made) + 1, read, title)] * both
        title = f"Title {turn}"
        with store() as session:
            keyed = session.query(Edition.number, Edition.hash).filter_by(post_id=post_id).order_by(Edition.number)
            assert [(number, hash_) for number, hash_, _ in made] == [tuple(edition) for edition in keyed]
            assert title == session.get_one(Post, post_id).title.source.newest.words
    with store() as session:
        found = session.query(Edition).filter_by(post_id=post_id).order_by(Edition.number)
        assert made == [(e.number, e.hash, e.content["title"]["by"]["en"]["html"]) for e in found]
    logging.getLogger(__name__).info("rounds by accepted keys: %s", dict(keys))
    assert 0 < len(made) < ROUNDS, "the pauses should let the edit come now before and now after the keys"
