"""Reads a joint post written as plain text, as it was sent by mail or published on an ordinary blog.

The text has a title (in one language or two, on one line), an introduction, and two sections headed
"West asks East" and "East asks West" in English or Chinese, in either order. Each holds numbered
questions; a question ends at the first blank line, or at an answer label such as `A:`, and its answer
goes on to the next question. Which numbered lines are questions and which belong to a list inside an
answer is decided in numbering, where the rule is written down. The remains of a comment form
at the end are dropped. What cannot be understood is refused, with its line.
"""

from itertools import dropwhile

from ...locales import guess
from ...markup import TEXT_LIMIT, TooComplex, check
from .form import drop_form
from .headings import SIDES, Headings, Section, split_sections
from .lines import Line, answer_label, join_lines, numbered, read_lines
from .markdown import markdown
from .numbering import Misfit, question_lines
from .parsed import END, Misunderstood, ParsedPost, ParsedQuestion
from .summary import describe
from .title import split_title

__all__ = ["Misunderstood", "ParsedPost", "ParsedQuestion", "describe", "parse"]


def parse(text: str, *, west: str = "West", east: str = "East") -> ParsedPost:
    """Read a joint post.

    west, east: the partners' names as the headings write them; the plain words West and East, 西方 and 东方
    are known besides. Raises Misunderstood for a text that is no joint post, with the first line that
    does not fit.

    """
    lines, dropped = drop_form(read_lines(text))
    lines = list(dropwhile(lambda line: not line.text, lines))
    while lines and not lines[-1].text:
        lines.pop()
    headings = Headings(west, east)
    if not lines:
        raise Misunderstood(1, "a title", "an empty text")
    if headings.side_of(lines[0].text):
        raise Misunderstood(lines[0].number, "a title", lines[0].text)
    above, sections = split_sections(lines, headings)
    ordered = sorted(sections, key=lambda section: section.heading.number)
    ends = {section.side: later.heading for section, later in zip(ordered, ordered[1:], strict=False)}
    last = Line(lines[-1].number, END)
    asked = {
        each.side: _questions(each, headings.labels[each.side], ends.get(each.side, last)) for each in ordered
    }
    questions = tuple(question for side in SIDES for question in asked[side])
    intro = markdown(above[1:])
    _demand_simple(intro, lines[0].number, "an introduction")
    locale = guess("\n".join([intro, *(f"{each.question}\n{each.answer}" for each in questions)]))
    return ParsedPost(split_title(lines[0].text, locale), intro, locale, questions, dropped)


def _questions(section: Section, label: str, after: Line) -> list[ParsedQuestion]:
    """Read one section. label: its heading in words; after: the line that ends it."""
    lines = list(dropwhile(lambda line: not line.text, section.lines))
    first = numbered(lines[0].text) if lines else None
    if first is None or first.value != 1:
        at = lines[0] if lines else after
        raise Misunderstood(at.number, f"question 1 of {label}", at.text)
    try:
        starts = question_lines(lines)
    except Misfit as misfit:
        at = lines[misfit.at]
        raise Misunderstood(at.number, f"question {misfit.expected} of {label}", at.text) from misfit
    stops = [*starts[1:], len(lines)]
    nexts = [*(lines[start] for start in starts[1:]), after]
    return [
        _question(section.side, number, lines[start:stop], label, following)
        for number, (start, stop, following) in enumerate(zip(starts, stops, nexts, strict=True), 1)
    ]


def _question(side: str, number: int, lines: list[Line], label: str, following: Line) -> ParsedQuestion:
    end = next((at for at, line in enumerate(lines) if at and _ends_question(line)), len(lines))
    found = numbered(lines[0].text)
    words = join_lines([found.rest if found else "", *(line.text.strip() for line in lines[1:end])])
    if not words:
        raise Misunderstood(lines[0].number, f"the words of question {number} of {label}", lines[0].text)
    answer = markdown(_unlabelled(lines[end:]))
    if not answer:
        raise Misunderstood(following.number, f"an answer to question {number} of {label}", following.text)
    _demand_simple(answer, lines[0].number, f"an answer to question {number} of {label}")
    return ParsedQuestion(side, number, words, answer, lines[0].number)


def _demand_simple(words: str, line: int, what: str) -> None:
    """Refuse what could be imported but never published: Markdown beyond the limits."""
    try:
        check(words)
    except TooComplex as error:
        found = f"{len(words)} characters ({error.key.replace('_', ' ')})"
        raise Misunderstood(line, f"{what} of at most {TEXT_LIMIT} characters, with few brackets", found) from error


def _ends_question(line: Line) -> bool:
    return not line.text or answer_label(line.text) is not None


def _unlabelled(lines: list[Line]) -> list[Line]:
    """The lines of an answer without the label it begins with."""
    rest = list(dropwhile(lambda line: not line.text, lines))
    said = answer_label(rest[0].text) if rest else None
    return rest if said is None else [Line(rest[0].number, said), *rest[1:]]
