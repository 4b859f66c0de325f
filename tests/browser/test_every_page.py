"""What holds on every type of page: nothing foreign, nothing refused, nothing too wide, nothing too small to hit."""

from typing import Any, Final

import pytest
from playwright.sync_api import Page

from blog.locales import LOCALES
from tests.browser.conftest import Opened
from tests.browser.site import Site
from tests.browser.stop import Stop
from tests.browser.stops import STOPS

_NARROW: Final = {"width": 320, "height": 640}
# WCAG 2.2, 2.5.8: 24 px each way; links inside a sentence are excepted, and so is what nobody sees or tabs to.
_TOO_SMALL: Final = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.tabIndex >= 0 && !each.matches(".skip"))
  .filter((each) => {
    const style = getComputedStyle(each);
    const words = (node) => node.textContent.replace(/\\s+/g, "");
    const line = each.closest("p, li, dd, blockquote, figcaption, small, div");
    return style.display !== "inline" || words(line) === words(each);
  })
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([, box]) => box.width < 23.9 || box.height < 23.9)
  .map(([each, box]) => `${each.outerHTML.slice(0, 100)} ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`)"""
_TROUBLE: Final = ("error", "warning")
_REFUSED: Final = """addEventListener("securitypolicyviolation", (e) =>
  console.error(`refused ${e.violatedDirective} ${e.blockedURI}`))"""


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_page_is_quiet_and_asks_nobody_else(stop: Stop, site: Site, open_as: Opened) -> None:
    """No request to another origin, no error in the console, nothing that the content security policy refuses."""
    site.restore(stop.store)
    page = open_as(stop.who)
    page.add_init_script(_REFUSED)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda message: message.type in _TROUBLE and said.append(f"{message.type}: {message.text}")
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    stop.visit(page, site)
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    # That the page itself was refused is what some of these pages are about.
    refused = f"error: Failed to load resource: the server responded with a status of {stop.status}"

    assert [url for url in asked if not url.startswith((f"{site.address}/", "data:text/html"))] == []
    assert [each for each in said if not (stop.status >= 400 and each.startswith(refused))] == []
    assert stop.who or page.context.cookies() == []


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_page_fits_a_narrow_screen(stop: Stop, site: Site, open_as: Opened) -> None:
    """At 320 px no page scrolls sideways and every control is 24 px or more each way, in all three locales."""
    page = open_as(stop.who, viewport=_NARROW)
    found: dict[str, Any] = {}
    for locale in LOCALES:
        site.restore(stop.store)
        stop.visit(page, site, locale.prefix)
        found |= {f"{locale.prefix}, {what}": value for what, value in _faults(page).items() if value}

    assert found == {}


def _faults(page: Page) -> dict[str, Any]:
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    return {"too wide by": max(0, wide), "too small": page.evaluate(_TOO_SMALL)}
