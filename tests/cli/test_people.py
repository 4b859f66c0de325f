"""`flask people`: accounts, invitations, and the keys of stored addresses."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from blog import create_app
from blog.dialogue.contact import Contact
from blog.dialogue.person import Person
from blog.extensions import db
from blog.vault import Vault
from tests.cast import PASSWORD as CAST_PASSWORD
from tests.cast import Cast
from tests.cli.conftest import Counts, Run
from tests.client import Client
from tests.conftest import Store

OWNER = ("people", "create-owner", "--email", "first@house.example.org", "--name", "Ada 安", "--password")
PASSWORD = "the owner's long sentence"
NEWER = "a newer secret, which is also long enough to be one"


def test_the_owner_can_sign_in(run: Run, client: Client) -> None:
    """The account that create-owner makes signs in and sees the desk for people."""
    run(*OWNER, PASSWORD)
    client.sign_in("first@house.example.org", PASSWORD)
    client.get("/desk/people/")


def test_an_owner_is_made_once(run: Run, counts: Counts) -> None:
    """The same address again, in any spelling, ends with exit code 1 and changes nothing."""
    run(*OWNER, PASSWORD)
    before = counts()
    again = run(*[word.replace("first@", "FIRST@") for word in OWNER], PASSWORD, code=1)

    assert "already an account" in again.stderr
    assert before == counts()


@pytest.mark.parametrize(("email", "password"), [("first@house.example.org", "short"), ("nobody", PASSWORD)])
def test_an_owner_needs_an_address_and_a_password(run: Run, counts: Counts, email: str, password: str) -> None:
    """A short password or something that is no address ends with exit code 1 and makes nobody."""
    run("people", "create-owner", "--email", email, "--name", "Ada", "--password", password, code=1)

    assert 0 == counts()["person"]


def test_an_invitation_opens_an_account(run: Run, client: Client, cast: Cast, store: Store) -> None:
    """The printed link opens a page, and a password on it makes a translator of the partner."""
    link = run(
        "people", "invite", "--email", "new@house.example.org", "--name", "新人", "--partner", str(cast.east.id),
        "--role", "translator", "--locale", "zh-Hans",
    ).output.strip()
    path = "/t/" + link.partition("/t/")[2]
    client.get(path)
    assert "zh-Hans" == client.soup.html["lang"]  # type: ignore[index]
    client.post(path, {"new": PASSWORD, "again": PASSWORD})

    with store() as session:
        newest = session.scalars(sa.select(Person).order_by(Person.id.desc()).limit(1)).one()
        assert {"zh-Hans": "新人"} == newest.names
        assert [(cast.east.id, "translator")] == [(m.partner_id, m.role.value) for m in newest.memberships]
    client.get(path, status=404)


@pytest.mark.parametrize("arguments", [
    (), ("--moderator", "--partner", "1", "--role", "author"), ("--role", "author"),
    ("--partner", "999", "--role", "author"),
])
def test_an_unclear_invitation_is_refused(run: Run, counts: Counts, arguments: tuple[str, ...]) -> None:
    """Neither a role in a partner nor moderator, both, or a partner that is not there: nothing is written."""
    before = counts()
    run("people", "invite", "--email", "new@house.example.org", "--name", "New", *arguments, code=1)

    assert before == counts()


def test_lists_name_no_address(run: Run, cast: Cast) -> None:
    """The list of people has everybody with their roles, and nobody's address."""
    output = run("people", "list").output

    assert "Grace Adams" in output
    assert "moderator" in output
    assert "@" not in output
    assert f"{cast.west.id}\twest\tWest House" in run("people", "partners").output


def test_disabling_ends_the_sign_in(run: Run, client: Client, cast: Cast) -> None:
    """A disabled account is signed out at once and cannot sign in again."""
    client.sign_in(cast.address("ruth"))
    client.get("/desk/")
    run("people", "disable", str(cast["ruth"].id))
    response = client.get("/desk/", status=302)

    assert "/account/sign-in" in response.headers["Location"]
    client.get("/account/sign-in")
    client.post("/account/sign-in", {"email": cast.address("ruth"), "password": CAST_PASSWORD}, status=422)
    run("people", "disable", "999999", code=1)


def test_rekeyed_addresses_need_the_new_secret_alone(app: Flask, cast: Cast, store: Store, tmp_path: Path) -> None:
    """After rekey every address opens with the newest secret alone, and is found by it."""
    settings = app.extensions["settings"]
    rotated = create_app(replace(settings, secrets=(NEWER, *settings.secrets), data_dir=tmp_path))
    runner = rotated.test_cli_runner()
    before = _sealed(store)

    counted = runner.invoke(args=["people", "rekey", "--dry-run"]).output
    assert re.match(r"(\d+) addresses, \1 would be sealed anew", counted)
    assert before == _sealed(store)
    assert 0 == runner.invoke(args=["people", "rekey"]).exit_code
    assert "0 were sealed anew" in runner.invoke(args=["people", "rekey"]).output
    with rotated.app_context():
        db.engine.dispose()

    alone = Vault((NEWER,))
    with store() as session:
        addresses = {contact.address(alone) for contact in session.scalars(sa.select(Contact))}
        found = session.scalar(Contact.of_person(alone, cast.address("ruth")))
        assert cast.address("ruth") in addresses
        assert found is not None
        assert cast["ruth"].id == found.person_id


def _sealed(store: Store) -> set[bytes]:
    with store() as session:
        return set(session.scalars(sa.select(Contact.sealed)))
