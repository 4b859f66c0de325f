"""What a first visit costs: bytes over the wire by kind, and requests."""

from collections import Counter
from typing import Any, Final

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opened
from tests.browser.site import Site
from tests.browser.world import FIFTY, fifty_comments

_MOST_BYTES: Final = 120_000
_MOST_REQUESTS: Final = 6


@pytest.mark.parametrize("prefix", ["en", "zh"])
@pytest.mark.parametrize("number", [1, 2])
def test_first_visit_is_light(
    number: int, prefix: str, site: Site, open_as: Opened, record_property: Any,
) -> None:
    """A joint post with fifty comments comes in under 120 kB, fonts included, in at most six requests."""
    with site.session() as session:
        fifty_comments(session, number)
    page = open_as(viewport={"width": 1360, "height": 760})
    sizes, requests = _measured(page, f"/{prefix}/shop-floor/{number}/")
    for kind, size in sizes.items():
        record_property(f"bytes of {kind}, {prefix}, post {number}", size)
    record_property(f"requests, {prefix}, post {number}", requests)

    assert page.locator(".comment").count() == FIFTY
    assert sum(sizes.values()) < _MOST_BYTES
    assert requests <= _MOST_REQUESTS


def test_second_page_loads_only_itself(site: Site, open_as: Opened) -> None:
    """Styles, scripts and fonts are kept: the next page is one request, and a page seen before comes as a 304."""
    page = open_as()
    page.goto("/en/shop-floor/1/")
    page.wait_for_load_state("networkidle")
    sizes, requests = _measured(page, "/en/shop-floor/")
    again, _ = _measured(page, "/en/shop-floor/1/")

    assert list(sizes) == ["Document"]
    assert requests == 1
    assert again["Document"] < 1000


def _measured(page: Page, path: str) -> tuple[Counter[str], int]:
    """Bytes by kind as the browser's own network log counts them, headers included, and how many requests."""
    session = page.context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    kept: set[str] = set()

    def note(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]
        if event["response"].get("fromDiskCache"):
            kept.add(event["requestId"])

    def count(event: dict[str, Any]) -> None:
        if event["requestId"] in kinds and event["requestId"] not in kept and event["encodedDataLength"]:
            sizes[kinds[event["requestId"]]] += int(event["encodedDataLength"])

    session.on("Network.requestServedFromCache", lambda event: kept.add(event["requestId"]))
    session.on("Network.responseReceived", note)
    session.on("Network.loadingFinished", count)
    session.send("Network.enable")
    page.goto(path)
    page.wait_for_load_state("networkidle")
    session.detach()
    return sizes, len(set(kinds) - kept)
