"""Which numbered lines of a section are its questions, and which are items of lists inside the answers.

The rule. Only lines numbered in the style of the section's first question are in doubt; any other style
is prose or a list. Of the readings that remain, one is possible when

- the questions run 1, 2, … n in the order of the text, the first being the section's first line;
- every other numbered line belongs to a list inside an answer, which starts at 1, runs without a gap
  and has two items or more. Unindented paragraphs may stand between two items, unless the item before
  them looks like a question of this section: a blank line above, and a question mark at its end if the
  first question has one.

So a list 1, 2, 3 in answer 2 followed by question 3 has one reading, for a question 3 taken from the
list would leave its real namesake a repetition: the last candidate wins unless that leaves a gap. Where
several readings remain, the one with the least evidence against it is taken:

- against a list item: it ends in a question mark (3), an answer label follows it (5), paragraphs part
  it from the item before (4), it has a blank line above where the item before had none, or the reverse
  (2);
- against a question: no question mark where the first question has one (2), no blank line above (3),
  deeper indentation than the first question (4), nothing before the next question that could be its
  answer (100).

Equal evidence goes to the later candidate being the question, and at the end of a section to a
question. The weights are judgement, tried on made-up posts (tests/unit/exchange/test_joint_post.py).

The states after a line numbered v are "v is a question" and "v is item v of a list in answer k", for
some k's. A list item treats all k's alike, so their costs share one running sum and the whole takes
linear time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from .lines import Line, answer_label, bullet, numbered

# A number this far beyond the count of numbered lines so far is prose (a year, a sum), not a gap.
_PROSE_BEYOND: Final = 50
_UNANSWERED: Final = 100
_CLOSING: Final = "”’\"'」』)）]】*_ "


@dataclass
class Candidate:
    """A numbered line in the style of the questions, with the evidence for and against its being one.

    at: index in the section; asks: ends in a question mark; blank: a blank line above; labelled: `A:`
    follows; text: anything follows before the next candidate; loose: an unindented paragraph does.

    """

    at: int
    value: int
    blank: bool
    indent: int
    asks: bool = False
    labelled: bool = False
    text: bool = False
    loose: bool = False


class Misfit(Exception):
    """No reading explains the candidate at this line. expected: the number of the question due there."""

    def __init__(self, at: int, expected: int) -> None:
        """Keep the index of the line in its section and the number due."""
        super().__init__(at, expected)
        self.at = at
        self.expected = expected


class _Reading(NamedTuple):
    cost: int
    last: int  # index of the candidate that is the newest question


def question_lines(lines: list[Line]) -> list[int]:
    """Indices of the questions in a section whose first line is question 1. Raises Misfit."""
    return _Readings(_candidates(lines)).best()


def asks(text: str) -> bool:
    """Whether a text ends in a question mark, closing quotes, brackets and bold marks aside."""
    return text.rstrip(_CLOSING).endswith(("?", "？"))


def _candidates(lines: list[Line]) -> Iterator[Candidate]:
    """Give each candidate once its evidence is complete, so that a misfit ends the work early."""
    first = numbered(lines[0].text)
    found: Candidate | None = None
    count = 0
    in_words = False
    for at, line in enumerate(lines):
        number = numbered(line.text)
        if number and first and number.style == first.style and number.value <= count + _PROSE_BEYOND:
            indent = len(line.text) - len(line.text.lstrip())
            if found:
                yield found
            blank = at == 0 or not lines[at - 1].text
            found = Candidate(at, number.value, blank, indent, asks(line.text))
            count += 1
            in_words = True
        elif not line.text:
            in_words = False
        elif found:
            in_words = _follow(found, line.text, in_words)
    if found:
        yield found


def _follow(candidate: Candidate, text: str, in_words: bool) -> bool:
    labelled = answer_label(text) is not None
    if in_words and not labelled:
        candidate.asks = asks(text)
        return True
    candidate.labelled |= labelled and not candidate.text
    candidate.text = True
    candidate.loose |= not text.startswith(("  ", "\t")) and bullet(text) is None
    return False


class _Readings:
    """The possible readings of the candidates so far, the cheapest for each state."""

    def __init__(self, candidates: Iterator[Candidate]) -> None:
        self.coming = candidates
        self.first = next(candidates)
        self.candidates = [self.first]
        self.question: _Reading | None = _Reading(0, 0)
        self.in_list: dict[int, _Reading] = {}  # by number of the question; cost without self.items
        self.items = 0
        self.before: dict[int, int] = {}

    def best(self) -> list[int]:
        """Read all candidates; the lines of the questions in the cheapest reading."""
        for index, candidate in enumerate(self.coming, 1):
            self.candidates.append(candidate)
            self._read(index)
        last = self.candidates[-1]
        if last.value == 1:
            self._drop_lists(len(self.candidates) - 1)
        ends = [_Reading(reading.cost + self.items, reading.last) for reading in self.in_list.values()]
        if self.question:
            ends.insert(
                0, _Reading(self.question.cost + (0 if last.text else _UNANSWERED), self.question.last)
            )
        index = min(ends, key=lambda reading: reading.cost).last
        chain = [index]
        while index:
            index = self.before[index]
            chain.append(index)
        return [self.candidates[index].at for index in reversed(chain)]

    def _read(self, index: int) -> None:
        due = self._due()
        earlier, current = self.candidates[index - 1], self.candidates[index]
        if (earlier.value == 1 and current.value != 2) or self._broken(earlier, current):
            self._drop_lists(index - 1)
        question = self._as_question(earlier, current)
        if current.value == 1:
            self._open_list(earlier)
        elif current.value != earlier.value + 1:
            self.in_list.clear()
        self.items += self._against_item(earlier, current)
        self.question = None
        if question:
            self.before[index] = question.last
            self.question = _Reading(question.cost + self._against_question(current), index)
        elif not self.in_list:
            raise Misfit(current.at, due)

    def _due(self) -> int:
        """The number of the question expected next in the cheapest reading."""
        if self.question:
            return self.candidates[self.question.last].value + 1
        return min(self.in_list, key=lambda number: self.in_list[number].cost) + 1

    def _broken(self, earlier: Candidate, current: Candidate) -> bool:
        like_question = earlier.blank and (earlier.asks or not self.first.asks)
        return current.value == earlier.value + 1 and earlier.loose and like_question

    def _drop_lists(self, index: int) -> None:
        """Give up the readings in which the candidate at index is an item, for its list cannot go on."""
        due = self._due()
        self.in_list.clear()
        if not self.question:
            raise Misfit(self.candidates[index].at, due)

    def _as_question(self, earlier: Candidate, current: Candidate) -> _Reading | None:
        readings = []
        if self.question and current.value == earlier.value + 1:
            readings.append(
                _Reading(self.question.cost + (0 if earlier.text else _UNANSWERED), self.question.last)
            )
        if current.value - 1 in self.in_list:
            reading = self.in_list[current.value - 1]
            readings.append(_Reading(reading.cost + self.items, reading.last))
        return min(readings, key=lambda reading: reading.cost, default=None)

    def _open_list(self, earlier: Candidate) -> None:
        if self.question:
            opened = _Reading(self.question.cost - self.items, self.question.last)
            closed = self.in_list.get(earlier.value, opened)
            self.in_list[earlier.value] = min(opened, closed, key=lambda reading: reading.cost)

    def _against_item(self, earlier: Candidate, current: Candidate) -> int:
        cost = 3 * current.asks + 5 * current.labelled
        if current.value > 1:
            cost += 4 * earlier.loose
        if current.value > 2:
            cost += 2 * (current.blank != earlier.blank)
        return cost

    def _against_question(self, current: Candidate) -> int:
        cost = 2 * (self.first.asks and not current.asks)
        return cost + 3 * (not current.blank) + 4 * (current.indent > self.first.indent + 1)
