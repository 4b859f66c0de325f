"""Which passwords are taken."""

from typing import Final

from flask import current_app

from ..passwords import LONGEST, Passwords
from ..web.i18n import gettext

SHORTEST: Final = 12
_COMMON: Final = (
    "password", "passw0rd", "qwertyuiop", "letmein", "iloveyou", "welcome", "administrator", "wenda", "woaini",
    "correcthorsebatterystaple",
)


def passwords() -> Passwords:
    """The hasher of this app."""
    hasher: Passwords = current_app.extensions["passwords"]
    return hasher


def problem(password: str, again: str | None = None) -> str | None:
    """What is wrong with a new password, in one sentence, or None."""
    if len(password) < SHORTEST:
        return gettext("Use %(least)d characters or more; a short sentence is easy to remember.", least=SHORTEST)
    if len(password) > LONGEST:
        return gettext("Use %(most)d characters or fewer.", most=LONGEST)
    bare = password.lower().strip("0123456789!?.*# ")
    if not bare or bare in _COMMON or len(set(password)) < 5:
        return gettext("This password is among the first that anybody would try. Choose another.")
    if again is not None and again != password:
        return gettext("The two passwords differ.")
    return None
