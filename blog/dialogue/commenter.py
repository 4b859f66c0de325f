"""Commenter: a name and a random public id. A typed address proves nothing, so each comment begins with its own."""

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from .. import clock
from .base import Base


class Commenter(Base):
    """Somebody who comments without an account. The identicon is drawn from the public id, never from an address."""

    __tablename__ = "commenter"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(16), unique=True, default=lambda: secrets.token_hex(8))
    name: Mapped[str] = mapped_column(sa.Unicode(80))
    verified: Mapped[bool] = mapped_column(default=False)
    erased_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
