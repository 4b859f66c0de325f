"""The shapes that parts of a URL can have."""

from typing import Final

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter

from ..locales import BY_PREFIX


class LocaleConverter(BaseConverter):
    """`en`, `zh` or `zh-hant`."""

    regex = "|".join(sorted(BY_PREFIX, key=len, reverse=True))


class NumberConverter(IntegerConverter):
    """A number that every database can look for, in its one spelling; anything else is no address of ours."""

    regex = "0|[1-9][0-9]{0,8}"


class SlugConverter(BaseConverter):
    """The slug of a series."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class CodeConverter(BaseConverter):
    """The code of a question, or `thread` for the post as a whole."""

    regex = r"(?:west|east)-[1-9]\d{0,2}|thread"


class PassageConverter(BaseConverter):
    """The key of a passage: `title`, `intro`, `q12`, `q12.answer`, `p7.alt`."""

    regex = r"title|intro|q[1-9]\d{0,8}(?:\.(?:topic|answer))?|p[1-9]\d{0,8}\.(?:alt|caption)"


class DigestConverter(BaseConverter):
    """A SHA-256 in hex."""

    regex = r"[0-9a-f]{64}"


class TokenConverter(BaseConverter):
    """A random token."""

    regex = r"[A-Za-z0-9_-]{43}"


CONVERTERS: Final = {
    "int": NumberConverter, "locale": LocaleConverter, "slug": SlugConverter, "code": CodeConverter,
    "digest": DigestConverter, "passage": PassageConverter, "token": TokenConverter,
}


def init_routing(app: Flask) -> None:
    """Teach an app the converters."""
    app.url_map.converters.update(CONVERTERS)
