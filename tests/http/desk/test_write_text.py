"""Whoever owns a text writes it: a question, an answer, in English or Chinese."""

from collections.abc import Callable
from io import BytesIO

import pytest

from blog.dialogue.question import Question
from tests.cast import Cast
from tests.client import SAME_ORIGIN, Client
from tests.conftest import Store
from tests.http.desk.editing import Draft, begin, on_revision, revisions, typed, words
from tests.unit.pictures import quartered, written

AS_JSON = {**SAME_ORIGIN, "Accept": "application/json"}
ANSWER = "因为**茶**好。\n\n> 老话\n\n| 年 | 店 |\n|---|---|\n| 2019 | 4 |\n\n见注[^1]。\n\n[^1]: 一九一一年。"


@pytest.fixture
def draft(cast: Cast, store: Store) -> Draft:
    """A draft of the first pair."""
    return begin(store, cast)


@pytest.mark.parametrize(("name", "key", "loc", "tag", "said"), [
    ("chen", "answer", "zh", "zh-Hans", ANSWER), ("ruth", "question", "en", "en", "Why & how?"),
    ("tom", "title", "en", "en", "Who <really> pours?"), ("chen", "title", "en", "en", "Who pours, 谁？"),
])
def test_owners_write(
    as_: Callable[[str], Client], store: Store, draft: Draft, name: str, key: str, loc: str, tag: str, said: str,
) -> None:
    """An author of the side whose words they are, or a colleague, saves a new revision and is back at the editor."""
    place = {"answer": draft.answer, "question": f"q{draft.west[0]}", "title": "title"}[key]
    client = as_(name)
    client.get(draft.text(place, loc))
    response = client.post(draft.text(place, loc), {"words": said, "on_revision": on_revision(client)})
    assert draft.text(place, loc) == response.headers["Location"]
    client.follow(response)

    assert said == words(store, draft, tag, place)[-1]
    assert said == typed(client)
    assert "Saved as revision 2." in client.text("[role=status]")
    assert "2" == on_revision(client)


def test_question_is_one_line(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """The field of a question has no toolbar of Markdown; line ends become spaces."""
    tom = as_("tom")
    tom.get(draft.text(f"q{draft.west[0]}", "en"))
    assert "line" == tom.soup.select_one("#words")["data-editor"]  # type: ignore[index]
    tom.post(draft.text(f"q{draft.west[0]}", "en"), {"words": "Why\r\ntea?", "on_revision": "1"})

    assert "Why tea?" == words(store, draft, "en", f"q{draft.west[0]}")[-1]


@pytest.mark.parametrize(("loc", "tag", "said"), [
    ("zh", "zh-Hans", "没有人。"), ("zh-hant", "zh-Hant", "沒有人。"), ("en", "en", "Nobody."),
])
def test_answer_in_your_own_language(
    as_: Callable[[str], Client], store: Store, draft: Draft, loc: str, tag: str, said: str,
) -> None:
    """For an unwritten answer the locale that one chooses is that of the original; the others are one click away."""
    with store() as session:
        question = session.get_one(Question, draft.west[0])
        question.answer = None
    chen = as_("chen")
    chen.get(draft.text(loc=loc))
    others = [link["href"] for link in chen.soup.select(".editor .tabs a")]
    assert [draft.text(loc=each) for each in ("en", "zh", "zh-hant")] == others
    assert [] == chen.soup.select("[data-original]")
    assert "The question: Why west 1?" == chen.text(".asked-words")
    chen.post(draft.text(loc=loc), {"words": said, "on_revision": "0", "first": "1"})
    with store() as session:
        answer = session.get_one(Question, draft.west[0]).answer
        assert (tag, said, "Chen Li") == (
            answer.text.source_locale, answer.text.source.newest.words, answer.answerer.names["en"]  # type: ignore[union-attr]
        )


def test_nothing_to_save(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """Saving what stands already makes no revision, and the page says so."""
    chen = as_("chen")
    chen.get(draft.text())
    chen.follow(chen.post(draft.text(), {"words": f" {typed(chen)}\r\n", "on_revision": "1"}))

    assert "there was nothing to save" in chen.text("[role=status]")
    assert 1 == len(words(store, draft))


def test_question_that_was_taken_out(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """The texts of a question that stands no more in the draft can still be read and written."""
    with store() as session:
        question = session.get_one(Question, draft.west[0])
        question.withdraw(session, by=question.post.series.west.memberships[0].person)
    chen = as_("chen")
    chen.get(draft.text())
    chen.post(draft.text(), {"words": "另。", "on_revision": "1"})

    assert "另。" == words(store, draft)[-1]


def test_minor_edit(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """A tick says that translations stay up to date."""
    chen = as_("chen")
    chen.get(draft.text())
    chen.post(draft.text(), {"words": "因为**茶**。", "on_revision": "1", "minor": "on"})

    assert [False, True] == [revision.minor for revision in revisions(store, draft)]
    chen.get(draft.text(loc="en"))
    assert [] == chen.soup.select(".page .state.stale")


@pytest.mark.parametrize("name", ["ruth", "lin", "olga"])
def test_others_read(as_: Callable[[str], Client], store: Store, draft: Draft, name: str) -> None:
    """The other side, a translator and the site's owner see the text, have no field for it, and save nothing: 403."""
    client = as_(name)
    client.get(draft.text())
    assert "因为**茶**1。" in client.text(".editor .as-saved")
    assert [] == client.soup.select(".editor textarea")
    assert (name != "olga") == bool(client.soup.select("#suggest"))
    client.get("/account/")
    client.post(draft.text(), {"words": "不。", "on_revision": "1"}, status=403)

    assert 1 == len(words(store, draft))


def test_strangers(as_: Callable[[str], Client], client: Client, store: Store, draft: Draft) -> None:
    """Another pair finds nothing, a moderator may not, and whoever is signed out is asked to sign in."""
    oskar, sent = as_("oskar"), {"words": "不。", "on_revision": "1"}
    oskar.get(draft.text(), status=404)
    oskar.get("/account/")
    oskar.post(draft.text(), sent, status=404)
    as_("grace").get(draft.text(), status=403)
    client.get(draft.text(), status=302)
    client.post(draft.text(), sent, status=401)

    assert 1 == len(words(store, draft))


def test_bad_addresses(as_: Callable[[str], Client], draft: Draft) -> None:
    """A text that the post has not, a post that is not, a locale that nobody reads, and a form without its token."""
    chen, sent = as_("chen"), {"words": "不。", "on_revision": "1"}
    for wrong in (draft.text("q99999.answer"), draft.text("nothing"), draft.text(loc="fr")):
        chen.get(wrong, status=404)
        chen.get("/account/")
        chen.post(wrong, sent, status=404)
    chen.get(f"/desk/posts/999/texts/{draft.answer}/zh/", status=404)
    chen.get("/account/")
    chen.post(draft.text(), {**sent, "csrf_token": "x"}, status=400)


WRONG = {
    "empty": ("  ", "Write something first."),
    "long": ("字" * 20_001, "This text is too long"),
    "complex": ("[" * 500, "more marks than can be read"),
    "unreadable": ("N\x00L", "cannot be kept"),
}


@pytest.mark.parametrize("case", WRONG)
def test_refused_words_are_kept(as_: Callable[[str], Client], store: Store, draft: Draft, case: str) -> None:
    """What cannot be saved comes back at its field with a sentence, every word of it still there."""
    said, sentence = WRONG[case]
    chen = as_("chen")
    chen.get(draft.text())
    chen.post(draft.text(), {"words": said, "on_revision": "1", "minor": "on"}, status=422)

    assert sentence in chen.text(".wrongs")
    assert said.replace("\x00", "") == typed(chen).replace("\x00", "").replace("\ufffd", "")
    assert "true" == chen.soup.select_one("#words")["aria-invalid"]  # type: ignore[index]
    assert chen.soup.select_one("input[name=minor]").has_attr("checked")  # type: ignore[union-attr]
    assert 1 == len(words(store, draft))


@pytest.mark.parametrize("locale", ["en", "zh-Hans", "zh-Hant"])
def test_page_is_in_the_persons_language(as_: Callable[[str], Client], draft: Draft, locale: str) -> None:
    """The text's locale in the address does not change that of the page; fields and texts say what they are in."""
    chen = as_("chen")
    chen.post("/account/language", {"locale": locale})
    chen.get(draft.text(loc="en"))

    assert locale == chen.soup.html["lang"]  # type: ignore[index]
    assert "en" == chen.soup.select_one("#words")["lang"]  # type: ignore[index]
    assert "zh-Hans" == chen.soup.select_one("[data-original]")["lang"]  # type: ignore[index]


def test_texts_that_belong_together(as_: Callable[[str], Client], draft: Draft) -> None:
    """Question, topic and answer lead to each other in the same locale."""
    chen = as_("chen")
    chen.get(draft.text(loc="en"))
    links = {a.get_text(): a["href"] for a in chen.soup.select(".editor-head .parts a")}

    name = f"q{draft.west[0]}"
    keys = {"Question": name, "Topic": f"{name}.topic", "Answer": f"{name}.answer"}
    assert {label: draft.text(key, "en") for label, key in keys.items()} == links


def test_words_of_a_picture(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """Alternative text and caption are written beside the picture itself; a caption begins in one's own language."""
    chen = as_("chen")
    chen.get(f"/desk/posts/{draft.id}/pictures/")
    sent = {"file": (BytesIO(written(quartered(), "PNG")), "a.png"), "alt-en": "A pot"}
    number = chen.post(f"/desk/posts/{draft.id}/pictures", sent, status=201, headers=AS_JSON).get_json()["id"]
    chen.get(draft.text(f"p{number}.alt", "zh"))
    assert "A pot" == chen.text("[data-original]")
    assert chen.soup.select_one(".editor-picture img")["src"].startswith("/pictures/")  # type: ignore[index, union-attr]
    chen.post(draft.text(f"p{number}.alt", "zh"), {"words": "茶壶", "on_revision": "0", "approve": "1"})
    chen.get(draft.text(f"p{number}.caption", "zh"))
    assert f"Picture {number}" == chen.text(".editor-head .badge")
    chen.post(draft.text(f"p{number}.caption", "zh"), {"words": "一九一一年", "on_revision": "0", "first": "1"})

    assert ["茶壶"] == words(store, draft, "zh-Hans", f"p{number}.alt")
    assert ["一九一一年"] == words(store, draft, "zh-Hans", f"p{number}.caption")
