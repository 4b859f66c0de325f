"""The owner gives and takes roles; of a partner's last signer only when it is meant."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.dialogue.event import Event
from blog.dialogue.invitation import Invitation
from blog.dialogue.person import Person
from blog.dialogue.role import Role
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.domain.keys import house, person

PEOPLE = "/desk/people/"


def roles(store: Store, cast: Cast, name: str) -> list[str]:
    """The roles that somebody holds."""
    with store() as session:
        return sorted(membership.role.value for membership in session.get_one(Person, cast[name].id).memberships)


def events(store: Store, action: str) -> int:
    """How many events of a kind there are."""
    with store() as session:
        return session.query(Event).filter_by(action=action).count()


def test_owner_gives_and_takes_a_role(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """The role is there, and gone; giving it twice changes nothing, and each change is one event."""
    olga = as_("olga")
    path, office = f"{PEOPLE}{cast['tom'].id}/roles", {"role": f"{cast.west.id}:signer"}
    olga.get(PEOPLE)
    olga.follow(olga.post(path, office))
    assert "Saved." in olga.text(".notice")
    olga.post(path, office)
    assert ["author", "signer"] == roles(store, cast, "tom")
    olga.get(PEOPLE)
    olga.post(f"{path}/removal", office)

    assert ["author"] == roles(store, cast, "tom")
    assert (1, 1) == (events(store, "partner.role_given"), events(store, "partner.role_taken"))


def test_last_signer_goes_only_on_purpose(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """The owner is warned first, and takes the role away by saying so once more; a disabled colleague is no signer."""
    with store() as session:
        tom, olga = person(session, cast, "tom"), person(session, cast, "olga")
        tom.appoint(session, house(session, cast, "ruth"), Role.SIGNER, by=olga)
        tom.active = False
    owner = as_("olga")
    path, office = f"{PEOPLE}{cast['ruth'].id}/roles/removal", {"role": f"{cast.west.id}:signer"}
    owner.get(PEOPLE)
    owner.post(path, office, status=422)
    assert "Ruth Okafor is the last signer of West House." in owner.text(".wrongs")
    assert ["author", "signer"] == roles(store, cast, "ruth")
    form = owner.soup.select_one(".wrongs form")
    assert form is not None
    owner.post(str(form["action"]), {field["name"]: field["value"] for field in form.select("input")})

    assert ["author"] == roles(store, cast, "ruth")


def test_one_of_two_signers_goes_at_once(as_: Callable[[str], Client], store: Store, cast: Cast) -> None:
    """Where another signer stays there is nothing to warn of."""
    olga = as_("olga")
    olga.get(PEOPLE)
    olga.post(f"{PEOPLE}{cast['tom'].id}/roles", {"role": f"{cast.west.id}:signer"})
    olga.post(f"{PEOPLE}{cast['ruth'].id}/roles/removal", {"role": f"{cast.west.id}:signer"})

    assert ["author"] == roles(store, cast, "ruth")


def test_role_by_invitation_is_an_event(app: Flask, store: Store, cast: Cast) -> None:
    """A role that comes with an invitation stands in the history of the partner as well."""
    with store() as session:
        olga, nina, west = person(session, cast, "olga"), person(session, cast, "nina"), house(session, cast, "ruth")
        safe = app.extensions["vault"]
        invitation, _ = Invitation.send(
            session, safe, cast.address("nina"), nina.names, by=olga, locale="en", partner=west, role=Role.SIGNER
        )
        invitation.join(session, safe, nina)
        session.flush()
        given = session.query(Event).filter_by(action="partner.role_given", subject_id=west.id).one()
        assert {"person": cast["nina"].public_id, "role": "signer"} == given.data


@pytest.mark.parametrize(
    "role", ["", "moderator", "1:owner", "999:author", "x:author", "²:author", "9" * 20 + ":author"]
)
def test_bad_roles_change_nothing(as_: Callable[[str], Client], store: Store, cast: Cast, role: str) -> None:
    """What is no role of a partner gets a sentence beside the person."""
    olga = as_("olga")
    for path in ("roles", "roles/removal"):
        olga.get(PEOPLE)
        olga.post(f"{PEOPLE}{cast['tom'].id}/{path}", {"role": role}, status=422)
        assert "Choose a partner with a role." in olga.text(f"#person-{cast['tom'].id} .wrongs")

    assert ["author"] == roles(store, cast, "tom")


@pytest.mark.parametrize("name", ["ruth", "tom", "chen", "oskar", "grace", "nina"])
def test_others_give_and_take_nothing(as_: Callable[[str], Client], store: Store, cast: Cast, name: str) -> None:
    """Nobody but the owner appoints, not even a signer for the own partner."""
    client = as_(name)
    office = {"role": f"{cast.west.id}:author"}
    for path in ("roles", "roles/removal"):
        client.get("/account/")
        client.post(f"{PEOPLE}{cast['tom'].id}/{path}", office, status=403)

    assert ["author"] == roles(store, cast, "tom")


def test_signed_out_wrong_methods_and_numbers(
    client: Client, as_: Callable[[str], Client], store: Store, cast: Cast
) -> None:
    """Signed out 401, GET 405, nobody of that number 404, without the token 400."""
    office = {"role": f"{cast.west.id}:author"}
    olga = as_("olga")
    for path in ("roles", "roles/removal"):
        client.post(f"{PEOPLE}{cast['tom'].id}/{path}", office, status=401)
        olga.get(f"{PEOPLE}{cast['tom'].id}/{path}", status=405)
        olga.get("/account/")
        olga.post(f"{PEOPLE}999/{path}", office, status=404)
        olga.get("/account/")
        olga.post(f"{PEOPLE}{cast['tom'].id}/{path}", {**office, "csrf_token": "x"}, status=400)

    assert ["author"] == roles(store, cast, "tom")
