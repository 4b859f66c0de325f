"""Passages: where texts are, who writes them, and what happens when somebody was quicker."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from blog.dialogue.base import Side
from blog.dialogue.errors import Conflict, NotAllowed, Refused
from blog.dialogue.event import Event
from blog.dialogue.passage import LONGEST_LINE, Passage, find, passages, tidied
from blog.dialogue.picture import File, Picture
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.domain.keys import person
from tests.domain.texts import acts, answer_key, at, unanswered


def test_save_is_a_new_revision(session: Session, cast: Cast, post: Post) -> None:
    """A save appends a revision with its writer; the source is what releases carry at once; the act is on record."""
    passage, chen = at(session, post, answer_key(post)), person(session, cast, "chen")
    saved = passage.save(session, "zh-Hans", "因为**茶**好。", on_revision=1, by=chen)
    text = at(session, post, passage.key).text
    assert text is not None

    assert (2, "因为**茶**好。", chen, None) == (saved.number, saved.words, saved.by, saved.of_revision)
    assert saved is text.released("zh-Hans")
    assert text.is_stale("en")
    assert ["text.saved"] == acts(session, post)


def test_same_words_are_no_revision(session: Session, cast: Cast, post: Post) -> None:
    """Saving what stands already changes nothing, spaces around it, line ends and decomposed letters included."""
    ruth = person(session, cast, "ruth")
    typed = " A cafe\u0301.\r\n\r\nTwo houses.\n"
    at(session, post, "intro").save(session, "en", "A café.\n\nTwo houses.", on_revision=1, by=ruth)
    again = at(session, post, "intro").save(session, "en", typed, on_revision=2, by=ruth)

    assert (2, "A café.\n\nTwo houses.") == (again.number, again.words)
    assert ["text.saved"] == acts(session, post)


@pytest.mark.parametrize("on_revision", [0, 2, 99])
def test_old_revision_is_refused(session: Session, cast: Cast, post: Post, on_revision: int) -> None:
    """A save that was not made on the newest revision is a conflict, with the newest words and who wrote them."""
    chen, passage = person(session, cast, "chen"), at(session, post, answer_key(post))
    passage.save(session, "zh-Hans", "新的。", on_revision=1, by=chen)
    passage.save(session, "zh-Hans", "更新的。", on_revision=2, by=chen)
    with pytest.raises(Conflict) as refusal:
        passage.save(session, "zh-Hans", "我的。", on_revision=on_revision, by=chen)

    found = refusal.value
    assert ("text_changed", "更新的。", 3, chen.names) == (found.key, found.theirs, found.number, found.names)
    assert 3 == at(session, post, passage.key).newest("zh-Hans").number  # type: ignore[union-attr]


def test_first_save_states_the_source(session: Session, cast: Cast, post: Post) -> None:
    """Whoever answers first chooses the language of the original, whichever side they are on."""
    key, chen = unanswered(session, cast, post), person(session, cast, "chen")
    at(session, post, key).save(session, "en", "Then we pour again.", on_revision=0, by=chen, first=True)
    answer = at(session, post, key).question.answer  # type: ignore[union-attr]
    assert answer is not None

    assert ("en", chen) == (answer.text.source_locale, answer.answerer)
    assert [("text.saved", True)] == [
        (event.action, event.data["first"])
        for event in session.scalars(Event.about(post)) if event.action == "text.saved"
    ]


def test_an_original_never_becomes_a_translation_unnoticed(session: Session, cast: Cast, post: Post) -> None:
    """Two who begin the same text in two languages: the second is told, and may then save it as a translation."""
    key, chen = unanswered(session, cast, post), person(session, cast, "chen")
    at(session, post, key).save(session, "en", "Then we pour again.", on_revision=0, by=chen, first=True)
    with pytest.raises(Conflict) as refusal:
        at(session, post, key).save(session, "zh-Hans", "再斟。", on_revision=0, by=chen, first=True)
    assert ("Then we pour again.", 0) == (refusal.value.theirs, refusal.value.number)
    knowing = at(session, post, key).save(session, "zh-Hans", "再斟。", on_revision=0, by=chen)

    assert (1, 1) == (knowing.number, knowing.of_revision)


@pytest.mark.parametrize(("kind", "words", "key"), [
    (Kind.TITLE, "", "text_empty"), (Kind.QUESTION, " \n ", "text_empty"), (Kind.ANSWER, "　", "text_empty"),
    (Kind.TITLE, "字" * (LONGEST_LINE + 1), "line_too_long"), (Kind.INTRO, "N\x00L", "text_unreadable"),
    (Kind.ANSWER, "x" * 20_001, "text_too_long"), (Kind.ANSWER, "[" * 500, "text_too_complex"),
    (Kind.ALT, "w" * 301, "line_too_long"),
])
def test_what_cannot_be_kept_is_refused(kind: Kind, words: str, key: str) -> None:
    """Empty, endless, unreadable or unrenderable words are no text."""
    with pytest.raises(Refused) as refusal:
        tidied(kind, words)

    assert key == refusal.value.key


@pytest.mark.parametrize(("kind", "words", "expected"), [
    (Kind.TITLE, " Who\npours\tthe  tea? ", "Who pours the tea?"), (Kind.TITLE, "谁\n斟茶？", "谁 斟茶？"),
    (Kind.ANSWER, "a\r\n\r\nb\rc\n", "a\n\nb\nc"), (Kind.ANSWER, "Cafe\u0301", "Café"), (Kind.INTRO, "", ""),
    (Kind.ANSWER, "葛\U000e0100飾區𠮷", "葛\U000e0100飾區𠮷"), (Kind.CAPTION, "", ""), (Kind.TOPIC, "", ""),
])
def test_words_are_tidied(kind: Kind, words: str, expected: str) -> None:
    """Line ends alike, one-line texts on one line, composed letters; rare Han and their variants stay as they are."""
    assert expected == tidied(kind, words)


def test_empty_text_is_not_begun(session: Session, cast: Cast, post: Post) -> None:
    """A topic may be emptied, but one that nobody wrote is not begun with nothing."""
    ruth = person(session, cast, "ruth")
    asked = Question.ask(session, post, Side.WEST, "en", "And then?", by=ruth)
    with pytest.raises(Refused) as refusal:
        at(session, post, f"q{asked.id}.topic").save(session, "en", " ", on_revision=0, by=ruth)

    assert "text_empty" == refusal.value.key
    written = at(session, post, f"q{post.asked[0].id}.topic")
    assert "" == written.save(session, "en", "", on_revision=1, by=ruth).words


@pytest.mark.parametrize(("name", "code", "locale", "may"), [
    ("chen", "west-1", "zh-Hans", True), ("ruth", "west-1", "zh-Hans", False), ("lin", "west-1", "zh-Hans", False),
    ("lin", "west-1", "en", True), ("chen", "west-1", "en", True), ("ruth", "west-1", "en", False),
    ("ruth", "east-1", "zh-Hans", True), ("tom", "east-1", "zh-Hans", True), ("oskar", "east-1", "en", False),
    ("olga", "west-1", "zh-Hans", False), ("grace", "west-1", "en", False),
])
def test_own_your_words(
    session: Session, cast: Cast, post: Post, name: str, code: str, locale: str, may: bool,
) -> None:
    """Authors of the side whose words they are write originals; they, and translators of either side, renditions."""
    passage = at(session, post, answer_key(post, code))
    try:
        passage.save(session, locale, "另一句。", on_revision=1, by=person(session, cast, name))
    except NotAllowed:
        assert not may
    else:
        assert may


def test_keys(session: Session, cast: Cast, post: Post) -> None:
    """Every passage of a post is found by its key, pictures included, and by no other; a moved question keeps its."""
    picture = Picture.add(
        session, post, File("0" * 64, "image/png", 10, 10), [], alt={"en": "A pot"}, caption={}, source_locale="en",
        by=person(session, cast, "tom"),
    )
    found = passages(session, post)
    first = post.asked[0].id

    assert ["title", "intro", f"q{first}", f"q{first}.topic", f"q{first}.answer"] == [each.key for each in found[:5]]
    assert [f"p{picture.id}.alt", f"p{picture.id}.caption"] == [each.key for each in found[-2:]]
    assert [each.key for each in found] == [at(session, post, each.key).key for each in found]
    other = session.scalars(sa.select(Question.id).where(Question.post_id == cast.post.id)).first()
    for wrong in ("", "x", "q", "q0", f"q{other}", f"q{first}.", f"q{first}.title", "p1x.alt", "q１", "q99999999999"):
        assert find(session, post, wrong) is None, wrong


def test_caption_is_begun_by_its_first_words(session: Session, cast: Cast, post: Post) -> None:
    """A picture gets its caption when somebody writes one, in that language."""
    picture = Picture.add(
        session, post, File("0" * 64, "image/png", 10, 10), [], alt={"en": "A pot"}, caption={}, source_locale="en",
        by=person(session, cast, "tom"),
    )
    at(session, post, f"p{picture.id}.caption").save(
        session, "zh-Hans", "一九一一年的壶", on_revision=0, by=person(session, cast, "chen"), first=True
    )
    session.flush()

    assert ("zh-Hans", Kind.CAPTION) == (picture.caption.source_locale, picture.caption.kind)  # type: ignore[union-attr]


def test_text_that_is_gone(session: Session, cast: Cast, post: Post) -> None:
    """A passage whose place is no longer in the post is not written."""
    stray = Passage(post, "q999.answer", Kind.ANSWER, None)
    with pytest.raises(NotAllowed):
        stray.review(session, "en", on_revision=0, by=person(session, cast, "oskar"))
    with pytest.raises(Refused, match="text_gone"):
        stray.review(session, "en", on_revision=0, by=person(session, cast, "lin"))
