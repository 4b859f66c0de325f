"""The reason that a signer gives for taking something away."""

from .errors import Refused

LONGEST_REASON = 500


def reason(why: str) -> str:
    """A reason as it is kept: on one line. Raises Refused where there is none, or more than fits."""
    why = " ".join(why.replace("\x00", "").split())
    if not why:
        raise Refused("reason_missing")
    if len(why) > LONGEST_REASON:
        raise Refused("reason_too_long", longest=LONGEST_REASON)
    return why
