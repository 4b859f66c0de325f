"""Stylesheets, scripts, fonts and icons: joined and hashed at start, served for ever under their hash."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Flask, abort, request, url_for
from werkzeug.wrappers import Response

from .caching import accepts_gzip
from .guard import public

_TYPES: Final = {
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
    ".woff2": "font/woff2", ".png": "image/png",
}
_FONT: Final = re.compile(r'url\("\.\./fonts/([\w.-]+)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    """Bytes that never change under their URL. squeezed: the same, gzipped, where that helps."""

    name: str
    digest: str
    content: bytes
    squeezed: bytes | None

    @property
    def media_type(self) -> str:
        """The Content-Type."""
        return _TYPES[Path(self.name).suffix]


class Assets:
    """All assets of a folder, with the two stylesheets `public.css` and `private.css` joined from parts."""

    def __init__(self, folder: Path) -> None:
        self.by_name: dict[str, Asset] = {}
        for path in sorted([*folder.glob("fonts/*.woff2"), *folder.glob("icons/*"), *folder.glob("js/*.js")]):
            self._add(path.name, path.read_bytes())
        for bundle in ("public", "private"):
            parts = [*sorted(folder.glob("css/shared/*.css")), *sorted(folder.glob(f"css/{bundle}/*.css"))]
            joined = "\n".join(part.read_text(encoding="utf-8") for part in parts)
            self._add(f"{bundle}.css", _FONT.sub(self._font, _without_comments(joined)).encode())

    def path(self, name: str) -> tuple[str, str]:
        """The digest and name under which an asset is served; raises KeyError."""
        asset = self.by_name[name]
        return asset.digest, asset.name

    def _add(self, name: str, content: bytes) -> None:
        text = Path(name).suffix in (".css", ".js", ".svg")
        squeezed = gzip.compress(content, 9, mtime=0) if text else None
        self.by_name[name] = Asset(name, hashlib.sha256(content).hexdigest()[:16], content, squeezed)

    def _font(self, match: re.Match[str]) -> str:
        digest, name = self.path(match.group(1))
        return f'url("/static/{digest}/{name}")'


def _without_comments(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\n\s*", "\n", css).strip()


def init_assets(app: Flask, folder: Path) -> None:
    """Load the assets of an app and give templates `asset(name)`."""
    assets = Assets(folder)
    app.extensions["assets"] = assets

    def asset(name: str) -> str:
        digest, name = assets.path(name)
        return url_for("assets.static", digest=digest, name=name)

    app.jinja_env.globals["asset"] = asset

    @app.get("/favicon.ico", endpoint="favicon")
    @public
    def favicon() -> Response:
        return _sent(assets.by_name["icon.svg"], immutable=False)

    @app.get("/static/<digest>/<name>", endpoint="assets.static")
    @public
    def static(digest: str, name: str) -> Response:
        found = assets.by_name.get(name)
        if found is None:
            abort(404)
        return _sent(found, immutable=found.digest == digest)


def _sent(asset: Asset, *, immutable: bool) -> Response:
    squeeze = asset.squeezed is not None and accepts_gzip()
    response = Response(asset.squeezed if squeeze else asset.content)
    response.headers["Content-Type"] = asset.media_type
    if asset.squeezed is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if squeeze:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if immutable else "public, max-age=600"
    response.set_etag(asset.digest + ("-gz" if squeeze else ""))
    return response.make_conditional(request)
