"""The `flask` commands. Exit codes: 0 done, 1 something was found or refused, 2 the input was not understood."""

from flask import Flask

from . import comments, demo, doctor, imports, people, serve


def init_commands(app: Flask) -> None:
    """Give an app its commands."""
    app.cli.add_command(imports.group)
    app.cli.add_command(people.group)
    app.cli.add_command(comments.group)
    app.cli.add_command(doctor.group)
    app.cli.add_command(demo.command)
    app.cli.add_command(serve.serve)
    app.cli.add_command(serve.worker)
