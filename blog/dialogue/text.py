"""Text: one piece of bilingual content; its Renditions by locale; their immutable Revisions."""

import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from .. import clock
from ..locales import other_script
from .base import Base, words_of
from .states import Origin

if TYPE_CHECKING:
    from .person import Person


class Kind(StrEnum):
    """What a text is for; one-line kinds are plain text, the others Markdown."""

    TITLE = "title"
    INTRO = "intro"
    TOPIC = "topic"
    QUESTION = "question"
    ANSWER = "answer"
    CAPTION = "caption"
    ALT = "alt"

    @property
    def one_line(self) -> bool:
        """Whether the text is a line of plain text."""
        return self not in (Kind.INTRO, Kind.ANSWER)


class Text(Base):
    """One piece of content in as many locales as it has. The source locale is stated, never derived from a side."""

    __tablename__ = "text"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(words_of(Kind))
    source_locale: Mapped[str] = mapped_column(sa.String(8))

    renditions: Mapped[list["Rendition"]] = relationship(
        back_populates="text", lazy="selectin", cascade="all, delete-orphan", order_by="Rendition.locale"
    )

    @classmethod
    def written(
        cls, kind: Kind, source_locale: str, by_locale: dict[str, str], *, by: "Person | None",
        origin: Origin = Origin.HUMAN,
    ) -> "Text":
        """A new text: the source and any translations of it, approved as they stand."""
        text = cls(kind=kind, source_locale=source_locale)
        for locale in sorted(by_locale, key=lambda tag: tag != source_locale):
            text.write(locale, by_locale[locale], by=by, origin=origin)
            text.rendition(locale, strict=True).approve()
        return text

    def copied(self) -> "Text":
        """A new text with what a release of this one would hold: the template of another post.

        A translation that is out of date waits there for its review: in a new text nothing else would tell.
        """
        copy = Text(kind=self.kind, source_locale=self.source_locale)
        for rendition in sorted(self.renditions, key=lambda r: r.locale != self.source_locale):
            revision = self.released(rendition.locale)
            if revision is not None:
                copy.write(rendition.locale, revision.words, by=revision.by, origin=revision.origin)
                if not self.is_stale(rendition.locale):
                    copy.rendition(rendition.locale, strict=True).approve()
        return copy

    @property
    def source(self) -> "Rendition":
        """The rendition in the source locale."""
        return self.rendition(self.source_locale, strict=True)

    def rendition(self, locale: str, *, strict: bool = False) -> Any:
        """The rendition in a locale, or None; strict: a KeyError instead."""
        for rendition in self.renditions:
            if rendition.locale == locale:
                return rendition
        if strict:
            raise KeyError(locale)
        return None

    def write(
        self, locale: str, words: str, *, by: "Person | None", origin: Origin = Origin.HUMAN, minor: bool = False,
    ) -> "Revision":
        """Add a revision in a locale. A translation remembers which revision of the source it translates.

        minor: an edit of the source that leaves its translations up to date.
        """
        rendition = self.rendition(locale)
        if rendition is None:
            rendition = Rendition(locale=locale, origin=origin)
            self.renditions.append(rendition)
        base = self.base_of(locale)
        return rendition.revise(
            words, by=by, origin=origin, minor=minor, of_revision=base and base.newest.number,
            of_locale=base.locale if base and base.locale != self.source_locale else None,
        )

    def base_of(self, locale: str) -> "Rendition | None":
        """What a rendition is made from: a Chinese script from the other one where that exists, else the source.

        So a rendition in the second script is an override of what conversion would give. None for the source.
        """
        if locale == self.source_locale:
            return None
        rendition = self.rendition(locale)
        if rendition is not None and rendition.revisions and rendition.newest.of_revision:
            based: Rendition = self.rendition(rendition.newest.of_locale or self.source_locale)
            return based
        other: Rendition | None = self.rendition(other_script(locale) or "")
        return other if other is not None and other.revisions else self.source

    def is_override(self, locale: str) -> bool:
        """Whether the rendition stands in for a conversion from the other Chinese script."""
        base = self.base_of(locale)
        return base is not None and base.locale == other_script(locale)

    def released(self, locale: str) -> "Revision | None":
        """The revision that a release takes: of the source its newest, of a translation its approved one.

        None for an override whose base has moved on: the conversion is shown instead.
        """
        rendition = self.rendition(locale)
        if rendition is None:
            return None
        revision: Revision | None = rendition.newest if locale == self.source_locale else rendition.approved
        if revision is not None and self.is_override(locale) and self.is_behind(revision):
            return None
        return revision

    def is_stale(self, locale: str) -> bool:
        """Whether the approved translation is older than its base, minor edits apart. Computed, never stored."""
        rendition = self.rendition(locale)
        revision = rendition.approved if rendition is not None and locale != self.source_locale else None
        return revision is not None and self.is_behind(revision)

    def is_behind(self, revision: "Revision") -> bool:
        """Whether what a revision was made from has been changed since, minor edits apart."""
        of_revision = revision.of_revision
        base = self.rendition(revision.of_locale or self.source_locale)
        if of_revision is None or base is None:
            return False
        return any(later.number > of_revision and not later.minor for later in base.revisions)


class Rendition(Base):
    """A text in one locale."""

    __tablename__ = "rendition"
    __table_args__ = (sa.UniqueConstraint("text_id", "locale"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(sa.ForeignKey("text.id"))
    locale: Mapped[str] = mapped_column(sa.String(8))
    origin: Mapped[Origin] = mapped_column(words_of(Origin), default=Origin.HUMAN)
    approved_revision: Mapped[int | None]

    text: Mapped[Text] = relationship(back_populates="renditions")
    revisions: Mapped[list["Revision"]] = relationship(
        back_populates="rendition", lazy="selectin", cascade="all, delete-orphan", order_by="Revision.number"
    )

    @property
    def newest(self) -> "Revision":
        """The newest revision."""
        return self.revisions[-1]

    @property
    def approved(self) -> "Revision | None":
        """The revision that a person approved, if one did."""
        return next((r for r in self.revisions if r.number == self.approved_revision), None)

    def revise(
        self, words: str, *, by: "Person | None", origin: Origin, minor: bool, of_revision: int | None,
        of_locale: str | None,
    ) -> "Revision":
        """Append a revision; words are stored in NFC."""
        revision = Revision(
            number=len(self.revisions) + 1, words=unicodedata.normalize("NFC", words), of_revision=of_revision,
            of_locale=of_locale, origin=origin, minor=minor, by=by,
        )
        self.revisions.append(revision)
        self.origin = origin
        return revision

    def approve(self) -> None:
        """Take the newest revision as the one that releases carry."""
        self.approved_revision = self.newest.number


class Revision(Base):
    """The words of a rendition at one time. Never changed, never deleted on its own.

    of_revision: of what it was made from; of_locale: of which rendition, where that is not the source.
    """

    __tablename__ = "revision"
    __table_args__ = (sa.UniqueConstraint("rendition_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rendition_id: Mapped[int] = mapped_column(sa.ForeignKey("rendition.id"))
    number: Mapped[int]
    words: Mapped[str] = mapped_column(sa.UnicodeText)
    of_revision: Mapped[int | None]
    of_locale: Mapped[str | None] = mapped_column(sa.String(8))
    origin: Mapped[Origin] = mapped_column(words_of(Origin))
    minor: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    rendition: Mapped[Rendition] = relationship(back_populates="revisions")
    by: Mapped["Person | None"] = relationship(lazy="select")


@event.listens_for(Revision, "before_delete")
@event.listens_for(Revision, "before_update")
def _immutable(mapper: Mapper[Revision], connection: sa.Connection, revision: Revision) -> None:
    raise TypeError("a revision is immutable: write a new one")
