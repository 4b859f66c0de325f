"""Hashing of passwords with argon2id, at the library's recommended cost."""

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# The cost of a hash is bounded: a longer password is refused, never cut.
LONGEST: Final = 256
SHORTEST: Final = 12
_COMMON: Final = (
    "password", "passw0rd", "passwordpassword", "qwertyuiop", "letmein", "iloveyou", "welcome", "administrator",
    "wenda", "woaini", "correcthorsebatterystaple",
)


def weakness(password: str) -> str | None:
    """Why a new password is not taken: `too_short`, `too_long`, `common`, or None. No rules of composition."""
    if len(password) < SHORTEST:
        return "too_short"
    if len(password) > LONGEST:
        return "too_long"
    bare = password.lower().strip("0123456789!?.*# ")
    return "common" if not bare or bare in _COMMON or len(set(password)) < 5 else None


class Passwords:
    """Makes and checks hashes. cheap: for tests, where the cost would only be waited for."""

    def __init__(self, *, cheap: bool = False) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else PasswordHasher()
        self._decoy = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """A hash; takes about a tenth of a second and 64 MiB, so never inside a transaction."""
        return self._hasher.hash(password)

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether a password fits. Without a stored hash the same work is done, so that time tells nothing."""
        if len(password) > LONGEST:
            return False
        try:
            return self._hasher.verify(stored or self._decoy, password) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False

    def needs_rehash(self, stored: str) -> bool:
        """Whether a hash was made with older parameters."""
        return self._hasher.check_needs_rehash(stored)
