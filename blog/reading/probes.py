"""What machines ask: robots.txt, the sitemap of what is published, and whether the server lives."""

from xml.sax.saxutils import escape

import sqlalchemy as sa
from flask import Response, current_app

from ..extensions import db
from ..locales import LOCALES
from ..web.guard import public
from . import blueprint, shelf
from .present import post_url, series_url


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Everything public may be crawled; private pages need not be."""
    base = current_app.extensions["settings"].base_url
    lines = ["User-agent: *", *(f"Disallow: /{path}" for path in ("desk/", "moderation/", "account/", "t/")), ""]
    return Response("\n".join([*lines, f"Sitemap: {base}/sitemap.xml", ""]), content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """Home, series and posts in every locale."""
    base = current_app.extensions["settings"].base_url
    paths = [f"/{version.prefix}/" for version in LOCALES]
    posts = [(post.series.slug, post.number) for post, _, _ in db.session.execute(shelf.newest(limit=10_000))]
    for slug in dict.fromkeys(slug for slug, _ in posts):
        paths += [series_url(version, slug) for version in LOCALES]
    for slug, number in posts:
        paths += [post_url(version, slug, number) for version in LOCALES]
    entries = "".join(f"<url><loc>{escape(base + path)}</loc></url>" for path in paths)
    body = f'<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    return Response(body, content_type="application/xml; charset=utf-8")


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


@blueprint.get("/readyz")
@public
def readyz() -> Response:
    """The database answers too."""
    db.session.execute(sa.text("SELECT 1"))
    return Response("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
