"""Markdown beyond the limits is refused before it is parsed; what is within them is rendered."""

from collections.abc import Callable

import pytest

from blog.markup import TEXT_LIMIT, WORDS_LIMIT, TooComplex, render_text, render_words

RENDERERS = [pytest.param(render_text, TEXT_LIMIT, id="text"), pytest.param(render_words, WORDS_LIMIT, id="words")]
HOSTILE = [
    "<![CDATA[" * 1000, "<![CDATA[" * 401, "[" * 401, "<" * 401, "[^" * 151, "![" * 500, "[a](" * 500, "[[]" * 300,
    "<a " * 500, "<!--" * 500, "# \n" * 201, "#\n" * 201, "```\n" * 201, "~~~\n" * 201, ">" * 300, "> " * 200,
    "- " * 200,
    "*" * 300, "\t" * 300 + "x", "+ " * 150 + "x",
]


@pytest.mark.parametrize("source", HOSTILE)
@pytest.mark.parametrize(("render", "limit"), RENDERERS)
def test_hostile_text_is_refused(render: Callable[[str], str], limit: int, source: str) -> None:
    """Text that would hang the parser or exhaust its stack is refused by a key that has a sentence."""
    with pytest.raises(TooComplex) as refusal:
        render(source)

    assert refusal.value.key in ("too_many_openers", "too_deep", "too_long")


@pytest.mark.parametrize(("render", "limit"), RENDERERS)
def test_length_is_limited_to_the_character(render: Callable[[str], str], limit: int) -> None:
    """A text of just the limit is rendered, one character more is refused; Han counts as one."""
    assert f"<p>{'字' * limit}</p>" == render("字" * limit)
    with pytest.raises(TooComplex, match="too_long"):
        render("字" * (limit + 1))


@pytest.mark.parametrize("source", [
    "[a](https://a.example) " * 90, "1 < 2\n\n" * 300, "# h\n\n" * 150, "```\nx\n```\n\n" * 90, ">>>> x",
    "* a\n    * b\n        * c",
    "|" + "a|" * 50 + "\n|" + "-|" * 50 + "\n" + ("|" + "b|" * 50 + "\n") * 20, "----------", "**" * 40,
])
def test_rich_text_is_rendered(source: str) -> None:
    """A long and richly marked text of a real author is within the limits."""
    assert "" != render_text(source)


def test_openers_count_against_readers_sooner() -> None:
    """A reader's limit is a quarter of a partner's, in openers as in length."""
    hundred, more = "[a](x) " * 100, "[a](x) " * 101

    assert 100 == render_words(hundred).count("<a ")
    with pytest.raises(TooComplex, match="too_many_openers"):
        render_words(more)
    assert 101 == render_text(more).count("<a ")
