"""About, privacy, and the moderation policy: the words are in the catalogue, in every locale."""

from typing import Any

from flask import render_template

from ..web.guard import public
from ..web.i18n import gettext
from ..web.pages import frame
from . import blueprint
from .prose_words import about_sections, policy_sections, privacy_sections


@blueprint.get("/<locale:loc>/about/")
@public
def about() -> Any:
    """What this site is."""
    return _page("about", gettext("About Wenda"), about_sections())


@blueprint.get("/<locale:loc>/privacy/")
@public
def privacy() -> Any:
    """What is kept about readers, why and for how long."""
    return _page("privacy", gettext("Privacy"), privacy_sections())


@blueprint.get("/<locale:loc>/moderation-policy/")
@public
def moderation_policy() -> Any:
    """How comments are decided."""
    return _page("moderation-policy", gettext("Moderation policy"), policy_sections())


def _page(path: str, heading: str, sections: list[tuple[str, list[str]]]) -> Any:
    return render_template(
        "reading/prose.html", heading=heading, sections=sections, **frame(lambda version: f"/{version.prefix}/{path}/")
    )
