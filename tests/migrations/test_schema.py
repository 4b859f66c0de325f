"""The migrations lead to what the models say, and back."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from blog.demo.load import load
from blog.extensions import db
from tests.migrations.conftest import FOLDER

VERSIONS = sorted((Path(FOLDER) / "versions").glob("*.py"))


def tables() -> set[str]:
    """The tables there are, without Alembic's own."""
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def named(kind: str, table: str) -> set[str]:
    """The names of a table's constraints of one kind, as the database knows them."""
    inspector = sa.inspect(db.engine)
    found = {
        "check": inspector.get_check_constraints, "unique": inspector.get_unique_constraints,
        "index": inspector.get_indexes, "foreign": inspector.get_foreign_keys,
    }[kind](table)
    # PostgreSQL lists the index behind a unique constraint as an index too.
    return {str(one["name"]) for one in found if not one.get("duplicates_constraint")}


def declared(kind: str, table: sa.Table) -> set[str]:
    """The names of a table's constraints of one kind, as the models say."""
    if kind == "index":
        return {str(index.name) for index in table.indexes}
    wanted = {"check": sa.CheckConstraint, "unique": sa.UniqueConstraint, "foreign": sa.ForeignKeyConstraint}[kind]
    named = db.engine.dialect.identifier_preparer.format_constraint
    return {str(named(one)).strip('"') for one in table.constraints if isinstance(one, wanted)}


def test_one_line_of_numbered_files() -> None:
    """The migrations are numbered 0001, 0002, … without a gap, each follows the one before, and there is one head."""
    numbers = [re.match(r"(\d{4})_[a-z0-9_]+\.py\Z", path.name) for path in VERSIONS]
    script = ScriptDirectory(FOLDER)
    chain = [revision.revision for revision in script.walk_revisions()][::-1]

    assert all(numbers), "call a migration 0002_what_it_does.py"
    assert list(range(1, len(VERSIONS) + 1)) == [int(match.group(1)) for match in numbers if match]
    assert 1 == len(script.get_heads()), "two heads: let the younger follow the older"
    assert [path.name[:4] for path in VERSIONS] == chain, "the revision id of 0002_….py is 0002"


def test_an_empty_database_becomes_what_the_models_say(unborn: Flask) -> None:
    """After upgrading nothing is left to migrate: tables, columns, types, indexes and unique constraints agree."""
    upgrade(directory=FOLDER)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})

        assert [] == compare_metadata(context, db.metadata), "write a migration: flask db migrate --rev-id 000N"


@pytest.mark.parametrize("kind", ["check", "unique", "index", "foreign"])
def test_constraints_agree_by_name(unborn: Flask, kind: str) -> None:
    """Each table has the constraints and indexes that its model names, and no others."""
    upgrade(directory=FOLDER)

    expected = {name: declared(kind, table) for name, table in db.metadata.tables.items()}
    assert expected == {name: named(kind, name) for name in db.metadata.tables}


def test_down_and_up_again_with_the_demo(unborn: Flask) -> None:
    """A full site can be taken down to nothing and built anew."""
    upgrade(directory=FOLDER)
    _fill(unborn)
    downgrade(directory=FOLDER, revision="base")
    assert set() == tables()

    upgrade(directory=FOLDER)
    assert set(db.metadata.tables) == tables()
    _fill(unborn)


def test_the_desk_goes_down_and_up_again_on_a_withdrawn_post(unborn: Flask) -> None:
    """The editions of a withdrawn post are taken back only since the desk: below it they are as they were."""
    upgrade(directory=FOLDER)
    _fill(unborn)
    taken = sa.text("SELECT post_id FROM edition WHERE cancelled_at IS NOT NULL")
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE post SET state = 'withdrawn', withdrawn_why = 'a slip', withdrawn_at = created_at WHERE id = 1"
        )
    downgrade(directory=FOLDER, revision="0001")
    upgrade(directory=FOLDER)
    with db.engine.connect() as connection:
        assert [1] == list(connection.scalars(taken))
    downgrade(directory=FOLDER, revision="0001")

    with db.engine.connect() as connection:
        assert [] == list(connection.scalars(taken))


def test_upgrading_twice_changes_nothing(unborn: Flask) -> None:
    """A second upgrade leaves a filled site as it is."""
    upgrade(directory=FOLDER)
    _fill(unborn)
    before = _counts()
    upgrade(directory=FOLDER)

    assert before == _counts()


def _fill(app: Flask) -> None:
    vault, storage = app.extensions["vault"], app.extensions["storage"]
    load(db.session(), vault, storage, app.extensions["passwords"].hash("a password of the demo"))
    db.session.commit()
    # Old pooled connections and mapped objects must not survive the tables.
    db.session.remove()


def _counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for name, table in db.metadata.tables.items()
        }
