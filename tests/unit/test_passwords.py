"""Passwords: only the right one fits, and the lack of one costs the same work."""

import pytest

from blog.passwords import LONGEST, Passwords

CHEAP = Passwords(cheap=True)


def test_right_password_fits() -> None:
    """A password fits its own hash; each hash is salted."""
    stored = CHEAP.hash("Löwe 茶 🍵")

    assert CHEAP.verify(stored, "Löwe 茶 🍵")
    assert stored != CHEAP.hash("Löwe 茶 🍵")
    assert "茶" not in stored


@pytest.mark.parametrize(
    "stored", [CHEAP.hash("right one here"), None, "", "no hash", "$argon2id$v=19$broken"],
    ids=["other", "none", "empty", "no hash", "broken"],
)
@pytest.mark.parametrize("password", ["wrong one here", "", "nobody has this password", "right one here "])
def test_others_do_not_fit(stored: str | None, password: str) -> None:
    """A wrong password, an account without one, and a damaged hash: never an entry, never another error."""
    assert not CHEAP.verify(stored, password)


def test_long_password_is_refused_not_cut() -> None:
    """A password beyond the limit does not fit, even where its beginning would."""
    stored = CHEAP.hash("a" * LONGEST)

    assert CHEAP.verify(stored, "a" * LONGEST)
    assert not CHEAP.verify(stored, "a" * (LONGEST + 1))


def test_cheap_hash_is_made_anew() -> None:
    """A hash of weaker parameters is to be replaced; a present one is not."""
    full = Passwords()

    assert full.needs_rehash(CHEAP.hash("a password"))
    assert not full.needs_rehash(full.hash("a password"))
