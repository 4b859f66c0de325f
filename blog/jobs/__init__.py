"""What follows an event: letters, and the sweeping of what has ended."""

from flask import Flask

from ..config import Settings
from .tasks import make_huey


def init_jobs(app: Flask, settings: Settings) -> None:
    """Give an app its job queue; the worker is `flask worker`."""
    app.extensions["huey"] = make_huey(app, settings)
