"""The vault: what is sealed opens in its own row only, and an index tells nothing without the key."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog import vault
from blog.vault import Unreadable, Vault, normal_address

OLD = "an old secret that was used for years"
NEW = "the new secret that is used from today"
ADDRESS = "moira@reader.example.org"


def test_sealed_value_opens_in_its_row() -> None:
    """What was sealed for a row opens there, to the same words."""
    safe = Vault((NEW,))

    assert "茶@example.org" == safe.open(safe.seal("茶@example.org", "row"), "row")


def test_same_value_is_sealed_differently_each_time() -> None:
    """Two rows with one address do not show by their ciphertext that it is the same."""
    safe = Vault((NEW,))

    assert safe.seal(ADDRESS, "row") != safe.seal(ADDRESS, "row")


def test_wrong_row_does_not_open() -> None:
    """Ciphertexts of two rows that somebody swapped in the database open in neither."""
    safe = Vault((NEW,))
    sealed = {row: safe.seal(f"{row}@example.org", row) for row in ("a", "b")}

    for row, other in (("a", "b"), ("b", "a")):
        with pytest.raises(Unreadable):
            safe.open(sealed[other], row)


@given(place=st.integers(0, 60), bit=st.integers(0, 7))
def test_changed_bit_does_not_open(place: int, bit: int) -> None:
    """A single changed bit anywhere, key id and nonce included, is noticed."""
    safe = Vault((NEW,))
    sealed = bytearray(safe.seal(ADDRESS, "row"))
    sealed[place % len(sealed)] ^= 1 << bit

    with pytest.raises(Unreadable):
        safe.open(bytes(sealed), "row")


@given(st.binary(max_size=40))
def test_garbage_is_unreadable(garbage: bytes) -> None:
    """Whatever stands in the column, the answer is Unreadable and no other error."""
    with pytest.raises(Unreadable):
        Vault((NEW,)).open(garbage, "row")


@pytest.mark.parametrize("length", range(33))
def test_truncated_value_is_unreadable(length: int) -> None:
    """A value cut off at any length, within the nonce too, is Unreadable."""
    safe = Vault((NEW,))

    with pytest.raises(Unreadable):
        safe.open(safe.seal(ADDRESS, "row")[:length], "row")


def test_rotation_reads_old_and_writes_new() -> None:
    """After a rotation old values open, new ones are of the new secret, and the old secret alone cannot open them."""
    before, after = Vault((OLD,)), Vault((NEW, OLD))
    old, new = before.seal(ADDRESS, "row"), after.seal(ADDRESS, "row")

    assert ADDRESS == after.open(old, "row")
    assert (False, True) == (after.is_current(old), after.is_current(new))
    with pytest.raises(Unreadable):
        before.open(new, "row")


def test_dropped_secret_does_not_open() -> None:
    """A secret that is no longer listed opens nothing."""
    with pytest.raises(Unreadable):
        Vault((NEW,)).open(Vault((OLD,)).seal(ADDRESS, "row"), "row")


def test_lookup_finds_rows_of_both_secrets() -> None:
    """The indexes to look up hold the old one, and the first is the one that is written."""
    after = Vault((NEW, OLD))

    assert Vault((OLD,)).index(ADDRESS) in after.indexes(ADDRESS)
    assert after.index(ADDRESS) == after.indexes(ADDRESS)[0]


@pytest.mark.parametrize("variant", [
    "MOIRA@reader.example.org", "moira@READER.EXAMPLE.ORG", "  moira@reader.example.org\n",
    "ｍｏｉｒａ@reader.example.org", "moira＠reader.example.org", "ＭＯＩＲＡ＠ＲＥＡＤＥＲ．ＥＸＡＭＰＬＥ．ＯＲＧ",
])
def test_index_is_equal_for_variants(variant: str) -> None:
    """Case, width and surrounding space make no other address."""
    safe = Vault((NEW,))

    assert safe.index(ADDRESS) == safe.index(variant)


@pytest.mark.parametrize("other", ["moira@reader.example.com", "moirа@reader.example.org", "m.oira@reader.example.org"])
def test_index_differs_for_other_addresses(other: str) -> None:
    """Another address, one with a Cyrillic letter too, has another index."""
    safe = Vault((NEW,))

    assert safe.index(ADDRESS) != safe.index(other)


@given(st.text(max_size=30))
def test_normal_address_is_stable(address: str) -> None:
    """Normalising twice is normalising once: an index never depends on how often an address was stored."""
    once = normal_address(address)

    assert once == normal_address(once)


def test_index_is_no_plain_hash() -> None:
    """The index cannot be had by hashing the address, nor with another secret."""
    index = Vault((NEW,)).index(ADDRESS)
    plain = {hashlib.new(name, ADDRESS.encode()).hexdigest() for name in ("md5", "sha1", "sha256")}

    assert index not in plain
    assert index != Vault((OLD,)).index(ADDRESS)


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_fingerprint_is_framed(one: list[str], other: list[str]) -> None:
    """Two lists of parts have one fingerprint only if they are the same list, however their parts join."""
    safe = Vault((NEW,))

    assert (one == other) == (safe.fingerprint(*one, purpose="p") == safe.fingerprint(*other, purpose="p"))


@pytest.mark.parametrize(("one", "other"), [
    (("ab", "c"), ("a", "bc")), (("", "a"), ("a", "")), (("1:a",), ("a",)), (("a1:b",), ("a", "b")), ((), ("",)),
])
def test_parts_do_not_run_together(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """Shifting a boundary, or writing the frame into a part, makes another fingerprint."""
    safe = Vault((NEW,))

    assert safe.fingerprint(*one, purpose="p") != safe.fingerprint(*other, purpose="p")


def test_purposes_are_apart() -> None:
    """The same words have another fingerprint for another purpose."""
    safe = Vault((NEW,))

    assert safe.fingerprint("a", purpose="submission") != safe.fingerprint("a", purpose="limit")


def test_tokens_are_long_and_stored_hashed() -> None:
    """A token holds 256 bits, differs each time, and its stored form does not contain it."""
    tokens = {vault.new_token() for _ in range(100)}

    assert 100 == len(tokens)
    assert {43} == {len(token) for token in tokens}
    assert all(token not in vault.token_hash(token) for token in tokens)
