"""What rule 1 allows, said again in plain Python: no database, and nothing of the product but its nouns."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from blog.dialogue.base import Side
from blog.dialogue.states import PostState

WEST, EAST = Side.WEST, Side.EAST
AUTHORS: Final = {WEST: {"ruth", "tom"}, EAST: {"chen"}}
TRANSLATORS: Final = {WEST: set[str](), EAST: {"lin"}}
PEOPLE: Final = ("ruth", "tom", "chen", "lin", "oskar", "grace", "olga", "nina")


@dataclass(slots=True)
class Printed:
    """An edition as the model knows it. words: of all sources, sorted, as they were when the second key turned."""

    number: int
    hash: str
    at: datetime
    words: list[str]
    cancelled: bool = False


@dataclass(slots=True)
class Key:
    """A key of a partner on a hash: whose, and whether it was taken back."""

    name: str
    revoked: bool = False


@dataclass(slots=True)
class Model:
    """Who is a signer, which keys were turned on which hash, and what came of it.

    words, sources: what stands in the original of each passage, and its locale; asked: the side of each question, by
    id; gone: those that were withdrawn from the draft.
    """

    signers: set[tuple[str, Side]] = field(default_factory=lambda: {("ruth", WEST), ("chen", EAST)})
    disabled: set[str] = field(default_factory=set)
    keys: dict[tuple[str, Side], Key] = field(default_factory=dict)
    editions: list[Printed] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    asked: dict[int, Side] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    was_withdrawn: bool = False
    publish_at: datetime | None = None
    has_note: bool = False

    def writes(self, name: str, *sides: Side) -> bool:
        """Whether somebody is an author of one of these sides."""
        return name not in self.disabled and any(name in AUTHORS[side] for side in sides)

    def translates(self, name: str, *sides: Side) -> bool:
        """Whether somebody may translate what these sides wrote."""
        translator = any(name in TRANSLATORS[side] for side in Side)
        return name not in self.disabled and (translator or self.writes(name, *sides))

    def signs(self, name: str, side: Side | None = None) -> bool:
        """Whether somebody is a signer of a side now, or of either."""
        sides = Side if side is None else (side,)
        return name not in self.disabled and any((name, one) in self.signers for one in sides)

    def belongs(self, name: str) -> bool:
        """Whether somebody is of either partner."""
        return self.signs(name) or self.translates(name, *Side)

    def plans(self, name: str) -> bool:
        """Whether somebody may plan the next edition."""
        return self.signs(name) or self.writes(name, *Side)

    def why_not(self, name: str, side: Side, hash_: str) -> str | None:
        """What of the keys themselves stands against turning one: a partner is one key, a person is one key."""
        own, other = self.keys.get((hash_, side)), self.keys.get((hash_, side.other))
        # A key whose person is a signer no more does not stand in a colleague's way.
        taken = own is not None and not own.revoked and self.signs(own.name, side)
        return "signed_already" if taken or (other is not None and other.name == name) else None

    def turn(self, name: str, side: Side, hash_: str, now: datetime) -> Printed | None:
        """Turn a key; the edition that rule 1 allows now, if any."""
        self.keys[hash_, side] = Key(name)
        found = [self.keys.get((hash_, side)) for side in Side]
        keys = [key for key, one in zip(found, Side, strict=True) if key and self.signs(key.name, one)]
        if len({key.name for key in keys if not key.revoked}) < 2:
            return None
        printed = Printed(len(self.editions) + 1, hash_, max(self.publish_at or now, now), self.standing_words())
        self.editions.append(printed)
        self.publish_at, self.has_note = None, False
        return printed

    def owners(self, key: str) -> tuple[Side, ...]:
        """The sides whose words a passage holds: the asking one's questions, the other one's answers."""
        if key in ("title", "intro"):
            return tuple(Side)
        side = self.asked[question_of(key)]
        return (side.other if key.endswith(".answer") else side,)

    def may_write(self, name: str, key: str, locale: str) -> bool:
        """Whether somebody may write a passage in a locale: the original is its authors', the rest translators' too."""
        is_source = locale == self.sources.get(key, locale)
        return (self.writes if is_source else self.translates)(name, *self.owners(key))

    def wrote(self, key: str, locale: str, words: str) -> None:
        """Remember what was saved, where it is the original; the first save of a passage says which locale that is."""
        if self.sources.setdefault(key, locale) == locale:
            self.words[key] = words

    def standing(self, side: Side | None = None) -> list[int]:
        """The ids of the questions in the draft, of one side where given."""
        return [one for one, asker in self.asked.items() if one not in self.gone and side in (None, asker)]

    def standing_words(self) -> list[str]:
        """The words of every original in the draft, sorted."""
        return sorted(w for key, w in self.words.items() if question_of(key) not in self.gone)

    def visible(self, now: datetime) -> Printed | None:
        """What readers see: the newest edition that is due and was not taken back."""
        return next((one for one in reversed(self.editions) if not one.cancelled and one.at <= now), None)

    def upcoming(self, now: datetime) -> Printed | None:
        """The newest edition that waits for its time; where none waits, what readers see."""
        waiting = [one for one in self.editions if not one.cancelled and one.at > now]
        return waiting[-1] if waiting else self.visible(now)

    def withdraw(self) -> None:
        """Take everything back: no edition, no key of before counts any more."""
        self.was_withdrawn = True
        for edition in self.editions:
            edition.cancelled = True
        for key in self.keys.values():
            key.revoked = True

    @property
    def state(self) -> PostState:
        """What the stored state of the post must be."""
        if any(not edition.cancelled for edition in self.editions):
            return PostState.PUBLISHED
        return PostState.WITHDRAWN if self.was_withdrawn else PostState.DRAFT


def question_of(key: str) -> int:
    """The id of the question to which a passage belongs; 0 for title and intro."""
    return int(key.partition(".")[0][1:]) if key.startswith("q") else 0
