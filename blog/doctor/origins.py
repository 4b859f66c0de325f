"""Looks for anything that a page would load from another origin."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from .crawl import Page

# A link that a person follows is not loaded; these are, as soon as the page opens.
_LOADING: Final = {
    "src", "srcset", "imagesrcset", "poster", "data", "background", "manifest", "ping", "action", "formaction",
}
_LOADING_LINKS: Final = {
    "stylesheet", "icon", "apple-touch-icon", "preload", "prefetch", "modulepreload", "manifest", "preconnect",
    "dns-prefetch",
}
# In drawings `href` names what is drawn; <base> moves every relative address of the page.
_LOADING_BY_HREF: Final = {"base", "use", "image", "feimage"}
_LISTS: Final = {"srcset", "imagesrcset"}
_CSS: Final = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])([^\"')\s]+)")
_REFRESH: Final = re.compile(r"url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)
_HEADER: Final = re.compile(r"^(?:Link|Refresh|Report-To):.*?(https?://[^\s>;,]+)", re.IGNORECASE | re.MULTILINE)


def foreign_origins(page: Page, base_url: str) -> Iterator[str]:
    """What a page loads from elsewhere, or would send there. base_url: the site's own origin."""
    for url in _loaded(page):
        target = urljoin(base_url + page.path, url)
        parts = urlsplit(target)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != base_url:
            yield target


def _loaded(page: Page) -> Iterator[str]:
    yield from _HEADER.findall(page.headers)
    if page.kind == "text/css":
        yield from _CSS.findall(page.body)
    elif page.kind in ("text/html", "image/svg+xml"):
        loads = _Loads()
        loads.feed(page.body)
        loads.close()
        yield from loads.found


class _Loads(HTMLParser):
    """Collects the addresses that a page or a drawing loads, from tags, styles and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        named = {name: value for name, value in attrs if value}
        for name, value in named.items():
            if name in _LISTS:
                self.found += [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
            elif name in _LOADING or (name in ("href", "xlink:href") and _loads_by_href(tag, named)):
                self.found.append(value)
            elif name == "style" or (tag == "meta" and name == "content"):
                self.found += (_CSS if name == "style" else _REFRESH).findall(value)

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found += _CSS.findall(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False


def _loads_by_href(tag: str, named: dict[str, str]) -> bool:
    if tag == "link":
        return not _LOADING_LINKS.isdisjoint(named.get("rel", "").lower().split())
    return tag in _LOADING_BY_HREF
