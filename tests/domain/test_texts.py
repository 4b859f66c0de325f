"""Texts: immutable numbered revisions, what a release takes of them, and staleness, which is computed."""

import pytest

from blog.dialogue.states import Origin
from blog.dialogue.text import Kind, Text
from tests.conftest import Store
from tests.factories import make_text


@pytest.mark.parametrize(
    ("attribute", "value"), [("words", "other"), ("number", 9), ("of_revision", 7), ("minor", True)]
)
def test_revision_cannot_be_changed(store: Store, attribute: str, value: object) -> None:
    """What was written stays as it was written."""
    with store() as session:
        text = make_text(Kind.TITLE, en="Tea")
        session.add(text)
        session.flush()
        setattr(text.source.newest, attribute, value)
        with pytest.raises(TypeError, match="immutable"):
            session.flush()
        session.rollback()


def test_numbers_run_by_rendition(store: Store) -> None:
    """Revisions count from one in each locale; a translation remembers the source's revision that it saw."""
    text = make_text(Kind.TITLE, en="1")
    text.write("en", "2", by=None)
    text.write("zh-Hans", "二", by=None)
    text.write("en", "3", by=None)
    text.write("zh-Hans", "三", by=None)
    with store() as session:
        session.add(text)
    with store() as session:
        read = session.get_one(Text, text.id)
        assert [(1, None), (2, None), (3, None)] == [(r.number, r.of_revision) for r in read.source.revisions]
        assert [(1, 2), (2, 3)] == [(r.number, r.of_revision) for r in read.rendition("zh-Hans").revisions]


def test_release_takes_newest_source_and_approved_translation() -> None:
    """Of the source the newest words; of a translation those a person approved, or none."""
    text = make_text(Kind.TITLE, en="1", zh_Hans="一")
    text.write("en", "2", by=None)
    text.write("zh-Hans", "二", by=None)
    text.write("zh-Hant", "二", by=None)

    assert ("2", "一", None) == (text.released("en").words, text.released("zh-Hans").words, text.released("zh-Hant"))  # type: ignore[union-attr]


@pytest.mark.parametrize("origin", [Origin.MACHINE, Origin.IMPORT, Origin.CONVERTED])
def test_draft_does_not_overwrite_human_words(origin: Origin) -> None:
    """A machine's draft or a second import stands beside a person's approved words, which stay public."""
    text = make_text(Kind.TITLE, en="1", zh_Hans="人写的")
    text.write("zh-Hans", "机器写的", by=None, origin=origin)

    assert "人写的" == text.released("zh-Hans").words  # type: ignore[union-attr]
    assert ["人写的", "机器写的"] == [revision.words for revision in text.rendition("zh-Hans").revisions]


STALE = [
    ("nothing happened", [], False), ("the source moved", [("en", False)], True),
    ("a minor edit", [("en", True)], False),
    ("a minor edit, then a real one", [("en", True), ("en", False)], True),
    ("a real edit, then a minor one", [("en", False), ("en", True)], True),
    ("translated again", [("en", False), ("zh-Hans", False)], False),
    ("translated again, then moved", [("en", False), ("zh-Hans", False), ("en", False)], True),
    ("translated, then a minor edit", [("en", False), ("zh-Hans", False), ("en", True)], False),
]


@pytest.mark.parametrize(("story", "steps", "expected"), STALE)
def test_staleness_is_computed(story: str, steps: list[tuple[str, bool]], expected: bool) -> None:
    """A translation is out of date when a real edit of the source came after the revision it translates."""
    text = make_text(Kind.TITLE, en="1", zh_Hans="一")
    for locale, minor in steps:
        text.write(locale, "…", by=None, minor=minor)
        text.rendition(locale).approve()

    assert expected == text.is_stale("zh-Hans"), story
    assert not text.is_stale("en")
    assert not text.is_stale("zh-Hant")


def test_unapproved_translation_leaves_the_released_one_stale() -> None:
    """A new draft helps no reader before it is approved."""
    text = make_text(Kind.TITLE, en="1", zh_Hans="一")
    text.write("en", "2", by=None)
    text.write("zh-Hans", "二", by=None)

    assert text.is_stale("zh-Hans")


def test_source_locale_is_stated() -> None:
    """A text whose source is missing is an error, never a guess."""
    with pytest.raises(KeyError):
        make_text(Kind.TITLE, source="zh-Hans", en="Tea")


def test_a_copy_does_not_make_an_old_translation_new() -> None:
    """In the template of another post a translation that was out of date waits for its review; others are approved."""
    text = make_text(Kind.QUESTION, en="Why tea?", zh_Hans="为何喝茶？")
    assert {"en", "zh-Hans"} == {r.locale for r in text.copied().renditions if r.approved}
    text.write("en", "Why not tea?", by=None)
    copy = text.copied()

    assert ("Why not tea?", "为何喝茶？") == (copy.source.newest.words, copy.rendition("zh-Hans").newest.words)
    assert {"en"} == {r.locale for r in copy.renditions if r.approved}
