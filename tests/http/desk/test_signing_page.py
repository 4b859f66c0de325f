"""The signing page: what is lacking, what changes, the whole post in both languages, and who may do what about it."""

import pytest

from blog.dialogue.base import Side
from blog.dialogue.person import Person
from blog.dialogue.picture import Picture
from blog.dialogue.post import Post
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_question, make_text
from tests.http.desk.signers import As, change_title, draft, form_of, of, post_of, publish


@pytest.fixture
def path(cast: Cast, store: Store) -> str:
    """The signing page of a fresh draft."""
    return draft(store, cast)


@pytest.mark.parametrize("name", ["ruth", "tom", "chen", "lin", "olga"])
def test_partners_read_the_whole_post(as_: As, store: Store, path: str, name: str) -> None:
    """Both partners and the owner read every text in both languages, with the hash that keys must fit."""
    client = as_(name)
    client.get(path)
    with store() as session:
        hash_ = session.get_one(Post, post_of(path)).draft(session)[1]
    whole = client.text(".sheet-whole")

    for words in ("A second post", "谁来斟茶？", "Two houses ask each other.", "两家互相提问。", "Topic 2", "话题2"):
        assert words in whole, words
    for number in (1, 2):
        for words in (f"Why west {number}?", f"Why east {number}?", f"为何{number}？", f"因为 茶 {number}。"):
            assert words in whole, words
    assert hash_ == client.text("#keys ~ .hash code").replace(" ", "")


@pytest.mark.parametrize(("name", "forms"), [
    ("ruth", ["plan", "signatures"]), ("tom", ["plan"]), ("lin", []), ("olga", []),
])
def test_each_sees_what_they_may_do(as_: As, path: str, name: str, forms: list[str]) -> None:
    """A signer has the button of the own partner alone; an author plans; translators and the owner only read."""
    client = as_(name)
    client.get(path)

    assert forms == [form["action"].rpartition("/")[2] for form in client.soup.select("main form")]
    if name == "ruth":
        assert ["Sign for West House"] == [button.get_text() for button in client.soup.select(".lock button")]


@pytest.mark.parametrize(("name", "status"), [("oskar", 404), ("grace", 403), ("nina", 403)])
def test_strangers_see_nothing(as_: As, path: str, name: str, status: int) -> None:
    """For another pair the post does not exist; who has no work at the desk is refused."""
    as_(name).get(path, status=status)


def test_readers_are_sent_to_sign_in(client: Client, path: str) -> None:
    """Signed out: to the sign-in page."""
    client.get(path, status=302)


def test_other_methods_and_numbers(as_: As, path: str) -> None:
    """The page is only read, and exists for posts that do."""
    ruth = as_("ruth")
    ruth.get("/desk/posts/999/signing/", status=404)
    ruth.post(path, status=405)


def test_first_edition_is_all_new(as_: As, path: str) -> None:
    """Where readers see nothing yet, the page says so, and names the edition to be."""
    ruth = as_("ruth")
    ruth.get(path)

    assert "All of it is new" in ruth.text(".changes")
    assert "edition 1" in ruth.text(".signing > .hint")
    assert "No. " not in ruth.text(".signing > .hint")


def test_changes_since_the_edition(as_: As, store: Store, path: str) -> None:
    """Of a later edition each changed text is shown with what goes and what comes, in each language."""
    publish(as_, path)
    with store() as session:
        post = session.get_one(Post, post_of(path))
        answer = post.asked[0].answer
        assert answer is not None
        answer.text.write("zh-Hans", "因为**水**1。", by=None)
        answer.text.write("en", "Because of **water** 1.", by=None)
        answer.text.rendition("en", strict=True).approve()
        post.asked[0].asker = session.query(Person).filter(Person.names["en"].as_string() == "Ruth Okafor").one()
    ruth = as_("ruth")
    ruth.get(path)
    rows = ruth.soup.select(".changes > .row")

    assert ["West 1, answer", "West 1, who asked"] == [row.b.get_text(strip=True) for row in rows]  # type: ignore[union-attr]
    assert ["tea", "茶"] == [gone.contents[-1] for gone in rows[0].select("del")]
    assert ["water", "水"] == [new.contents[-1] for new in rows[0].select("ins")]
    assert ["Ruth Okafor"] == [new.contents[-1] for new in rows[1].select("ins")]
    assert "edition 2" in ruth.text(".signing > .hint")


def test_marks_that_come_and_go(as_: As, store: Store, path: str) -> None:
    """A translation that falls behind, or is mended, changes what readers see beside it: the page says so."""
    publish(as_, path)
    with store() as session:
        session.get_one(Post, post_of(path)).title.write("en", "Something else", by=None)
    ruth = as_("ruth")
    ruth.get(path)
    assert "Readers will see the Chinese translation marked" in ruth.text(".changes")
    ruth.post(of(path, "waivers"), form_of(ruth, "waivers"))
    publish(as_, path)
    with store() as session:
        title = session.get_one(Post, post_of(path)).title
        title.write("zh-Hans", "别的", by=None)
        title.rendition("zh-Hans", strict=True).approve()
    ruth.get(path)

    assert "The Chinese translation is up to date again" in ruth.text(".changes")


def test_new_and_taken_out_questions_are_marked(as_: As, store: Store, path: str) -> None:
    """A question that is added or dropped is marked; the dropped one leaves a line, which is said."""
    publish(as_, path)
    with store() as session:
        post = session.get_one(Post, post_of(path))
        make_question(post, Side.WEST, 3)
        post.asked[0].withdrawn = True
    ruth = as_("ruth")
    ruth.get(path)
    states = {row.b.get_text(" ", strip=True) for row in ruth.soup.select(".changes > .row")}  # type: ignore[union-attr]

    assert {"West 3, answer new", "West 1, answer taken out"} <= states
    assert "West asks East 1: readers see a line in its place" in ruth.text(".sheet-whole")


def test_marks_are_those_that_readers_see(as_: As, store: Store, path: str) -> None:
    """Out of date, not translated, a version of its own in Traditional characters: each text says how it stands."""
    with store() as session:
        post = session.get_one(Post, post_of(path))
        post.title = make_text(Kind.TITLE, en="Only English")
        post.intro.write("en", "Three houses.", by=None)
        question = post.asked[0].text
        question.write("zh-Hant", "為何自己的？", by=None)
        question.rendition("zh-Hant", strict=True).approve()
    ruth = as_("ruth")
    ruth.get(path)
    title, intro = ruth.soup.select(".sheet-whole > .columns")

    assert "not there: readers see the other language" in title.get_text()
    assert "original changed since" in intro.get_text()
    assert "a version of its own 為何自己的？" in ruth.text(".exchange")


def test_pictures_come_with_their_words(as_: As, store: Store, path: str) -> None:
    """Each picture is shown with the alternative text and the caption in both languages."""
    with store() as session:
        post = session.get_one(Post, post_of(path))
        picture = Picture(
            sha256="a" * 64, media_type="image/png", width=9, height=9, post=post,
            alt=make_text(Kind.ALT, en="A pot", zh_Hans="茶壶"),
            caption=make_text(Kind.CAPTION, en="Of 1911", zh_Hans="一九一一"),
        )
        session.add(picture)
        session.flush()
        shown = f"![](picture:{picture.id})"
        post.intro = make_text(Kind.INTRO, en=f"Look:\n\n{shown}", zh_Hans=f"看：\n\n{shown}")
    ruth = as_("ruth")
    ruth.get(path)

    said = ruth.text(".said-of")
    assert all(words in said for words in ("A pot", "茶壶", "Of 1911", "一九一一"))
    assert f"/pictures/{'a' * 64}" in [image["src"] for image in ruth.soup.select(".sheet-whole .prose img")]


def test_scheduled_edition_is_loud(as_: As, store: Store, path: str) -> None:
    """Once both keys fit, later changes do not reach the edition that waits: the page says so, and only then."""
    ruth = as_("ruth")
    ruth.get(path)
    plan = form_of(ruth, "plan", when="at", date="2030-01-02", time="10:00", clock="west")
    ruth.post(of(path, "plan"), plan)
    publish(as_, path)
    ruth.get(path)
    assert "" == ruth.text(".loud")
    assert "Edition 1 is signed and waits for its time" in ruth.text(".scheduled")
    change_title(store, path)
    ruth.get(path)

    assert "Edition 1 is signed and goes out as it was signed" in ruth.text(".loud")
    assert "Wed 2 Jan 2030, 10:00 in Berlin; Wed 2 Jan 2030, 17:00 in Chengdu" in ruth.text(".loud")


def test_page_is_in_the_language_of_its_reader(as_: As, store: Store, cast: Cast, path: str) -> None:
    """Chrome and names in Chinese for whoever works in Chinese; the post is the same."""
    with store() as session:
        session.get_one(Person, cast["chen"].id).locale = "zh-Hans"
    chen = as_("chen")
    chen.get(path)

    assert "zh-Hans" == chen.soup.html["lang"]  # type: ignore[index]
    assert "东园" in chen.text(".lock.east")
    assert "A second post" in chen.text(".sheet-whole")


def test_reading_writes_nothing(as_: As, store: Store, path: str) -> None:
    """Looking makes no release, so that a read-only connection is enough."""
    as_("ruth").get(path)
    with store() as session:
        assert [] == session.get_one(Post, post_of(path)).releases


def test_paper_has_room_for_signatures(as_: As, path: str) -> None:
    """What prints holds the hash and, for each partner, a line for name, date and signature."""
    ruth = as_("ruth")
    ruth.get(path)
    paper = ruth.text(".paper")

    assert ["West House", "East House"] == [name.get_text() for name in ruth.soup.select(".paper b")]
    assert 2 == paper.count("Name") == paper.count("Date")
