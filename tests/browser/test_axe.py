"""No page breaks a rule of axe: WCAG 2.2 A and AA, and the best practices."""

from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Opened
from tests.browser.site import Site
from tests.browser.stop import Stop
from tests.browser.stops import STOPS

_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_ALL: Final = {"type": "tag", "values": list(_TAGS)}
# What the dark can change: the words, the names and the order are the same document.
_COLOURS: Final = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_axe_finds_nothing(stop: Stop, site: Site, open_as: Opened, record_property: Any) -> None:
    """No violation on this page in the light, and none of the rules about colours in the dark."""
    site.restore(stop.store)
    page = open_as(stop.who, color_scheme="light")
    stop.visit(page, site)
    found = _violations(page, _ALL)
    page.emulate_media(color_scheme="dark")
    found += _violations(page, _COLOURS)
    record_property("axe_pages", 1)

    assert found == []


def _violations(page: Page, rules: dict[str, Any]) -> list[str]:
    answer = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": rules}).response
    assert answer["passes"], "axe looked at something"
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in answer["violations"] for node in rule["nodes"]
    ]
