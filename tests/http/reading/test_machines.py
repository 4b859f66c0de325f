"""Machines ask for robots.txt, the sitemap, and whether the site lives."""

import xml.etree.ElementTree as ET

import pytest

from tests.cast import Cast
from tests.client import Client

_NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_robots_may_read_what_is_public(client: Client) -> None:
    """Crawlers are kept from private pages and told where the sitemap is."""
    text = client.get("/robots.txt").text

    for private in ("/desk/", "/moderation/", "/account/", "/t/"):
        assert f"Disallow: {private}\n" in text
    assert "Sitemap: http://wenda.test/sitemap.xml\n" in text
    assert "Disallow: /\n" not in text


def test_sitemap_names_pages_that_open(client: Client, cast: Cast) -> None:
    """The sitemap is well-formed, names home, series and post in each locale, and each address opens as canonical."""
    response = client.get("/sitemap.xml")
    named = [loc.text for loc in ET.fromstring(response.data).iter(f"{_NS}loc")]  # noqa: S314

    assert response.content_type.startswith("application/xml")
    assert 9 == len(set(named)) == len(named)
    for address in named:
        assert address is not None
        client.get(address.removeprefix("http://wenda.test"))
        assert address == client.soup.select_one("link[rel=canonical]")["href"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_answer(client: Client, path: str) -> None:
    """A watchdog gets a fresh answer without any detail."""
    response = client.get(path)

    assert "ok\n" == response.text
    assert "no-store" == response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/healthz", "/readyz"])
def test_probes_take_no_form(client: Client, path: str) -> None:
    """Nothing can be posted to them."""
    client.post(path, status=405)
