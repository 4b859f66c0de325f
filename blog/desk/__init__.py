"""The desk: where partner authors find their posts, and the owner invites people."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__, url_prefix="/desk")

from . import people, pictures, posts  # noqa: E402, F401  (routes need the blueprint)
