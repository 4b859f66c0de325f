"""A reader reads in one of three languages, also what is not translated, or not any more."""

import pytest

from blog import clock
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_post, make_text
from tests.http.steps import LOCALES

PAGES = (
    "",
    "tea/",
    "tea/1/",
    "tea/1/facing/",
    "tea/1/west-1/",
    "tea/1/thread/",
    "about/",
    "privacy/",
    "moderation-policy/",
)


@pytest.fixture
def half(cast: Cast, store: Store) -> None:
    """Post no. 2: its first Western question exists in English alone, the answer in Chinese alone."""
    with store() as session:
        post = make_post(session, session.get_one(Series, cast.series.id), title="Half done?")
        question = next(each for each in post.questions if each.code == "west-1")
        question.text = make_text(Kind.QUESTION, en="Only asked in English?")
        assert question.answer is not None
        question.answer.text = make_text(Kind.ANSWER, "zh-Hans", zh_Hans="只有中文的软件。")
        session.flush()
        post.publish_as_imported(session, at=clock.now(), source="test")


@pytest.mark.usefixtures("half")
@pytest.mark.parametrize("path", ["tea/2/", "tea/2/west-1/"])
def test_missing_translation_shows_the_original(client: Client, path: str) -> None:
    """What is not translated stands there in its own language, marked as such, with a sentence that says so."""
    client.get(f"/zh/{path}")

    heading = client.soup.select_one(".ask h3, .ask h1")
    assert ("Only asked in English?", "en") == (heading.get_text(), heading["lang"])
    assert client.soup.select_one("#west-1 .ask .notice") is not None
    assert client.soup.select_one("#west-1 .reply .notice") is None

    client.get(f"/en/{path}")

    answer = client.soup.select_one("#west-1 .reply .prose")
    assert ("只有中文的软件。", "zh-Hans") == (answer.get_text(strip=True), answer["lang"])
    assert client.soup.select_one("#west-1 .reply .notice") is not None


@pytest.mark.usefixtures("half")
def test_other_script_is_converted_by_phrase(client: Client) -> None:
    """A reader of Traditional sees Simplified words in her script, as Taiwan writes them, without a notice."""
    client.get("/zh-hant/tea/2/")

    answer = client.soup.select_one("#west-1 .reply .prose")
    assert "只有中文的軟體。" == answer.get_text(strip=True)
    assert answer.get("lang") is None
    assert client.soup.select_one("#west-1 .reply .notice") is None


def test_stale_translation_says_so(client: Client, cast: Cast, store: Store) -> None:
    """A translation whose original has moved on is marked on its page; the original is not."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        question = next(each for each in post.questions if each.code == "west-1")
        question.text.write("en", "Why west 1, really?", by=None)
        session.flush()
        post.publish_as_imported(session, at=clock.now(), source="test")

    client.get("/zh/tea/1/")
    assert client.soup.select_one("#west-1 .ask .stale") is not None
    assert client.soup.select_one("#west-2 .ask .stale") is None

    client.get("/en/tea/1/")
    assert "Why west 1, really?" == client.text("#west-1 h3")
    assert client.soup.select_one("#west-1 .ask .stale") is None


def _links(client: Client) -> tuple[str, dict[str, str]]:
    canonical = client.soup.select("link[rel=canonical]")
    assert 1 == len(canonical)
    return canonical[0]["href"], {
        link["hreflang"]: link["href"] for link in client.soup.select("link[rel=alternate][hreflang]")
    }


@pytest.mark.parametrize("page", PAGES)
def test_versions_name_each_other(client: Client, cast: Cast, page: str) -> None:
    """Each version of a page names itself as canonical and all versions, the same ones, with English for the rest."""
    base = "http://wenda.test"
    expected = {tag: f"{base}/{prefix}/{page}" for prefix, tag in LOCALES} | {"x-default": f"{base}/en/{page}"}
    for prefix, _ in LOCALES:
        client.get(f"/{prefix}/{page}")

        assert (f"{base}/{prefix}/{page}", expected) == _links(client)


def test_deep_page_of_a_thread_has_the_same_canonical_address(client: Client, cast: Cast) -> None:
    """Query strings do not make another page for search engines."""
    client.get("/en/tea/1/west-1/?after=0000000001&reply=7&x=<b>")

    assert "http://wenda.test/en/tea/1/west-1/" == _links(client)[0]


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
@pytest.mark.parametrize("page", ["about", "privacy", "moderation-policy"])
def test_pages_of_prose_open(client: Client, prefix: str, tag: str, page: str) -> None:
    """About, privacy and moderation policy exist in each locale, with something to read."""
    client.get(f"/{prefix}/{page}/")

    assert tag == client.soup.html["lang"]
    assert len(client.text("article")) > 100


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
@pytest.mark.parametrize("path", ["nothing-here/", "tea/99/", "tea/1/west-9/", "comments/987654/", "a/b/c/d/e/"])
def test_missing_page_speaks_the_language_of_its_address(
    client: Client, cast: Cast, prefix: str, tag: str, path: str
) -> None:
    """A 404 answers in the locale of the address, whatever the browser prefers."""
    client.get(f"/{prefix}/{path}", status=404, headers={"Accept-Language": "zh-TW" if prefix == "en" else "en"})

    assert tag == client.soup.html["lang"]
    assert f"/{prefix}/" == client.soup.select_one(".lost a")["href"]


def test_language_switch_stays_on_the_page(client: Client, cast: Cast) -> None:
    """The switch leads to the same page in the other locales."""
    client.get("/zh/tea/1/west-1/")

    assert [f"/{prefix}/tea/1/west-1/" for prefix, _ in LOCALES] == [
        link["href"] for link in client.soup.select(".languages a[hreflang]")
    ]
