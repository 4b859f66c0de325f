"""A client that inspects every page it fetches, as a careful reader of the source would."""

import os
import re
from collections import Counter
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import PASSWORD

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
# The same pages come from either database: looking at them closely once is enough, and takes a third of the time.
_ON_POSTGRESQL = bool(os.environ.get("TEST_DATABASE_URL"))
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class Client:
    """Fetches and posts like a browser of the same site. `soup` is the last page."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()
        self._base = app.extensions["settings"].base_url
        self._page = ""
        self._soup: BeautifulSoup | None = None

    @property
    def soup(self) -> BeautifulSoup:
        """The last page, parsed when somebody asks for it."""
        if self._soup is None:
            self._soup = BeautifulSoup(self._page, "html.parser")
        return self._soup

    def get(self, path: str, *, status: int = 200, **kwargs: Any) -> TestResponse:
        """Fetch a page and demand a status."""
        return self._inspected(self._client.get(path, base_url=self._base, **kwargs), status)

    def post(
        self, path: str, data: Any = None, *, status: int = 303, headers: Any = None, **kwargs: Any,
    ) -> TestResponse:
        """Post a form and demand a status. A token found on the last page goes along."""
        token = _TOKEN.search(self._page)
        form = dict(data or {})
        if token is not None:
            form.setdefault("csrf_token", token.group(1))
        response = self._client.post(
            path, base_url=self._base, data=form, headers=SAME_ORIGIN if headers is None else headers, **kwargs
        )
        return self._inspected(response, status)

    def follow(self, response: TestResponse) -> TestResponse:
        """Go where a redirect leads."""
        return self.get(response.headers["Location"].partition("#")[0])

    def sign_in(self, address: str, password: str = PASSWORD) -> TestResponse:
        """Sign in by the form, and open the account page so that a token is at hand."""
        response = self.post("/account/sign-in", {"email": address, "password": password})
        self.get("/account/")
        return response

    def text(self, selector: str = "main") -> str:
        """The words of the first element that a CSS selector finds."""
        found = self.soup.select_one(selector)
        return " ".join(found.get_text(" ").split()) if found else ""

    def _inspected(self, response: TestResponse, status: int) -> TestResponse:
        where = f"{response.request.method} {response.request.path}"
        begins = response.get_data(as_text=True)[:300]
        assert status == response.status_code, f"{where}: {response.status_code}, {begins}"
        if response.mimetype == "text/html" and response.data and response.status_code not in (301, 302, 303, 308):
            self._page, self._soup = response.get_data(as_text=True), None
            if not _ON_POSTGRESQL:
                inspect(self.soup, where)
        return response


def inspect(soup: BeautifulSoup, where: str) -> None:
    """Demand of a page: a language, one h1, a title, no id twice, nothing inline, no missing label."""
    assert soup.html is not None, where
    assert soup.html.get("lang") in ("en", "zh-Hans", "zh-Hant"), where
    assert len(soup.find_all("h1")) == 1, f"{where}: one h1 a page"
    assert soup.title is not None, where
    assert soup.title.get_text(strip=True), where
    twice = [name for name, count in Counter(tag["id"] for tag in soup.find_all(id=True)).items() if count > 1]
    assert [] == twice, f"{where}: ids used twice"
    assert [] == [str(tag)[:80] for tag in soup.find_all("script") if not tag.get("src")], f"{where}: inline script"
    assert [] == [str(tag)[:80] for tag in soup.find_all(style=True)], f"{where}: style attribute"
    assert [] == soup.find_all("style"), f"{where}: inline style"
    handlers = [tag.name for tag in soup.find_all(True) for name in tag.attrs if re.match(r"on\w+$", name)]
    assert [] == handlers, f"{where}: inline handler"
    labelled = {label.get("for") for label in soup.find_all("label")}
    bare = [
        field.get("name") for field in soup.select("input:not([type=hidden]), textarea, select")
        if field.get("id") not in labelled and not field.find_parent("label") and not field.get("aria-label")
    ]
    assert [] == bare, f"{where}: fields without a label"
