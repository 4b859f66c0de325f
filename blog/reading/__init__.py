"""What readers see: the blueprint of the public pages."""

from typing import Any

from flask import Blueprint, abort, g, redirect, request

from ..dialogue.series import FormerSlug
from ..extensions import db
from ..locales import BY_PREFIX
from ..web.i18n import locale

blueprint = Blueprint("reading", __name__)


@blueprint.url_value_preprocessor
def _take_locale(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the locale out of the URL; an unknown one is no page of ours."""
    if values and "loc" in values:
        found = BY_PREFIX.get(values.pop("loc"))
        if found is None:
            abort(404)
        g.locale = found


@blueprint.url_defaults
def _give_locale(endpoint: str, values: dict[str, Any]) -> None:
    """Links stay in the locale of the page unless they name another."""
    values.setdefault("loc", locale().prefix)


def moved_or_missing(slug: str) -> Any:
    """Where an unknown slug leads: to the series that had it before, else nowhere.

    GET and HEAD are told the new address; raises 404 where there is none.
    """
    present = db.session.scalar(FormerSlug.present(slug))
    if present is None:
        abort(404)
    old, new = f"/{locale().prefix}/{slug}/", f"/{locale().prefix}/{present}/"
    target = request.full_path.rstrip("?").replace(old, new, 1)
    return redirect(target, 301 if request.method in ("GET", "HEAD") else 308)


from . import comments, drafts, history, pictures, posts, probes, prose, receipts  # noqa: E402, F401  (routes need the blueprint)
