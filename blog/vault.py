"""Keys and secrets: encryption of addresses at rest, their blind index, and random tokens.

Each purpose has a key of its own, derived by HKDF-SHA-256 (RFC 5869) from SECRET_KEY. SECRET_KEY may
hold several secrets: the first one writes, all of them read, so that a secret can be rotated on live data.
"""

import hashlib
import hmac
import secrets
import unicodedata
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES: Final = 12
_KEY_ID_BYTES: Final = 4


class Unreadable(Exception):
    """A sealed value that none of the present secrets opens, or that was moved to another row."""


class Vault:
    """Seals and opens private values. secrets_: newest first, each at least 32 characters."""

    def __init__(self, secrets_: tuple[str, ...]) -> None:
        self._secrets = secrets_
        self._sealing = [_derive(secret, "seal") for secret in secrets_]
        self._indexing = [_derive(secret, "index") for secret in secrets_]

    def seal(self, value: str, row: str) -> bytes:
        """Encrypt with AES-256-GCM. row: where it will be stored, so that a swapped value does not open."""
        key = self._sealing[0]
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _key_id(key) + nonce + AESGCM(key).encrypt(nonce, value.encode(), row.encode())

    def open(self, sealed: bytes, row: str) -> str:
        """Decrypt what `seal` made for the same row; raises Unreadable."""
        key_id, nonce = sealed[:_KEY_ID_BYTES], sealed[_KEY_ID_BYTES : _KEY_ID_BYTES + _NONCE_BYTES]
        for key in self._sealing:
            if _key_id(key) == key_id:
                try:
                    return AESGCM(key).decrypt(nonce, sealed[_KEY_ID_BYTES + _NONCE_BYTES :], row.encode()).decode()
                except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce
                    break
        raise Unreadable(row)

    def is_current(self, sealed: bytes) -> bool:
        """Whether a value was sealed with the newest secret."""
        return sealed[:_KEY_ID_BYTES] == _key_id(self._sealing[0])

    def index(self, address: str) -> str:
        """The blind index of an address under the newest secret: 64 hex digits, useless without the key."""
        return _hmac(self._indexing[0], normal_address(address))

    def indexes(self, address: str) -> list[str]:
        """The blind index under every present secret, for looking up rows written before a rotation."""
        return [_hmac(key, normal_address(address)) for key in self._indexing]

    def fingerprint(self, *parts: str, purpose: str) -> str:
        """A keyed hash of several strings for one purpose: the key of a submission, of a rate limit."""
        framed = "".join(f"{len(part)}:{part}" for part in parts)
        return _hmac(_derive(self._secrets[0], purpose), framed)


def normal_address(address: str) -> str:
    """An e-mail address as it is compared: NFKC, lower case, no surrounding space."""
    return unicodedata.normalize("NFKC", address).strip().lower()


def new_token() -> str:
    """A random token for a link: 256 bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """How a token is stored. A plain hash is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _derive(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"wenda {purpose}".encode()).derive(secret.encode())


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()[:_KEY_ID_BYTES]


def _hmac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
