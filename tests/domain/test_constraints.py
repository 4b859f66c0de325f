"""The constraints stand in the database itself: rows inserted around the ORM are refused too."""

from typing import Any

import pytest
import sqlalchemy as sa

from blog.dialogue.base import Base
from blog.dialogue.edition import Edition
from blog.dialogue.post import Post
from blog.dialogue.question import Question
from blog.dialogue.release import Release
from blog.dialogue.signature import Signature
from blog.dialogue.text import Rendition, Revision
from blog.dialogue.thread import Thread
from tests.cast import Cast
from tests.conftest import Store

COPIES: list[tuple[type[Base], dict[str, Any]]] = [
    (Edition, {"hash": "0" * 64}), (Release, {"body": "{}"}), (Signature, {"imported": False}),
    (Post, {"import_key": "x"}),
    (Question, {"withdrawn": True}), (Revision, {"words": "x"}), (Rendition, {"approved_revision": None}), (Thread, {}),
]


@pytest.mark.parametrize(("model", "changes"), COPIES, ids=lambda value: getattr(value, "__name__", ""))
def test_second_row_of_the_same_key_is_refused(
    store: Store, cast: Cast, model: type[Base], changes: dict[str, Any]
) -> None:
    """A copy of a row with the same natural key is refused, whatever else it says."""
    table = model.__table__
    with store() as session:
        row = dict(session.execute(sa.select(table).limit(1)).mappings().one())
        row.pop("id")
        with pytest.raises(sa.exc.IntegrityError):
            session.execute(sa.insert(table).values({**row, **changes}))  # type: ignore[arg-type]
        session.rollback()


def test_person_is_one_key_in_the_database(store: Store, cast: Cast) -> None:
    """(release, person) is unique: the database knows that one person is one key."""
    with store() as session:
        release = session.scalars(sa.select(Release).limit(1)).one()
        keys = session.scalars(sa.select(Signature).where(Signature.release_id == release.id)).all()
        signature = Signature.__table__
        session.execute(sa.update(signature).where(signature.c.id == keys[0].id).values(person_id=cast["ruth"].id))
        with pytest.raises(sa.exc.IntegrityError):
            session.execute(sa.update(signature).where(signature.c.id == keys[1].id).values(person_id=cast["ruth"].id))
        session.rollback()


@pytest.mark.parametrize("statement", [
    "UPDATE post SET state = 'burnt'", "UPDATE question SET asked_by = 'north'",
    "UPDATE rendition SET origin = 'dream'",
    "UPDATE signature SET partner_id = 987654", "DELETE FROM release", "DELETE FROM partner",
])
def test_states_and_references_are_checked(store: Store, cast: Cast, statement: str) -> None:
    """A word that is no state, and a reference to nothing, are refused by the database."""
    with store() as session:
        with pytest.raises(sa.exc.IntegrityError):
            session.execute(sa.text(statement))
        session.rollback()
