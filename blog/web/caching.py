"""How an answer leaves: compressed, and with a validator where it is the same for everybody."""

import gzip
import hashlib
from typing import Final

from flask import Flask, request
from werkzeug.wrappers import Response

from .guard import PRIVATE_PATHS

_SMALLEST: Final = 400
_LEVEL: Final = 5
_TEXT: Final = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")


def init_caching(app: Flask) -> None:
    """Finish every answer of an app."""
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    if response.direct_passthrough or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    if _is_same_for_everybody(response):
        response.headers.setdefault("Cache-Control", "public, no-cache")
        digest = hashlib.sha256(response.get_data()).hexdigest()[:32]
        squeezed = _squeeze(response)
        response.set_etag(f"{digest}-gz" if squeezed else digest)
        return response.make_conditional(request)
    response.headers.setdefault("Cache-Control", "no-store")
    # Private pages are not compressed: they hold a token beside words that others typed (BREACH).
    if not request.path.startswith(PRIVATE_PATHS):
        _squeeze(response)
    return response


def _is_same_for_everybody(response: Response) -> bool:
    return (
        request.method in ("GET", "HEAD") and response.status_code == 200
        and not request.path.startswith(PRIVATE_PATHS) and "Set-Cookie" not in response.headers
        and "ETag" not in response.headers
    )


def accepts_gzip() -> bool:
    """Whether the asker takes gzip; `gzip;q=0` says no (RFC 9110 section 12.5.3)."""
    return request.accept_encodings.quality("gzip") > 0


def _squeeze(response: Response) -> bool:
    """Compress a textual answer for whoever accepts gzip; whether it was done."""
    if not (response.mimetype or "").startswith(_TEXT):
        return False
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) < _SMALLEST or not accepts_gzip():
        return False
    response.set_data(gzip.compress(body, _LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return True
