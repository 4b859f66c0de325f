"""Renders every public address of the site through the application itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from ..locales import LOCALES

_LINKS: Final = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "form": "action"}
_MOST: Final = 20_000
_ERRORS: Final = (
    "/en/nothing-here/", "/zh/nothing-here/", "/zh-hant/nothing-here/", "/nowhere", "/en/comments/999999999/",
)


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: status, headers and body, decoded."""

    path: str
    status: int
    kind: str
    headers: str
    body: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = _LINKS.get(tag)
        self.found += [(tag, value) for name, value in attrs if name == wanted and value]


def links(body: str) -> list[tuple[str, str]]:
    """The tags of a page that lead or load somewhere, with where to."""
    parser = _Links()
    parser.feed(body)
    return parser.found


class Crawl:
    """Follows the site's own links, signed out, and posts what a careless reader would post, to see the errors."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client(use_cookies=False)
        self._base = app.extensions["settings"].base_url

    def everything(self, extra: Iterable[str] = ()) -> list[Page]:
        """Every page that can be reached from the first pages and the sitemap, the errors, and refused posts."""
        waiting = ["/", "/robots.txt", "/sitemap.xml", "/healthz", *_ERRORS, *extra]
        waiting += [f"/{locale.prefix}/" for locale in LOCALES]
        seen = set(waiting)
        pages: list[Page] = []
        forms: dict[str, None] = {}
        while waiting and len(pages) < _MOST:
            page = self._get(waiting.pop())
            pages.append(page)
            for tag, target in links(page.body) if page.kind == "text/html" else _sitemap(page):
                path = self._own(page.path, target)
                if path is None:
                    continue
                if tag == "form" and path.endswith("/comments"):
                    forms[path] = None
                elif tag != "form" and path not in seen:
                    seen.add(path)
                    waiting.append(path)
        return pages + [self._refused_post(path) for path in list(forms)[:6]]

    def summary(self, pages: list[Page]) -> str:
        """How many answers of each status there were."""
        counts = Counter(page.status for page in pages)
        return ", ".join(f"{count} × {status}" for status, count in sorted(counts.items()))

    def _own(self, base: str, target: str) -> str | None:
        parts = urlsplit(urljoin(self._base + base, target))
        if f"{parts.scheme}://{parts.netloc}" != self._base or parts.path.startswith("/account"):
            return None
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _get(self, path: str) -> Page:
        return _page(path, self._client.get(path, base_url=self._base))

    def _refused_post(self, path: str) -> Page:
        typed = {"name": "", "email": "nobody", "words": ""}
        return _page(path, self._client.post(path, base_url=self._base, data=typed))


def _page(path: str, response: TestResponse) -> Page:
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers)
    body = response.get_data().decode("utf-8", "replace")
    return Page(path, response.status_code, response.mimetype or "", headers, body)


def _sitemap(page: Page) -> list[tuple[str, str]]:
    if page.path != "/sitemap.xml":
        return []
    return [("a", part.partition("</loc>")[0]) for part in page.body.split("<loc>")[1:]]
