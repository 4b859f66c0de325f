"""Pictures of a post: who adds them, what is kept of them, and how readers get them."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from blog.dialogue.errors import NotAllowed
from blog.dialogue.event import Event
from blog.dialogue.partner import Partner
from blog.dialogue.picture import File, Picture, PictureSize
from blog.dialogue.post import Post
from blog.dialogue.rendering import render_post
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, person
from tests.factories import make_post, make_series

MAIN = File("a" * 64, "image/jpeg", 1200, 900)
SIZES = (File("b" * 64, "image/webp", 480, 360), File("c" * 64, "image/webp", 960, 720))
ALT = {"en": "A pot of tea", "zh-Hans": "一壶茶"}


def add(session: Session, cast: Cast, post: Post, name: str = "tom", main: File = MAIN, **changed: Any) -> Picture:
    """A picture added by one of the cast."""
    words: dict[str, Any] = {"alt": ALT, "caption": {"en": "", "zh-Hans": ""}, "source_locale": "en"} | changed
    return Picture.add(session, post, main, SIZES, **words, by=person(session, cast, name))


def intro(session: Session, post: Post, markdown: str, tag: str = "en") -> str:
    """A draft's intro as readers would get it."""
    post.intro.write("en", markdown, by=None)
    session.flush()
    return str(render_post(session, post)["intro"]["by"][tag]["html"])


@pytest.mark.parametrize("name", ["ruth", "tom", "chen", "lin"])
def test_authors_and_translators_of_either_side_add(store: Store, cast: Cast, name: str) -> None:
    """A picture is common property: whoever writes or translates for the post adds one, and both see the event."""
    with store() as session:
        post = draft_of(session, cast)
        before = post.version
        picture = add(session, cast, post, name)
        event = session.scalars(Event.about(post)).first()

        assert (post.id, cast[name].id) == (picture.post_id, picture.by_id)
        assert [480, 960] == [size.width for size in picture.sizes]
        assert before + 1 == post.version
        assert event is not None
        assert ("picture.added", cast[name].id, picture.id) == (event.action, event.by_id, event.data["picture"])


@pytest.mark.parametrize("name", ["oskar", "grace", "olga", "nina"])
def test_others_add_nothing(store: Store, cast: Cast, name: str) -> None:
    """Strangers, moderators and the owner add no picture to a post that is not theirs."""
    with store() as session:
        post = draft_of(session, cast)
        with pytest.raises(NotAllowed):
            add(session, cast, post, name)
        assert 0 == session.query(Picture).count()


def test_same_picture_is_there_once(store: Store, cast: Cast) -> None:
    """The same bytes for the same post are the same picture, whoever sends them; another post has its own."""
    with store() as session:
        post, other = draft_of(session, cast), draft_of(session, cast)
        first = add(session, cast, post)

        assert first is add(session, cast, post, "chen", alt={"en": "Something else"})
        assert "A pot of tea" == first.alt.source.newest.words
        assert first is not add(session, cast, other)
        assert 2 == session.query(Picture).count()
        assert 2 == session.query(Event).filter_by(action="picture.added").count()


@pytest.mark.parametrize(("words", "source", "kept"), [
    (ALT, "en", ("en", {"en": "A pot of tea", "zh-Hans": "一壶茶"})),
    (ALT, "zh-Hans", ("zh-Hans", {"en": "A pot of tea", "zh-Hans": "一壶茶"})),
    ({"en": "", "zh-Hans": "一壶茶"}, "en", ("zh-Hans", {"zh-Hans": "一壶茶"})),
    ({"en": "", "zh-Hans": ""}, "zh-Hans", ("zh-Hans", {"zh-Hans": ""})),
    ({}, "en", ("en", {"en": ""})),
])
def test_words_are_kept_as_written(
    store: Store, cast: Cast, words: dict[str, str], source: str, kept: tuple[str, dict[str, str]],
) -> None:
    """The source is the language of the words; without any, an empty one waits to be written. A caption may be none."""
    with store() as session:
        picture = add(session, cast, draft_of(session, cast), alt=words, caption=words, source_locale=source)
        found = {r.locale: r.newest.words for r in picture.alt.renditions}

        assert kept == (picture.alt.source_locale, found)
        assert any(words.values()) is (picture.caption is not None)
        assert all(picture.alt.released(locale) for locale in found)


def test_reader_gets_the_size_that_fits(store: Store, cast: Cast) -> None:
    """WebP in several widths, the picture itself for browsers that know none, and its shape before it is there."""
    with store() as session:
        post = draft_of(session, cast)
        picture = add(session, cast, post, caption={"en": "The <pot>", "zh-Hans": "茶壶"})
        sizes = 'sizes="(max-width: 46rem) 100vw, 44rem"'
        srcset = f"/pictures/{'b' * 64} 480w, /pictures/{'c' * 64} 960w"
        image = (
            f'<picture><source type="image/webp" srcset="{srcset}" {sizes}><img src="/pictures/{"a" * 64}" '
            'width="1200" height="900" alt="A pot of tea" loading="lazy" decoding="async"></picture>'
        )
        figure = f"<figure>{image}<figcaption>The &lt;pot&gt;</figcaption></figure>"

        assert f"<p>One</p>\n{figure}\n<p>Two</p>" == intro(session, post, f"One\n\n![](picture:{picture.id})\n\nTwo")
        assert f"<p>So {image} it is.</p>" == intro(session, post, f"So ![](picture:{picture.id}) it is.")


def test_picture_that_is_not_there_leaves_nothing(store: Store, cast: Cast) -> None:
    """A number without a picture is no empty frame."""
    with store() as session:
        assert "<p>One</p>\n" == intro(session, draft_of(session, cast), "One\n\n![](picture:99)")


def test_pictures_of_other_series_are_not_shown(store: Store, cast: Cast) -> None:
    """Whoever guesses the number of another pair's picture sees nothing of it; posts of one series share theirs."""
    with store() as session:
        post, sister = draft_of(session, cast), draft_of(session, cast)
        picture = add(session, cast, post)
        west, east = session.get_one(Partner, cast.west.id), session.get_one(Partner, cast.east.id)
        foreign = make_post(session, make_series(session, west, east, "coffee"))
        named = f"![](picture:{picture.id})"

        assert "A pot of tea" in intro(session, sister, named)
        assert "" == intro(session, foreign, named)
        assert [] == foreign.draft(session)[0]["pictures"]


def test_words_of_the_other_language_say_so(store: Store, cast: Cast) -> None:
    """Where words are missing in a language those of the other stand in, marked as what they are."""
    with store() as session:
        post = draft_of(session, cast)
        picture = add(session, cast, post, alt={"zh-Hans": "茶壶"}, caption={"en": "", "zh-Hans": "一壶茶"})
        shown = intro(session, post, f"![](picture:{picture.id})")

        assert 'alt="茶壶" lang="zh-Hans"' in shown
        assert '<figcaption lang="zh-Hans">一壶茶</figcaption>' in shown


def test_each_file_is_found_by_an_index(store: Store, cast: Cast) -> None:
    """The type of a picture and of each of its sizes is found by the hash, without reading through a table."""
    with store() as session:
        add(session, cast, draft_of(session, cast))
        types = [session.scalar(Picture.media_type_of(digest * 64)) for digest in "abcd"]

        assert ["image/jpeg", "image/webp", "image/webp", None] == types
        indexed = [
            {index["column_names"][0] for index in sa.inspect(session.connection()).get_indexes(table.__tablename__)}
            for table in (Picture, PictureSize)
        ]
        assert all("sha256" in columns for columns in indexed)
