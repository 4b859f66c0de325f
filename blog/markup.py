"""The one door from Markdown to HTML: limits, then Markdown without raw HTML, then an allow-list (nh3).

The limits come from measured behaviour of Python-Markdown: cost grows as (number of openers) × (length),
and nested input can exhaust the stack, so both are refused before parsing.
"""

import html
import re
from typing import Any, Final
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

TEXT_LIMIT: Final = 20_000
WORDS_LIMIT: Final = 5_000
_OPENERS: Final = {"[": 400, "<": 400, "[^": 150}
_LINE_OPENERS: Final = {r"^#": 200, r"^(?:```|~~~)": 200}
_OPENERS_BY_LENGTH: Final = 2_000_000
_DEEPEST: Final = 60

_INLINE: Final = {"p", "br", "em", "strong", "a", "code", "blockquote", "ul", "ol", "li", "pre", "del"}
_TABLE: Final = {"table", "thead", "tbody", "tr", "th", "td"}
_TEXT_TAGS: Final = _INLINE | _TABLE | {"h4", "h5", "h6", "hr", "sup", "div", "img"}
_WIDE: Final = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_HAN_BREAK: Final = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})")
_CODE_BLOCK: Final = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_ALIGNED: Final = re.compile(r'<(t[dh]) align="')
_PICTURE: Final = re.compile(r"picture:(\d{1,9})\Z")
_FOOTNOTE_ID: Final = re.compile(r"fn(?:ref\d*)?:[\w-]{1,40}\Z")
_FOOTNOTE_CLASS: Final = re.compile(r"footnote(?:-ref|-backref)?\Z|language-[\w+-]{1,20}\Z")
_LIST_BREAK: Final = "<p>&lt;!-- --&gt;</p>"
_BARE_IMAGE: Final = re.compile(r'<img(?![^<>]* src=")(?:[^<>]* alt="([^"]*)")?[^<>]*>')


class TooComplex(ValueError):
    """Markdown beyond the limits. key names which: too_long, too_many_openers, too_deep."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def render_text(source: str) -> str:
    """Render a partner's Markdown: paragraphs, lists, quotes, tables, footnotes, code, pictures.

    Headings start at level 4, below the question's own. Pictures stay `<img src="picture:7">` and footnote
    ids stay unprefixed until an edition puts both in their place. Raises TooComplex.
    """
    return _render(source, TEXT_LIMIT, _text_markdown(), _TEXT_CLEANER)


def render_words(source: str) -> str:
    """Render a reader's limited Markdown: paragraphs, emphasis, links, code, quotes, lists. Raises TooComplex."""
    return _render(source, WORDS_LIMIT, _words_markdown(), _WORDS_CLEANER)


def _render(source: str, limit: int, engine: markdown.Markdown, cleaner: nh3.Cleaner) -> str:
    check(source, limit)
    try:
        dirty = engine.convert(source)
    except RecursionError:
        raise TooComplex("too_deep") from None
    clean = cleaner.clean(dirty)
    clean = _BARE_IMAGE.sub(lambda image: image.group(1) or "", clean)
    clean = clean.replace("<table>", '<div class="table" tabindex="0"><table>').replace("</table>", "</table></div>")
    # `align` is obsolete in HTML, and a style attribute would break the content security policy. The tag belongs to
    # the pattern: words about `align="` must not change.
    clean = _ALIGNED.sub(r'<\1 class="align-', clean)
    # An empty comment parts two lists that Markdown would join; raw HTML being off, it comes out as a paragraph.
    return _without_han_breaks(clean.replace(_LIST_BREAK, ""))


def _without_han_breaks(clean: str) -> str:
    """Join lines that break between wide characters, where HTML would show a space; code keeps its lines."""
    parts = _CODE_BLOCK.split(clean)
    return "".join(part if number % 2 else _HAN_BREAK.sub("", part) for number, part in enumerate(parts))


def check(source: str, limit: int = TEXT_LIMIT) -> None:
    """Refuse Markdown that would take too long to parse; raises TooComplex."""
    if len(source) > limit:
        raise TooComplex("too_long")
    for opener, most in _OPENERS.items():
        if source.count(opener) * TEXT_LIMIT > most * limit:
            raise TooComplex("too_many_openers")
    if source.count("[") * len(source) > _OPENERS_BY_LENGTH:
        raise TooComplex("too_many_openers")
    for pattern, most in _LINE_OPENERS.items():
        if len(re.findall(pattern, source, re.MULTILINE)) > most:
            raise TooComplex("too_many_openers")
    for line in source.splitlines():
        if len(line) - len(line.lstrip(" \t>*-+")) > _DEEPEST * 4:
            raise TooComplex("too_deep")


def plain(rendered: str) -> str:
    """The words of rendered HTML without its tags, for titles, descriptions and counting."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", rendered))).strip()


def inline(source: str) -> str:
    """A one-line text (title, question, topic) as HTML: escaped, never Markdown."""
    return html.escape(" ".join(source.split()), quote=False)


def picture_ids(source: str) -> list[int]:
    """The pictures that a Markdown text names, in order."""
    return [int(number) for number in re.findall(r"!\[[^\]]*\]\(picture:(\d{1,9})\)", source)]


class _LowerHeadings(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():
                element.tag = f"h{min(6, int(element.tag[1]) + 3)}"


class _Wenda(Extension):
    """No raw HTML; headings below the page's own; in readers' words, no headings at all."""

    def __init__(self, *, headings: bool) -> None:
        super().__init__()
        self._headings = headings

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        if self._headings:
            md.treeprocessors.register(_LowerHeadings(md), "lower_headings", 5)
        else:
            md.parser.blockprocessors.deregister("hashheader")
            md.parser.blockprocessors.deregister("setextheader")


def _text_markdown() -> markdown.Markdown:
    # A new engine each time: footnotes keep state between conversions, and one engine is not thread-safe.
    return markdown.Markdown(
        extensions=["tables", "sane_lists", "fenced_code", "footnotes", _Wenda(headings=True)],
        extension_configs={
            "footnotes": {"BACKLINK_TITLE": "", "BACKLINK_TEXT": "↩"},
            "tables": {"use_align_attribute": True},
        },
    )


def _words_markdown() -> markdown.Markdown:
    return markdown.Markdown(extensions=["sane_lists", "nl2br", _Wenda(headings=False)])


def _text_attribute(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("img", "src"):
        return value if _PICTURE.match(value) else None
    if (tag, name) == ("a", "href"):
        return None if value.lower().startswith("picture:") else value
    if name == "title":
        return value or None
    if name == "id":
        return value if _FOOTNOTE_ID.match(value) else None
    if name == "class":
        return value if _FOOTNOTE_CLASS.match(value) else None
    return value


_TEXT_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "class"}, "img": {"src", "alt"}, "th": {"align"}, "td": {"align"},
    "li": {"id"}, "sup": {"id"}, "div": {"class"}, "code": {"class"}, "ol": {"start"},
}
_COMMON: Final[dict[str, Any]] = {"strip_comments": True, "generic_attribute_prefixes": set()}
_TEXT_CLEANER: Final = nh3.Cleaner(
    tags=_TEXT_TAGS, attributes=_TEXT_ATTRIBUTES, attribute_filter=_text_attribute,
    url_schemes={"http", "https", "mailto", "picture"}, link_rel=None, **_COMMON,
)
_WORDS_CLEANER: Final = nh3.Cleaner(
    tags=_INLINE, attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https"}, link_rel="nofollow ugc noopener noreferrer", **_COMMON,
)
