"""What the history of a post never shows: editions that no reader saw, and what was taken back."""

from datetime import UTC, datetime, timedelta

from blog import clock
from blog.dialogue.edition import Edition
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import agree, draft_of, publish
from tests.http.steps import publish_again, tomorrow

PATH = "/en/tea/1/history/"
NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def editions(client: Client) -> list[str]:
    """The editions that the page lists, without their dates."""
    return [" ".join(heading.get_text(" ").split())[:9] for heading in client.soup.select(".history h2")]


def test_only_what_readers_saw_is_listed(client: Client, cast: Cast, store: Store) -> None:
    """No scheduled, cancelled or overtaken edition leaves a trace, not even a gap in the numbers."""
    with store() as session, clock.held(NOON):
        post = session.get_one(Post, cast.post.id)
        for words, at in (
            ("Cancelled canary", NOON + timedelta(days=1)), ("Overtaken canary", NOON + timedelta(days=2)),
        ):
            post.intro.write("en", words, by=None)
            edition = publish(session, cast, post, publish_at=at.isoformat())
            if words.startswith("Cancelled"):
                edition.cancelled_at = clock.now()
                session.flush()
        post.intro.write("en", "Seen.", by=None)
        publish(session, cast, post)
        post.intro.write("en", "Scheduled canary", by=None)
        publish(session, cast, post, publish_at=(NOON + timedelta(days=9)).isoformat())
    with clock.held(NOON + timedelta(days=3)):
        client.get(PATH)

        assert ["Edition 2", "Edition 1"] == editions(client)
        assert "canary" not in str(client.soup)
        client.get("/en/tea/1/")
        assert "canary" not in str(client.soup)
    with clock.held(NOON + timedelta(days=9)):
        client.get(PATH)
        assert ["Edition 3", "Edition 2", "Edition 1"] == editions(client)


def test_editions_before_a_withdrawal_are_gone(client: Client, cast: Cast, store: Store) -> None:
    """While withdrawn the history answers 410; when the post comes back, it begins anew."""
    publish_again(store, cast, "Withdrawn canary")
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        post.withdraw(session, "It was wrong.", by=session.get_one(Person, cast["ruth"].id))
    response = client.get(PATH, status=410)
    assert "canary" not in response.text

    with store() as session:
        post = session.get_one(Post, cast.post.id)
        post.intro.write("en", "Back again.", by=None)
        publish(session, cast, post)
    client.get(PATH)
    assert ["Edition 1"] == editions(client)
    assert "canary" not in str(client.soup)


def test_draft_is_never_compared(client: Client, cast: Cast, store: Store) -> None:
    """What is written behind the published page stays there."""
    with store() as session:
        session.get_one(Post, cast.post.id).intro.write("en", "Draft canary", by=None)
        agree(session, draft_of(session, cast))
    client.get(PATH)

    assert "canary" not in str(client.soup)
    client.get("/en/tea/2/history/", status=404)


def test_future_edition_appears_by_itself(client: Client, cast: Cast, store: Store) -> None:
    """An edition is listed from its time on, without anybody doing anything."""
    at = tomorrow()
    publish_again(store, cast, "Tomorrow.", at=at)
    client.get(PATH)
    assert 1 == len(editions(client))
    with clock.held(at):
        client.get(PATH)
    assert 2 == len(editions(client))
    with store() as session:
        assert 2 == session.query(Edition).filter_by(post_id=cast.post.id).count()
