"""A reader opens the first page."""

import pytest

from blog import clock
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_post
from tests.http.steps import LOCALES


@pytest.mark.parametrize(
    ("wanted", "prefix"),
    [
        ("", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9", "zh"),
        ("zh-TW", "zh-hant"),
        ("zh-HK,zh;q=0.8", "zh-hant"),
        ("fr, zh;q=0.5", "zh"),
        ("de", "en"),
        ("zh;q=0, en", "en"),
        ("*", "en"),
        ("\x22;;;q=x,,", "en"),
        ("zh-Hans-TW", "zh"),
    ],
)
def test_first_address_negotiates(client: Client, cast: Cast, wanted: str, prefix: str) -> None:
    """The bare address leads to the language that the browser prefers, and says that it looked."""
    response = client.get("/", status=302, headers={"Accept-Language": wanted})

    assert f"/{prefix}/" == response.headers["Location"]
    assert "Accept-Language" in response.headers["Vary"]
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
def test_home_opens_in_each_locale(client: Client, cast: Cast, prefix: str, tag: str) -> None:
    """The first page shows the newest post in the language of its address."""
    client.get(f"/{prefix}/")
    title = {"en": "Who pours the tea?", "zh-Hans": "谁来斟茶？", "zh-Hant": "誰來斟茶？"}[tag]

    assert tag == client.soup.html["lang"]
    assert title == client.text(".newest .title")


def test_home_of_an_empty_site_opens(client: Client) -> None:
    """Without any post the first page says so instead of failing."""
    client.get("/en/")

    assert "Nothing has been published yet" in client.text(".empty")


def test_newest_post_comes_first(client: Client, cast: Cast, store: Store) -> None:
    """A later post stands above an earlier one."""
    with store() as session:
        later = make_post(session, session.get_one(Series, cast.series.id), title="Who washes up?")
        later.publish_as_imported(session, at=clock.now(), source="test")

    client.get("/en/")

    assert "Who washes up?" == client.text(".newest .title")
    assert "Who pours the tea?" == client.text(".posts h3")


def test_home_cannot_be_posted_to(client: Client, cast: Cast) -> None:
    """The first page takes no form: 405, which names what is taken."""
    response = client.post("/en/", status=405)

    assert {"GET", "HEAD", "OPTIONS"} == set(response.headers["Allow"].split(", "))


def test_unknown_language_is_missing(client: Client, cast: Cast) -> None:
    """A prefix that is no language of ours answers 404."""
    client.get("/fr/", status=404)
