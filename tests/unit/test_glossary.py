"""The glossary in a text: where agreed terms stand, and which of them a translation lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.dialogue.glossary import Term, found, missing

TERMS = [
    Term(en="tea", zh="茶"), Term(en="green tea", zh="绿茶"), Term(en="tea ceremony", zh="茶道"),
    Term(en="software", zh="软件"), Term(en="AI model", zh="AI 模型"), Term(en="bus", zh="公交车"),
    Term(en="host’s gift", zh="伴手禮"),
]


def stand(words: str, locale: str) -> list[str]:
    """What stands in the words, as it is written there, with the English term behind a stroke."""
    return [f"{words[start:end]}|{term.en}" for start, end, term in found(TERMS, words, locale)]


@pytest.mark.parametrize(("words", "expected"), [
    ("Tea, TEA and tea.", ["Tea|tea", "TEA|tea", "tea|tea"]),
    ("Teas, the tea’s and the tea's, two buses", ["Teas|tea", "tea’s|tea", "tea's|tea", "buses|bus"]),
    ("steam, teapot, team, éteas, tea2", []),
    ("A green\ntea-house has green  tea", ["green\ntea|green tea", "green  tea|green tea"]),
    ("a green tea ceremony", ["tea ceremony|tea ceremony"]),
    ("喝Tea吧，“tea”", ["Tea|tea", "tea|tea"]),
    ("A host's gift, **tea**, [tea](https://tea.example/tea) https://a.example/tea", [
        "host's gift|host’s gift", "tea|tea", "tea|tea",
    ]),
    ("", []),
])
def test_english_terms(words: str, expected: list[str]) -> None:
    """Whole words in any case, with a plain plural or possessive; the longer term counts; addresses are no words."""
    assert expected == stand(words, "en")


@pytest.mark.parametrize(("locale", "words", "expected"), [
    ("zh-Hans", "我们喝绿茶，也喝红茶。", ["绿茶|green tea", "茶|tea"]),
    ("zh-Hant", "我們喝綠茶，也喝紅茶。", ["綠茶|green tea", "茶|tea"]),
    ("zh-Hant", "寫軟體的人與软件", ["軟體|software", "软件|software"]),
    ("zh-Hans", "带伴手礼来", ["伴手礼|host’s gift"]),
    ("zh-Hans", "用ai 模型和ＡＩ 模型", ["ai 模型|AI model", "ＡＩ 模型|AI model"]),
    ("zh-Hans", "tea", []),
])
def test_chinese_terms(locale: str, words: str, expected: list[str]) -> None:
    """Anywhere in the text, in either script whichever the term was typed in; Latin in any case and width."""
    assert expected == stand(words, locale)


@given(st.text(alphabet="茶绿綠道 teaTEAgrn’'s\nİß裡ﬁ", max_size=60), st.sampled_from(["en", "zh-Hans", "zh-Hant"]))
def test_places_do_not_overlap(words: str, locale: str) -> None:
    """Terms are told in reading order, each in a place of its own that lies within the words."""
    places = [place for start, end, _ in found(TERMS, words, locale) for place in (start, end)]

    assert sorted(places) == places
    assert all(0 <= place <= len(words) for place in places)
    assert all(start < end for start, end, _ in found(TERMS, words, locale))


@pytest.mark.parametrize(("original", "translation", "lacking"), [
    ("Green tea and software", "绿茶和软件", []),
    ("Green tea and software", "清茶和程序", ["green tea", "software"]),
    ("Software, then tea, then software", "", ["software", "tea"]),
    ("Tea", "绿茶", []),
    ("Nothing agreed", "", []),
    ("See https://tea.example/", "没有", []),
    ("Tea", "见 https://example.org/茶", ["tea"]),
])
def test_what_a_translation_lacks(original: str, translation: str, lacking: list[str]) -> None:
    """Each term of the original once, in order, whose agreed translation stands nowhere in the translation."""
    assert lacking == [term.en for term in missing(TERMS, original, "en", translation, "zh-Hans")]


def test_both_ways_and_both_scripts() -> None:
    """Chinese originals are looked through as well, and Traditional translations."""
    assert ["green tea"] == [t.en for t in missing(TERMS, "綠茶與軟體", "zh-Hant", "Some software with tea", "en")]
    assert [] == missing(TERMS, "Software and tea ceremonies", "en", "軟體與茶道", "zh-Hant")
