"""Conversion between the two Chinese scripts, and the choice of a rendition."""

import pytest

from blog.locales import choose, convert, convert_html, other_script

HTML = [
    ("<p>软件</p>", "<p>軟體</p>"),
    ("<p>用 <code>软件</code> 写</p>", "<p>用 <code>软件</code> 寫</p>"),
    ("<pre><code class=\"language-py\">软件\n信息</code></pre><p>软件</p>",
     "<pre><code class=\"language-py\">软件\n信息</code></pre><p>軟體</p>"),
    ('<a href="https://example.org/软件">软件</a>', '<a href="https://example.org/软件">軟體</a>'),
    ("<p>见 https://example.org/软件 这里</p>", "<p>見 https://example.org/软件 這裡</p>"),
    ("<p>https://example.org/a</p><p>软件</p>", "<p>https://example.org/a</p><p>軟體</p>"),
    ("<p>见https://example.org/a，软件</p>", "<p>見https://example.org/a，軟體</p>"),
    ("<p>（见 https://example.org/a）软件</p>", "<p>（見 https://example.org/a）軟體</p>"),
    ("<p>https://example.org/a<br>软件</p>", "<p>https://example.org/a<br>軟體</p>"),
    ("<p>服务器软件</p>", "<p>伺服器軟體</p>"),
    ("<code>软</code>软<code>软</code>", "<code>软</code>軟<code>软</code>"),
    ("", ""),
]


@pytest.mark.parametrize(("html", "expected"), HTML)
def test_words_are_converted_and_nothing_else(html: str, expected: str) -> None:
    """The words change script; tags, code and URLs stay as they are, and words right after a URL change again."""
    assert expected == convert_html(html, "zh-Hant")


def test_phrases_are_converted_not_characters() -> None:
    """One simplified character has several traditional ones: the phrase decides."""
    assert "皇后在後面，頭髮與發展" == convert("皇后在后面，头发与发展", "zh-Hant")


def test_traditional_is_read_in_simplified() -> None:
    """The way back converts words of Taiwan too."""
    assert "软件" == convert("軟體", "zh-Hans")


CHOICES = [
    ({"en": "Tea", "zh-Hans": "茶叶"}, "en", None, ("Tea", "en")),
    ({"en": "Tea", "zh-Hans": "茶叶"}, "zh-Hans", None, ("茶叶", "zh-Hans")),
    ({"en": "Tea", "zh-Hans": "茶叶"}, "zh-Hant", "en", ("茶葉", "zh-Hant")),
    ({"en": "Tea", "zh-Hant": "茶葉"}, "zh-Hans", "en", ("茶叶", "zh-Hans")),
    ({"zh-Hans": "里", "zh-Hant": "裏"}, "zh-Hant", None, ("裏", "zh-Hant")),
    ({"zh-Hans": "茶叶"}, "en", "zh-Hans", ("茶叶", "zh-Hans")),
    ({"zh-Hans": "茶叶", "zh-Hant": "茶葉"}, "en", "zh-Hant", ("茶葉", "zh-Hant")),
    ({"en": "Tea"}, "zh-Hant", "en", ("Tea", "en")),
    ({"en": "", "zh-Hans": "茶叶"}, "en", "en", ("茶叶", "zh-Hans")),
    ({}, "zh-Hant", "en", ("", "zh-Hant")),
]


@pytest.mark.parametrize(("available", "tag", "source", "expected"), CHOICES)
def test_choice(available: dict[str, str], tag: str, source: str | None, expected: tuple[str, str]) -> None:
    """Own rendition, then the other script converted, then the source, then whatever there is; its tag is true."""
    assert expected == choose(available, tag, source)


def test_english_has_no_other_script() -> None:
    """Only Chinese has another script."""
    assert ["zh-Hans", "zh-Hant", None] == [other_script(tag) for tag in ("zh-Hant", "zh-Hans", "en")]
