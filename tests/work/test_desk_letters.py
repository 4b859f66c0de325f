"""Letters of the desk: who is told of what, in which language, at once or in the morning, and never too late."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.base import Side
from blog.dialogue.event import Letter, Relay
from blog.dialogue.partner import Partner
from blog.dialogue.passage import find
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.states import Frequency
from blog.dialogue.suggestion import Suggestion
from tests.cast import Cast
from tests.conftest import BASE_URL, Store
from tests.domain.keys import draft_of, publish, sign
from tests.domain.keys import person as who
from tests.work.conftest import Jobs

Lying = Callable[[], list[EmailMessage]]
# Half past nine in the evening in Chengdu.
EVENING = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)


@pytest.fixture
def post_id(store: Store, cast: Cast, jobs: Jobs) -> int:
    """A draft of the pair; what happened before is told already."""
    with store() as session:
        session.get_one(Partner, cast.east.id).time_zone = "Asia/Shanghai"
        found = draft_of(session, cast).id
    jobs.relay()
    return found


def told(letters: list[EmailMessage], cast: Cast) -> set[str]:
    """To whom of the cast letters went."""
    by_address = {cast.address(name): name for name in cast.people}
    return {by_address[letter["To"]] for letter in letters}


def ask(session: Session, cast: Cast, post: Post) -> Question:
    """Ruth asks a question of the East."""
    return Question.ask(session, post, Side.WEST, "en", "Who warms the pot?", by=who(session, cast, "ruth"))


def suggest(session: Session, cast: Cast, post: Post) -> Suggestion:
    """Ruth suggests other words for an answer of the East."""
    key = next(f"q{question.id}.answer" for question in post.asked if question.asked_by is Side.WEST)
    passage = find(session, post, key)
    assert passage is not None
    return Suggestion.make(session, passage, "zh-Hans", "因为茶好。", 1, by=who(session, cast, "ruth"))


def test_a_question_tells_those_who_answer(
    jobs: Jobs, letters: Lying, store: Store, cast: Cast, post_id: int,
) -> None:
    """The authors of the other side are told, with the way to the answer; whoever asked is not."""
    with store() as session:
        question = ask(session, cast, session.get_one(Post, post_id))
    jobs.relay()
    jobs.send()
    [letter] = letters()

    assert {"chen"} == told([letter], cast)
    assert f"{BASE_URL}/desk/posts/{post_id}/texts/q{question.id}.answer/zh/" in letter.get_content()
    assert "A second post" in letter["Subject"]


def test_a_first_answer_tells_the_translators(
    jobs: Jobs, letters: Lying, store: Store, cast: Cast, post_id: int,
) -> None:
    """Translators are told of an answer once; when it is changed later, nobody is."""
    with store() as session:
        post = session.get_one(Post, post_id)
        question = ask(session, cast, post)
        passage = find(session, post, f"q{question.id}.answer")
        assert passage is not None
        passage.save(session, "zh-Hans", "谁先到谁温壶。", on_revision=0, by=who(session, cast, "chen"))
        passage.save(session, "zh-Hans", "谁先到，谁温壶。", on_revision=1, by=who(session, cast, "chen"))
    jobs.relay()
    jobs.send()

    assert {"lin"} == told(letters(), cast)
    assert 1 == len(letters())


def test_a_suggestion_tells_the_owner_and_its_outcome_whoever_made_it(
    jobs: Jobs, letters: Lying, store: Store, cast: Cast, post_id: int,
) -> None:
    """The owner of the words hears of the suggestion, and the suggester of what became of it."""
    with store() as session:
        suggestion_id = suggest(session, cast, session.get_one(Post, post_id)).id
    jobs.relay()
    jobs.send()
    assert {"chen"} == told(letters(), cast)

    with store() as session:
        session.get_one(Suggestion, suggestion_id).decline(session, "No.", by=who(session, cast, "chen"))
    jobs.relay()
    jobs.send()

    assert {"chen", "ruth"} == told(letters(), cast)


def test_keys_and_editions(jobs: Jobs, letters: Lying, store: Store, cast: Cast, post_id: int) -> None:
    """One key tells the signers of the other partner; both tell everybody, and the second signer only once."""
    with store() as session:
        sign(session, cast, session.get_one(Post, post_id), "ruth")
    jobs.relay()
    jobs.send()
    assert {"chen"} == told(letters(), cast)

    with store() as session:
        sign(session, cast, session.get_one(Post, post_id), "chen")
    jobs.relay()
    jobs.send()

    published = [letter for letter in letters() if "is published" in letter["Subject"]]
    assert {"ruth", "tom", "chen", "lin"} == told(published, cast)
    assert 5 == len(letters())


def test_a_scheduled_edition_is_told_when_it_is_out(
    jobs: Jobs, letters: Lying, store: Store, cast: Cast, post_id: int,
) -> None:
    """Nobody is told that a post is published before it is; after a cancelled one, nobody ever."""
    with clock.held(EVENING), store() as session:
        publish(session, cast, session.get_one(Post, post_id), publish_at=MORNING)
    jobs.relay(EVENING)
    jobs.send(EVENING)
    assert [] == [letter for letter in letters() if "is published" in letter["Subject"]]

    with clock.held(EVENING), store() as session:
        post = session.get_one(Post, post_id)
        post.editions[-1].cancel(session, "A wrong number.", by=who(session, cast, "ruth"))
    jobs.relay(EVENING)
    jobs.send(MORNING.replace(hour=9))

    sent = letters()
    assert [] == [letter for letter in sent if "is published" in letter["Subject"]]
    assert {"tom", "chen", "lin"} == told([one for one in sent if "A wrong number." in one.get_content()], cast)


def test_once_a_day_is_one_letter_in_the_morning(
    jobs: Jobs, letters: Lying, store: Store, cast: Cast, post_id: int,
) -> None:
    """What happened in a day comes together at eight in the reader's own city, and is sent once."""
    with clock.held(EVENING), store() as session:
        session.get_one(Person, cast["chen"].id).desk_letters = Frequency.DAILY
        post = session.get_one(Post, post_id)
        ask(session, cast, post)
        suggest(session, cast, post)
    jobs.relay(EVENING)
    assert 0 == jobs.send(EVENING)
    assert 0 == jobs.send(MORNING.replace(hour=0) - (MORNING - EVENING) / 2)
    assert 1 == jobs.send(MORNING)
    assert 0 == jobs.send(MORNING)
    [letter] = letters()

    assert letter["Subject"].startswith("2 ")
    assert letter.get_content().count(f"{BASE_URL}/desk/posts/{post_id}/texts/") == 2
    with store() as session:
        assert {Relay.DONE} == {one.relay for one in session.query(Letter)}


def test_never_means_never(jobs: Jobs, letters: Lying, store: Store, cast: Cast, post_id: int) -> None:
    """Whoever wants no letters gets none."""
    with store() as session:
        session.get_one(Person, cast["chen"].id).desk_letters = Frequency.NEVER
        ask(session, cast, session.get_one(Post, post_id))
    jobs.relay()

    assert 0 == jobs.send()


def test_old_news_is_not_sent(jobs: Jobs, letters: Lying, store: Store, cast: Cast, post_id: int) -> None:
    """A question that was answered before the morning's letter is not asked for in it."""
    with clock.held(EVENING), store() as session:
        session.get_one(Person, cast["chen"].id).desk_letters = Frequency.DAILY
        post = session.get_one(Post, post_id)
        question = ask(session, cast, post)
        passage = find(session, post, f"q{question.id}.answer")
        assert passage is not None
        passage.save(session, "zh-Hans", "谁先到谁温壶。", on_revision=0, by=who(session, cast, "chen"))
        session.get_one(Person, cast["lin"].id).desk_letters = Frequency.NEVER
    jobs.relay(EVENING)

    assert 0 == jobs.send(MORNING)
    assert [] == letters()


def test_letters_are_in_the_language_of_their_reader(
    jobs: Jobs, letters: Lying, store: Store, cast: Cast, post_id: int,
) -> None:
    """A Chinese reader has the title and the asker's name in Chinese."""
    with store() as session:
        session.get_one(Person, cast["chen"].id).locale = "zh-Hans"
        ask(session, cast, session.get_one(Post, post_id))
    jobs.relay()
    jobs.send()
    [letter] = letters()

    assert "zh-Hans" == letter["Content-Language"]
    assert "谁来斟茶？" in letter["Subject"]
    assert "露丝" in letter["Subject"]


@pytest.mark.parametrize("name", ["oskar", "grace", "nina", "olga"])
def test_strangers_hear_nothing(
    jobs: Jobs, letters: Lying, store: Store, cast: Cast, post_id: int, name: str,
) -> None:
    """Nobody outside the two partners is told of anything at the desk."""
    with store() as session:
        post = session.get_one(Post, post_id)
        ask(session, cast, post)
        suggest(session, cast, post)
        publish(session, cast, post)
    jobs.relay()
    jobs.send()

    assert name not in told(letters(), cast)
