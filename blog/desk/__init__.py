"""The desk: where partner authors find their posts, and the owner invites people."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__, url_prefix="/desk")

from . import (  # noqa: E402, F401  (routes need the blueprint)
    drafts,
    events,
    glossary,
    history,
    keys,
    notes,
    partners,
    people,
    pictures,
    plans,
    post,
    posts,
    previews,
    questions,
    reviews,
    roles,
    series,
    signing,
    suggestions,
    texts,
    turn,
)
