"""The desk around one post: what every page about it needs."""

from flask import abort

from ..dialogue.post import Post
from ..extensions import db
from ..web.guard import person


def post_or_404(post_id: int) -> Post:
    """A post that the person may read; 404 for others, as if it did not exist."""
    found: Post | None = db.session.scalar(Post.visible_to(person()).where(Post.id == post_id))
    if found is None:
        abort(404)
    return found
