"""The overview of a post: what waits for whom, and how far each language is."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.dialogue import passage
from blog.dialogue.event import Event
from blog.dialogue.note import Note
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from blog.dialogue.suggestion import Suggestion
from tests.bench.queries import counted
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import agree, person, sign
from tests.factories import make_post


@pytest.fixture
def draft(cast: Cast, store: Store) -> int:
    """A draft of the first pair in which nothing is lacking; its id."""
    with store() as session:
        return make_post(session, session.get_one(Series, cast.series.id), title="A draft").id


def test_waiting_is_sorted_by_who_may_do_it(as_: Callable[[str], Client], store: Store, draft: int) -> None:
    """The overview tells what the reader can do from what others do; what was waived waits for nobody."""
    with store() as session:
        post = session.get_one(Post, draft)
        post.asked[0].answer, post.asked[2].answer = None, None
        agree(session, post, waivers=[f"unanswered/q{post.asked[2].id}.answer/all"])
    chen, ruth = as_("chen"), as_("ruth")
    for client, expected in ((chen, "for 1 minute"), (ruth, "waiting for East House for 1 minute")):
        client.get(f"/desk/posts/{draft}/")
        assert [f"write the answer to West 1 {expected}"] == [
            " ".join(each.get_text(" ").split()) for each in client.soup.select(".waits li")
        ]


def test_suggestions_wait_for_whoever_may_decide(
    as_: Callable[[str], Client], cast: Cast, store: Store, draft: int
) -> None:
    """A suggestion waits for the owners of the words, and never for the one who made it."""
    with store() as session:
        post = session.get_one(Post, draft)
        for name, key, locale in (("ruth", "title", "en"), ("ruth", f"q{post.asked[0].id}.answer", "zh-Hans")):
            here = passage.find(session, post, key)
            Suggestion.make(session, here, locale, "Otherwise.", 1, by=person(session, cast, name))
    expected = {"ruth": [0, 2], "tom": [1, 1], "chen": [2, 0]}
    for name, numbers in expected.items():
        client = as_(name)
        client.get(f"/desk/posts/{draft}/")
        shown = [heading.get_text() for heading in client.soup.select("#waits ~ h3")]
        lists = dict(zip(shown, client.soup.select(".waits"), strict=True))
        both = ("You can do this", "Others do this")
        assert numbers == [len(lists[title].select("li")) if title in lists else 0 for title in both], name
        assert name == "chen" or "waiting for East House" in client.text("[aria-labelledby=waits]")


def test_a_long_post_takes_no_more_statements(
    app: Flask, as_: Callable[[str], Client], cast: Cast, store: Store
) -> None:
    """The bench asks the database as often for two questions a side as for twelve, with all that happened."""
    tom, numbers = as_("tom"), []
    for questions in (2, 12):
        with store() as session:
            post = make_post(session, session.get_one(Series, cast.series.id), questions=questions)
            for _ in range(questions):
                Event.record(session, "question.arranged", by=person(session, cast, "chen"), about=post)
                Note.write(session, post, "See this.", by=person(session, cast, "chen"))
            sign(session, cast, post, "ruth")
        for page in ("", "events/"):
            with counted(app) as sent:
                tom.get(f"/desk/posts/{post.id}/{page}")
            numbers.append(len(sent))

    assert numbers[:2] == numbers[2:]


def test_progress_of_each_language(as_: Callable[[str], Client], store: Store, draft: int) -> None:
    """Per language: how many originals, how many of the others translated, reviewed and out of date."""
    with store() as session:
        post = session.get_one(Post, draft)
        post.title.write("en", "Another draft", by=None)
        post.intro.write("zh-Hans", "又是两家。", by=None)
        post.asked[0].topic.write("zh-Hant", "話題", by=None)
    tom = as_("tom")
    tom.get(f"/desk/posts/{draft}/")
    found = [[cell.get_text() for cell in row.select("td")] for row in tom.soup.select(".progress tbody tr")]

    assert [["10", "4 of 4", "4", "0"], ["4", "10 of 10", "9", "1"], ["0", "1 of 1", "0", "0"]] == found
