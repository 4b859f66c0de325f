"""What every table shares: naming of constraints, aware times, the two sides."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase

E = TypeVar("E", bound=StrEnum)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware time, stored in UTC. SQLite gives naive values back even when told otherwise."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive times and turn the others into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give back an aware UTC time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The declarative base of the domain."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        dict[str, str]: sa.JSON,
        dict[str, Any]: sa.JSON,
        list[str]: sa.JSON,
        list[dict[str, Any]]: sa.JSON,
    }


def words_of(kind: type[E], length: int = 16) -> sa.Enum:
    """A column type that stores an enum by its value, checked by the database."""
    return sa.Enum(
        kind, native_enum=False, length=length, create_constraint=True, name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Side(StrEnum):
    """One of the two sides of a joint post."""

    WEST = "west"
    EAST = "east"

    @property
    def other(self) -> "Side":
        """The side that answers what this side asks."""
        return Side.EAST if self is Side.WEST else Side.WEST
