"""`flask import`: bringing posts in."""

from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .. import clock
from ..dialogue.errors import DialogueError
from ..exchange.importing import import_post
from ..exchange.joint_post import Misunderstood, ParsedPost, describe, parse
from ..extensions import db

group = AppGroup("import", help="Bring posts in from other formats.")


@group.command("joint-post")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--series", "slug", required=True, help="Slug of the series; made if it does not exist.")
@click.option("--west", default="West", show_default=True, help="The Western partner, as the headings name it.")
@click.option("--east", default="East", show_default=True, help="The Eastern partner, as the headings name it.")
@click.option("--publish", is_flag=True, help="Publish it at once, both keys turned as imported.")
@click.option("--published-at", type=click.DateTime(["%Y-%m-%d"]), help="The day it first appeared; implies --publish.")
@click.option("--dry-run", is_flag=True, help="Print what was understood and write nothing.")
def joint_post(
    file: Path, slug: str, west: str, east: str, publish: bool, published_at: datetime | None, dry_run: bool,
) -> None:
    """Import FILE, a joint post as plain text: a title, an introduction, and two sections of numbered questions."""
    parsed = _parsed(file, west, east)
    _print(parsed)
    if dry_run:
        click.echo("Dry run: nothing was written.")
        return
    at = published_at.astimezone() if published_at else clock.now() if publish else None
    try:
        outcome = import_post(db.session(), parsed, slug=slug, west=west, east=east, published_at=at)
    except DialogueError as error:
        db.session.rollback()
        _refuse(f"{file}: {error.key.replace('_', ' ')}: {slug}")
    db.session.commit()
    if not outcome.changed:
        click.echo("This post was imported before; nothing was changed.")
        return
    if outcome.series_made:
        click.echo(f"Made the series {slug}.")
    if outcome.post.number:
        base = current_app.extensions["settings"].base_url
        click.echo(f"Published as no. {outcome.post.number}: {base}/en/{slug}/{outcome.post.number}/")
    else:
        click.echo("Imported as a draft. Run it again with --publish to publish it.")


def _parsed(file: Path, west: str, east: str) -> ParsedPost:
    try:
        return parse(file.read_text(encoding="utf-8"), west=west, east=east)
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        _refuse(f"{file}: line {line}: expected text in UTF-8, found another encoding")
    except Misunderstood as error:
        _refuse(f"{file}: {error}")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(2)


def _print(parsed: ParsedPost) -> None:
    table = Table("what", "begins", "measure", title=None)
    for row in describe(parsed):
        table.add_row(*(Text(cell) for cell in row))
    Console(width=120).print(table)
