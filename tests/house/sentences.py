"""Finds words that a template says by itself, outside the catalogues."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from jinja2 import Environment, nodes

# What a template may say in every language: the name of the product, and keys and codes of formats.
SAME_EVERYWHERE: Final = {"Wenda", "问答", "Atom", "JSON", "RSS", "QR", "UTC", "CC", "BY"}
SPOKEN: Final = {"aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt", "label"}
_CATALOGUED: Final = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
# A single letter is a key or a mark, no word; a single Chinese character is one.
_WORD: Final = re.compile(r"[^\W\d_]{2,}|[\u3400-\u9fff]")
# A macro may be made of attributes alone, which then look like text.
_ATTRIBUTE: Final = re.compile(r"([a-z-]+)=\"([^\"]*)\"")
_SENTENCE: Final = re.compile(r"[A-Z][\w’']+,? [\w’']+|[\u3400-\u9fff]{2,}")
# Stands for what an expression prints; no letter, so that it is no word.
_PRINTED: Final = "\x1a"


class _Page(HTMLParser):
    """Collects what a reader would read or hear of a template's own text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        named = dict(attrs)
        self.said += [value for name, value in attrs if name in SPOKEN and value]
        if named.get("name") == "description":
            self.said.append(named.get("content") or "")
        if named.get("type") == "submit":
            self.said.append(named.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said += [value for name, value in _ATTRIBUTE.findall(data) if name in SPOKEN]
            self.said.append(_ATTRIBUTE.sub("", data))


def bare(path: Path) -> list[str]:
    """The words of a template that stand in no catalogue."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(path.read_text(encoding="utf-8"))
    text = "".join(_own_text(tree))
    if path.suffix == ".html":
        page = _Page()
        page.feed(text)
        page.close()
        said = page.said
    else:
        said = [text]
    found = [piece for piece in said if _has_words(piece)]
    return [" ".join(piece.replace(_PRINTED, "…").split()) for piece in found] + list(_strings(tree))


def _own_text(node: nodes.Node) -> Iterator[str]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr):
            yield _PRINTED
        else:
            yield from _own_text(child)


def _has_words(piece: str) -> bool:
    return any(word not in SAME_EVERYWHERE for word in _WORD.findall(piece))


def _strings(node: nodes.Node) -> Iterator[str]:
    """Strings inside expressions that read like a sentence: given to a macro, or used as a default."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in _CATALOGUED:
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and _SENTENCE.search(node.value):
        yield node.value
    for child in node.iter_child_nodes():
        yield from _strings(child)
