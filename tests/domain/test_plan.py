"""The plan: what partners agree on besides the text is part of what they sign, and belongs to one edition."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from blog import clock
from blog.dialogue.errors import NotAllowed, Refused, Stale
from blog.dialogue.event import Event
from blog.dialogue.post import Post
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, person, publish, sign
from tests.factories import make_text

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
TERMS: dict[str, Any] = {"publish_at": None, "note": {}, "tell_followers": None}


def change(session: Any, cast: Cast, post: Post, name: str = "tom", *, on: int | None = None, **terms: Any) -> None:
    """Change the plan of a post as one of the cast. on: the revision that was seen."""
    seen = post.plan.revision if on is None else on
    post.plan.change(session, on_revision=seen, by=person(session, cast, name), **{**TERMS, **terms})


@pytest.mark.parametrize("name", ["ruth", "tom", "chen"])
def test_authors_and_signers_plan(store: Store, cast: Cast, name: str) -> None:
    """An author or signer of either partner plans; the act is an event; the release has it."""
    with store() as session:
        post = draft_of(session, cast)
        before = post.draft(session)[1]
        note = {"en": " A  note ", "zh-Hans": ""}
        change(session, cast, post, name, publish_at=NOON, note=note, tell_followers=False)
        content, hash_ = post.draft(session)
        assert ({"en": "A note"}, NOON.isoformat(), False) == (
            content["note"], content["publish_at"], content["tell_followers"])
        assert before != hash_
        assert "plan.changed" == session.scalar(Event.about(post).limit(1)).action  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["lin", "oskar", "grace", "olga", "nina"])
def test_others_do_not_plan(store: Store, cast: Cast, name: str) -> None:
    """A translator, a stranger, a moderator and the owner neither plan nor waive."""
    with store() as session:
        post = draft_of(session, cast)
        for verb in (lambda: change(session, cast, post, name),
                     lambda: post.plan.waive(session, "x", by=person(session, cast, name)),
                     lambda: post.plan.unwaive(session, "x", by=person(session, cast, name))):
            with pytest.raises(NotAllowed):
                verb()


@pytest.mark.parametrize(("terms", "key"), [
    ({"publish_at": NOON - timedelta(seconds=1)}, "time_passed"), ({"publish_at": NOON}, "time_passed"),
    ({"publish_at": datetime.max.replace(tzinfo=UTC)}, "time_too_far"),
    ({"note": {"en": "x" * 501}}, "note_too_long"), ({"note": {"zh-Hans": "字\x00"}}, "text_unreadable"),
])
def test_what_cannot_be_planned(store: Store, cast: Cast, terms: dict[str, Any], key: str) -> None:
    """A time that is over, and a note that is too long or cannot be kept, are refused."""
    with store() as session, clock.held(NOON), pytest.raises(Refused, match=key):
        change(session, cast, draft_of(session, cast), **terms)


def test_old_plan_is_refused(store: Store, cast: Cast) -> None:
    """Whoever changes a plan that somebody else has changed since is told, and nothing is overwritten."""
    with store() as session:
        post = draft_of(session, cast)
        seen = post.plan.revision
        change(session, cast, post, on=seen, note={"en": "First"})
        session.commit()
        with pytest.raises(Stale):
            change(session, cast, post, "chen", on=seen, note={"en": "Second"})
        session.rollback()
        assert {"en": "First"} == post.plan.note


def test_same_note_has_one_hash(store: Store, cast: Cast) -> None:
    """A note is kept in one Unicode form: é typed in either way is the same release."""
    with store() as session:
        post = draft_of(session, cast)
        hashes = set()
        for words in ("Caf\u00e9", "Cafe\u0301"):
            change(session, cast, post, note={"en": words})
            hashes.add(post.draft(session)[1])
        assert 1 == len(hashes)


def test_plan_is_of_one_edition(store: Store, cast: Cast) -> None:
    """After an edition note, time, waivers and the word about followers are empty, and old forms are stale."""
    with store() as session:
        post = draft_of(session, cast)
        seen = post.plan.revision
        publish(session, cast, post, note={"en": "x"}, tell_followers=True)
        assert ({}, None, None, []) == (
            post.plan.note, post.plan.publish_at, post.plan.tell_followers, post.plan.waivers)
        session.commit()
        with pytest.raises(Stale):
            change(session, cast, post, on=seen)


def test_followers_are_told_of_what_is_new(store: Store, cast: Cast) -> None:
    """Left to what changed: yes for a first edition and new words, no for minor edits and translations; or as said."""
    with store() as session:
        post = draft_of(session, cast)
        assert post.draft(session)[0]["tell_followers"] is True
        publish(session, cast, post)
        post.title.write("en", "A second post!", by=None, minor=True)
        assert post.draft(session)[0]["tell_followers"] is False
        change(session, cast, post, tell_followers=True)
        assert post.draft(session)[0]["tell_followers"] is True
        change(session, cast, post)
        post.title.write("en", "Something else", by=None)
        assert post.draft(session)[0]["tell_followers"] is True


def test_waiver_is_part_of_the_release(store: Store, cast: Cast) -> None:
    """Waiving and taking it back each make another release; the first hash is back afterwards."""
    with store() as session:
        post = draft_of(session, cast)
        post.title = make_text(Kind.TITLE, en="Only English")
        session.flush()
        gap, ruth, chen = "untranslated/title/zh-Hans", person(session, cast, "ruth"), person(session, cast, "chen")
        without = post.draft(session)[1]
        post.plan.waive(session, gap, by=ruth)
        post.plan.waive(session, gap, by=chen)
        assert [gap] == post.draft(session)[0]["waivers"]
        post.plan.unwaive(session, gap, by=chen)
        assert without == post.draft(session)[1]
        acts = [event.action for event in session.scalars(Event.about(post))]
        assert ["plan.unwaived", "plan.waived"] == acts


def test_only_what_is_lacking_is_waived(store: Store, cast: Cast) -> None:
    """A gap that is mended, or never was, cannot be waived; a waiver of a mended one is no part of the release."""
    with store() as session:
        post = draft_of(session, cast)
        with pytest.raises(Refused, match="gap_mended"):
            post.plan.waive(session, "stale/title/zh-Hans", by=person(session, cast, "ruth"))
        session.rollback()
        post = draft_of(session, cast)
        post.plan.waivers = ["stale/title/zh-Hans"]
        assert [] == post.draft(session)[0]["waivers"]


def test_passed_time_goes_out_at_the_second_key(store: Store, cast: Cast) -> None:
    """A planned time that passes while one key is awaited: out with the second key, and not before."""
    with store() as session:
        with clock.held(NOON - timedelta(hours=1)):
            post = draft_of(session, cast)
            change(session, cast, post, publish_at=NOON)
            assert sign(session, cast, post, "ruth") is None
        with clock.held(NOON + timedelta(hours=1)):
            edition = post.sign(session, post.draft(session)[1], post.series.east, by=person(session, cast, "chen"))
            assert edition is not None
            assert NOON + timedelta(hours=1) == edition.at
