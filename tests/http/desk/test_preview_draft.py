"""Partners look at a draft as readers will see it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup, Tag

from blog.dialogue.base import Side
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import publish
from tests.factories import make_post, make_question, make_text
from tests.http.steps import LOCALES, fetch

As = Callable[[str], Client]
PAGES = [(prefix, view) for prefix, _ in LOCALES for view in ("", "facing/")]
# What only publishing makes true, and what belongs to comments.
_ELSEWHERE = "time, .signed, .draft-line, .thread, .after, .comments-link, .beside h2, .beside a[href='#about-post']"


@pytest.fixture
def draft(cast: Cast, store: Store) -> int:
    """A draft of the first pair, without a number; its id."""
    with store() as session:
        return make_post(session, session.get_one(Series, cast.series.id), title="A second post").id


def main_of(soup: BeautifulSoup, *places: str) -> list[str]:
    """The lines of a page's main part without what belongs to publishing alone; places: where it stands itself."""
    main = soup.main
    assert isinstance(main, Tag)
    for gone in main.select(_ELSEWHERE):
        (gone.find_parent("li") if gone.name == "time" else gone).decompose()  # type: ignore[union-attr]
    for fact in main.select(".facts li"):
        if "comment" in fact.get_text() or "评论" in fact.get_text() or "留言" in fact.get_text():
            fact.decompose()
    for link in main.select("a[href]"):
        for place in places:
            link["href"] = str(link["href"]).replace(place, "")
        link["href"] = str(link["href"]).strip("/#")
    return [line.strip() for line in main.prettify().splitlines() if line.strip()]


@pytest.mark.parametrize(("prefix", "view"), PAGES)
def test_preview_is_the_page_that_readers_get(
    as_: As, client: Client, cast: Cast, store: Store, draft: int, prefix: str, view: str
) -> None:
    """Dates, signatures and comments apart, publishing changes nothing about what the preview showed."""
    ruth, base = as_("ruth"), f"/desk/posts/{draft}/preview/{prefix}/"
    ruth.get(base + view)
    seen = main_of(ruth.soup, base)
    with store() as session:
        publish(session, cast, session.get_one(Post, draft))
    client.get(f"/{prefix}/tea/2/{view}")

    assert len(seen) > 100
    assert main_of(client.soup, f"/{prefix}/tea/2/") == seen


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
def test_preview_follows_its_address(as_: As, draft: int, prefix: str, tag: str) -> None:
    """Words and chrome are in the locale of the address, and the switch leads to the others and to both at once."""
    chen, base = as_("chen"), f"/desk/posts/{draft}/preview/"
    chen.get(f"{base}{prefix}/")
    switch = [link["href"] for link in chen.soup.select(".masthead .languages a")]

    assert tag == chen.soup.html["lang"]
    assert [f"{base}{each}/" for each, _ in LOCALES] + [f"{base}{prefix}/facing/"] == switch


@pytest.mark.parametrize("view", ["", "facing/"])
def test_preview_is_private(as_: As, draft: int, view: str) -> None:
    """It says that it is a draft, is not to be kept or indexed, names no public address, and takes no comment."""
    tom = as_("tom")
    response = tom.get(f"/desk/posts/{draft}/preview/en/{view}")

    assert "Draft, not published" in tom.text(".draft-line")
    assert "no-store, private" == response.headers["Cache-Control"]
    assert "noindex" == response.headers["X-Robots-Tag"]
    assert [] == tom.soup.select("link[rel=canonical], link[rel=alternate], form, meta[property]")
    assert [] == [link["href"] for link in tom.soup.select("main a[href^='/en/tea/2']")]


def test_preview_shows_unfinished_work(as_: As, cast: Cast, store: Store) -> None:
    """A question without an answer, a text without a translation and a post without any question can be looked at."""
    with store() as session:
        series = session.get_one(Series, cast.series.id)
        bare = Post.create(session, series, "en", "Only a title", by=session.merge(cast["ruth"])).id
        begun = make_post(session, series, questions=1)
        second = make_question(begun, Side.WEST, 2)
        second.text, second.answer = make_text(Kind.QUESTION, en="Why west 2?"), None
        session.flush()
    ruth = as_("ruth")
    for prefix, _ in LOCALES:
        for view in ("", "facing/"):
            ruth.get(f"/desk/posts/{bare}/preview/{prefix}/{view}")
            assert "Only a title" in ruth.text("h1")
            ruth.get(f"/desk/posts/{begun.id}/preview/{prefix}/{view}")
            assert "Why west 2?" in ruth.text("#west-2")


def test_preview_of_a_first_post_leads_to_no_series_page(as_: As, cast: Cast, store: Store) -> None:
    """While nothing of a series is published its page does not exist, so nothing leads there."""
    with store() as session:
        other = Series.create(
            session, "coffee", {"en": "Coffee"}, session.merge(cast.west), session.merge(cast.east), {"en": "Coffee."}
        )
        first = make_post(session, other).id
    ruth = as_("ruth")
    ruth.get(f"/desk/posts/{first}/preview/en/")

    assert [] == ruth.soup.select("a[href^='/en/coffee']")
    assert "Coffee · No. 1" == ruth.text("main .kicker")


def test_preview_of_a_changed_post(as_: As, client: Client, cast: Cast, store: Store) -> None:
    """Of a published post it shows the words and the note that are to come, while readers keep what there is."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        post.title.write("en", "A better title", by=None)
        post.plan.note = {"en": "The title was misleading."}
    ruth = as_("ruth")
    ruth.get(f"/desk/posts/{cast.post.id}/preview/en/")
    client.get("/en/tea/1/")

    assert "A better title" == ruth.text("h1")
    assert "The title was misleading." in ruth.text(".notice.changed")
    assert "A better title" not in str(client.soup)
    assert "misleading" not in str(client.soup)


@pytest.mark.parametrize(
    ("name", "status"),
    [("ruth", 200), ("chen", 200), ("lin", 200), ("olga", 200), ("oskar", 404), ("grace", 403), ("nina", 403)],
)
@pytest.mark.parametrize("view", ["", "facing/"])
def test_who_may_look(as_: As, draft: int, name: str, status: int, view: str) -> None:
    """Both partners and the owner; another pair's author hears that there is nothing."""
    as_(name).get(f"/desk/posts/{draft}/preview/en/{view}", status=status)


def test_strangers_are_asked_to_sign_in(client: Client, draft: int) -> None:
    """Whoever is not signed in is led to the sign-in."""
    response = client.get(f"/desk/posts/{draft}/preview/en/", status=302)

    assert "/account/sign-in" in response.headers["Location"]


@pytest.mark.parametrize(
    "path", ["/desk/posts/{}/preview/", "/desk/posts/{}/preview/fr/", "/desk/posts/99999/preview/en/"]
)
def test_missing_previews(as_: As, draft: int, path: str) -> None:
    """An unknown locale and an unknown post answer 404."""
    as_("ruth").get(path.format(draft), status=404)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_preview_takes_nothing(as_: As, draft: int, method: str) -> None:
    """There is nothing to send to it."""
    client = as_("ruth")
    response = getattr(client._client, method)(
        f"/desk/posts/{draft}/preview/en/", base_url=client._base, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert 405 == response.status_code


def test_preview_writes_nothing(as_: As, store: Store, draft: int) -> None:
    """Looking makes no release, no edition and no event, and gives no number."""
    ruth = as_("ruth")

    def counted() -> list[int]:
        with store() as session:
            return [
                session.scalar(sa.text(f"SELECT count(*) FROM {table}"))  # noqa: S608
                for table in ('"release"', "edition", "event", "post")
            ]

    before = counted()
    fetch(ruth, f"/desk/posts/{draft}/preview/zh-hant/facing/")

    assert before == counted()
    with store() as session:
        assert session.get_one(Post, draft).number is None
