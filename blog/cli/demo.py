"""`flask demo`: the bilingual demo series."""

import secrets

import click
from flask import current_app
from flask.cli import with_appcontext

from ..demo.load import ACCOUNTS, is_loaded, load
from ..extensions import db


@click.command("demo")
@with_appcontext
def command() -> None:
    """Load the demo series `shop-floor` with its people, posts, pictures and comments into an empty site."""
    if is_loaded(db.session()):
        click.echo("The demo is loaded already; nothing was changed.")
        return
    load_demo()


def load_demo() -> None:
    """Load the demo and print its accounts. The password is DEMO_PASSWORD, or random and shown once."""
    app = current_app
    password = app.extensions["settings"].demo_password or secrets.token_urlsafe(12)
    hashed = app.extensions["passwords"].hash(password)
    load(db.session(), app.extensions["vault"], app.extensions["storage"], hashed)
    db.session.commit()
    click.echo("The demo is loaded. Sign in as one of these, all with the password below:")
    for account in ACCOUNTS:
        click.echo(f"  {account}")
    click.echo(f"  password: {password}")
