"""Looks for anything that a page would load from another origin."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from .crawl import Page, links

# A link that is followed by a person is not loaded; these are, as soon as the page opens.
_LOADING: Final = {"img", "script", "source"}
_CSS: Final = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])([^\"')\s]+)")
_RESOURCE: Final = re.compile(
    r"<link\b[^>]*\brel=\"(?:stylesheet|icon|preload|modulepreload|manifest|preconnect|dns-prefetch)\"[^>]*>"
)
_HREF: Final = re.compile(r'href="([^"]+)"')
_EMBEDDED: Final = re.compile(r"<(?:iframe|object|embed|video|audio|track|base)\b[^>]*>", re.IGNORECASE)
_HEADER: Final = re.compile(r"^(?:Link|Refresh|Report-To):.*?(https?://[^\s>;,]+)", re.IGNORECASE | re.MULTILINE)


def foreign_origins(page: Page, base_url: str) -> Iterator[str]:
    """What a page loads from elsewhere. base_url: the site's own origin."""
    for url in _loaded(page):
        target = urljoin(base_url + page.path, url)
        parts = urlsplit(target)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != base_url:
            yield target


def _loaded(page: Page) -> Iterator[str]:
    yield from _HEADER.findall(page.headers)
    if page.kind == "text/css":
        yield from _CSS.findall(page.body)
    elif page.kind == "image/svg+xml":
        yield from re.findall(r'(?:href|src)="([^"#][^"]*)"', page.body)
        yield from _CSS.findall(page.body)
    elif page.kind == "text/html":
        yield from (url for tag, url in links(page.body) if tag in _LOADING)
        for resource in _RESOURCE.findall(page.body):
            yield from _HREF.findall(resource)
        for embedded in _EMBEDDED.findall(page.body):
            yield from re.findall(r'(?:src|data|href)="([^"]+)"', embedded)
