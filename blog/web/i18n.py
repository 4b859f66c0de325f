"""The locale of a request, and words, dates and numbers in it."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from babel.dates import format_date, format_timedelta
from babel.dates import format_datetime as babel_datetime
from babel.numbers import format_decimal
from babel.support import Translations
from flask import Flask, g, has_request_context, request
from flask_babel import get_translations, gettext, ngettext, pgettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from .. import clock, locales
from ..extensions import babel
from ..locales import Locale
from .guard import PRIVATE_PATHS

_catalogues: dict[str, Translations] = {}
_DAY: Final = {"en": "d MMMM y", "zh": "y年M月d日"}
_SHORT_DAY: Final = {"en": "d MMMM", "zh": "M月d日"}
_MOMENT: Final = {"en": "d MMMM y, HH:mm", "zh": "y年M月d日 HH:mm"}


def locale() -> Locale:
    """The locale of this request: of a public page its URL's, of a private page the person's."""
    if not has_request_context():
        return locales.EN
    found: Locale | None = g.get("locale")
    if found is None:
        found = g.locale = _find()
    return found


def use_locale(chosen: Locale) -> None:
    """Answer this request in a locale that the view knows better: of a receipt, of an invitation."""
    g.locale = chosen


def _find() -> Locale:
    by_prefix = locales.BY_PREFIX.get(request.path.split("/")[1])
    if by_prefix:
        return by_prefix
    asked = locales.BY_PREFIX.get(request.args.get("loc", ""))
    if request.path.startswith(PRIVATE_PATHS) and current_user.is_authenticated:
        return locales.BY_TAG.get(current_user.person.locale, locales.EN)
    return asked or locales.negotiate(request.headers.get("Accept-Language", ""))


def day(at: datetime) -> str:
    """A full date: 20 November 2026, 2026年11月20日."""
    here = locale()
    return _date(at.date(), _DAY[here.language], here.catalogue)


def short_day(at: datetime) -> str:
    """A date without its year: 20 November, 11月20日."""
    return _format(at, _SHORT_DAY)


def moment(at: datetime) -> str:
    """A date with its time, in UTC."""
    return _format(at, _MOMENT)


def _format(at: datetime, patterns: dict[str, str]) -> str:
    here = locale()
    # Without its zone: the cache would take one moment on two clocks for the same.
    local = at.replace(second=0, microsecond=0, tzinfo=None)
    return _formatted(local, patterns[here.language], here.catalogue)


@lru_cache(maxsize=4096)
def _date(on: date, pattern: str, catalogue: str) -> str:
    return format_date(on, pattern, locale=catalogue)


@lru_cache(maxsize=4096)
def _formatted(at: datetime, pattern: str, catalogue: str) -> str:
    return babel_datetime(at, pattern, locale=catalogue)


def elapsed(since: datetime) -> str:
    """How long ago something was: 3 days, 3天. For private pages alone: a public one is the same bytes for days."""
    passed = max(clock.now() - since, timedelta(minutes=1))
    return format_timedelta(passed, granularity="minute", locale=locale().catalogue)


def pattern(message: str) -> str:
    """A sentence of the catalogue with its placeholders still in it, to be filled in many times."""
    return str(get_translations().ugettext(message))


def iso(at: datetime) -> str:
    """A time for a `datetime` attribute."""
    return at.isoformat(timespec="minutes")[:16] + "Z"


def number(value: int) -> str:
    """A number with its separators."""
    return _decimal(value, locale().catalogue)


@lru_cache(maxsize=4096)
def _decimal(value: int, catalogue: str) -> str:
    return format_decimal(value, locale=catalogue)


def init_i18n(app: Flask) -> None:
    """Give an app its locales and its templates their words."""
    app.config.update(BABEL_TRANSLATION_DIRECTORIES=app.config["TRANSLATIONS"], BABEL_DEFAULT_LOCALE="en")
    babel.init_app(app, locale_selector=lambda: locale().catalogue)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda s: _catalogue().gettext(s),
        ngettext=lambda s, p, n: _catalogue().ngettext(s, p, n),
        newstyle=True,
        pgettext=lambda c, s: _catalogue().pgettext(c, s),
    )
    app.jinja_env.filters.update(
        day=day, elapsed=elapsed, iso=iso, moment=moment, number=number, short_day=short_day,
    )
    app.context_processor(_words)


def _catalogue() -> Translations:
    """The catalogue of this request. Templates ask for it hundreds of times a page: hence no detour."""
    here = locale()
    found = _catalogues.get(here.catalogue)
    if found is None:
        found = _catalogues[here.catalogue] = get_translations()
    return found


def _words() -> dict[str, Any]:
    return {"locale": locale(), "LOCALES": locales.LOCALES}


__all__ = [
    "_l", "day", "elapsed", "gettext", "init_i18n", "iso", "locale", "moment", "ngettext", "number", "pattern",
    "pgettext", "short_day", "use_locale",
]
