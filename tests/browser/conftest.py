"""One site and one browser for each worker; before every test the site is as it was at the start."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page

from blog.dialogue.series import Series
from tests.browser.site import PASSWORD, Site
from tests.factories import make_post

PHONE: Final = {"width": 360, "height": 740}
PATIENCE: Final = 8000
# Without the sandbox, which a container does not allow, and without the services of a browser that nobody uses.
_ARGUMENTS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[Site]:
    """The site, answering."""
    site = Site(folder / "browser")
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """What relative addresses begin with."""
    return site.address


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's own Chromium."""
    return {"executable_path": "/usr/bin/chromium", "args": list(_ARGUMENTS), "headless": True}


@pytest.fixture(scope="session")
def keys(site: Site, browser: Browser) -> dict[str, Any]:
    """The cookie of each demo account, by the word before the @, after a real sign-in."""
    found = {}
    for who in ("west", "east", "moderator", "owner"):
        context = browser.new_context(base_url=site.address)
        form = {"email": f"{who}@demo.example", "password": PASSWORD}
        answer = context.request.post("/account/sign-in", form=form)
        assert answer.ok, f"{who}: {answer.status}"
        found[who] = context.storage_state()
        context.close()
    # The sign-ins are rows: they must be in the copy.
    site.keep("full")
    return found


@pytest.fixture(autouse=True)
def _fresh(site: Site, keys: dict[str, Any]) -> None:
    site.restore("full")


@pytest.fixture
def open_as(new_context: Callable[..., BrowserContext], keys: dict[str, Any]) -> Opened:
    """A page of a browser that is signed in or not: `open_as("moderator", color_scheme="dark")`."""

    def opened(who: str | None = None, **options: Any) -> Page:
        # Smooth scrolling would make every click wait.
        options.setdefault("reduced_motion", "reduce")
        context = new_context(**({"storage_state": keys[who]} if who else {}), **options)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    return opened


@pytest.fixture
def draft(site: Site) -> int:
    """A draft of the demo's pair with three questions a side, all answered and translated; its id."""
    with site.session() as session:
        series = session.scalars(sa.select(Series).order_by(Series.id)).one()
        return make_post(session, series, questions=3, title="A draft").id
