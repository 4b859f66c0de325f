"""What Markdown becomes: partners' texts in full, readers' words narrower."""

import pytest

from blog.markup import picture_ids, plain, render_text, render_words

TEXT = [
    ("# One", "<h4>One</h4>"), ("## Two", "<h5>Two</h5>"), ("### Three", "<h6>Three</h6>"),
    ("###### Six", "<h6>Six</h6>"),
    ("One\n===", "<h4>One</h4>"), ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
    ("* a\n* b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
    ("> a\n\nb", "<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>"), ("---", "<hr>"),
    ("```py\nx = '<b>'\n```", "<pre><code class=\"language-py\">x = '&lt;b&gt;'\n</code></pre>"),
    ("[a](https://a.example)", '<p><a href="https://a.example">a</a></p>'),
    ("[a](https://a.example \"t\")", '<p><a href="https://a.example" title="t">a</a></p>'),
    ("[a](mailto:a@a.example)", '<p><a href="mailto:a@a.example">a</a></p>'),
    ("[a](picture:7)", "<p><a>a</a></p>"),
    ("![b](picture:7)", '<p><img alt="b" src="picture:7"></p>'), ("![b](https://a.example/x.png)", "<p>b</p>"),
    ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"), ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    # Words about markup are words.
    ('say align="left" and title="" too', '<p>say align="left" and title="" too</p>'),
    ('`<td align="left" title="">`', '<p><code>&lt;td align="left" title=""&gt;</code></p>'),
    ("`<table>`", "<p><code>&lt;table&gt;</code></p>"),
]
HAN = [
    ("甲\n乙", "<p>甲乙</p>"), ("甲，\n乙", "<p>甲，乙</p>"), ("甲\nb", "<p>甲\nb</p>"), ("a\nb", "<p>a\nb</p>"),
    ("**“甲”**乙", "<p><strong>“甲”</strong>乙</p>"), ("甲**“乙”**，丙", "<p>甲<strong>“乙”</strong>，丙</p>"),
    ("**“甲。”**\n乙", "<p><strong>“甲。”</strong>\n乙</p>"), ("「**甲**」乙", "<p>「<strong>甲</strong>」乙</p>"),
    ("```\n甲\n乙\n```", "<pre><code>甲\n乙\n</code></pre>"),
    ("甲\n乙\n\n```\n丙\n丁\n```\n\n戊\n己", "<p>甲乙</p>\n<pre><code>丙\n丁\n</code></pre>\n\n<p>戊己</p>"),
]
WORDS = [
    ("a\nb", "<p>a<br>\nb</p>"), ("甲\n乙", "<p>甲<br>\n乙</p>"), ("# One", "<p># One</p>"),
    ("One\n===", "<p>One<br>\n===</p>"),
    ("|a|\n|-|\n|b|", "<p>|a|<br>\n|-|<br>\n|b|</p>"), ("![b](picture:7)", "<p></p>"), ("x[^1]", "<p>x[^1]</p>"),
    ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"), ("* a", "<ul>\n<li>a</li>\n</ul>"),
]


@pytest.mark.parametrize(("source", "expected"), [*TEXT, *HAN])
def test_partners_text(source: str, expected: str) -> None:
    """Markdown of a partner becomes this, headings below the question's own, Chinese lines joined without a space."""
    assert expected.replace("\n\n", "\n") == render_text(source).replace("\n\n", "\n")


@pytest.mark.parametrize(("source", "expected"), WORDS)
def test_readers_words(source: str, expected: str) -> None:
    """Readers have paragraphs, quotes and lists, their line breaks kept; no headings, tables, pictures or footnotes."""
    assert expected == render_words(source)


def test_readers_link_is_marked() -> None:
    """A reader's link goes out without recommendation; mailto is not theirs to give."""
    rel = 'rel="nofollow ugc noopener noreferrer"'

    assert f'<p><a href="https://a.example" {rel}>a</a></p>' == render_words("[a](https://a.example)")
    assert f"<p><a {rel}>a</a></p>" == render_words("[a](mailto:a@a.example)")


def test_table_can_be_scrolled_and_aligned() -> None:
    """A table stands in a box that the keyboard can scroll; alignment is a class, not a style."""
    html = render_text("|a|b|\n|:-:|-:|\n|1|2|")

    assert html.startswith('<div class="table" tabindex="0"><table>')
    assert html.endswith("</table></div>")
    assert '<th class="align-center">a</th>' in html
    assert '<td class="align-right">2</td>' in html


def test_footnote_leads_there_and_back() -> None:
    """A footnote has its mark, its words and the way back, without empty titles."""
    html = render_text("x[^n]\n\n[^n]: note")

    assert '<sup id="fnref:n"><a class="footnote-ref" href="#fn:n">1</a></sup>' in html
    assert '<li id="fn:n">' in html
    assert '<a class="footnote-backref" href="#fnref:n">↩</a>' in html
    assert "title" not in html


def test_texts_do_not_share_footnotes() -> None:
    """Nothing of one text is left in the engine for the next."""
    render_text("x[^n]\n\n[^n]: secret")

    assert "<p>x[^n]</p>" == render_text("x[^n]")


def test_empty_comment_parts_two_lists() -> None:
    """Two lists that an empty comment parts stay two, and the comment does not show."""
    html = render_text("* a\n\n<!-- -->\n\n* b")

    assert 2 == html.count("<ul>")
    assert "--" not in html


def test_pictures_of_a_text() -> None:
    """The pictures that a text names are found in order; other targets are none."""
    assert [7, 12] == picture_ids("![](picture:7) [x](picture:8) ![a b](picture:12) ![](https://a.example/9.png)")


@pytest.mark.parametrize(("html", "expected"), [
    ("<p>a<br>b</p>", "a b"), ("1 &lt; 2", "1 < 2"), ("&amp;lt;", "&lt;"), ("", ""), ("<p> </p>", ""),
])
def test_plain_words(html: str, expected: str) -> None:
    """Tags go, entities are read once, space is one."""
    assert expected == plain(html)
