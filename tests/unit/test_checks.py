"""The automatic checks of comments: what they find, however it is spelt, and what they leave alone."""

import pytest

from blog.dialogue.checks import SPAM_LINKS, check, fold, held_words, is_spam


def keys(words: str, name: str = "Moira", honeypot: str = "") -> list[str]:
    """The keys of what the checks find."""
    return [finding.key for finding in check(name, words, honeypot)]


@pytest.mark.parametrize("words", [
    "Well said.", "说得好。", "Scasinoe", "the escorted guests", "办证件需要三天吗".replace("办证", "补办"), "a@b",
    "preposterous",
])
def test_plain_comment_is_clean(words: str) -> None:
    """An ordinary comment, and one with a held word inside another word, is not held."""
    assert [] == keys(words)


@pytest.mark.parametrize(("words", "key"), [
    ("Best CASINO here", "word:casino"), ("ｃａｓｉｎｏ", "word:casino"), ("ca\u200bsi\u00adno", "word:casino"),
    ("casino.", "word:casino"),
    ("玩casino赚钱", "word:casino"), ("𝐜𝐚𝐬𝐢𝐧𝐨", "word:casino"), ("write to telegram @bob", "word:telegram @"),
    ("Buy  Followers".replace("  ", " "), "word:buy followers"),
    ("代開發票", "word:代开发票"), ("请加微信聊", "word:加微信"), ("加Ｖ信", "word:加v信"), ("代\u200b孕", "word:代孕"),
])
def test_held_word_is_found_in_any_spelling(words: str, key: str) -> None:
    """Width, case, script and invisible characters do not hide a held word; nor does Chinese without spaces."""
    assert key in keys(words)


def test_name_is_checked_too() -> None:
    """A held word in the name holds the comment."""
    assert ["word:viagra"] == keys("Hello", name="Viagra Bob")


@pytest.mark.parametrize("word", held_words())
def test_each_held_word_works(word: str) -> None:
    """No line of the list is without effect."""
    assert f"word:{word}" in keys(f"so {word} it is") or f"word:{word}" in keys(f"so {word}it is")


@pytest.mark.parametrize("count", [1, 2, SPAM_LINKS - 1, SPAM_LINKS])
def test_links_are_counted(count: int) -> None:
    """Links are counted; only many of them are spam."""
    findings = check("Moira", "see HTTPS://a.example " * count, "")

    assert [f"links:{count}"] == [finding.key for finding in findings]
    assert (count >= SPAM_LINKS) == is_spam(findings)


def test_honeypot_is_spam() -> None:
    """Only a program fills the field that nobody sees."""
    assert is_spam(check("Moira", "Hello", "x"))
    assert not is_spam(check("Moira", "casino", ""))


@pytest.mark.parametrize("text", ["Ｔｅａ 軟體", "ß", "ca\u200dsino", ""])
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is compared is in its last form."""
    assert fold(text) == fold(fold(text))


def test_address_with_www_is_one_link() -> None:
    """`https://www.…` counts once, so three good links do not make spam."""
    found = check("Moira", "https://www.a.example https://www.b.example https://www.c.example", "")

    assert ["links:3"] == [finding.key for finding in found]
