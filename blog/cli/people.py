"""`flask people`: accounts and invitations."""

from typing import NoReturn

import click
import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..dialogue.contact import Contact
from ..dialogue.errors import Refused
from ..dialogue.invitation import Invitation
from ..dialogue.partner import Partner, Role
from ..dialogue.person import Person
from ..extensions import db
from ..locales import TAGS, by_script
from ..passwords import LONGEST, SHORTEST, weakness
from ..vault import Unreadable

group = AppGroup("people", help="Accounts, invitations and the keys of stored addresses.")


@group.command("create-owner")
@click.option("--email", required=True, prompt=True, help="Address to sign in with.")
@click.option("--name", required=True, prompt=True, help="Name as others see it.")
@click.password_option(help="Password; asked for when left out.")
def create_owner(email: str, name: str, password: str) -> None:
    """Make the account of the owner, who invites everybody else."""
    weak = weakness(password)
    if weak:
        reason = weak.replace("_", " ")
        _refuse(f"The password is {reason}: use {SHORTEST} to {LONGEST} characters that nobody would guess.")
    if not name.strip():
        _refuse("The name is empty.")
    hashed = current_app.extensions["passwords"].hash(password)
    try:
        Person.admit(
            db.session(), current_app.extensions["vault"], _address(email), by_script(name.strip()), hashed,
            is_owner=True,
        )
    except Refused:
        _refuse("There is already an account with this address.")
    db.session.commit()
    click.echo("The owner can sign in now.")


@group.command("invite")
@click.option("--email", required=True, help="Whom to invite.")
@click.option("--name", required=True, help="Name as others see it.")
@click.option("--partner", type=int, help="Number of the partner, as `flask people partners` lists it.")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="Role in that partner.")
@click.option("--moderator", is_flag=True, help="Invite as a moderator instead.")
@click.option("--locale", type=click.Choice(TAGS), default="en", show_default=True, help="Language of the letter.")
def invite(email: str, name: str, partner: int | None, role: str | None, moderator: bool, locale: str) -> None:
    """Invite somebody by a link that works once within seven days. The link is printed and mailed."""
    found = db.session.get(Partner, partner) if partner else None
    if partner and found is None:
        _refuse(f"There is no partner {partner}; list them with: flask people partners")
    try:
        _, token = Invitation.send(
            db.session(), current_app.extensions["vault"], _address(email), by_script(name.strip()), by=None,
            partner=found, role=Role(role) if role else None, moderator=moderator, locale=locale,
        )
    except Refused:
        _refuse("Give either --partner with --role, or --moderator.")
    db.session.commit()
    click.echo(f"{current_app.extensions['settings'].base_url}/t/invitation/{token}")


@group.command("list")
def list_people() -> None:
    """List the accounts with their roles; no addresses."""
    table = Table("id", "name", "site", "partners", "active")
    for person in db.session.scalars(sa.select(Person).order_by(Person.id)).unique():
        offices = (("owner", person.is_owner), ("moderator", person.is_moderator))
        site = ", ".join(word for word, held in offices if held)
        roles = ", ".join(f"{m.partner.name}: {m.role.value}" for m in person.memberships)
        names = Text(" ".join(person.names.values()))
        table.add_row(str(person.id), names, site, Text(roles), "yes" if person.active else "no")
    Console(width=120).print(table)


@group.command("partners")
def list_partners() -> None:
    """List the partners with their numbers."""
    for partner in db.session.scalars(sa.select(Partner).order_by(Partner.id)):
        click.echo(f"{partner.id}\t{partner.side.value}\t{partner.name}")


@group.command("disable")
@click.argument("person_id", type=int)
def disable(person_id: int) -> None:
    """Disable an account: its sign-ins end at once."""
    person = db.session.get(Person, person_id)
    if person is None:
        _refuse(f"There is no person {person_id}; list them with: flask people list")
    person.disable(by=None)
    db.session.commit()
    click.echo("Disabled.")


@group.command("rekey")
@click.option("--dry-run", is_flag=True, help="Count what is sealed with an older secret and write nothing.")
def rekey(dry_run: bool) -> None:
    """Seal all stored addresses with the newest secret of SECRET_KEY, after which older ones can be taken out."""
    safe = current_app.extensions["vault"]
    contacts = db.session.scalars(sa.select(Contact)).all()
    old = [contact for contact in contacts if not safe.is_current(contact.sealed)]
    lost = []
    if not dry_run:
        for contact in old:
            try:
                contact.reseal(safe)
            except Unreadable:
                lost.append(contact.id)
        db.session.commit()
    done = len(old) - len(lost)
    click.echo(f"{len(contacts)} addresses, {done} {'would be' if dry_run else 'were'} sealed anew.")
    if lost:
        _refuse(f"{len(lost)} could not be opened by any secret of SECRET_KEY: put the older ones back and repeat.")


def _address(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        _refuse("That is not an e-mail address.")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(1)
