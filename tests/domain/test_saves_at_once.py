"""Two clients who save the same text again and again at the same moment: nothing lost, nothing overwritten."""

import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Final, NamedTuple

from blog.dialogue.errors import Conflict
from blog.dialogue.event import Event
from blog.dialogue.passage import find
from blog.dialogue.post import Post
from blog.dialogue.text import Revision
from blog.extensions import reading
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, person

# SAVES_AT_ONCE=1000 is the whole of it; by default as many as a run of all tests can wait for.
ROUNDS: Final = int(os.environ.get("SAVES_AT_ONCE", "50"))
CLIENTS: Final = ("ruth", "tom")


class Saved(NamedTuple):
    """What a client has to show for its work: accepted words by revision, and which revisions stood in its way."""

    accepted: dict[int, str]
    refused: list[tuple[int, str]]


def newest(store: Store, post_id: int) -> int:
    """The number of the newest revision of the title, as a page that is opened now shows it."""
    with reading(), store() as session:
        passage = find(session, session.get_one(Post, post_id), "title")
        assert passage is not None
        revision = passage.newest("en")
        assert revision is not None
        return revision.number


def save(store: Store, cast: Cast, post_id: int, name: str, words: str, on_revision: int) -> int:
    """Send a form that was made on a revision; the number of the revision that came of it."""
    with store() as session:
        passage = find(session, session.get_one(Post, post_id), "title")
        assert passage is not None
        return passage.save(session, "en", words, on_revision=on_revision, by=person(session, cast, name)).number


def client(store: Store, cast: Cast, post_id: int, name: str, together: Barrier) -> Callable[[], Saved]:
    """Somebody who saves something new in each round, and on a refusal opens the page anew and saves again."""

    def run() -> Saved:
        saved = Saved({}, [])
        for turn in range(ROUNDS):
            words, seen = f"{name} {turn}", newest(store, post_id)
            together.wait()
            while words not in saved.accepted.values():
                try:
                    saved.accepted[save(store, cast, post_id, name, words, seen)] = words
                except Conflict as conflict:
                    saved.refused.append((conflict.number, conflict.theirs))
                    seen = newest(store, post_id)
        return saved

    def run_or_stop() -> Saved:
        try:
            return run()
        except BaseException:
            # The other one does not wait for this client for ever.
            together.abort()
            raise

    return run_or_stop


def test_saves_at_once_are_all_kept_in_order(store: Store, cast: Cast) -> None:
    """Accepted saves are exactly the revisions, numbered without a gap in the order of their acceptance.

    SAVES_AT_ONCE is the number of rounds, in each of which both clients save at the same moment;
    --log-cli-level=INFO tells how many saves were accepted and refused.
    """
    with store() as session:
        post_id = draft_of(session, cast).id
    together = Barrier(len(CLIENTS))
    with ThreadPoolExecutor(len(CLIENTS)) as pool:
        runs = [pool.submit(client(store, cast, post_id, name, together)) for name in CLIENTS]
    one, other = (run.result() for run in runs)

    assert set() == set(one.accepted) & set(other.accepted)
    with store() as session:
        title = session.get_one(Post, post_id).title
        revisions = session.query(Revision).filter_by(rendition_id=title.source.id).order_by(Revision.number).all()
        kept = {revision.number: revision.words for revision in revisions}
        recorded = session.query(Event).filter_by(action="text.saved", subject_id=post_id).order_by(Event.id)
        order = [event.data["revision"] for event in recorded]
    assert list(range(1, 2 * ROUNDS + 2)) == list(kept)
    assert list(range(2, 2 * ROUNDS + 2)) == order
    assert {1: "A second post", **one.accepted, **other.accepted} == kept
    assert [r.at for r in revisions] == sorted(r.at for r in revisions)
    refused = [*one.refused, *other.refused]
    logging.getLogger(__name__).info("saves accepted: %d, refused: %d", len(order), len(refused))
    assert len(refused) >= ROUNDS
    assert [kept[number] for number, _ in refused] == [theirs for _, theirs in refused]
