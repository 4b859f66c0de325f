"""A reader sees nothing that is not public: no draft, no edition before its time, no comment before its approval."""

import pytest
from werkzeug.test import TestResponse

from blog.dialogue.edition import Edition
from blog.dialogue.series import Series
from blog.dialogue.states import CommentState
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_post
from tests.http.steps import PUBLIC, answer, drop_question, plant, publish_again, tomorrow

HIDDEN = [state for state in CommentState if state is not CommentState.APPROVED]


def everything(client: Client) -> dict[str, TestResponse]:
    """All public pages."""
    return {path: client.get(path) for path in PUBLIC}


def test_draft_changes_no_page(client: Client, cast: Cast, store: Store) -> None:
    """A post in draft changes no public page by a single byte, nor its validator, and has no address."""
    before = everything(client)
    with store() as session:
        draft = make_post(session, session.get_one(Series, cast.series.id), title="Secret plans?")
        draft.number = 2
        session.flush()

    for path, response in everything(client).items():
        assert before[path].data == response.data, path
        assert before[path].headers.get("ETag") == response.headers.get("ETag"), path
    client.get("/en/tea/2/", status=404)
    client.get("/en/tea/2/facing/", status=404)


def test_edition_before_its_time_changes_no_page(client: Client, cast: Cast, store: Store) -> None:
    """Readers keep the old edition until the new one is due, then get the new one."""
    before = everything(client)
    publish_again(store, cast, "Words of tomorrow.", at=tomorrow())

    for path, response in everything(client).items():
        assert before[path].data == response.data, path

    from blog import clock

    with clock.held(tomorrow()):
        client.get("/en/tea/1/")
    assert "Words of tomorrow." in client.text(".opening")


def test_cancelled_edition_never_appears(client: Client, cast: Cast, store: Store) -> None:
    """An edition that was stopped is not shown when its time has passed."""
    from blog import clock

    publish_again(store, cast, "Words of tomorrow.", at=tomorrow())
    with store() as session:
        session.query(Edition).filter_by(number=2).one().cancelled_at = clock.now()

    with clock.held(tomorrow()):
        client.get("/en/tea/1/")
    assert "Words of tomorrow." not in client.text(".opening")


def test_first_edition_before_its_time_has_no_page(client: Client, cast: Cast, store: Store) -> None:
    """A post whose first edition is scheduled is not there yet: no page, no line in a list, no entry in the sitemap."""
    before = everything(client)
    with store() as session:
        later = make_post(session, session.get_one(Series, cast.series.id), title="Secret plans?")
        later.publish_as_imported(session, at=tomorrow(), source="test")

    for path, response in everything(client).items():
        assert before[path].data == response.data, path
    client.get("/en/tea/2/", status=404)
    client.post("/en/tea/2/thread/comments", {"name": "M", "email": "m@example.org", "words": "Hm."}, status=404)


@pytest.mark.parametrize("state", HIDDEN)
def test_comment_that_is_not_public_changes_no_page(
    client: Client, cast: Cast, store: Store, state: CommentState
) -> None:
    """A comment in any other state changes no page, count, order or validator."""
    (public,) = plant(store, cast, "Public.")
    before = everything(client)
    plant(store, cast, "Hidden words.", name="Hidden Name", state=state)
    plant(store, cast, "Hidden words.", name="Hidden Name", key="post", state=state)
    answer(store, cast, public, "Hidden reply.", state=state)

    for path, response in everything(client).items():
        assert before[path].data == response.data, path
        assert before[path].headers.get("ETag") == response.headers.get("ETag"), path


def test_hidden_reply_under_a_hidden_comment_leaves_no_line(client: Client, cast: Cast, store: Store) -> None:
    """A tombstone stands only where something public hangs below it."""
    (hidden,) = plant(store, cast, "Hidden.", state=CommentState.TRASHED)
    answer(store, cast, hidden, "Hidden as well.", state=CommentState.PENDING)

    client.get("/en/tea/1/west-1/")

    assert [] == client.soup.select("li.comment")


def test_hidden_comment_cannot_be_quoted(client: Client, cast: Cast, store: Store) -> None:
    """Asking to reply to what is not public, or to another thread, shows the plain form."""
    (hidden,) = plant(store, cast, "Hidden.", state=CommentState.PENDING)
    (elsewhere,) = plant(store, cast, "Elsewhere.", key="east-1")
    plain = client.get("/en/tea/1/west-1/").data

    for number in (hidden, elsewhere, 987654, "x", "-1", "9" * 30):
        assert plain == client.get(f"/en/tea/1/west-1/?reply={number}").data


def test_comments_of_a_dropped_question_still_count(client: Client, cast: Cast, store: Store) -> None:
    """The post counts what can still be read under a withdrawn question, and nothing hidden."""
    plant(store, cast, "Kept.", key="west-2")
    plant(store, cast, "Hidden.", key="west-2", state=CommentState.REJECTED)
    drop_question(store, cast, "west-2")

    client.get("/en/tea/1/")

    assert "1 comment" in client.text(".facts")
