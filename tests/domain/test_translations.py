"""Translations: reviewed before they are released, out of date when the original moves, confirmed when still right."""

import pytest
from sqlalchemy.orm import Session

from blog.dialogue.errors import Conflict, Refused
from blog.dialogue.post import Post
from blog.dialogue.text import Text
from tests.cast import Cast
from tests.domain.keys import person
from tests.domain.texts import acts, answer_key, at, unanswered


def test_translation_waits_for_a_review(session: Session, cast: Cast, post: Post) -> None:
    """A translation is released when somebody marks it reviewed, or with the save that says so."""
    lin, key = person(session, cast, "lin"), answer_key(post)
    at(session, post, key).save(session, "en", "Because it is good.", on_revision=1, by=lin)
    text: Text = at(session, post, key).text  # type: ignore[assignment]
    assert "Because of **tea** 1." == text.released("en").words  # type: ignore[union-attr]
    at(session, post, key).review(session, "en", on_revision=2, by=lin)
    assert "Because it is good." == text.released("en").words  # type: ignore[union-attr]
    at(session, post, key).save(session, "en", "As it is good.", on_revision=2, by=lin, approve=True)

    assert "As it is good." == text.released("en").words  # type: ignore[union-attr]
    assert ["text.saved", "text.reviewed", "text.saved", "text.reviewed"] == acts(session, post)


def test_minor_edit_leaves_translations_up_to_date(session: Session, cast: Cast, post: Post) -> None:
    """A mended comma in the original makes no translation old; a first text cannot be a minor edit of anything."""
    chen, key = person(session, cast, "chen"), answer_key(post)
    minor = at(session, post, key).save(session, "zh-Hans", "因为**茶**。", on_revision=1, by=chen, minor=True)
    first = at(session, post, unanswered(session, cast, post)).save(
        session, "zh-Hans", "好。", on_revision=0, by=chen, minor=True
    )

    assert (True, False) == (minor.minor, first.minor)
    assert not at(session, post, key).text.is_stale("en")  # type: ignore[union-attr]


def test_still_right(session: Session, cast: Cast, post: Post) -> None:
    """A translation that still fits gets a revision of the same words, made of the newest original and released."""
    chen, lin, key = person(session, cast, "chen"), person(session, cast, "lin"), answer_key(post)
    at(session, post, key).save(session, "zh-Hans", "因为茶好。", on_revision=1, by=chen)
    at(session, post, key).still_right(session, "en", on_revision=1, by=lin)
    text: Text = at(session, post, key).text  # type: ignore[assignment]
    newest = text.rendition("en").newest

    assert ("Because of **tea** 1.", 2, 2, True) == (newest.words, newest.number, newest.of_revision, newest.minor)
    assert newest is text.released("en")
    assert not text.is_stale("en")
    with pytest.raises(Conflict):
        at(session, post, key).still_right(session, "en", on_revision=1, by=lin)


@pytest.mark.parametrize("verb", ["review", "still_right"])
def test_there_must_be_a_translation(session: Session, cast: Cast, post: Post, verb: str) -> None:
    """Neither an original nor what is not written is reviewed or confirmed."""
    ruth = person(session, cast, "ruth")
    for locale, on_revision in (("en", 1), ("zh-Hant", 0)):
        with pytest.raises(Refused, match="nothing_to_"):
            getattr(at(session, post, "title"), verb)(session, locale, on_revision=on_revision, by=ruth)


def test_override_gives_way_when_its_base_moves(session: Session, cast: Cast, post: Post) -> None:
    """A Traditional text of one's own is shown until the Simplified one changes; confirmed, it is shown again."""
    chen, key = person(session, cast, "chen"), answer_key(post)
    at(session, post, key).save(session, "zh-Hant", "因為**茶**一。", on_revision=0, by=chen, approve=True)
    text: Text = at(session, post, key).text  # type: ignore[assignment]
    assert text.is_override("zh-Hant")
    assert "因為**茶**一。" == text.released("zh-Hant").words  # type: ignore[union-attr]
    at(session, post, key).save(session, "zh-Hans", "因为茶好。", on_revision=1, by=chen)
    assert text.released("zh-Hant") is None
    assert text.is_stale("zh-Hant")
    at(session, post, key).still_right(session, "zh-Hant", on_revision=1, by=chen)

    assert "因為**茶**一。" == text.released("zh-Hant").words  # type: ignore[union-attr]


def test_override_of_a_translation(session: Session, cast: Cast, post: Post) -> None:
    """Where English is the original, the second Chinese script is made from the first, and remembers that."""
    ruth = person(session, cast, "ruth")
    at(session, post, "title").save(session, "zh-Hant", "誰來斟茶？", on_revision=0, by=ruth, approve=True)
    text = post.title
    made = text.rendition("zh-Hant").newest
    assert ("zh-Hans", 1) == (made.of_locale, made.of_revision)
    at(session, post, "title").save(session, "en", "Who pours it?", on_revision=1, by=ruth)
    assert "誰來斟茶？" == text.released("zh-Hant").words  # type: ignore[union-attr]
    at(session, post, "title").save(session, "zh-Hans", "谁斟？", on_revision=1, by=ruth, approve=True)

    assert text.released("zh-Hant") is None
