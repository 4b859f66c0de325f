"""A reader looks at what has changed in a post since it was published."""

from datetime import UTC, datetime, timedelta

import pytest

from blog import clock
from blog.dialogue.person import Person
from blog.dialogue.picture import File, Picture
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.client import Client
from tests.conftest import BASE_URL, Store
from tests.domain.keys import publish
from tests.http.steps import LOCALES, drop_question, fetch, publish_again

PATH = "/en/tea/1/history/"
NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def editions(client: Client) -> list[str]:
    """The headings of the page."""
    return [" ".join(heading.get_text(" ").split()) for heading in client.soup.select(".history h2")]


def changed(client: Client, edition: int) -> list[str]:
    """The names of the passages that an edition changed, with their languages."""
    section = client.soup.select_one(f"section[aria-labelledby=edition-{edition}]")
    assert section is not None
    return [" ".join(heading.get_text(" ").split()) for heading in section.select("h3")]


def test_unchanged_post_has_one_edition(client: Client, cast: Cast) -> None:
    """The history of a post that was never changed says so, and the post does not mention it."""
    client.get(PATH)

    assert 1 == len(editions(client))
    assert "The first edition." in client.text(".history section")
    client.get("/en/tea/1/")
    assert [] == client.soup.select("a[href$='/history/']")


def test_editions_stand_newest_first(client: Client, cast: Cast, store: Store) -> None:
    """Each has its place and its date, and shows what it changed against the one before and nothing else."""
    with clock.held(NOON):
        publish_again(store, cast, "Two houses talk.")
    with clock.held(NOON + timedelta(days=1)):
        publish_again(store, cast, "Two houses talk tea.")
    with clock.held(NOON + timedelta(days=2)):
        client.get(PATH)

    assert ["Edition 3 2 January 2030", "Edition 2 1 January 2030"] == editions(client)[:2]
    assert ["Introduction English"] == changed(client, 2) == changed(client, 3)
    assert [] == changed(client, 1)
    newest = client.soup.select_one("section[aria-labelledby=edition-3]")
    assert "tea" in newest.ins.get_text()  # type: ignore[union-attr]
    assert "ask each other" not in newest.get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("prefix", "languages", "said"),
    [
        ("en", ["English", "简体中文"], "后人"),
        ("zh", ["简体中文", "English"], "后人"),
        ("zh-hant", ["繁體中文", "English"], "後人"),
    ],
)
def test_both_languages_are_compared(
    client: Client, cast: Cast, store: Store, prefix: str, languages: list[str], said: str
) -> None:
    """The page's own language comes first; the script that nobody wrote is converted before it is compared."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        text = post.asked[0].text
        text.write("en", "Why the west?", by=None)
        text.write("zh-Hans", "为何问后人？", by=None)
        text.rendition("zh-Hans").approve()
        session.flush()
        post.publish_as_imported(session, at=clock.now(), source="test")
    client.get(f"/{prefix}/tea/1/history/")

    assert languages == [each.split()[-1] for each in changed(client, 2)]
    assert said in client.text(".history").replace(" ", "")


def test_own_traditional_text_stands_beside_the_simplified(client: Client, cast: Cast, store: Store) -> None:
    """Where both scripts are written each is compared with itself; a new one with what was converted before."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        post.title.write("zh-Hant", "誰來倒茶？", by=None)
        post.title.rendition("zh-Hant").approve()
        session.flush()
        post.publish_as_imported(session, at=clock.now(), source="test")
    client.get("/zh-hant/tea/1/history/")

    assert 1 == len(changed(client, 2))
    assert changed(client, 2)[0].endswith("繁體中文")
    client.get(PATH)
    assert ["Title 繁體中文"] == changed(client, 2)


def test_every_kind_of_passage_has_a_name(client: Client, cast: Cast, store: Store) -> None:
    """Title, topic, answer, alternative text and caption are told apart."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        file = File("0" * 64, "image/png", 10, 10)
        author = session.get_one(Person, cast["ruth"].id)
        picture = Picture.add(
            session, post, file, [], alt={"en": "A pot"}, caption={"en": "Ours"}, source_locale="en", by=author
        )
        session.flush()
        question = post.asked[2]
        post.title.write("en", "Who pours?", by=None)
        question.topic.write("en", "Pouring", by=None)
        question.answer.text.write("zh-Hans", f"因为茶。\n\n![](picture:{picture.id})", by=None)
        session.flush()
        post.publish_as_imported(session, at=clock.now(), source="test")
        number = picture.id
    client.get(PATH)

    assert [
        "Title English",
        "East asks West · 1, topic English",
        "East asks West · 1, answer 简体中文",
        f"Picture {number}, alternative text English",
        f"Picture {number}, caption English",
    ] == changed(client, 2)


def test_dropped_question_is_crossed_out(client: Client, cast: Cast, store: Store) -> None:
    """What an edition no longer asks is shown as taken out, topic and answer too, in both languages."""
    drop_question(store, cast, "west-2")
    client.get(PATH)

    assert 6 == len(changed(client, 2))
    assert "Why west 2?" in " ".join(each.get_text() for each in client.soup.select("del"))
    assert [] == client.soup.select("ins")


def test_edition_with_the_same_words_says_so(client: Client, cast: Cast, store: Store) -> None:
    """A new edition that changes no word is listed as such."""
    publish_again(store, cast, "Two houses ask each other.")
    client.get(PATH)

    assert [] == changed(client, 2)
    assert "The words are the same" in client.text("section[aria-labelledby=edition-2]")


@pytest.mark.parametrize(
    ("prefix", "note"), [("en", "A slip mended."), ("zh", "改正了一个错误。"), ("zh-hant", "改正了一個錯誤。")]
)
def test_note_stands_in_the_language_of_the_page(
    client: Client, cast: Cast, store: Store, prefix: str, note: str
) -> None:
    """Each edition keeps what both partners said about it."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        post.intro.write("en", "Two houses talk.", by=None)
        publish(session, cast, post, note={"en": "A slip mended.", "zh-Hans": "改正了一个错误。"})
    client.get(f"/{prefix}/tea/1/history/")

    assert note == client.text("section[aria-labelledby=edition-2] .notice")


@pytest.mark.parametrize(
    "path", ["/en/tea/9/history/", "/en/tea/0/history/", "/en/coffee/1/history/", "/fr/tea/1/history/"]
)
def test_missing_histories(client: Client, cast: Cast, path: str) -> None:
    """No post, no history."""
    client.get(path, status=404)


def test_moved_series_redirects(client: Client, cast: Cast, store: Store) -> None:
    """An old slug leads to the new one."""
    with store() as session:
        session.get_one(Series, cast.series.id).rename(session, "tea-talk")
    response = client.get(PATH, status=301)

    assert "/en/tea-talk/1/history/" == response.headers["Location"]


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
def test_addresses_of_all_languages(client: Client, cast: Cast, prefix: str, tag: str) -> None:
    """The page names its own address and those of the other locales."""
    client.get(f"/{prefix}/tea/1/history/")
    alternates = {link["hreflang"]: link["href"] for link in client.soup.select("link[rel=alternate]")}

    assert tag == client.soup.html["lang"]
    assert f"{BASE_URL}/{prefix}/tea/1/history/" == client.soup.select_one("link[rel=canonical]")["href"]
    assert {tag: f"{BASE_URL}/{each}/tea/1/history/" for each, tag in LOCALES} == {
        tag: address for tag, address in alternates.items() if tag != "x-default"
    }


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_wrong_method(client: Client, cast: Cast, method: str) -> None:
    """A page to read takes no other method."""
    response = getattr(client._client, method)(PATH, base_url=client._base, headers={"Sec-Fetch-Site": "same-origin"})

    assert 405 == response.status_code


def test_page_is_the_same_for_everybody(client: Client, cast: Cast) -> None:
    """It may be kept by anybody, and HEAD answers like GET."""
    response = client.get(PATH)
    head = client._client.head(PATH, base_url=client._base)

    assert "public, no-cache" == response.headers["Cache-Control"]
    assert (200, b"", response.headers["ETag"]) == (head.status_code, head.data, head.headers["ETag"])
    assert 304 == fetch(client, PATH, {"If-None-Match": response.headers["ETag"]}).status_code


def test_words_are_escaped(client: Client, cast: Cast, store: Store) -> None:
    """What partners wrote is shown as it was written, and never becomes a tag."""
    publish_again(store, cast, "A <script>alert(1)</script> & <b>bold</b> word.")
    client.get(PATH)

    assert [] == client.soup.select(".history script, .history section b")
    assert "<script>alert(1)</script>" in client.text("section[aria-labelledby=edition-2]").replace(" ", "")
