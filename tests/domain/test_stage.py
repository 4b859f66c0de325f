"""The stage of a post is computed from releases, signatures and editions."""

from blog.dialogue.post import Post
from blog.dialogue.series import Series
from blog.dialogue.stage import Stage, stage
from blog.dialogue.states import PostState
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import person, sign
from tests.factories import make_post
from tests.http.steps import publish_again, tomorrow


def test_every_stage(cast: Cast, store: Store) -> None:
    """The stage is computed from releases, signatures and editions."""
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        found = [stage(session, post)]
        post.state = PostState.ARCHIVED
        found.append(stage(session, post))
        post.state = PostState.PUBLISHED
        post.withdraw(session, "Wrong.", by=person(session, cast, "ruth"))
        found.append(stage(session, post))
        fresh = make_post(session, session.get_one(Series, cast.series.id))
        found.append(stage(session, fresh))
        sign(session, cast, fresh, "ruth")
        found.append(stage(session, fresh))

    assert [Stage.PUBLISHED, Stage.ARCHIVED, Stage.WITHDRAWN, Stage.DRAFT, Stage.ONE_KEY] == found


def test_a_later_edition_is_the_one_that_counts(cast: Cast, store: Store) -> None:
    """A post is as published as its newest edition says; one that waits comes first."""
    publish_again(store, cast, "Newer.")
    with store() as session:
        assert Stage.PUBLISHED == stage(session, session.get_one(Post, cast.post.id))
    publish_again(store, cast, "Newest.", at=tomorrow())
    with store() as session:
        assert Stage.SCHEDULED == stage(session, session.get_one(Post, cast.post.id))
