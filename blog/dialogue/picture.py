"""Picture: content-addressed bytes with an alternative text and a caption."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .. import clock
from .base import Base
from .text import Text


class Picture(Base):
    """A picture that Markdown names as `![](picture:7)`. Its bytes lie in storage under their SHA-256."""

    __tablename__ = "picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    media_type: Mapped[str] = mapped_column(sa.String(32))
    width: Mapped[int]
    height: Mapped[int]
    alt_id: Mapped[int] = mapped_column(sa.ForeignKey("text.id"))
    caption_id: Mapped[int | None] = mapped_column(sa.ForeignKey("text.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    alt: Mapped[Text] = relationship(foreign_keys=[alt_id])
    caption: Mapped[Text | None] = relationship(foreign_keys=[caption_id])
