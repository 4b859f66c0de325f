"""The rows of a site, to be laid down again: quicker than making them by the same verbs before each test."""

import pickle
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from blog.extensions import db


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The rows by table, and the objects that were made with them, pickled so that each test has its own."""

    rows: tuple[tuple[sa.Table, list[dict[str, Any]]], ...]
    objects: bytes

    @classmethod
    def take(cls, connection: sa.Connection, objects: Any) -> "Snapshot":
        """Remember every row, parents before children."""
        found = []
        for table in db.metadata.sorted_tables:
            # By id: a comment must come after the one that it answers.
            rows = [dict(row._mapping) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            if rows:
                found.append((table, rows))
        return cls(tuple(found), pickle.dumps(objects))

    def lay(self, connection: sa.Connection) -> Any:
        """Write the rows into an empty database and return the objects."""
        for table, rows in self.rows:
            connection.execute(sa.insert(table), rows)
        if connection.dialect.name == "postgresql":
            counted = [
                f"SELECT setval('{table.name}_id_seq', (SELECT max(id) FROM {table.name}))"  # noqa: S608
                for table, _ in self.rows
                if "id" in table.c and isinstance(table.c.id.type, sa.Integer)
            ]
            connection.connection.driver_connection.execute("; ".join(counted))
        return pickle.loads(self.objects)  # noqa: S301  # our own bytes
