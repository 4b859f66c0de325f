"""The bench of a post: its questions with their states, the keys, the plan, and what waits for whom."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from blog import clock
from blog.dialogue import passage
from blog.dialogue.partner import Partner
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from blog.dialogue.signature import Signature
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import person, publish, sign
from tests.factories import make_post, make_text
from tests.http.steps import tomorrow


@pytest.fixture
def draft(cast: Cast, store: Store) -> int:
    """A draft of the first pair in which nothing is lacking; its id."""
    with store() as session:
        return make_post(session, session.get_one(Series, cast.series.id), title="A draft").id


def rows(client: Client) -> list[str]:
    """The states of the questions in the left column, in words."""
    return [small.get_text(strip=True) for small in client.soup.select("ol.rows small")]


def keys(client: Client) -> list[str]:
    """The two keys in words."""
    return [" ".join(key.get_text(" ").split()) for key in client.soup.select(".keyring li")]


@pytest.mark.parametrize("name", ["ruth", "tom", "chen", "lin", "olga"])
def test_partners_see_the_bench(as_: Callable[[str], Client], draft: int, name: str) -> None:
    """Both partners and the owner find title, stage, questions and keys of a draft."""
    client = as_(name)
    client.get(f"/desk/posts/{draft}/")

    assert "A draft" == client.text("h1")
    assert "Tea talk draft" == client.text(".bench-head p")
    assert ["ready"] * 4 == rows(client)
    assert ["West House not yet", "East House not yet"] == keys(client)
    assert ["done", "done", "done"] == [dot["class"][1] for dot in client.soup.select(".dots")[0].select("i")]
    assert "asked, answered, translated" == client.text("ol.rows .unseen")


@pytest.mark.parametrize("name", ["oskar", "nina", "grace"])
def test_others_find_nothing(as_: Callable[[str], Client], draft: int, name: str) -> None:
    """For another pair the post does not exist; who does not work at the desk may not look."""
    as_(name).get(f"/desk/posts/{draft}/", status=404 if name == "oskar" else 403)


def test_signed_out_wrong_method_and_number(client: Client, as_: Callable[[str], Client], draft: int) -> None:
    """Signed out: to the form. Posted to: 405. A number that is none, or of no post: 404."""
    assert "/account/sign-in?next=" in client.get(f"/desk/posts/{draft}/", status=302).headers["Location"]
    tom = as_("tom")
    tom.post(f"/desk/posts/{draft}/", status=405)
    for number in ("999", "0", "01", "x", "9" * 30):
        tom.get(f"/desk/posts/{number}/", status=404)


def test_states_tell_whose_turn_it_is(as_: Callable[[str], Client], store: Store, draft: int) -> None:
    """An answer is due from its own side and awaited by the other; old, unread, missing translations are named."""
    with store() as session:
        asked = session.get_one(Post, draft).asked
        west, east = asked[:2], asked[2:]
        west[0].answer = None
        west[1].answer.text.write("zh-Hans", "因为水。", by=None)
        east[0].answer.text.write("en", "Because of water.", by=None)
        east[1].text = make_text(Kind.QUESTION, en="Why no Chinese?")
    expected = ["translation out of date", "translation to review", "translation missing"]
    for name, first in (("chen", "your answer is due"), ("ruth", "waiting for East House")):
        client = as_(name)
        client.get(f"/desk/posts/{draft}/")
        assert [first, *expected] == rows(client)

    links = [link["href"] for link in client.soup.select("ol.rows a")]
    assert f"/desk/posts/{draft}/texts/q{west[1].id}.answer/en/" == links[1]
    assert f"/desk/posts/{draft}/texts/q{east[1].id}/zh/" == links[3]
    assert 4 == len(client.soup.select(".waits li"))


def test_keys_tell_their_story(as_: Callable[[str], Client], cast: Cast, store: Store, draft: int) -> None:
    """Turned by whom; taken back by a change; taken back by a person; void when its person signs no more."""
    tom, path = as_("tom"), f"/desk/posts/{draft}/"
    with store() as session:
        sign(session, cast, session.get_one(Post, draft), "ruth")
    tom.get(path)
    assert ["West House turned by Ruth Okafor 1 minute ago", "East House not yet"] == keys(tom)
    assert "one key turned" == tom.text(".stage")
    with store() as session:
        post = session.get_one(Post, draft)
        writer = person(session, cast, "tom")
        passage.find(session, post, "title").save(session, "en", "Changed", on_revision=1, by=writer)
    tom.get(path)
    assert "West House taken back by a change" == keys(tom)[0]
    with store() as session:
        sign(session, cast, session.get_one(Post, draft), "ruth")
        newest = session.scalars(sa.select(Signature).order_by(Signature.id.desc())).first()
        newest.revoke(session, "Too early.", by=person(session, cast, "ruth"))
    tom.get(path)
    assert "West House taken back 1 minute ago" == keys(tom)[0]


def test_key_of_a_former_signer_is_void(as_: Callable[[str], Client], cast: Cast, store: Store, draft: int) -> None:
    """A key stops counting when its person is no signer any more, and the bench says so."""
    with store() as session:
        sign(session, cast, session.get_one(Post, draft), "ruth")
    with store() as session:
        ruth, house = person(session, cast, "ruth"), session.get_one(Partner, cast.west.id)
        ruth.memberships = [m for m in ruth.memberships if m.role != "signer" or m.partner_id != house.id]
    tom = as_("tom")
    tom.get(f"/desk/posts/{draft}/")

    assert "West House void: whoever turned it is no longer a signer" == keys(tom)[0]
    assert "draft" == tom.text(".stage")


def test_schedule_in_both_cities_and_changes_after_it(
    as_: Callable[[str], Client], cast: Cast, store: Store, draft: int
) -> None:
    """A scheduled edition shows its time in both cities; changes made since are announced as too late for it."""
    with store() as session:
        session.get_one(Partner, cast.east.id).time_zone = "Asia/Shanghai"
        at = tomorrow().replace(hour=9, minute=0)
        publish(session, cast, session.get_one(Post, draft), publish_at=at)
    tom = as_("tom")
    tom.get(f"/desk/posts/{draft}/")
    times = [time.get_text()[-5:] for time in tom.soup.select(".bench-aside dl time")]
    assert (["09:00", "17:00"], "scheduled", "") == (times, tom.text(".stage"), tom.text(".loud"))
    with store() as session:
        session.get_one(Post, draft).title.write("en", "Too late", by=None)
    tom.get(f"/desk/posts/{draft}/")

    assert "It goes out as it was signed" in tom.text(".loud")


def test_the_plan_of_a_draft(as_: Callable[[str], Client], cast: Cast, store: Store, draft: int) -> None:
    """Without a time it goes out when both keys fit; with one, not before."""
    tom = as_("tom")
    tom.get(f"/desk/posts/{draft}/")
    assert "Goes out as soon as both keys fit." in tom.text(".bench-aside")
    with store() as session:
        session.get_one(Post, draft).plan.publish_at = clock.now() + timedelta(days=2)
    tom.get(f"/desk/posts/{draft}/")

    assert "As soon as both keys fit, but not before:" in tom.text(".bench-aside")


def test_published_post(as_: Callable[[str], Client], cast: Cast, store: Store) -> None:
    """Readers have exactly this: both keys are turned, the edition is linked; a change is told."""
    tom, path = as_("tom"), f"/desk/posts/{cast.post.id}/"
    tom.get(path)
    assert "published" == tom.text(".stage")
    assert 2 == len(tom.soup.select(".keyring .turned"))
    assert "/en/tea/1/" in [link["href"] for link in tom.soup.select(".bench-aside a")]
    with store() as session:
        session.get_one(Post, cast.post.id).intro.write("en", "Changed.", by=None)
    tom.get(path)

    assert "changes since published" == tom.text(".stage")
    assert [] == tom.soup.select(".keyring .turned")


def test_bench_in_chinese(as_: Callable[[str], Client], cast: Cast, store: Store, draft: int) -> None:
    """The chrome is in the person's locale, and so are title and topics as far as there are any."""
    with store() as session:
        person(session, cast, "chen").locale = "zh-Hans"
        session.get_one(Post, draft).asked[0].topic = None
    chen = as_("chen")
    chen.get(f"/desk/posts/{draft}/")

    assert ("zh-Hans", "谁来斟茶？") == (chen.soup.html["lang"], chen.text("h1"))
    assert "为何1？" == next(iter(chen.soup.select_one("ol.rows .what").stripped_strings))
