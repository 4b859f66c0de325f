"""The first page of the desk: what waits for me, each thing one click away, and what we wait for."""

import secrets
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.base import Side
from blog.dialogue.note import Note
from blog.dialogue.partner import Membership, Partner
from blog.dialogue.passage import find
from blog.dialogue.person import Person
from blog.dialogue.picture import Picture
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.role import Role
from blog.dialogue.series import Series
from blog.dialogue.suggestion import Suggestion
from blog.dialogue.text import Kind
from tests.bench.queries import counted
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import draft_of, person, sign
from tests.factories import make_post, make_text


@pytest.fixture
def question(cast: Cast, store: Store) -> Question:
    """A question that Ruth asked three days ago, in the published post."""
    with store() as session, clock.held(clock.now() - timedelta(days=3)):
        post = session.get_one(Post, cast.post.id)
        return Question.ask(session, post, Side.WEST, "en", "Why not coffee?", by=person(session, cast, "ruth"))


def links(client: Client) -> list[str]:
    """Where the tasks of the page lead."""
    return [str(link["href"]) for link in client.soup.select(".tasks a")]


def test_question_is_one_click_from_its_answer(as_: Callable[[str], Client], cast: Cast, question: Question) -> None:
    """Chen sees who has waited how long, and the link opens the editor of the answer in her language."""
    chen = as_("chen")
    chen.get("/desk/")

    assert [f"/desk/posts/{cast.post.id}/texts/q{question.id}.answer/zh/"] == links(chen)
    assert "Questions to answer 1 Why not coffee? West 3 Who pours the tea? Tea talk" in chen.text()
    assert "West House has been waiting for 3 days" in chen.text()
    assert "My turn 1 1 waiting" == chen.text(".masthead nav li")


def test_asking_side_sees_what_it_waits_for(as_: Callable[[str], Client], cast: Cast, question: Question) -> None:
    """Tom, of the side that asked, has the translation to do, and sees that the other side owes an answer."""
    tom = as_("tom")
    tom.get("/desk/")

    assert [f"/desk/posts/{cast.post.id}/texts/q{question.id}/zh/"] == links(tom)
    assert "简体中文" == tom.text(".into")
    assert "You wait for East House an answer Why not coffee?" in tom.text()
    assert "for 3 days" in tom.text("section:last-of-type")


def test_page_speaks_the_language_of_the_person(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """In Chinese the time that has passed is Chinese as well."""
    with store() as session, clock.held(clock.now() - timedelta(days=3)):
        session.get_one(Person, cast["chen"].id).locale = "zh-Hans"
        draft_of(session, cast)
    chen = as_("chen")
    chen.get("/desk/")

    assert "3天" in chen.text(".waited")


def test_post_to_sign(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """Who holds a key finds the signing page of a complete draft; once it has turned, the other side's wait is said."""
    with store() as session:
        post = draft_of(session, cast)
        sign(session, cast, post, "ruth")
    chen, ruth = as_("chen"), as_("ruth")
    chen.get("/desk/")
    ruth.get("/desk/")

    assert [f"/desk/posts/{post.id}/signing/"] == links(chen)
    assert "West House has been waiting for" in chen.text()
    assert [] == links(ruth)
    assert "Nothing is waiting for you." in ruth.text()
    assert "You wait for East House its key" in ruth.text()


def test_suggestions_and_notes_lead_to_their_place(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """A suggestion opens the text that it is for, a note the place beside which it stands."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        chen, first = person(session, cast, "chen"), post.asked[0]
        Suggestion.make(session, find(session, post, f"q{first.id}"), "en", "Why, west?", 1, by=chen)
        notes = [
            Note.write(session, post, "Is this " + "so " * 40, first, by=chen),
            Note.write(session, post, "OK?", by=chen),
        ]
        asked, (long, short) = first.id, (note.id for note in notes)
    base = f"/desk/posts/{post.id}/"
    ruth = as_("ruth")
    ruth.get("/desk/")

    assert {
        f"{base}texts/q{asked}/en/", f"{base}texts/q{asked}/en/#note-{long}", f"{base}#note-{short}"
    } == set(links(ruth))
    assert "suggested by Chen Li" in ruth.text()


@pytest.mark.parametrize(("name", "sentence"), [
    ("ruth", "Nothing is waiting for you."), ("lin", "Nothing is waiting for you."),
    ("oskar", "Your organisation has no series yet."), ("olga", "You look after series and people."),
])
def test_nothing_waits(as_: Callable[[str], Client], name: str, sentence: str) -> None:
    """Where nothing waits the page says so, and how it goes on; the navigation shows no number."""
    client = as_(name)
    client.get("/desk/")

    assert sentence in client.text(".empty")
    assert "My turn" == client.text(".masthead nav li")


def test_author_without_posts_begins_one(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """An author whose series is empty is led to its form; a translator reads who begins."""
    with store() as session:
        north = Partner(side=Side.EAST, names={"en": "North"}, city={}, language="zh-Hans")
        other = session.query(Membership).filter_by(person_id=cast["oskar"].id).first().partner
        series = Series.create(session, "new", {"en": "New talk"}, other, north)
        session.add(Membership(person=session.get_one(Person, cast["nina"].id), partner=north, role=Role.TRANSLATOR))
    oskar, nina = as_("oskar"), as_("nina")
    oskar.get("/desk/")
    nina.get("/desk/")

    assert f"/desk/series/{series.id}/#begin" == oskar.soup.select_one(".empty a")["href"]
    assert "begins it" in nina.text(".empty")


def test_owner_of_an_empty_site_sees_the_first_steps(client: Client, app: Flask, store: Store) -> None:
    """Partners, a series, people: what is done is ticked off."""
    hashed = app.extensions["passwords"].hash("a sentence of the cast 7")
    with store() as session:
        Person.admit(session, app.extensions["vault"], "own@er.example.org", {"en": "Own"}, hashed, is_owner=True)
    client.sign_in("own@er.example.org")
    client.get("/desk/")
    assert ["/desk/partners/", "/desk/series/", "/desk/people/"] == [a["href"] for a in client.soup.select(".steps a")]
    assert [] == client.soup.select(".steps .done")
    with store() as session:
        for side in Side:
            session.add(Partner(side=side, names={"en": side.value}, language="en"))
    client.get("/desk/")

    assert 1 == len(client.soup.select(".steps .done"))


def test_number_stands_on_desk_pages_alone(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """Pages of the desk count what waits; the account page does not look."""
    with store() as session:
        draft_of(session, cast)
    ruth = as_("ruth")
    counted_one = "My turn 1 1 waiting"
    for path, expected in (("/desk/posts/", counted_one), ("/desk/series/", counted_one), ("/account/", "My turn")):
        ruth.get(path)
        assert expected == ruth.text(".masthead nav li"), path


def test_page_asks_the_same_of_five_posts_and_fifty(
    app: Flask, as_: Callable[[str], Client], store: Store, cast: Cast
) -> None:
    """However many posts there are, with pictures, keys, notes and suggestions, the statements are as many."""
    ruth = as_("ruth")
    numbers = []
    for more in (2, 23):
        with store() as session:
            for _ in range(more):
                _busy_post(session, cast)
        numbers.append([_asked(app, ruth, path) for path in ("/desk/", "/desk/posts/", "/desk/partners/")])

    print("turn, posts, partners:", numbers)  # noqa: T201
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 30


def _busy_post(session: Session, cast: Cast) -> None:
    """A post with a picture in its introduction, one signed and one to answer; on each a note and a suggestion."""
    ruth, chen = person(session, cast, "ruth"), person(session, cast, "chen")
    signed, asked = (make_post(session, session.get_one(Series, cast.series.id)) for _ in range(2))
    for post in (signed, asked):
        alt = make_text(Kind.ALT, en="A pot", zh_Hans="壶")
        picture = Picture(sha256=secrets.token_hex(32), media_type="image/png", width=1, height=1, post=post, alt=alt)
        session.add(picture)
        session.flush()
        post.intro.write("en", f"![](picture:{picture.id})", by=ruth, minor=True)
        post.asked[0].asker = ruth
        Note.write(session, post, "Hm.", post.asked[0], by=chen)
        Suggestion.make(session, find(session, post, "title"), "en", "Who?", 1, by=chen)
    Question.ask(session, asked, Side.EAST, "en", "And?", by=chen)
    sign(session, cast, signed, "chen")


def _asked(app: Flask, client: Client, path: str) -> int:
    with counted(app) as sent:
        client.get(path)
    return len(sent)


@pytest.mark.parametrize(("name", "status"), [("nina", 403), ("grace", 403)])
def test_others_have_no_desk(as_: Callable[[str], Client], name: str, status: int) -> None:
    """Accounts without a partner are refused."""
    as_(name).get("/desk/", status=status)


def test_signed_out_and_wrong_method(client: Client, as_: Callable[[str], Client]) -> None:
    """Signed out: to the form. Posted to: 405."""
    assert "/account/sign-in?next=" in client.get("/desk/", status=302).headers["Location"]
    as_("ruth").post("/desk/", status=405)
