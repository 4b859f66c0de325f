"""Each side asks its questions, takes them out, puts them back, and says who asked and answered."""

from collections.abc import Callable

import pytest

from blog.dialogue.event import Event
from blog.dialogue.post import Post
from blog.dialogue.question import MOST_QUESTIONS, Question
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_post, make_question

ASKED = {"side": "west", "locale": "en", "words": "Who pours?", "topic": "Pouring"}


@pytest.fixture
def draft(cast: Cast, store: Store) -> int:
    """A draft of the first pair with two questions a side; its id."""
    with store() as session:
        return make_post(session, session.get_one(Series, cast.series.id), title="A draft").id


def questions(store: Store, draft: int) -> list[tuple[str, str]]:
    """Code and English words of the questions that stand."""
    with store() as session:
        return [(q.code, q.text.source.newest.words) for q in session.get_one(Post, draft).asked]


def id_of(store: Store, draft: int, code: str) -> int:
    """The id of a question by its code."""
    with store() as session:
        return next(q.id for q in session.get_one(Post, draft).asked if q.code == code)


def opened(as_: Callable[[str], Client], name: str, draft: int) -> Client:
    """One of the cast, looking at the overview."""
    client = as_(name)
    client.get(f"/desk/posts/{draft}/")
    return client


@pytest.mark.parametrize(("name", "typed", "code"), [
    ("ruth", {}, "west-3"),
    ("tom", {"topic": ""}, "west-3"),
    ("chen", {"side": "east", "locale": "zh-Hans", "words": "谁来斟茶？", "topic": "斟茶"}, "east-3"),
    ("chen", {"side": "east", "locale": "zh-Hant", "words": "誰來斟茶？", "topic": ""}, "east-3"),
])
def test_authors_ask_on_their_own_side(
    as_: Callable[[str], Client], store: Store, draft: int, name: str, typed: dict[str, str], code: str
) -> None:
    """The question stands at the end of the side in the language that was chosen, its asker named, and says so."""
    client = opened(as_, name, draft)
    client.follow(client.post(f"/desk/posts/{draft}/questions", ASKED | typed))

    assert (code, (ASKED | typed)["words"]) in questions(store, draft)
    assert "is asked." in client.text("#work > [role=status]")
    with store() as session:
        question = session.get_one(Question, id_of(store, draft, code))
        assert (ASKED | typed)["locale"] == question.text.source_locale
        assert name in question.asker.names["en"].lower()
        assert "question.asked" == session.query(Event).order_by(Event.id.desc()).first().action


@pytest.mark.parametrize(("name", "side", "status"), [
    ("ruth", "east", 403), ("chen", "west", 403), ("lin", "east", 403), ("olga", "west", 403), ("oskar", "west", 404),
    ("grace", "west", 403), ("nina", "west", 403),
])
def test_nobody_asks_for_others(
    as_: Callable[[str], Client], store: Store, draft: int, name: str, side: str, status: int
) -> None:
    """Neither for the other side, nor as a translator, an owner or another pair."""
    client = as_(name)
    client.post(f"/desk/posts/{draft}/questions", ASKED | {"side": side}, status=status)

    assert 4 == len(questions(store, draft))


@pytest.mark.parametrize(("typed", "field"), [
    ({"words": " "}, "words"), ({"words": "w" * 301}, "words"), ({"words": "N\x00L"}, "words"),
    ({"topic": "t" * 301}, "topic"), ({"locale": "fr"}, "locale"), ({"locale": ""}, "locale"),
])
def test_mistakes_keep_what_was_typed(
    as_: Callable[[str], Client], store: Store, draft: int, typed: dict[str, str], field: str
) -> None:
    """A mistake gets a sentence, the form stays open with what was typed, and nothing is asked."""
    tom = opened(as_, "tom", draft)
    tom.post(f"/desk/posts/{draft}/questions", ASKED | typed, status=422)

    form = tom.soup.select_one("#ask-west[open]")
    assert form is not None
    assert form.select(".wrongs li")
    if field != "words":
        assert ASKED["words"] == form.select_one("textarea").get_text()
    if field != "topic":
        assert ASKED["topic"] == form.select_one("[name=topic]")["value"]
    assert 4 == len(questions(store, draft))


def test_a_full_side_takes_no_more(as_: Callable[[str], Client], store: Store, draft: int) -> None:
    """A side has a largest number of questions; what was typed stays."""
    with store() as session:
        post = session.get_one(Post, draft)
        for number in range(3, MOST_QUESTIONS + 1):
            make_question(post, post.asked[0].asked_by, number)
    tom = opened(as_, "tom", draft)
    tom.post(f"/desk/posts/{draft}/questions", ASKED, status=422)

    assert "40 questions at most" in tom.text("#ask-west .wrongs")
    assert ASKED["words"] == tom.text("#words-west")


def test_taking_out_and_putting_back(as_: Callable[[str], Client], store: Store, draft: int) -> None:
    """Taken out, those behind move up; put back, it stands at the end. Doing either twice gets a sentence."""
    number, tom = id_of(store, draft, "west-1"), opened(as_, "tom", draft)
    path = f"/desk/posts/{draft}/questions/{number}/withdrawal"
    tom.follow(tom.post(path))
    assert [("west-1", "Why west 2?")] == [q for q in questions(store, draft) if q[0].startswith("west")]
    assert "Why west 1?" in tom.text("[data-arrange]")
    tom.post(path, status=422)
    assert "taken out already" in tom.text(".wrongs")
    tom.follow(tom.post(f"{path}/removal"))
    assert [("west-1", "Why west 2?"), ("west-2", "Why west 1?")] == questions(store, draft)[:2]
    tom.post(f"{path}/removal", status=422)

    assert "stands already" in tom.text(".wrongs")


def test_after_the_first_edition_numbers_stay(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """A published question that is taken out keeps its number, and gets it back."""
    post, number = cast.post.id, id_of(store, cast.post.id, "west-1")
    tom = opened(as_, "tom", post)
    path = f"/desk/posts/{post}/questions/{number}/withdrawal"
    assert "Readers keep it until the next edition" in tom.text("[data-arrange]")
    tom.follow(tom.post(path))
    assert "west-2" == questions(store, post)[0][0]
    tom.post(f"{path}/removal")

    assert "west-1" == questions(store, post)[0][0]


@pytest.mark.parametrize("name", ["chen", "lin", "olga", "oskar"])
def test_only_the_asking_side_takes_out(as_: Callable[[str], Client], store: Store, draft: int, name: str) -> None:
    """The other side, translators, the owner: 403; for another pair the post does not exist."""
    number, status = id_of(store, draft, "west-1"), 404 if name == "oskar" else 403
    client = as_(name)
    for path in ("withdrawal", "withdrawal/removal"):
        client.post(f"/desk/posts/{draft}/questions/{number}/{path}", status=status)

    assert 4 == len(questions(store, draft))


def test_credits_name_the_own_people(as_: Callable[[str], Client], cast: Cast, store: Store, draft: int) -> None:
    """The asking side names who asked, the answering side who answered; each leaves the other's as it is."""
    number = id_of(store, draft, "west-1")
    path = f"/desk/posts/{draft}/questions/{number}/credits"
    tom, chen = opened(as_, "tom", draft), opened(as_, "chen", draft)
    assert ["", "Ruth Okafor", "Tom Hill"] == [
        option.get_text() if option["value"] else "" for option in tom.soup.select(f"#asker-{number} option")
    ]
    assert [] == tom.soup.select(f"#answerer-{number}")
    tom.post(path, {"asker": cast["ruth"].id})
    chen.post(path, {"answerer": cast["chen"].id})
    with store() as session:
        question = session.get_one(Question, number)
        assert (cast["ruth"].id, cast["chen"].id) == (question.asker_id, question.answer.answerer_id)
    tom.post(path, {"asker": ""})
    with store() as session:
        assert session.get_one(Question, number).asker_id is None


@pytest.mark.parametrize("chosen", ["lin", "oskar", "nobody", "words"])
def test_strangers_are_not_credited(
    as_: Callable[[str], Client], cast: Cast, store: Store, draft: int, chosen: str
) -> None:
    """Only an author of the side can be named; the form stays open."""
    number = id_of(store, draft, "west-1")
    value = {"nobody": "999", "words": "x" * 20}.get(chosen) or str(cast[chosen].id)
    tom = opened(as_, "tom", draft)
    tom.post(f"/desk/posts/{draft}/questions/{number}/credits", {"asker": value}, status=422)

    assert "Only an author of the organisation can be named here." in tom.text("details[open] .wrongs")
    with store() as session:
        assert session.get_one(Question, number).asker_id is None


def test_credits_of_the_other_side_are_refused(
    as_: Callable[[str], Client], cast: Cast, store: Store, draft: int
) -> None:
    """Nobody says for the other side who spoke."""
    number = id_of(store, draft, "west-1")
    path = f"/desk/posts/{draft}/questions/{number}/credits"
    as_("chen").post(path, {"asker": cast["ruth"].id}, status=403)
    as_("tom").post(path, {"answerer": cast["chen"].id}, status=403)
    as_("lin").post(path, {"asker": ""}, status=403)


POSTED = ("", "/{id}/withdrawal", "/{id}/withdrawal/removal", "/{id}/credits", "/order")


@pytest.mark.parametrize("path", POSTED)
def test_signed_out_wrong_method_and_missing_token(
    client: Client, as_: Callable[[str], Client], store: Store, draft: int, path: str
) -> None:
    """Signed out 401, GET 405, without the token 400."""
    where = f"/desk/posts/{draft}/questions{path.format(id=id_of(store, draft, 'west-1'))}"
    client.post(where, ASKED, status=401)
    tom = opened(as_, "tom", draft)
    tom.get(where, status=405)
    tom.get(f"/desk/posts/{draft}/")
    tom.post(where, ASKED | {"csrf_token": "x"}, status=400)

    assert 4 == len(questions(store, draft))


@pytest.mark.parametrize("path", POSTED[1:4])
def test_questions_of_other_posts(
    as_: Callable[[str], Client], cast: Cast, store: Store, draft: int, path: str
) -> None:
    """A question is only reached through its own post; a side that is none is refused."""
    tom = opened(as_, "tom", draft)
    for number in (id_of(store, cast.post.id, "west-1"), 999):
        tom.post(f"/desk/posts/{draft}/questions{path.format(id=number)}", status=404)
    tom.post(f"/desk/posts/{draft}/questions", ASKED | {"side": "north"}, status=422)
    tom.get("/account/")
    tom.post("/desk/posts/999/questions", ASKED, status=404)

    assert 4 == len(questions(store, draft))
