"""Running commands, and seeing what they left in the database."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from blog.extensions import db
from tests.conftest import Store

Run = Callable[..., Result]
Counts = Callable[[], dict[str, int]]


@pytest.fixture
def run(app: Flask, store: Store) -> Run:
    """`run("people", "list")`: run a command and demand its exit code."""
    runner = app.test_cli_runner()

    def ran(*arguments: str, code: int = 0) -> Result:
        result = runner.invoke(args=list(arguments))
        assert code == result.exit_code, f"{arguments}: {result.output}{result.exception!r}"
        return result

    return ran


@pytest.fixture
def counts(store: Store) -> Counts:
    """How many rows each table has."""

    def counted() -> dict[str, int]:
        with store() as session:
            return {
                name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for name, table in db.metadata.tables.items()
            }

    return counted


@pytest.fixture
def demo(run: Run) -> None:
    """The demo, loaded by its command."""
    run("demo")
