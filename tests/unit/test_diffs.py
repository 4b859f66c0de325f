"""Diffs: what changed by paragraph, word and character; exact for machines, tidy for people, and never slow."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.diffs import Paragraph, compare, tokens

FAMILY, WAVE, FLAG, ACCENT = "👨‍👩‍👧", "👋🏽", "🇩🇪", "cafe\u0301"
WHOLE = (FAMILY, WAVE, FLAG, "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "か\u3099", "é", "e\u0301", "葛\U000e0100")
BITS = st.sampled_from([
    *WHOLE, ACCENT, "tea", "Tea", "don’t", "3.14", "https://a.example/x?y=1", "茶", "绿茶", "的", "，", "。", "**", "-",
    " ", "  ", "\t", "\n", "\n\n", " \n", "\r\n", "\u200d", "\u0301", "ＡＢ", "ｶ", "𠮷", ".", "",
])
TEXTS = st.one_of(st.lists(BITS, max_size=30).map("".join), st.text(max_size=40))


def shown(paragraph: Paragraph) -> str:
    """The words of a paragraph with [-what is gone-] and {+what is new+}."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[piece.op].format(piece.words) for piece in paragraph.words)


def side(paragraphs: list[Paragraph], op: str) -> str:
    """What was `same` or `op`, joined."""
    pieces = [piece for paragraph in paragraphs for piece in (*paragraph.words, *paragraph.end)]
    return "".join(piece.words for piece in pieces if piece.op in ("same", op))


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_diff(old: str, new: str) -> None:
    """What stayed and what is gone is the old text, what stayed and what is new the new one, to the character."""
    found = compare(old, new)

    assert (old, new) == (side(found, "gone"), side(found, "new"))
    assert "" not in {piece.words for paragraph in found for piece in (*paragraph.words, *paragraph.end)}


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    """Between a text and itself nothing changed."""
    assert not any(paragraph.changed for paragraph in compare(text, text))


@given(TEXTS, TEXTS)
def test_pieces_alternate(old: str, new: str) -> None:
    """No two pieces of one kind stand beside each other, and what is gone stands before what is new."""
    for paragraph in compare(old, new):
        kinds = [piece.op for piece in paragraph.words]
        assert all(pair not in {("same", "same"), ("gone", "gone"), ("new", "new"), ("new", "gone")}
                   for pair in zip(kinds, kinds[1:], strict=False))


@given(TEXTS)
def test_tokens_are_the_text(text: str) -> None:
    """Joined, the tokens are the text; none is empty."""
    assert text == "".join(tokens(text))
    assert "" not in tokens(text)


@given(st.lists(st.sampled_from(WHOLE), max_size=8), st.lists(st.sampled_from(WHOLE), max_size=8))
def test_what_is_drawn_as_one_stays_one(old: list[str], new: list[str]) -> None:
    """Letters with marks, skin colours, families, flags and variants are never taken apart."""
    for paragraph in compare(" ".join(old), " ".join(new)):
        for piece in paragraph.words:
            assert set(piece.words.split()) <= set(WHOLE)


@pytest.mark.parametrize(("text", "parts"), [
    ("Tea, please.", ["Tea", ",", " ", "please", "."]),
    ("绿茶tea很好", ["绿", "茶", "tea", "很", "好"]),
    ("don’t can't", ["don’t", " ", "can't"]),
    ("3.14 元，1,000.50%", ["3.14", " ", "元", "，", "1,000.50%"]),
    ("见https://a.example/x?y=1。好", ["见", "https://a.example/x?y=1", "。", "好"]),
    ("**bold**", ["**", "bold", "**"]),
    ("カナＡＢ", ["カ", "ナ", "Ａ", "Ｂ"]),
    (f"{FAMILY}{WAVE}{FLAG}{FLAG}{ACCENT}", [FAMILY, WAVE, FLAG, FLAG, ACCENT]),
    ("snake_case", ["snake", "_", "case"]),
])
def test_tokens(text: str, parts: list[str]) -> None:
    """Words, numbers and addresses stay whole; of Chinese each character stands for itself."""
    assert parts == tokens(text)


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("Tea is good.", "Tea is very good, they say.", "Tea is {+very +}good{+, they say+}."),
    ("The quick brown fox.", "The slow brown fox.", "The [-quick-]{+slow+} brown fox."),
    ("It costs 3.14 today.", "It costs 3.15 today.", "It costs [-3.14-]{+3.15+} today."),
    ("I don’t know", "I didn’t know", "I [-don’t-]{+didn’t+} know"),
    ("我们早上喝茶。", "我们早上喝绿茶。", "我们早上喝{+绿+}茶。"),
    ("他用AI模型写诗。", "她用LLM模型写诗。", "[-他-]{+她+}用[-AI-]{+LLM+}模型写诗。"),
    ("看 https://a.example/x 吧", "看 https://a.example/y 吧", "看 [-https://a.example/x-]{+https://a.example/y+} 吧"),
    (f"We {FAMILY} here", f"We {WAVE} here", f"We [-{FAMILY}-]{{+{WAVE}+}} here"),
    ("one  two", "one two", "one[-  -]{+ +}two"),
    ("的", "绿色的茶叶", "{+绿色+}的{+茶叶+}"),
])
def test_words_and_characters(old: str, new: str, expected: str) -> None:
    """English differs by the word, Chinese by the character, mixed text by both."""
    assert [expected] == [shown(paragraph) for paragraph in compare(old, new)]


@pytest.mark.parametrize(("old", "new", "expected"), [
    # A space, a short word, one character between two replacements.
    ("We saw quick brown foxes there.", "We saw slow white foxes there.",
     "We saw [-quick brown-]{+slow white+} foxes there."),
    ("We drink water in London every day.", "We drink coffee in Leipzig every day.",
     "We drink [-water in London-]{+coffee in Leipzig+} every day."),
    ("今天早上的新闻说了很多。", "今天昨晚的消息说了很多。", "今天[-早上的新闻-]{+昨晚的消息+}说了很多。"),
    # A word that says something stays.
    ("good coffee here and now", "fine coffee there and now", "[-good-]{+fine+} coffee [-here-]{+there+} and now"),
    # Two sentences that have nothing but small words in common.
    ("It was a long day and we were tired.", "Now the committee was in a hurry.",
     "[-It was a long day and we were tired.-]{+Now the committee was in a hurry.+}"),
])
def test_tidy_for_people(old: str, new: str, expected: str) -> None:
    """What little stays between two replacements is replaced with them; unlike texts are not shredded."""
    assert [expected] == [shown(paragraph) for paragraph in compare(old, new)]


def test_paragraphs_find_each_other() -> None:
    """An inserted paragraph does not shift the others: rewritten ones still stand beside their old selves."""
    old = "Tea is drunk hot.\n\nWe meet at noon in Leeds.\n\nGoodbye to you all."
    new = "Tea is drunk cold.\n\n请先看这里。\n\nWe meet at one in Leeds.\n\nGoodbye to you all."
    found = compare(old, new)

    assert [
        "Tea is drunk [-hot-]{+cold+}.", "{+请先看这里。+}", "We meet at [-noon-]{+one+} in Leeds.",
        "Goodbye to you all.",
    ] == [shown(paragraph) for paragraph in found]
    assert [True, True, True, False] == [paragraph.changed for paragraph in found]


@pytest.mark.parametrize(("old", "new", "gaps", "changed"), [
    ("a\nb", "a\n\nb", ["new", "same"], [True, False]),
    ("a\n\nb", "a\nb", ["gone", "same"], [True, False]),
    ("a\n\nb", "a\n\n\n \nb", ["same", "same"], [False, False]),
    ("a", "a\n", ["same"], [False]),
    ("a", "a\n\nb", ["same", "same"], [False, True]),
])
def test_line_ends(old: str, new: str, gaps: list[str], changed: list[bool]) -> None:
    """An empty line that came or went between two lines is a change; a line end at the end of a text is none."""
    found = compare(old, new)

    assert (gaps, changed) == ([each.gap for each in found], [each.changed for each in found])


def test_empty_texts() -> None:
    """Of nothing and nothing there is no diff; a new text is all new."""
    assert [] == compare("", "")
    assert ["{+abc+}"] == [shown(paragraph) for paragraph in compare("", "abc")]
    assert ["[-abc-]"] == [shown(paragraph) for paragraph in compare("abc", "")]


def long_text(seed: int, alphabet: str, paragraphs: int, join: str = "") -> str:
    """20,000 characters drawn from an alphabet."""
    random, size = Random(seed), 20_000 // paragraphs
    return "\n\n".join(join.join(random.choices(alphabet, k=size // (1 + len(join)) - 1)) for _ in range(paragraphs))


HAN = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))


@pytest.mark.parametrize(("alphabet", "join"), [
    pytest.param(HAN, "", id="600"), pytest.param(HAN[:60], "", id="60"), pytest.param("的了", "", id="2"),
    pytest.param("的", "", id="1"), pytest.param("abcdefghij", " ", id="10"),
])
@pytest.mark.parametrize("paragraphs", [1, 10, 40, 140, 2000])
def test_the_cost_is_bounded(alphabet: str, join: str, paragraphs: int) -> None:
    """20,000 characters against 20,000 others, however few different ones there are, take far less than a second."""
    old, new = (long_text(seed, alphabet, paragraphs, join) for seed in (1, 2))
    began = time.process_time()
    found = compare(old, new)
    took = time.process_time() - began

    assert (old, new) == (side(found, "gone"), side(found, "new"))
    assert took < 1.5  # seconds; a third of one on an idle machine
