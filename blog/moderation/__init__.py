"""Moderation: the queue and the decisions."""

from flask import Blueprint

blueprint = Blueprint("moderation", __name__, url_prefix="/moderation")

from . import decisions, log, queue  # noqa: E402, F401  (routes need the blueprint)
