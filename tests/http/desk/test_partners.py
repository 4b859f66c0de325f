"""The owner adds and describes partners; their people, and those who share a series with them, look at them."""

from collections.abc import Callable

import pytest

from blog.dialogue.partner import Partner
from blog.dialogue.role import Role
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import house, person

PARTNERS = "/desk/partners/"


def typed(**changed: str) -> dict[str, str]:
    """What Olga types."""
    fields = {
        "side": "east", "name-en": "Brocade Lane", "name-zh": "锦里", "city-en": "Chengdu", "city-zh": "",
        "blurb-en": "", "blurb-zh": "一条街。", "language": "zh-Hans", "zone": "Asia/Shanghai",
    }
    return fields | {name.replace("_", "-"): value for name, value in changed.items()}


def count(store: Store) -> int:
    """How many partners there are."""
    with store() as session:
        return session.query(Partner).count()


def test_owner_adds_a_partner(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """It has its side, names, city, language and clock; its page opens."""
    olga = as_("olga")
    olga.get(PARTNERS)
    response = olga.post(PARTNERS, typed())
    with store() as session:
        partner = session.query(Partner).order_by(Partner.id.desc()).first()
        assert {"en": "Brocade Lane", "zh-Hans": "锦里"} == partner.names
        assert ("east", "zh-Hans", "Asia/Shanghai") == (partner.side.value, partner.language, partner.time_zone)
        assert ({"en": "Chengdu"}, {"zh-Hans": "一条街。"}) == (partner.city, partner.blurb)
    olga.follow(response)

    assert "Brocade Lane" == olga.text("h1")
    assert "Nobody yet." in olga.text()


def test_owner_describes_a_partner(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """What is said of it changes; its side does not."""
    olga = as_("olga")
    path = f"{PARTNERS}{cast.west.id}/"
    olga.get(path)
    olga.follow(olga.post(f"{path}description", typed(name_en="New House", zone="Europe/Paris")))

    assert ("New House", "Saved.") == (olga.text("h1"), olga.text(".notice"))
    with store() as session:
        partner = session.get_one(Partner, cast.west.id)
        assert ("west", "Europe/Paris") == (partner.side.value, partner.time_zone)


@pytest.mark.parametrize(("changed", "field"), [
    ({"side": "north"}, "side"), ({"name_en": "", "name_zh": ""}, "name-en"), ({"name_zh": "字" * 121}, "name-zh"),
    ({"city_en": ""}, "city-en"), ({"language": "fr"}, "language"), ({"zone": "Mars/Base"}, "zone"),
    ({"zone": ""}, "zone"),
    ({"zone": "../etc/passwd"}, "zone"), ({"zone": "Z\x00"}, "zone"),
])
def test_mistakes_keep_what_was_typed(
    as_: Callable[[str], Client], store: Store, cast: Cast, changed: dict[str, str], field: str
) -> None:
    """A mistake gets a sentence at its field, on adding and on changing, and nothing is stored."""
    olga = as_("olga")
    paths = [PARTNERS] if field == "side" else [PARTNERS, f"{PARTNERS}{cast.west.id}/description"]
    for path in paths:
        olga.post(path, typed(**changed), status=422)
        assert [f"#{field}"] == [link["href"] for link in olga.soup.select(".wrongs a")]
        assert "一条街。" == olga.text("#blurb-zh")

    assert 3 == count(store)
    with store() as session:
        assert "West House" == session.get_one(Partner, cast.west.id).names["en"]


@pytest.mark.parametrize("name", ["tom", "lin"])
def test_both_partners_see_people_and_changes(
    as_: Callable[[str], Client], store: Store, cast: Cast, name: str
) -> None:
    """Who can turn the key of either, since when and by whose hand, is seen by members of both."""
    with store() as session:
        tom, olga = person(session, cast, "tom"), person(session, cast, "olga")
        tom.appoint(session, house(session, cast, "ruth"), Role.SIGNER, by=olga)
        session.flush()
        tom.dismiss(session, house(session, cast, "ruth"), Role.SIGNER, by=olga)
    client = as_(name)
    client.get(PARTNERS)
    assert ["West House", "East House"] == [link.get_text() for link in client.soup.select(".list a")]
    client.get(f"{PARTNERS}{cast.west.id}/")

    assert "Ruth Okafor author signer Tom Hill author" in client.text(".members")
    history = [entry.select_one("span").get_text() for entry in client.soup.select(".log li")]
    assert ["Tom Hill is no longer signer", "Tom Hill became signer"] == history
    assert "by Olga Stern" in client.text(".log")
    assert [] == client.soup.select('form[action$="description"]')


def test_other_pairs_see_nothing(as_: Callable[[str], Client], cast: Cast) -> None:
    """For another pair the partner does not exist."""
    oskar = as_("oskar")
    oskar.get(f"{PARTNERS}{cast.west.id}/", status=404)
    oskar.get(PARTNERS)

    assert ["Other House"] == [link.get_text() for link in oskar.soup.select(".list a")]


@pytest.mark.parametrize("name", ["ruth", "chen", "oskar", "grace", "nina"])
def test_others_change_nothing(as_: Callable[[str], Client], store: Store, cast: Cast, name: str) -> None:
    """Only the owner adds and describes partners."""
    client = as_(name)
    for path in ("", f"{cast.west.id}/description"):
        client.get("/account/")
        client.post(f"{PARTNERS}{path}", typed(), status=403)

    assert 3 == count(store)


def test_signed_out_wrong_methods_and_numbers(client: Client, as_: Callable[[str], Client], cast: Cast) -> None:
    """Signed out 401, GET 405, no such partner 404, without the token 400."""
    client.get(PARTNERS, status=302)
    client.post(PARTNERS, typed(), status=401)
    olga = as_("olga")
    olga.get(f"{PARTNERS}{cast.west.id}/description", status=405)
    olga.get(f"{PARTNERS}999/", status=404)
    olga.get("/account/")
    olga.post(f"{PARTNERS}999/description", typed(), status=404)
    olga.get("/account/")
    olga.post(PARTNERS, {**typed(), "csrf_token": "x"}, status=400)
