"""The hash covers all that is signed, Markdown and not HTML, and nothing else."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from blog import markup
from blog.dialogue.base import Side
from blog.dialogue.picture import Picture
from blog.dialogue.post import Post
from blog.dialogue.release import canonical
from blog.dialogue.states import Origin
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import agree, draft_of, person
from tests.factories import make_question, make_text

Change = Callable[[Session, Post, Cast], Any]


def pictured(session: Session, cast: Cast) -> Post:
    """A draft whose intro shows a picture with an alternative text and a caption."""
    post = draft_of(session, cast)
    picture = Picture(
        sha256="a" * 64, media_type="image/png", width=3, height=2,
        alt=make_text(Kind.ALT, en="A pot"), caption=make_text(Kind.CAPTION, en="The pot"),
    )
    session.add(picture)
    session.flush()
    post.intro.write("en", f"See ![](picture:{picture.id})", by=None)
    session.flush()
    return post


def picture_of(session: Session) -> Picture:
    """The one picture."""
    return session.query(Picture).one()


def translate(text: Any, *, approve: bool) -> None:
    """A new Chinese translation of an English text, approved or not."""
    text.write("zh-Hans", "新的译文", by=None, origin=Origin.MACHINE)
    if approve:
        text.rendition("zh-Hans").approve()


CHANGES: dict[str, Change] = {
    "title": lambda s, p, c: p.title.write("en", "x", by=None),
    "intro": lambda s, p, c: p.intro.write("en", p.intro.source.newest.words + " x", by=None),
    "question": lambda s, p, c: p.questions[0].text.write("en", "x", by=None),
    "topic": lambda s, p, c: p.questions[0].topic.write("en", "x", by=None),
    "answer": lambda s, p, c: p.questions[0].answer.text.write("zh-Hans", "x", by=None),
    "minor edit": lambda s, p, c: p.title.write("en", "x", by=None, minor=True),
    "approved translation": lambda s, p, c: translate(p.title, approve=True),
    "translation taken away": lambda s, p, c: setattr(p.title.rendition("zh-Hans"), "approved_revision", None),
    "source locale": lambda s, p, c: setattr(p.title, "source_locale", "zh-Hans"),
    "picture hash": lambda s, p, c: setattr(picture_of(s), "sha256", "b" * 64),
    "alt text": lambda s, p, c: picture_of(s).alt.write("en", "x", by=None),
    "caption": lambda s, p, c: picture_of(s).caption.write("en", "x", by=None),  # type: ignore[union-attr]
    "caption taken away": lambda s, p, c: setattr(picture_of(s), "caption", None),
    "asker": lambda s, p, c: setattr(p.questions[0], "asker", person(s, c, "ruth")),
    "answerer": lambda s, p, c: setattr(p.questions[0].answer, "answerer", person(s, c, "chen")),
    "answer taken away": lambda s, p, c: setattr(p.questions[0], "answer", None),
    "question withdrawn": lambda s, p, c: setattr(p.questions[0], "withdrawn", True),
    "question added": lambda s, p, c: make_question(p, p.questions[0].asked_by, 3),
}
TERMS = [{"note": {"en": "x"}}, {"tell_followers": False}, {"publish_at": "2030-01-01T00:00:00+00:00"}]


@pytest.mark.parametrize("name", CHANGES)
def test_change_makes_another_hash(store: Store, cast: Cast, name: str) -> None:
    """Whatever a reader could notice makes another release."""
    with store() as session:
        post = pictured(session, cast)
        before = post.release(session).hash
        CHANGES[name](session, post, cast)
        session.flush()
        session.expire_all()
        assert before != post.release(session).hash


@pytest.mark.parametrize("terms", TERMS, ids=str)
def test_terms_make_another_hash(store: Store, cast: Cast, terms: dict[str, Any]) -> None:
    """Each term that the partners agree on besides the text makes another release."""
    with store() as session:
        post = draft_of(session, cast)
        before = post.release(session)
        agree(session, post, **terms)
        assert before.hash != post.release(session).hash
        assert post.release(session) is post.release(session)


def test_unapproved_translation_changes_nothing(store: Store, cast: Cast) -> None:
    """A machine draft, or a person's, is not signed and not shown before a person approved it."""
    with store() as session:
        post = pictured(session, cast)
        before = post.release(session).hash
        translate(post.title, approve=False)
        post.intro.write("zh-Hant", "未核准", by=None)
        session.flush()
        session.expire_all()
        assert before == post.release(session).hash
        assert "谁来斟茶？" == post.title.released("zh-Hans").words  # type: ignore[union-attr]


def test_same_state_is_the_same_release(store: Store, cast: Cast) -> None:
    """The same state is the same row, read in another session too; the version and unused pictures do not count."""
    with store() as session:
        post = pictured(session, cast)
        release = post.release(session)
    with store() as session:
        post = session.get_one(Post, post.id)
        post.change(session, post.version)
        session.add(Picture(sha256="c" * 64, media_type="image/png", width=1, height=1,
        alt=make_text(Kind.ALT, en="x")))
        session.flush()
        assert (release.id, release.hash) == (post.release(session).id, post.release(session).hash)


def test_order_of_waivers_does_not_count(store: Store, cast: Cast) -> None:
    """Waivers are a set."""
    with store() as session:
        post = draft_of(session, cast)
        make_question(post, Side.WEST, 3).answer = None
        session.flush()
        gaps = [f"unanswered/q{post.questions[-1].id}.answer/all", "unequal/post/all"]
        agree(session, post, waivers=gaps)
        first = post.release(session)
        agree(session, post, waivers=gaps[::-1])
        assert gaps == first.content["waivers"]
        assert first is post.release(session)


def test_hash_is_of_the_canonical_text(store: Store, cast: Cast) -> None:
    """Anybody can compute the hash from the signed text; it is the SHA-256 of canonical JSON."""
    with store() as session:
        release = draft_of(session, cast).release(session)
        canon = json.dumps(release.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(canon.encode()).hexdigest() == release.hash


def test_hash_does_not_cover_html(store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fix of the renderer changes no hash, so that editions can be rendered again; the body holds no HTML."""
    with store() as session:
        post = draft_of(session, cast)
        terms = post.plan.terms(session)
        before = canonical(session, post, terms)
        monkeypatch.setattr(markup, "render_text", lambda source: "<p>other</p>")
        assert before == canonical(session, post, terms)
        assert "**茶**" in before
        assert "<strong>" not in before


def test_unicode_forms_are_one(store: Store, cast: Cast) -> None:
    """Two ways to type the same letter are the same words, and so the same text in the release."""
    with store() as session:
        post = draft_of(session, cast)
        post.title.write("en", "Cafe\u0301", by=None)
        session.flush()
        assert "Café" in post.release(session).body


def test_nobody_is_named_in_a_release(store: Store, cast: Cast) -> None:
    """Credits stand in the release by public id, so that a name can change or go."""
    with store() as session:
        post = draft_of(session, cast)
        post.questions[0].asker = person(session, cast, "ruth")
        session.flush()
        release = post.release(session)
        assert [cast["ruth"].public_id] == release.content["credits"]
        assert "Okafor" not in release.body
