"""`flask comments`: looking at the queue, and counting."""

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..dialogue.comment import Comment
from ..dialogue.queue import Filter
from ..dialogue.states import CommentState
from ..extensions import db

group = AppGroup("comments", help="Look at comments. Deciding takes a moderator, who signs in.")
_STATES = [state.value for state in CommentState if state is not CommentState.ERASED]


@group.command("list")
@click.option("--state", type=click.Choice(_STATES), default="pending", show_default=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.option("--ids", is_flag=True, help="Print ids only, one a line.")
def list_comments(state: str, limit: int, ids: bool) -> None:
    """List comments, oldest first; no addresses."""
    found = db.session.scalars(Filter(CommentState(state)).page(0, limit)).all()
    if ids:
        click.echo("\n".join(str(comment.id) for comment in found))
        return
    table = Table("id", "when", "language", "words")
    for comment in found:
        table.add_row(str(comment.id), f"{comment.created_at:%Y-%m-%d %H:%M}", comment.lang, Text(comment.words[:70]))
    Console(width=120).print(table)


@group.command("count")
def count() -> None:
    """Count comments by state."""
    rows = db.session.execute(sa.select(Comment.state, sa.func.count()).group_by(Comment.state).order_by(Comment.state))
    for state, number in rows:
        click.echo(f"{state.value}\t{number}")
