"""What protects a browser: headers on every answer, and the refusal of cross-site posts."""

from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, abort, g, request
from flask.wrappers import Response
from flask_login import current_user

from ..config import Settings
from ..locales import EN
from .guard import PRIVATE_PATHS, SAFE_METHODS

_POLICY: Final = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'", "font-src": "'self'",
    "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}
CSP: Final = "; ".join(f"{name} {value}" for name, value in _POLICY.items())
_HEADERS: Final = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), interest-cohort=()",
}
_YEAR: Final = 365 * 24 * 3600


def init_security(app: Flask, settings: Settings) -> None:
    """Refuse cross-site posts to an app and send the headers on all its answers."""
    origin = settings.base_url

    def refuse_cross_site() -> None:
        if not request.query_string.isascii():
            # Raw bytes that no browser sends; further in they would fail wherever they are read.
            g.locale = EN
            abort(400)
        if request.method not in SAFE_METHODS and not _same_site(origin):
            abort(403, "cross_site")

    def send_headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.is_https:
            response.headers["Strict-Transport-Security"] = f"max-age={2 * _YEAR}; includeSubDomains"
        if request.path.startswith(PRIVATE_PATHS):
            response.headers["Cache-Control"] = "no-store, private"
            response.headers["Referrer-Policy"] = "same-origin"
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    app.wsgi_app = _under_own_name(app.wsgi_app, origin)  # type: ignore[method-assign]
    app.before_request(refuse_cross_site)
    app.after_request(send_headers)


def _under_own_name(answer: Callable[..., Iterable[bytes]], origin: str) -> Callable[..., Iterable[bytes]]:
    """Answer under the site's own name, whatever Host was asked for: no redirect or link repeats a stranger's."""
    parts = urlsplit(origin)
    own = {"HTTP_HOST": parts.netloc, "wsgi.url_scheme": parts.scheme}
    return lambda environ, start: answer(environ | own, start)


def _same_site(origin: str) -> bool:
    """Whether a post comes from our own pages, by Sec-Fetch-Site, else by Origin.

    Both absent (an old browser, a command line) is accepted on anonymous forms, which have no cookie to abuse,
    and refused on signed-in ones.
    """
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched in ("same-origin", "none")
    sent = request.headers.get("Origin")
    if sent is not None:
        return sent == origin
    if request.path.startswith(PRIVATE_PATHS):
        return not current_user.is_authenticated
    return True


def safe_next(target: str | None) -> str | None:
    """A `next` address if it is a path on this site, else None: no redirect to another host, no script."""
    # Browsers drop tabs and line ends from an address, and would then see what was hidden behind them.
    if not target or not target.startswith("/") or not target.isprintable():
        return None
    return None if target.startswith("//") or "\\" in target else target
