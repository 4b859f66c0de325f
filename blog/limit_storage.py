"""Rate limits in the application's own database, so that they hold for all workers and survive a restart."""

import time
from typing import Any

import sqlalchemy as sa
from limits.storage import Storage
from sqlalchemy.orm import Mapped, mapped_column

from .dialogue.base import Base


class LimitCounter(Base):
    """How often something happened in the window that ends at `ends_at` (seconds since 1970). key: hashed."""

    __tablename__ = "limit_counter"

    key: Mapped[str] = mapped_column(sa.String(255), primary_key=True)
    value: Mapped[int]
    ends_at: Mapped[float]


class SqlStorage(Storage):
    """A storage of the `limits` library over the table above. Needs an engine before its first use."""

    STORAGE_SCHEME = ["wenda-sql"]
    engine: sa.Engine

    _COUNT = sa.text(
        "INSERT INTO limit_counter (key, value, ends_at) VALUES (:key, :amount, :ends) "
        "ON CONFLICT (key) DO UPDATE SET "
        "value = CASE WHEN limit_counter.ends_at <= :now THEN :amount ELSE limit_counter.value + :amount END, "
        "ends_at = CASE WHEN limit_counter.ends_at <= :now THEN :ends ELSE limit_counter.ends_at END "
        "RETURNING value"
    )

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self.engine = options["engine"]

    @property
    def base_exceptions(self) -> type[Exception]:
        """What a failing storage raises."""
        return sa.exc.SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count up within the running window, or begin a new one of `expiry` seconds; the count so far."""
        now = time.time()
        with self.engine.begin() as connection:
            count = connection.execute(self._COUNT, {"key": key, "amount": amount, "now": now, "ends": now + expiry})
            return int(count.scalar_one())

    def get(self, key: str) -> int:
        """The count in the running window."""
        row = self._row(key)
        return row.value if row and row.ends_at > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """When the running window ends, in seconds since 1970."""
        row = self._row(key)
        return row.ends_at if row else time.time()

    def check(self) -> bool:
        """Whether the database answers."""
        try:
            self.get("")
        except sa.exc.SQLAlchemyError:
            return False
        return True

    def reset(self) -> int:
        """Forget everything; how many counters there were."""
        with self.engine.begin() as connection:
            return int(connection.execute(sa.delete(LimitCounter)).rowcount)

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with self.engine.begin() as connection:
            connection.execute(sa.delete(LimitCounter).where(LimitCounter.key == key))

    def sweep(self) -> int:
        """Delete the counters of windows that have ended; how many."""
        with self.engine.begin() as connection:
            ended = sa.delete(LimitCounter).where(LimitCounter.ends_at <= time.time())
            return int(connection.execute(ended).rowcount)

    def _row(self, key: str) -> Any:
        with self.engine.connect() as connection:
            return connection.execute(sa.select(LimitCounter).where(LimitCounter.key == key)).first()
