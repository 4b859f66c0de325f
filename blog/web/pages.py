"""What surrounds every page: its address in each locale, canonical and alternate links."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app

from ..locales import EN, LOCALES, Locale
from .i18n import locale


@dataclass(frozen=True, slots=True)
class Version:
    """One entry of the language switch."""

    tag: str
    label: str
    url: str
    current: bool


Address = Callable[[Locale], str]


def frame(
    address: Address | None, *, facing: str | None = None, facing_current: bool = False, switch: Address | None = None,
) -> dict[str, Any]:
    """The context of the layout. address: the page's path in a locale; None for a page without versions.

    facing: the address of both languages side by side; switch: where the language switch leads, if not to
    `address` in the other locales.
    """
    here = locale()
    base = current_app.extensions["settings"].base_url
    where: Address = address or (lambda version: f"/{version.prefix}/")
    leads = switch or where
    alternates = [(version.tag, base + where(version)) for version in LOCALES] if address else []
    if address:
        alternates.append(("x-default", base + where(EN)))
    return {
        "versions": [
            Version(version.tag, version.short, leads(version), version is here and not facing_current)
            for version in LOCALES
        ],
        "canonical": base + where(here) if address else None,
        "alternates": alternates,
        "facing_url": facing,
        "facing_current": facing_current,
        "site_name": "Wenda",
    }
