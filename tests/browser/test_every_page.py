"""What holds on every type of page: nothing foreign, nothing refused, no rule broken, nothing too wide or too small."""

from typing import Any, Final

import pytest
from playwright.sync_api import Page

from blog.locales import EN, LOCALES
from tests.browser.axe import violations
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
# The end, so that lazy pictures are asked for, which takes a frame; the top, because a short page that is scrolled by a
# little has a link half under the masthead, which axe calls a small target.
_TO_THE_END_AND_BACK: Final = """async () => {
  scrollTo(0, document.body.scrollHeight);
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  scrollTo(0, 0);
}"""
_TROUBLE: Final = ("error", "warning")
_REFUSED: Final = """addEventListener("securitypolicyviolation", (e) =>
  console.error(`refused ${e.violatedDirective} ${e.blockedURI}`))"""


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_page_holds_up(stop: Stop, site: Site, open_as: Opened, record_property: Any) -> None:
    """A type of page asks nobody else, is quiet, breaks no rule of axe, and fits a narrow screen in every language.

    Quiet: no error in the console, nothing that the content security policy refuses. axe: all rules in the light, those
    about colours in the dark. Narrow: at 320 px nothing scrolls sideways, and every control is 24 px or more each way.
    One visit for all of it: opening pages is what takes the time.
    """
    site.restore(stop.store)
    page = open_as(stop.who, color_scheme="light")
    asked, said = _listened(page)
    stop.visit(page, site)
    page.wait_for_load_state("load")
    page.evaluate(_TO_THE_END_AND_BACK)
    # That the page itself was refused is what some of these pages are about.
    refused = f"error: Failed to load resource: the server responded with a status of {stop.status}"
    found: dict[str, Any] = {
        "other origins": [url for url in asked if not url.startswith((f"{site.address}/", "data:text/html"))],
        "console": [each for each in said if not (stop.status >= 400 and each.startswith(refused))],
        "cookies": [] if stop.who else page.context.cookies(),
        "axe, light": violations(page),
    }
    page.emulate_media(color_scheme="dark")
    found["axe, dark"] = violations(page, colours_only=True)
    record_property("axe_pages", 1)
    found |= _narrow(page, stop, site)

    assert {} == {what: value for what, value in found.items() if value}


def _narrow(page: Page, stop: Stop, site: Site) -> dict[str, Any]:
    """The faults of a page that is open in English, on a narrow screen and in all three locales."""
    found = {}
    page.set_viewport_size(_NARROW)
    for locale in LOCALES:
        if locale is not EN:
            site.restore(stop.store)
            stop.visit(page, site, locale.prefix)
        found |= {f"{locale.prefix}, {what}": value for what, value in _faults(page).items()}
    return found


def _listened(page: Page) -> tuple[list[str], list[str]]:
    """What a page asks for and what it complains of, from now on."""
    page.add_init_script(_REFUSED)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda message: message.type in _TROUBLE and said.append(f"{message.type}: {message.text}")
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    return asked, said


def _faults(page: Page) -> dict[str, Any]:
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    return {"too wide by": max(0, wide), "too small": page.evaluate(_TOO_SMALL)}
