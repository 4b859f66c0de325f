"""Limits per address prefix. An address is never stored: a keyed hash of its /24 or /48 is."""

import ipaddress
from typing import Final

from flask import Flask, current_app, request
from limits import parse_many
from redis.exceptions import RedisError

from ..config import Settings
from ..extensions import db, limiter
from ..limit_storage import SqlStorage

COMMENTS: Final = "6 per 10 minutes; 40 per day"
SIGN_INS: Final = "10 per 15 minutes; 60 per day"
ACCOUNT_SIGN_INS: Final = "12 per hour"
INVITATIONS: Final = "20 per hour"


class Unavailable(Exception):
    """The store of the counts does not answer."""


def init_throttle(app: Flask, settings: Settings) -> None:
    """Count in Redis where there is one, else in the database."""
    if settings.redis_url:
        app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url
    else:
        with app.app_context():
            app.config["RATELIMIT_STORAGE_URI"] = f"{SqlStorage.STORAGE_SCHEME[0]}://"
            app.config["RATELIMIT_STORAGE_OPTIONS"] = {"engine": db.engine}
    limiter.init_app(app)


def prefix_key() -> str:
    """The rate-limit key of whoever asks."""
    key: str = current_app.extensions["vault"].fingerprint(prefix(request.remote_addr or ""), purpose="prefix")
    return key[:32]


def prefix(address: str) -> str:
    """The network that one household or office has: the /24 of an IPv4 address, the /48 of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    bits = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{bits}", strict=False))


def within(limit: str, scope: str, key: str | None = None) -> bool:
    """Count one act and say whether it is still within its limit. key: the asker's prefix unless given.

    Counting is a transaction of its own, so that it holds when the act is refused. It ends the request's
    transaction first, which must only have read so far: on SQLite the two would wait for each other.
    """
    db.session.rollback()
    # Every limit counts, also after one is exceeded: hence the list.
    try:
        counted = [limiter.limiter.hit(item, scope, key or prefix_key()) for item in parse_many(limit)]
    except RedisError as error:
        # Closed, not open: without a count, a sign-in could be tried without end.
        raise Unavailable from error
    return all(counted)
