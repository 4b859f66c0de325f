"""The bytes of pictures, by their hash."""

from flask import abort, current_app, request
from werkzeug.wrappers import Response

from ..dialogue.picture import Picture
from ..extensions import db
from ..web.guard import public
from . import blueprint

# A drawing may carry style of its own, and nothing else: no script, no link, no other file.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@blueprint.get("/pictures/<digest:digest>")
@public
def picture(digest: str) -> Response:
    """A picture or one of its sizes; it never changes under its address."""
    media_type = db.session.scalar(Picture.media_type_of(digest))
    if media_type is None:
        abort(404)
    try:
        content = current_app.extensions["storage"].get(digest)
    except FileNotFoundError:
        abort(404)
    response = Response(content, content_type=media_type)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(digest[:32])
    return response.make_conditional(request)
