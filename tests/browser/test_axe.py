"""No page breaks a rule of axe: WCAG 2.2 A and AA, and the best practices."""

from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Opened
from tests.browser.site import Site
from tests.browser.stops import STOPS, Stop

_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_OPTIONS: Final = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": list(_TAGS)}}


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_axe_finds_nothing(stop: Stop, site: Site, open_as: Opened, record_property: Any) -> None:
    """No violation on this page, in the light and in the dark."""
    site.restore(stop.store)
    page = open_as(stop.who, color_scheme="light")
    stop.visit(page, site)
    found = _violations(page)
    page.emulate_media(color_scheme="dark")
    found += _violations(page)
    record_property("axe_runs", 2)

    assert [] == found


def _violations(page: Any) -> list[str]:
    answer = Axe().run(page, options=_OPTIONS).response
    assert answer["passes"] or answer["inapplicable"], "axe ran"
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in answer["violations"] for node in rule["nodes"]
    ]
