"""The history of a post: every event in a sentence, for both partners."""

from collections.abc import Callable
from datetime import datetime

import pytest
import sqlalchemy as sa

from blog import clock
from blog.desk.happenings import SENTENCES
from blog.dialogue import passage
from blog.dialogue.event import Event
from blog.dialogue.partner import Partner, Role
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.series import Series
from blog.exchange.importing import import_post
from blog.exchange.joint_post import parse
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import person, sign
from tests.factories import make_post

LAMPS = "Lamps 灯\n\nTwo houses ask.\n\nWest asks East\n\n1. Why?\n\nSo.\n\nEast asks West\n\n1. Why not?\n\nNo.\n"


@pytest.fixture
def draft(cast: Cast, store: Store) -> int:
    """A draft of the first pair; its id."""
    with store() as session:
        return make_post(session, session.get_one(Series, cast.series.id), title="A draft").id


def sentences(client: Client, draft: int, **query: int) -> list[str]:
    """The history as one of the cast reads it, newest first."""
    client.get(f"/desk/posts/{draft}/events/", query_string=query)
    return [item.select_one("span").get_text(" ", strip=True) for item in client.soup.select(".log > li")]  # type: ignore[union-attr]


def test_acts_become_sentences(as_: Callable[[str], Client], cast: Cast, store: Store, draft: int) -> None:
    """Both partners read who did what to which text in which language; of oneself it says you."""
    with store() as session:
        post, chen = session.get_one(Post, draft), person(session, cast, "chen")
        key = f"q{post.asked[0].id}.answer"
        passage.find(session, post, key).save(session, "zh-Hans", "因为水。", on_revision=1, by=chen)
        post.asked[3].withdraw(session, by=chen)
        sign(session, cast, post, "ruth")
    expected = [
        "turned the key of West House.", "took out the question", "wrote the answer to West 1 (Chinese, simplified).",
    ]
    for name, first in (("chen", "Ruth Okafor"), ("ruth", "You")):
        found = sentences(as_(name), draft)
        assert f"{first} {expected[0]}" == found[0]
        assert [True, True] == [words in sentence for words, sentence in zip(expected[1:], found[1:], strict=True)]
        assert (name == "chen") == found[2].startswith("You")


def test_both_see_changes_of_signers(as_: Callable[[str], Client], cast: Cast, store: Store, draft: int) -> None:
    """Who becomes a signer of one partner, or is one no more, stands in the history for the other one too."""
    with store() as session:
        olga, tom = person(session, cast, "olga"), person(session, cast, "tom")
        house = session.get_one(Partner, cast.west.id)
        tom.appoint(session, house, Role.SIGNER, by=olga)
        session.flush()
        tom.dismiss(session, house, Role.SIGNER, by=olga)
        other = person(session, cast, "oskar")
        other.appoint(session, other.partners[0], Role.TRANSLATOR, by=olga)

    assert [
        "Olga Stern ended that Tom Hill is a signer of West House.", "Olga Stern made Tom Hill a signer of West House.",
    ] == sentences(as_("chen"), draft)


def test_reasons_are_told(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """A reason that was given stands beside the act, in the words of whoever gave it."""
    with store() as session:
        ruth = person(session, cast, "ruth")
        session.get_one(Post, cast.post.id).withdraw(session, "A <i>name</i> is wrong.", by=ruth)
    tom = as_("tom")

    assert "Ruth Okafor withdrew the post. A <i>name</i> is wrong." == sentences(tom, cast.post.id)[0]
    assert [] == tom.soup.select(".log i")


@pytest.mark.parametrize("action", sorted(SENTENCES))
@pytest.mark.parametrize("locale", ["en", "zh-Hant"])
def test_every_sentence_can_be_said(
    as_: Callable[[str], Client], cast: Cast, store: Store, draft: int, action: str, locale: str
) -> None:
    """Each sentence of the table finds all that it names, in the history and on the bench."""
    with store() as session:
        post = session.get_one(Post, draft)
        person(session, cast, "tom").locale = locale
        number = post.asked[0].id
        data = {
            "key": f"q{number}.topic", "locale": "zh-Hans", "number": 2, "picture": 7, "partner": cast.east.id,
            "person": cast["lin"].public_id, "role": "translator",
        }
        if action.startswith("plan."):
            data = {"gap": f"stale/q{number}.answer/en"}
        about = session.get_one(Partner, cast.west.id) if action.startswith("partner.") else post
        Event.record(session, action, by=person(session, cast, "chen"), about=about, **data)
    (sentence,) = sentences(as_("tom"), draft)

    assert "%" not in sentence
    if "%(name)s" in str(SENTENCES[action]):
        assert ("Chen Li" if locale == "en" else "陳立") in sentence


@pytest.mark.parametrize("gap", ["unequal/post/all", "no_alt/p7.alt/en", "untranslated/title/zh-Hans", "stale/q999/en"])
def test_every_gap_has_a_name(
    as_: Callable[[str], Client], cast: Cast, store: Store, draft: int, gap: str
) -> None:
    """Whatever was knowingly left is named, of pictures, of the post as a whole, and of what is there no more."""
    with store() as session:
        chen, post = person(session, cast, "chen"), session.get_one(Post, draft)
        Event.record(session, "plan.waived", by=chen, about=post, gap=gap)

    names = ["one side asks more than the other", "alternative text of picture 7", "title", "text that is gone"]
    assert any(sentences(as_("tom"), draft)[0].endswith(f": {name}.") for name in names)


def test_a_question_without_a_number_goes_by_its_topic(
    as_: Callable[[str], Client], cast: Cast, store: Store, draft: int
) -> None:
    """What was taken out unpublished has no number any more: its topic, or how it begins, names it."""
    with store() as session:
        post, tom = session.get_one(Post, draft), person(session, cast, "tom")
        long = Question.ask(session, post, post.asked[0].asked_by, "en", "Why does nobody ever warm the pot?", by=tom)
        long.withdraw(session, by=tom)
        post.asked[1].withdraw(session, by=tom)

    found = sentences(as_("tom"), draft)
    assert "You took out the question Topic 2." == found[0]
    assert "You took out the question Why does nobody ever warm…." == found[1]


def test_history_goes_on_page_by_page(as_: Callable[[str], Client], cast: Cast, store: Store, draft: int) -> None:
    """Fifty a page, then the earlier ones; eight stand beside the bench. A place that is none begins at the newest."""
    with store() as session:
        post, chen = session.get_one(Post, draft), person(session, cast, "chen")
        for number in range(60):
            Event.record(session, "edition.cancelled", by=chen, about=post, number=number)
        oldest = session.scalar(sa.select(sa.func.max(Event.id))) - 59
    tom = as_("tom")
    assert 50 == len(sentences(tom, draft))
    assert 8 == len(tom.soup.select(".happened li"))
    tom.get(str(tom.soup.select_one("a[rel=next]")["href"]))
    assert 10 == len(tom.soup.select(".log > li"))
    assert [f"event-{oldest}"] == [item["id"] for item in tom.soup.select(".log > li")][-1:]
    assert [] == tom.soup.select("a[rel=next]")
    for before in ("x", "9" * 30, ""):
        tom.get(f"/desk/posts/{draft}/events/?before={before}")
        assert 50 == len(tom.soup.select(".log > li"))


@pytest.mark.parametrize(
    ("name", "status"), [("lin", 200), ("olga", 200), ("oskar", 404), ("grace", 403), ("nina", 403)]
)
def test_who_may_read_it(as_: Callable[[str], Client], draft: int, name: str, status: int) -> None:
    """Both partners and the owner; for another pair the post does not exist."""
    as_(name).get(f"/desk/posts/{draft}/events/", status=status)


def test_signed_out_and_wrong_method(client: Client, as_: Callable[[str], Client], draft: int) -> None:
    """Signed out: to the form. Posted to: 405. A post that is none: 404. An empty history says so."""
    assert "/account/sign-in?next=" in client.get(f"/desk/posts/{draft}/events/", status=302).headers["Location"]
    tom = as_("tom")
    tom.post(f"/desk/posts/{draft}/events/", status=405)
    tom.get("/desk/posts/999/events/", status=404)
    tom.get(f"/desk/posts/{draft}/events/")

    assert "Nothing yet." == tom.text(".log")


@pytest.mark.parametrize("published_at", [None, clock.now()])
def test_an_imported_post(as_: Callable[[str], Client], store: Store, published_at: datetime | None) -> None:
    """What came out of a file has its pages at the desk, and the history says where it came from."""
    with store() as session:
        parsed = parse(LAMPS, west="West", east="East")
        number = import_post(session, parsed, slug="light", published_at=published_at).post.id
    olga = as_("olga")
    for page in ("", "pictures/", "previews/", "signing/", "texts/title/en/"):
        olga.get(f"/desk/posts/{number}/{page}")

    assert "The post was imported." in sentences(olga, number)
