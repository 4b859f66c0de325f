"""Which passwords are taken, in the reader's words."""

from flask import current_app

from ..passwords import LONGEST, SHORTEST, Passwords, weakness
from ..web.i18n import gettext


def passwords() -> Passwords:
    """The hasher of this app."""
    hasher: Passwords = current_app.extensions["passwords"]
    return hasher


def problem(password: str, again: str | None = None) -> str | None:
    """What is wrong with a new password, in one sentence, or None."""
    weak = weakness(password)
    if weak == "too_short":
        return gettext("Use %(least)d characters or more; a short sentence is easy to remember.", least=SHORTEST)
    if weak == "too_long":
        return gettext("Use %(most)d characters or fewer.", most=LONGEST)
    if weak:
        return gettext("This password is among the first that anybody would try. Choose another.")
    if again is not None and again != password:
        return gettext("The two passwords differ.")
    return None
