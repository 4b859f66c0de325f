"""Nothing that a writer can type becomes executable, in partners' texts or in readers' words."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from blog import markup
from blog.markup import TooComplex, render_text, render_words

INLINE = {"p", "br", "em", "strong", "a", "code", "blockquote", "ul", "ol", "li", "pre", "del"}
WIDE = INLINE | {"table", "thead", "tbody", "tr", "th", "td", "h4", "h5", "h6", "hr", "sup", "div", "img"}
ATTRIBUTES = {
    "a": {"href", "rel", "title", "class"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "li": {"id"},
    "sup": {"id"},
    "div": {"class", "tabindex"}, "code": {"class"}, "th": {"class"}, "td": {"class"},
}
VECTORS = [
    "<script>alert(1)</script>", "<ScRiPt src=//evil.example/x.js></sCrIpT>", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<iframe src=javascript:alert(1)>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>", "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<a href='java&#115;cript:alert(1)'>x</a>", "<form action=javascript:alert(1)><button>x</button></form>",
    "<style>@import 'https://evil.example/x.css'</style>", "<base href=https://evil.example/>", "<object data=x.swf>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<noscript><p title='</noscript><img src=x onerror=a()>'>",
    "<textarea></textarea><img src=x onerror=alert(1)>", "<template><script>alert(1)</script></template>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>", "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>", "<?xml version='1.0'?><script>alert(1)</script>",
    "<p style='position:fixed'>x",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))", "[x](javascript&colon;alert(1))", "[x](&#x6A;avascript&#58;alert(1))",
    "[x]( javascript:alert(1))", "[x](\x01javascript:alert(1))", "[x](<javascript:alert(1)>)",
    "[x](javascript://%0aalert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](blob:https://a.example/1)", "[x](view-source:javascript:1)", "[x](feed:javascript:alert(1))",
    "[x][1]\n\n[1]: javascript:alert(1)", "[x][1]\n\n[1]: <javascript:alert(1)> 'y'", "<javascript:alert(1)>",
    "<https://a.example/\"onmouseover=alert(1)>", "[x](https://a.example/\"onmouseover=\"alert(1))",
    "[x](https://a.example 'y\" onclick=\"alert(1)')", "[\" onclick=\"alert(1)](https://a.example)",
    "![<img src=x onerror=alert(1)>](https://evil.example/x.png)", "![x](javascript:alert(1))",
    "![](data:image/svg+xml,<svg>)",
    "![a\" onerror=\"alert(1)](picture:7)", "![x](picture:7\" onerror=\"alert(1))",
    "![x](https://evil.example/count.gif)",
    "![&lt;script&gt;alert(1)&lt;/script&gt;](x)", "![x](picture:7?x=1)", "![x](//evil.example/x.png)",
    "```\" onclick=\"alert(1)\nx\n```", "```x onmouseover=alert(1)\nx\n```", "~~~ {.x onclick=alert(1)}\nx\n~~~",
    "``` { .x onclick=\"alert(1)\" style=\"color:red\" }\nx\n```",
    "x[^<script>]\n\n[^<script>]: <script>alert(1)</script>",
    "x[^a\" onclick=\"b]\n\n[^a\" onclick=\"b]: y", "|a|\n|-|\n|<img src=x onerror=alert(1)>|",
    "# <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "\x02wzxhzdk:0\x03", "\x02klzzwxh:0000\x03 <b>x</b>",
    "<p/onclick=alert(1)>x",
    "> <script>\n> alert(1)\n> </script>", "1. <iframe srcdoc='<script>alert(1)</script>'>",
    "`<script>alert(1)</script>`",
    "<<script>script>alert(1)<</script>/script>", "**<script>**alert(1)**</script>**", "\\<script>alert(1)\\</script>",
    "<img align=\"left\" src=x onerror=alert(1)>", "<table><td align=\"left\" onclick=alert(1)>",
    "{: onclick=alert(1) }",
]
READERS = [pytest.param(render_text, WIDE, id="text"), pytest.param(render_words, INLINE, id="words")]


def offences(html: str, tags: set[str]) -> list[str]:
    """What in a piece of HTML stands on no list: tags, attributes, schemes, pictures from elsewhere, comments."""
    soup = BeautifulSoup(html, "html.parser")
    kinds = {type(node).__name__ for node in soup.find_all(string=True)}
    found = [f"node {kind}" for kind in kinds - {"NavigableString"}]
    for element in soup.find_all(True):
        found += [] if element.name in tags else [f"tag {element.name}"]
        allowed = ATTRIBUTES.get(element.name, set())
        found += [f"attribute {name}" for name in element.attrs if name not in allowed]
        target = str(element.get("href", ""))
        if urlsplit(target).scheme not in ("http", "https", "mailto", "") or target != target.strip():
            found.append(f"scheme {target}")
        if element.name == "img" and not str(element.get("src")).removeprefix("picture:").isdecimal():
            found.append(f"picture {element.get('src')}")
    return found


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize(("render", "tags"), READERS)
def test_vector_leaves_nothing_executable(render: Callable[[str], str], tags: set[str], vector: str) -> None:
    """Alone, in the middle of a line, in a quote and in a list, a vector leaves only what the lists allow."""
    for source in (vector, f"before {vector} after", f"> {vector}", f"* {vector}", f"**{vector}**", f"[{vector}](x)"):
        assert [] == offences(render(source), tags), source


@given(st.lists(st.sampled_from([
    *VECTORS, "<", ">", '"', "'", "`", "[", "](", ")", "!", "javascript:", " onclick=", "\n", "\n\n", "&", "|",
    "picture:7",
]), max_size=6).map("".join))
def test_pieces_of_vectors_leave_nothing_executable(source: str) -> None:
    """Whatever the pieces are put together to, nothing slips through between Markdown and the allow-list."""
    for render, tags in ((render_text, WIDE), (render_words, INLINE)):
        try:
            html = render(source)
        except TooComplex:
            continue
        assert [] == offences(html, tags)


@pytest.mark.parametrize("cleaner", [markup._TEXT_CLEANER, markup._WORDS_CLEANER], ids=["text", "words"])
@given(source=st.one_of(st.sampled_from(VECTORS), st.text(alphabet='<>/ab ="\'!-&;pimgcode\n', max_size=60)))
def test_cleaning_twice_is_cleaning_once(cleaner: object, source: str) -> None:
    """What is clean stays as it is: rendering an edition again after a fix of the sanitiser changes nothing else."""
    once = cleaner.clean(source)  # type: ignore[attr-defined]

    assert once == cleaner.clean(once)  # type: ignore[attr-defined]


@pytest.mark.parametrize("source", VECTORS)
def test_readers_links_pass_nothing_on(source: str) -> None:
    """Each link of a reader's tells search engines not to follow and gives the target no opener."""
    links = BeautifulSoup(render_words(f"{source} [x](https://a.example)"), "html.parser").find_all("a", href=True)

    assert all({"nofollow", "ugc", "noopener", "noreferrer"} <= set(link["rel"]) for link in links)


@given(st.text(max_size=40))
def test_title_is_never_markup(line: str) -> None:
    """A one-line text is escaped whatever it holds: no tag comes of it, and its words come back."""
    html = markup.inline(line)

    assert [] == BeautifulSoup(html, "html.parser").find_all(True)
    assert " ".join(line.split()) == markup.plain(html)
