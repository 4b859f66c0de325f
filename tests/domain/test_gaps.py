"""Gaps: what a draft lacks, each by itself, and that no key turns over one that nobody waived."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from blog.dialogue.base import Side
from blog.dialogue.errors import Refused
from blog.dialogue.gaps import gaps
from blog.dialogue.picture import Picture
from blog.dialogue.post import Post
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, sign
from tests.factories import make_question, make_text

Change = Callable[[Session, Post], object]


def _first(post: Post) -> str:
    return f"q{post.asked[0].id}"


def _unanswered(session: Session, post: Post) -> None:
    post.asked[0].answer = None


def _untranslated(session: Session, post: Post) -> None:
    post.title = make_text(Kind.TITLE, en="Only English")


def _from_traditional(session: Session, post: Post) -> None:
    post.title = make_text(Kind.TITLE, "zh-Hant", zh_Hant="只有中文")


def _unreviewed(session: Session, post: Post) -> None:
    post.asked[0].text.write("zh-Hans", "还没审", by=None)


def _stale(session: Session, post: Post) -> None:
    post.asked[0].text.write("en", "Why else?", by=None)


def _stale_override(session: Session, post: Post) -> None:
    text = post.asked[0].text
    text.write("zh-Hant", "為何？", by=None)
    text.rendition("zh-Hant", strict=True).approve()
    text.write("zh-Hans", "又为何？", by=None)
    text.rendition("zh-Hans", strict=True).approve()


def _unequal(session: Session, post: Post) -> None:
    make_question(post, Side.EAST, 3)


def _picture(session: Session, post: Post, *, alt: str) -> None:
    picture = Picture(
        sha256="a" * 64, media_type="image/png", width=9, height=9, post=post, alt=make_text(Kind.ALT, en=alt)
    )
    session.add(picture)
    session.flush()
    text = make_text(Kind.INTRO, en=f"![](picture:{picture.id})", zh_Hans="图")
    post.intro = text


def _undescribed(session: Session, post: Post) -> None:
    _picture(session, post, alt="")


def _half_described(session: Session, post: Post) -> None:
    _picture(session, post, alt="A pot")


CASES: dict[str, tuple[Change, str]] = {
    "unanswered": (_unanswered, "unanswered/{q}.answer/all"),
    "untranslated": (_untranslated, "untranslated/title/zh-Hans"),
    "untranslated from traditional": (_from_traditional, "untranslated/title/en"),
    "unreviewed": (_unreviewed, "unreviewed/{q}/zh-Hans"),
    "stale": (_stale, "stale/{q}/zh-Hans"),
    "stale override": (_stale_override, "stale/{q}/zh-Hant"),
    "unequal": (_unequal, "unequal/post/all"),
    "no alternative text": (_undescribed, "no_alt/{p}.alt/en"),
    "alternative text in one language": (_half_described, "no_alt/{p}.alt/zh-Hans"),
}


def test_complete_draft_has_no_gap(store: Store, cast: Cast) -> None:
    """All asked, answered, translated and reviewed: nothing is lacking."""
    with store() as session:
        assert [] == gaps(session, draft_of(session, cast))


@pytest.mark.parametrize("name", CASES)
def test_each_lack_is_one_gap(store: Store, cast: Cast, name: str) -> None:
    """Each thing lacking is found, once, under the id by which a waiver names it."""
    change, expected = CASES[name]
    with store() as session:
        post = draft_of(session, cast)
        change(session, post)
        session.flush()
        number = session.query(Picture.id).filter_by(post_id=post.id).scalar()
        assert [expected.format(q=_first(post), p=f"p{number}")] == [gap.id for gap in gaps(session, post)]


@pytest.mark.parametrize("name", CASES)
def test_no_key_turns_over_a_gap(store: Store, cast: Cast, name: str) -> None:
    """A gap that nobody waived stops the first key as well as the second; waived, both turn."""
    with store() as session:
        post = draft_of(session, cast)
        CASES[name][0](session, post)
        session.commit()
        with pytest.raises(Refused, match="gaps_open"):
            sign(session, cast, post, "ruth", waivers=[])
        session.rollback()
        assert sign(session, cast, post, "ruth") is None
        edition = sign(session, cast, post, "chen")
        assert edition is not None
        assert 1 == len(edition.release.content["waivers"])


def test_picture_that_no_text_shows_lacks_nothing(store: Store, cast: Cast) -> None:
    """A picture without words, uploaded and not placed, keeps nobody from signing."""
    with store() as session:
        post = draft_of(session, cast)
        _undescribed(session, post)
        post.intro = make_text(Kind.INTRO, en="No picture", zh_Hans="无图")
        session.flush()
        assert [] == gaps(session, post)


def test_taken_out_question_lacks_nothing(store: Store, cast: Cast) -> None:
    """What is taken out of the draft is not looked at; the sides are then no longer equal."""
    with store() as session:
        post = draft_of(session, cast)
        post.asked[0].answer = None
        post.asked[0].withdrawn = True
        session.flush()
        assert ["unequal/post/all"] == [gap.id for gap in gaps(session, post)]
