"""Picture: content-addressed bytes with an alternative text and a caption."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock
from .base import Base
from .event import Event
from .policy import Action, demand
from .text import Kind, Text

if TYPE_CHECKING:
    from .person import Person
    from .post import Post


class File(NamedTuple):
    """Bytes in storage, by their SHA-256; width and height in pixels."""

    sha256: str
    media_type: str
    width: int
    height: int


class Picture(Base):
    """A picture that Markdown names as `![](picture:7)`. Its bytes lie in storage under their SHA-256.

    post: for which it was uploaded; sizes: the same picture as WebP in several widths, the narrowest first.
    """

    __tablename__ = "picture"
    __table_args__ = (sa.UniqueConstraint("post_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    media_type: Mapped[str] = mapped_column(sa.String(32))
    width: Mapped[int]
    height: Mapped[int]
    alt_id: Mapped[int] = mapped_column(sa.ForeignKey("text.id"))
    caption_id: Mapped[int | None] = mapped_column(sa.ForeignKey("text.id"))
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("post.id"))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    post: Mapped["Post | None"] = relationship(back_populates="pictures", lazy="select")
    by: Mapped["Person | None"] = relationship(lazy="select")
    alt: Mapped[Text] = relationship(foreign_keys=[alt_id])
    caption: Mapped[Text | None] = relationship(foreign_keys=[caption_id])
    sizes: Mapped[list["PictureSize"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="PictureSize.width"
    )

    @classmethod
    def add(
        cls, session: Session, post: "Post", main: File, sizes: Sequence[File], *, alt: dict[str, str],
        caption: dict[str, str], source_locale: str, by: "Person",
    ) -> "Picture":
        """Add a picture whose bytes are stored to a post; the one that the post has if it is the same.

        alt, caption: tidied words by locale, empty ones allowed; source_locale: of what is written there. Raises
        NotAllowed.
        """
        demand(by, Action.PICTURE_ADD, post)
        post.change(session)
        known = session.scalar(cls.of(post, main.sha256))
        if known is not None:
            return known
        picture = cls(
            **main._asdict(), post=post, by=by, alt=_text(Kind.ALT, alt, source_locale, by),
            caption=_text(Kind.CAPTION, caption, source_locale, by) if any(caption.values()) else None,
            sizes=[PictureSize(sha256=size.sha256, media_type=size.media_type, width=size.width) for size in sizes],
        )
        session.add(picture)
        session.flush()
        Event.record(session, "picture.added", by=by, about=post, picture=picture.id, sha256=main.sha256)
        return picture

    @classmethod
    def of(cls, post: "Post", digest: str) -> sa.Select["Picture"]:
        """The picture of a post that has these bytes."""
        return sa.select(cls).where(cls.post_id == post.id, cls.sha256 == digest)

    @classmethod
    def media_type_of(cls, digest: str) -> sa.CompoundSelect[str]:
        """The media type under which a picture, or one of its sizes, is sent."""
        return sa.union_all(
            sa.select(cls.media_type).where(cls.sha256 == digest),
            sa.select(PictureSize.media_type).where(PictureSize.sha256 == digest),
        ).limit(1)


class PictureSize(Base):
    """One width of a picture."""

    __tablename__ = "picture_size"

    picture_id: Mapped[int] = mapped_column(sa.ForeignKey("picture.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True, index=True)
    media_type: Mapped[str] = mapped_column(sa.String(32))
    width: Mapped[int]


def _text(kind: Kind, words: dict[str, str], source_locale: str, by: "Person") -> Text:
    """What was written, in the source locale if there are words in it, else in the first one that has some."""
    written = {locale: said for locale, said in words.items() if said}
    source = source_locale if source_locale in written else next(iter(written), source_locale)
    return Text.written(kind, source, written or {source: ""}, by=by)
