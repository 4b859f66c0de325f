"""A type of page that somebody can see, and how to get there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Response

from blog.locales import BY_PREFIX
from tests.browser.site import Site

Act = Callable[[Page], Response | None]


@dataclass(frozen=True, slots=True)
class Stop:
    """One type of page. path: with {loc} and names of the site; who: the account; act: what to do there first.

    store: which copy of the database it is seen on.
    """

    name: str
    path: str
    who: str | None = None
    status: int = 200
    act: Act | None = None
    store: str = "full"

    def __str__(self) -> str:
        return self.name.replace(" ", "-")

    def visit(self, page: Page, site: Site, prefix: str = "en") -> Response:
        """Go there in a locale; the answer is that of the last document."""
        answer = page.goto(self._address(site, prefix), wait_until="domcontentloaded")
        if self.act:
            answer = self.act(page) or answer
        assert answer is not None
        assert self.status == answer.status, f"{self.name}: {answer.status}"
        return answer

    def source(self, page: Page, site: Site, prefix: str) -> bytes:
        """What the server sends for it; not drawn where nothing has to be done there first."""
        if self.act:
            return self.visit(page, site, prefix).body()
        answer = page.request.get(self._address(site, prefix))
        assert self.status == answer.status, f"{self.name}: {answer.status}"
        return answer.body()

    def _address(self, site: Site, prefix: str) -> str:
        # Private pages are in the language of the person, public ones in that of their address.
        site.execute("UPDATE person SET locale = ?", BY_PREFIX[prefix].tag)
        by_locale = {name.removesuffix(f"-{prefix}"): value for name, value in site.names.items()}
        return self.path.format(loc=prefix, **by_locale)


def submitted(page: Page, button: str) -> Response:
    """Press a button that sends a form, and wait for the page that answers."""
    with page.expect_navigation(wait_until="domcontentloaded") as done:
        page.locator(button).first.click()
    answer = done.value
    assert answer is not None
    return answer


def fill(page: Page, form: str, **fields: str) -> Response:
    """Fill the fields of a form by their names, _ for -, and send it by its button."""
    for name, words in fields.items():
        page.locator(f"{form} [name={name.replace('_', '-')}]").fill(words)
    return submitted(page, f"{form} button")
