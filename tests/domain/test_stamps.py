"""Stamps move in the transaction of the change, once, in order, and only if it commits."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from blog.dialogue.post import Post
from blog.dialogue.stamp import Stamp, touch
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.at_once import at_once


def values(store: Store) -> dict[str, int]:
    """All stamps as another session sees them."""
    with store() as session:
        return {stamp.scope: stamp.value for stamp in session.query(Stamp)}


def moved(store: Store, before: dict[str, int]) -> dict[str, int]:
    """By how much each stamp moved."""
    return {scope: value - before.get(scope, 0) for scope, value in values(store).items() if value != before.get(scope)}


def test_stamps_move_once_at_the_commit(store: Store, cast: Cast) -> None:
    """However often a thing is touched, its stamp moves by one, and not before the commit."""
    before = values(store)
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        for _ in range(3):
            touch(session, post)
        touch(session, post.series)
        session.flush()
        assert before == {stamp.scope: stamp.value for stamp in session.query(Stamp)}

    assert {"site": 1, f"series:{cast.series.id}": 1, f"post:{cast.post.id}": 1} == moved(store, before)


def test_rollback_moves_nothing(store: Store, cast: Cast) -> None:
    """Neither the change rolled back, nor the next commit of the same session, moves a stamp."""
    before = values(store)
    with store() as session:
        touch(session, session.get_one(Post, cast.post.id))
        session.rollback()
        session.get_one(Post, cast.post.id).withdrawn_why = "x"

    assert {} == moved(store, before)


def test_failed_commit_moves_nothing(store: Store, cast: Cast) -> None:
    """When the commit itself fails, the stamps are where they were."""
    before = values(store)
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        touch(session, post)
        post.number = None
        session.add(Post(series_id=987654, title_id=987654, intro_id=987654))
        with pytest.raises(sa.exc.IntegrityError):
            session.commit()
        session.rollback()

    assert {} == moved(store, before)


@pytest.mark.parametrize("fails", [True, False])
def test_savepoint_forgets_nothing(store: Store, cast: Cast, fails: bool) -> None:
    """A savepoint that rolls back, or not, leaves what was touched before it to the commit of the whole."""
    before = values(store)
    with store() as session:
        touch(session, session.get_one(Post, cast.post.id))
        nested = session.begin_nested()
        session.add(Stamp(scope="x", value=1))
        session.flush()
        if fails:
            nested.rollback()
        else:
            nested.commit()
            session.query(Stamp).filter_by(scope="x").delete()
        assert before == {stamp.scope: stamp.value for stamp in session.query(Stamp)}

    assert {"site": 1, f"post:{cast.post.id}": 1} == moved(store, before)


def test_stamps_are_the_last_statements_in_one_order(store: Store, cast: Cast) -> None:
    """Site, then series, then post, after every other change: two transactions cannot wait for each other."""
    statements: list[tuple[str, str]] = []
    with store() as session:
        post = session.get_one(Post, cast.post.id)
        touch(session, post, post.series)
        post.withdrawn_why = "x"

        def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
            statements.append((statement.split()[0], str(parameters)))

        sa.event.listen(session.get_bind(), "before_cursor_execute", note)
        try:
            session.commit()
        finally:
            sa.event.remove(session.get_bind(), "before_cursor_execute", note)

    assert ["UPDATE", "INSERT", "INSERT", "INSERT"] == [kind for kind, _ in statements]
    assert all(scope in said for scope, (_, said) in zip(("site", "series:", "post:"), statements[1:], strict=True))


def test_none_is_lost_at_once(store: Store, cast: Cast) -> None:
    """Eight commits at once move the stamps by eight."""
    before = values(store)

    def act(session: Session) -> None:
        post = session.get_one(Post, cast.post.id)
        touch(session, post, post.series)

    at_once(store, *[act] * 8)
    assert {"site": 8, f"series:{cast.series.id}": 8, f"post:{cast.post.id}": 8} == moved(store, before)
