"""What waits for whom, and since when: a task comes with the act that gives it and goes with the one that does it."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.note import Note
from blog.dialogue.passage import find
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.series import Series
from blog.dialogue.states import PostState
from blog.dialogue.suggestion import Suggestion
from blog.dialogue.turn import awaited
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of, house, person
from tests.domain.turns import DAY, LATER, asked, look, since, write
from tests.factories import make_post


@pytest.fixture
def session(store: Store, cast: Cast) -> Iterator[Session]:
    """A session of one test."""
    with store() as opened:
        yield opened


def test_nothing_waits_for_anybody(session: Session, cast: Cast) -> None:
    """Of a published post that nobody has changed nothing is waiting."""
    assert {} == look(session, cast)
    assert {} == look(session, cast, awaited)


def test_question_waits_for_its_answer(session: Session, cast: Cast) -> None:
    """A question waits for the authors of the other side, its translation for those who may write it."""
    key = asked(session, cast, session.get_one(Post, cast.post.id))

    assert {
        "ruth": [f"translate {key} zh-Hans"], "tom": [f"translate {key} zh-Hans"],
        "chen": [f"answer {key}.answer zh-Hans"], "lin": [f"translate {key} zh-Hans"],
    } == {name: [t.replace(" en", " zh-Hans") for t in found] for name, found in look(session, cast).items()}
    waits = [f"answer {key}.answer zh-Hans"]
    assert {"ruth": waits, "tom": waits} == look(session, cast, awaited)
    assert [LATER] == since(session, cast, "chen") == since(session, cast, "tom", awaited)


def test_answer_settles_it_and_waits_for_its_translation(session: Session, cast: Cast) -> None:
    """The answer given, nobody waits for it; its translation is next, for translators and the author."""
    post = session.get_one(Post, cast.post.id)
    key = asked(session, cast, post)
    write(session, cast, post, key, "zh-Hans", "何不喝咖啡？", "lin", approve=True)
    with clock.held(LATER + DAY):
        write(session, cast, post, f"{key}.answer", "zh-Hans", "因为茶。", "chen")
    seen = look(session, cast)

    assert {"chen": [f"translate {key}.answer en"], "lin": [f"translate {key}.answer en"]} == seen
    assert {} == look(session, cast, awaited)
    assert [LATER + DAY] == since(session, cast, "lin")
    write(session, cast, post, f"{key}.answer", "en", "Because of tea.", "lin", approve=True)
    # Three questions against two: that is for those who sign to leave so.
    assert {"ruth": ["sign"], "chen": ["sign"]} == look(session, cast)


@pytest.mark.parametrize("act", ["withdraw", "waive", "archive"])
def test_what_is_set_aside_does_not_wait(session: Session, cast: Cast, act: str) -> None:
    """Withdrawn questions, waived gaps and archived posts ask nothing of anybody."""
    post = session.get_one(Post, cast.post.id)
    key = asked(session, cast, post)
    ruth = person(session, cast, "ruth")
    Note.write(session, post, "Is this right?", session.get_one(Question, int(key[1:])), by=ruth)
    Suggestion.make(session, find(session, post, key), "en", "Why not water?", 1, by=person(session, cast, "chen"))
    if act == "withdraw":
        session.get_one(Question, int(key[1:])).withdraw(session, by=ruth)
    elif act == "archive":
        post.state = PostState.ARCHIVED
    else:
        post.plan.waive(session, f"unanswered/{key}.answer/all", by=ruth)
        assert f"answer {key}.answer zh-Hans" not in look(session, cast)["chen"]
        assert {"chen": [f"decide {key} en"], "lin": [f"decide {key} en"]} == look(session, cast, awaited)
        return

    assert {} == look(session, cast)
    assert {} == look(session, cast, awaited)


def test_translation_is_mended_or_still_right(session: Session, cast: Cast) -> None:
    """A changed original leaves its translation out of date, since then; a minor edit does not."""
    post = draft_of(session, cast)
    key = f"q{post.asked[0].id}"
    write(session, cast, post, key, "en", "Why, west 1?", "ruth", minor=True)
    assert {"ruth": ["sign"], "chen": ["sign"]} == look(session, cast)
    with clock.held(LATER):
        write(session, cast, post, key, "en", "Why indeed?", "ruth")
    mend = [f"mend {key} zh-Hans"]

    assert {"ruth": mend, "tom": mend, "lin": mend} == look(session, cast)
    assert [LATER] == since(session, cast, "lin")
    passage = find(session, post, key)
    assert passage is not None
    passage.still_right(session, "zh-Hans", on_revision=1, by=person(session, cast, "lin"))
    assert {"ruth": ["sign"], "chen": ["sign"]} == look(session, cast)


def test_translation_waits_for_review(session: Session, cast: Cast) -> None:
    """A translation saved without review waits for one, since it was saved, and not for mending any more."""
    post = draft_of(session, cast)
    key = f"q{post.asked[0].id}"
    write(session, cast, post, key, "en", "Why indeed?", "ruth")
    with clock.held(LATER):
        write(session, cast, post, key, "zh-Hans", "究竟为何？", "lin")
    review = [f"review {key} zh-Hans"]

    assert {"ruth": review, "tom": review, "lin": review} == look(session, cast)
    assert [LATER] == since(session, cast, "tom")
    passage = find(session, post, key)
    assert passage is not None
    passage.review(session, "zh-Hans", on_revision=2, by=person(session, cast, "tom"))
    assert {"ruth": ["sign"], "chen": ["sign"]} == look(session, cast)


def test_translations_into_the_own_language_come_first(session: Session, cast: Cast) -> None:
    """Lin, of an eastern house, finds what is to be put into Chinese before what is to be put into English."""
    tea, chen = session.get_one(Series, cast.series.id), person(session, cast, "chen")
    post = Post.create(session, tea, "zh-Hans", "茶", by=chen)
    write(session, cast, post, "intro", "zh-Hans", "引言", "chen")
    key = asked(session, cast, post)

    assert [f"translate {key} zh-Hans", "translate title en"] == look(session, cast)["lin"][:2]
    assert ["translate title en"] == look(session, cast)["tom"][:1]


@pytest.mark.parametrize("how", ["accept", "decline", "take_back"])
def test_suggestion_waits_for_the_owner(session: Session, cast: Cast, how: str) -> None:
    """A suggestion waits for the owners of the words; who made it sees that it is awaited, until it is decided."""
    post = session.get_one(Post, cast.post.id)
    key = f"q{post.asked[0].id}"
    chen = person(session, cast, "chen")
    with clock.held(LATER):
        suggestion = Suggestion.make(session, find(session, post, key), "en", "Why, west?", 1, by=chen)
    decide = [f"decide {key} en"]

    assert {"ruth": decide, "tom": decide} == look(session, cast)
    assert {"chen": decide, "lin": decide} == look(session, cast, awaited)
    assert [LATER] == since(session, cast, "ruth") == since(session, cast, "lin", awaited)
    if how == "accept":
        suggestion.accept(session, "Why, west?", on_revision=1, by=person(session, cast, "tom"))
    elif how == "decline":
        suggestion.decline(session, by=person(session, cast, "tom"))
    else:
        suggestion.take_back(session, by=chen)
    assert decide not in look(session, cast).values()
    assert {} == look(session, cast, awaited)


def test_suggestion_for_a_translation_waits_for_translators(session: Session, cast: Cast) -> None:
    """Words of a translation are decided by translators of either side and the authors of the original."""
    post = session.get_one(Post, cast.post.id)
    key = f"q{post.asked[0].id}"
    chen = person(session, cast, "chen")
    Suggestion.make(session, find(session, post, key), "zh-Hans", "为何一？", 1, by=chen)
    decide = [f"decide {key} zh-Hans"]

    assert {"ruth": decide, "tom": decide, "lin": decide} == look(session, cast)


def test_note_of_the_other_side_waits(session: Session, cast: Cast) -> None:
    """A side-note waits for everybody of the other side, until either side resolves it."""
    post = session.get_one(Post, cast.post.id)
    question = post.asked[0]
    with clock.held(LATER):
        note = Note.write(session, post, "Is this right?", question, by=person(session, cast, "tom"))
        Note.write(session, post, "And all of it?", by=person(session, cast, "lin")).resolve(
            session, by=person(session, cast, "lin")
        )

    assert {"chen": [f"note q{question.id}"], "lin": [f"note q{question.id}"]} == look(session, cast)
    assert [LATER] == since(session, cast, "lin")
    note.resolve(session, by=person(session, cast, "tom"))
    assert {} == look(session, cast)


def test_script_of_the_partner(session: Session, cast: Cast) -> None:
    """A translation that is not there yet is asked for in the script in which the partner writes."""
    house(session, cast, "chen").language = "zh-Hant"
    post = make_post(session, session.get_one(Series, cast.series.id), questions=0)
    key = asked(session, cast, post)

    assert [f"translate {key} zh-Hant"] == look(session, cast)["lin"]
    assert [f"answer {key}.answer zh-Hant"] == look(session, cast)["chen"]
