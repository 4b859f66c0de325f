"""`flask doctor`: looks at the whole public site and says what is wrong with it."""

import click
from flask import current_app
from flask.cli import AppGroup

from ..doctor.crawl import Crawl
from ..doctor.origins import foreign_origins
from ..doctor.privacy import planted, traces

group = AppGroup("doctor", help="Check the site as it stands.")


@group.command("privacy")
def privacy() -> None:
    """Plant an address in a comment, render every public page and error, and look for any form of it.

    The planted comment is taken out again; nothing is left behind.
    """
    with planted() as canary:
        crawl = Crawl(current_app._get_current_object())  # type: ignore[attr-defined]
        pages = crawl.everything(extra=canary.paths)
        found = [(page.path, form) for page in pages for form in traces(page, canary.address)]
    forms = len(canary.forms)
    click.echo(f"Looked at {len(pages)} answers ({crawl.summary(pages)}) for {forms} forms of a planted address.")
    _finish(found, "{0}: holds the address as {1}")


@group.command("origins")
def origins() -> None:
    """Render every public page and fail if any of them would load something from another origin."""
    crawl = Crawl(current_app._get_current_object())  # type: ignore[attr-defined]
    pages = crawl.everything()
    base = current_app.extensions["settings"].base_url
    found = [(page.path, url) for page in pages for url in foreign_origins(page, base)]
    click.echo(f"Looked at {len(pages)} answers ({crawl.summary(pages)}).")
    _finish(found, "{0}: loads {1}")


def _finish(found: list[tuple[str, str]], sentence: str) -> None:
    for each in found:
        click.echo(sentence.format(*each), err=True)
    click.echo(f"{len(found)} found.")
    raise SystemExit(1 if found else 0)
