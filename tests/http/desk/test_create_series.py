"""The owner begins a series, names it, moves it, and says how readers comment in it."""

from collections.abc import Callable
from typing import Any

import pytest

from blog.dialogue.event import Event
from blog.dialogue.series import LONGEST_SLUG, Series, slug_from
from blog.dialogue.states import Moderation
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store

SERIES = "/desk/series/"


def typed(cast: Cast, **changed: str) -> dict[str, str]:
    """What Olga types."""
    fields = {
        "title-en": "Shop floor to shop floor", "title-zh": "店面对店面", "blurb-en": "Two houses.", "blurb-zh": "",
        "west": str(cast.west.id), "east": str(cast.east.id), "slug": "",
    }
    return fields | {name.replace("_", "-"): value for name, value in changed.items()}


def settings(**changed: str) -> dict[str, str]:
    """What Olga changes in the settings of a series."""
    fields = {
        "title-en": "Tea for two", "title-zh": "两人茶", "blurb-en": "", "blurb-zh": "茶。", "moderation": "first",
        "comments": "1",
    }
    return fields | {name.replace("_", "-"): value for name, value in changed.items()}


def stored(store: Store, slug: str) -> Series | None:
    """A series by its slug."""
    with store() as session:
        return session.scalar(Series.by_slug(slug))


def test_owner_begins_a_series(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """The address comes from the English title; the page of the new series opens."""
    olga = as_("olga")
    olga.get(SERIES)
    response = olga.post(SERIES, typed(cast))
    series = stored(store, "shop-floor-to-shop-floor")

    assert series is not None
    assert {"en": "Shop floor to shop floor", "zh-Hans": "店面对店面"} == series.title
    assert {"en": "Two houses."} == series.blurb
    assert f"{SERIES}{series.id}/" == response.headers["Location"]
    olga.follow(response)
    assert "Shop floor to shop floor" == olga.text("h1")


def test_address_and_script_as_typed(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """A typed address is kept, and Chinese is kept in the script in which it is written."""
    as_("olga").post(SERIES, typed(cast, slug="floor", title_zh="店面對店面"))
    series = stored(store, "floor")

    assert series is not None
    assert "店面對店面" == series.title["zh-Hant"]


@pytest.mark.parametrize(("title", "slug"), [
    ("Shop floor", "shop-floor"), ("Été à Leeds!", "ete-a-leeds"), ("The reader's turn", "the-readers-turn"),
    ("店面", ""), ("店面 2", "2"), ("word " * 20, "-".join(["word"] * 12)), ("x" * 70, ""),
])
def test_slug_is_proposed_from_latin_letters(title: str, slug: str) -> None:
    """Whole words, as many as fit; of a title without Latin letters or digits nothing."""
    assert slug == slug_from(title)
    assert len(slug) <= LONGEST_SLUG


@pytest.mark.parametrize(("changed", "field"), [
    ({"title_en": ""}, "title-en"), ({"title_zh": " "}, "title-zh"), ({"title_en": "t" * 121}, "title-en"),
    ({"blurb_en": "b" * 2001}, "blurb-en"), ({"title_zh": "字\x00"}, "title-zh"), ({"slug": "Not a slug"}, "slug"),
    ({"slug": "tea"}, "slug"), ({"slug": "search"}, "slug"), ({"west": ""}, "west"), ({"east": "999"}, "east"),
    ({"west": "99999999999999999999"}, "west"), ({"title_en": "店面"}, "slug"),
])
def test_mistakes_begin_nothing(
    as_: Callable[[str], Client], store: Store, cast: Cast, changed: dict[str, str], field: str
) -> None:
    """A mistake gets a sentence at its field, and what was typed stays."""
    olga = as_("olga")
    olga.post(SERIES, typed(cast, **changed), status=422)

    assert f"#{field}" in [link["href"] for link in olga.soup.select(".wrongs a")]
    assert olga.soup.select(f"#{field}[aria-invalid]")
    assert "Two houses." in olga.text("#blurb-en") or "blurb_en" in changed
    with store() as session:
        assert 1 == session.query(Series).count()


def test_partner_of_the_wrong_side(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """The western partner is one of the West."""
    as_("olga").post(SERIES, typed(cast, west=str(cast.east.id)), status=422)

    with store() as session:
        assert 1 == session.query(Series).count()


def test_owner_settles_a_series(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """Title, blurb and comments change, the event says so, and readers see it at once."""
    olga = as_("olga")
    path = f"{SERIES}{cast.series.id}/settings"
    olga.get(f"{SERIES}{cast.series.id}/")
    olga.follow(olga.post(path, settings()))
    assert "Saved." in olga.text(".notice")
    series = stored(store, "tea")
    assert series is not None
    assert ({"en": "Tea for two", "zh-Hans": "两人茶"}, {"zh-Hans": "茶。"}) == (series.title, series.blurb)
    assert (Moderation.FIRST, True) == (series.moderation, series.comments_open)
    olga.post(path, settings(comments=""))
    with store() as session:
        assert not session.scalar(Series.by_slug("tea")).comments_open
        assert 2 == session.query(Event).filter_by(action="series.settled", by_id=cast["olga"].id).count()
    olga.get("/en/tea/")
    assert "Tea for two" == olga.text("h1")


@pytest.mark.parametrize("changed", [{"title_en": ""}, {"moderation": "none"}, {"blurb_zh": "字" * 2001}])
def test_bad_settings_change_nothing(
    as_: Callable[[str], Client], store: Store, cast: Cast, changed: dict[str, str]
) -> None:
    """A mistake gets a sentence, and the other fields keep what was typed."""
    olga = as_("olga")
    olga.post(f"{SERIES}{cast.series.id}/settings", settings(**changed), status=422)

    assert olga.soup.select(".wrongs li")
    assert "两人茶" == olga.soup.select_one("#title-zh")["value"]
    assert "tea" == olga.soup.select_one("#slug")["value"]
    series = stored(store, "tea")
    assert series is not None
    assert "Tea talk" == series.title["en"]


def test_owner_moves_a_series(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """The new address answers, the old one leads there; a bad one keeps what was typed."""
    olga = as_("olga")
    path = f"{SERIES}{cast.series.id}/address"
    for slug in ("Not a slug", "", "tea", "search"):
        olga.post(path, {"slug": slug}, status=422)
        assert slug == olga.soup.select_one("#slug")["value"]
    olga.post(path, {"slug": "tea-house"})
    olga.get("/en/tea-house/")

    assert "/en/tea-house/" == olga.get("/en/tea/", status=301).headers["Location"].removeprefix("http://wenda.test")


@pytest.mark.parametrize("name", ["ruth", "lin", "chen"])
def test_partners_look_at_their_series(as_: Callable[[str], Client], cast: Cast, name: str) -> None:
    """Both partners see the series with its people, roles and posts, and no settings."""
    client = as_(name)
    client.get(SERIES)
    assert "Tea talk" in client.text(".list")
    client.get(f"{SERIES}{cast.series.id}/")

    assert "Ruth Okafor author signer" in client.text(".members")
    assert f"/desk/posts/{cast.post.id}/" in [link["href"] for link in client.soup.select(".list a")]
    assert [] == client.soup.select('form[action$="settings"], form[action$="address"]')


@pytest.mark.parametrize("name", ["ruth", "chen", "oskar", "grace", "nina"])
def test_others_change_nothing(as_: Callable[[str], Client], store: Store, cast: Cast, name: str) -> None:
    """Only the owner begins, settles and moves series."""
    client = as_(name)
    data: dict[str, Any] = {**typed(cast), **settings(), "slug": "new"}
    for path in ("", f"{cast.series.id}/settings", f"{cast.series.id}/address"):
        client.get("/account/")
        client.post(f"{SERIES}{path}", data, status=403)

    assert stored(store, "new") is None


def test_strangers_signed_out_and_wrong_methods(client: Client, as_: Callable[[str], Client], cast: Cast) -> None:
    """For another pair the series does not exist; signed out 401, GET 405, no such series 404, no token 400."""
    oskar, olga = as_("oskar"), as_("olga")
    oskar.get(f"{SERIES}{cast.series.id}/", status=404)
    oskar.get(SERIES)
    assert "Tea talk" not in str(oskar.soup)
    client.get(SERIES, status=302)
    client.post(SERIES, typed(cast), status=401)
    for path in ("settings", "address"):
        olga.get(f"{SERIES}{cast.series.id}/{path}", status=405)
        olga.get("/account/")
        olga.post(f"{SERIES}999/{path}", settings(), status=404)
    olga.get(f"{SERIES}999/", status=404)
    olga.post(SERIES, {**typed(cast), "csrf_token": "x"}, status=400)
