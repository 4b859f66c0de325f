"""Glossary: the terms on whose translation the partners of a series have agreed, and where they stand in a text."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Final
from unicodedata import normalize

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock
from ..locales import BY_TAG, convert
from .base import Base
from .errors import Refused
from .event import Event
from .person import Person
from .policy import Action, demand
from .remark import remark
from .series import Series

LONGEST: Final = 120
LONGEST_NOTE: Final = 500
# Latin letters and digits only: a Han character before or after ends an English word.
_LETTER: Final = r"[A-Za-z0-9\u00c0-\u024f]"
_ADDRESS: Final = re.compile(r"https?://[^\s<>()，。；：！？、（）「」『』《》“”]+")


class Term(Base):
    """One term of a series in both languages. zh: in either script, as it was typed; note: when it is used."""

    __tablename__ = "glossary_term"
    __table_args__ = (sa.UniqueConstraint("series_id", "en"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(sa.ForeignKey("series.id"), index=True)
    en: Mapped[str] = mapped_column(sa.String(LONGEST))
    zh: Mapped[str] = mapped_column(sa.String(LONGEST))
    note: Mapped[str] = mapped_column(sa.UnicodeText, default="")
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    series: Mapped[Series] = relationship(lazy="select")
    by: Mapped[Person | None] = relationship(lazy="joined")

    @classmethod
    def add(cls, session: Session, series: Series, en: str, zh: str, note: str = "", *, by: Person) -> "Term":
        """Agree on a term. Raises NotAllowed, Refused."""
        demand(by, Action.GLOSSARY_EDIT, series)
        term = cls(series=series, by=by)
        term._write(session, en, zh, note)
        Event.record(session, "glossary.added", by=by, about=series, term=term.id)
        return term

    def change(self, session: Session, en: str, zh: str, note: str = "", *, by: Person) -> None:
        """Put the term otherwise. Raises NotAllowed, Refused."""
        demand(by, Action.GLOSSARY_EDIT, self.series)
        self._write(session, en, zh, note)
        Event.record(session, "glossary.changed", by=by, about=self.series, term=self.id)

    def remove(self, session: Session, *, by: Person) -> None:
        """Take the term out of the glossary. Raises NotAllowed."""
        demand(by, Action.GLOSSARY_EDIT, self.series)
        session.delete(self)
        Event.record(session, "glossary.removed", by=by, about=self.series, term=self.id)
        session.flush()

    @classmethod
    def of(cls, series: Series) -> sa.Select["Term"]:
        """The glossary of a series, by the English alphabet."""
        return sa.select(cls).where(cls.series_id == series.id).order_by(sa.func.lower(cls.en), cls.id)

    def _write(self, session: Session, en: str, zh: str, note: str) -> None:
        en, zh, note = _line(en), _line(zh), remark(note, longest=LONGEST_NOTE)
        if "\x00" in en + zh:
            raise Refused("text_unreadable")
        # The lock of the series, so that of two who add a term at once the second sees the first one's.
        session.scalars(sa.select(Series.id).where(Series.id == self.series.id).with_for_update()).all()
        same = sa.func.lower(Term.en) == sa.func.lower(en)
        if set(session.scalars(sa.select(Term.id).where(Term.series_id == self.series.id, same))) - {self.id}:
            raise Refused("term_taken")
        self.en, self.zh, self.note = en, zh, note
        session.add(self)
        session.flush()


def found(terms: Sequence[Term], words: str, locale: str) -> list[tuple[int, int, Term]]:
    """Where terms stand in words, in reading order: (start, end, term). Of two that overlap the longer one counts.

    English: whole words, whatever the case, also with -s, -es or ’s. Chinese: in either script. Not in addresses.
    """
    shown = _blanked(words)
    spans = [(start, end, term) for term in terms for start, end in _spans(term, shown, locale)]
    taken: list[tuple[int, int, Term]] = []
    free = bytearray(b"\1") * len(words)
    for start, end, term in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(free[start:end]):
            free[start:end] = bytes(end - start)
            taken.append((start, end, term))
    return sorted(taken, key=lambda span: span[0])


def missing(
    terms: Sequence[Term], original: str, original_locale: str, translation: str, translation_locale: str,
) -> list[Term]:
    """The terms that stand in the original, and whose agreed translation does not stand in the translation."""
    shown = _blanked(translation)
    standing = {id(term): term for _, _, term in found(terms, original, original_locale)}
    return [term for term in standing.values() if next(_spans(term, shown, translation_locale), None) is None]


def _line(words: str) -> str:
    words = normalize("NFC", words).strip()
    if not words or len(words) > LONGEST or len(words.splitlines()) > 1:
        raise Refused("term_incomplete")
    return " ".join(words.split())


def _blanked(words: str) -> str:
    """Words with blanks in place of addresses, so that each character keeps its place."""
    return _ADDRESS.sub(lambda address: " " * len(address.group()), words)


def _spans(term: Term, words: str, locale: str) -> Iterator[tuple[int, int]]:
    if BY_TAG[locale].language == "en":
        pattern, text = _english(term.en), words
    else:
        pattern, text = _chinese(term.zh, locale), _folded(words)
    return (match.span() for match in pattern.finditer(text))


@lru_cache(maxsize=2000)
def _english(term: str) -> re.Pattern[str]:
    spelt = r"\s+".join(re.escape(word) for word in term.replace("’", "'").split()).replace("'", "['’]")
    return re.compile(rf"(?<!{_LETTER}){spelt}(?:['’]s|e?s)?(?!{_LETTER})", re.IGNORECASE)


@lru_cache(maxsize=2000)
def _chinese(term: str, locale: str) -> re.Pattern[str]:
    # By character and by phrase: who agreed on 软件 writes 軟體 in the other script.
    spellings = {_folded(term), _folded(convert(term, locale))}
    return re.compile("|".join(re.escape(each) for each in sorted(spellings, key=len, reverse=True)))


def _folded(words: str) -> str:
    """Words in one script, case and width, character by character, so that each keeps its place."""
    return "".join(map(_plain, words))


@cache
def _plain(character: str) -> str:
    plain = convert(normalize("NFKC", character), "zh-Hans").lower()
    return plain if len(plain) == 1 else character
