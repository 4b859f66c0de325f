"""A reader opens a joint post."""

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import LOCALES, plant


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
def test_post_opens_in_each_locale(client: Client, cast: Cast, prefix: str, tag: str) -> None:
    """All questions of both sides with their answers, in the language of the address."""
    client.get(f"/{prefix}/tea/1/")
    asked = {"en": "Why west 1?", "zh-Hans": "为何1？", "zh-Hant": "為何1？"}[tag]
    answered = {"en": "Because of tea 1.", "zh-Hans": "因为 茶 1。", "zh-Hant": "因為 茶 1。"}[tag]

    assert ["west-1", "west-2", "east-1", "east-2"] == [each["id"] for each in client.soup.select(".qa")]
    assert asked == client.text("#west-1 h3")
    assert answered == client.text("#west-1 .reply .prose")


def test_series_opens(client: Client, cast: Cast) -> None:
    """The page of a series names both partners and lists its posts."""
    client.get("/en/tea/")

    assert "West House" in client.text(".leaf.west")
    assert "East House" in client.text(".leaf.east")
    assert "/en/tea/1/" == client.soup.select_one(".posts a")["href"]


@pytest.mark.parametrize(("prefix", "second"), [("en", "zh-Hans"), ("zh", "zh-Hans"), ("zh-hant", "zh-Hant")])
def test_facing_page_shows_both_languages(client: Client, cast: Cast, prefix: str, second: str) -> None:
    """Each question stands there in English and in the Chinese script of the address, each marked as what it is."""
    client.get(f"/{prefix}/tea/1/facing/")
    page = client.soup.html["lang"]
    headings = client.soup.select("#west-1 .ask h3")

    assert ["en", second] == [heading.get("lang", page) for heading in headings]
    assert ["Why west 1?", {"zh-Hans": "为何1？", "zh-Hant": "為何1？"}[second]] == [h.get_text() for h in headings]


def test_first_twenty_comments_stand_on_the_post(client: Client, cast: Cast, store: Store) -> None:
    """A long thread shows twenty comments under its question and says how many more there are."""
    plant(store, cast, *(f"Number {number}." for number in range(25)))

    client.get("/en/tea/1/")

    assert 20 == len(client.soup.select("#thread-west-1 li.comment"))
    assert "5" in client.text("#thread-west-1 .pager")
    assert "25" in client.text("#thread-west-1 summary")


def test_comments_stand_under_their_own_question(client: Client, cast: Cast, store: Store) -> None:
    """A comment appears in its thread, in every locale, and in no other thread."""
    plant(store, cast, "Only here.", key="east-2")

    for prefix, _ in LOCALES:
        client.get(f"/{prefix}/tea/1/")

        assert "Only here." in client.text("#thread-east-2")
        assert "Only here." not in client.text("#thread-west-1")


@pytest.mark.parametrize(
    "path",
    [
        "/en/tea/2/",
        "/en/tea/0/",
        "/en/tea/01/",
        "/en/tea/-1/",
        "/en/tea/x/",
        "/en/coffee/",
        "/en/coffee/1/",
        "/en/tea/99999999999999999999/",
        "/en/tea/2/facing/",
        "/en/TEA/1/",
    ],
)
def test_missing_pages(client: Client, cast: Cast, path: str) -> None:
    """What does not exist, or is no number that a database could hold, answers 404."""
    client.get(path, status=404)


@pytest.mark.parametrize("path", ["/en/tea/", "/en/tea/1/", "/en/tea/1/facing/"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_wrong_method(client: Client, cast: Cast, path: str, method: str) -> None:
    """Pages to read take no other method."""
    response = getattr(client._client, method)(path, base_url=client._base, headers={"Sec-Fetch-Site": "same-origin"})

    assert 405 == response.status_code
