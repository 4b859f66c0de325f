"""Accounts: signing in and out, one's own settings, and accepting an invitation."""

from flask import Blueprint

blueprint = Blueprint("account", __name__)

from . import home, invitations, sign_in  # noqa: E402, F401  (routes need the blueprint)
