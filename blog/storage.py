"""Where the bytes of pictures lie: a folder of content-addressed files, written whole or not at all."""

import hashlib
import os
import secrets
from pathlib import Path


class FolderStorage:
    """Keeps bytes under their SHA-256 in a folder, two levels deep."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Store bytes and return their SHA-256 in hex. Storing the same bytes again changes nothing.

        Written to a temporary name, synced, then renamed: a crash leaves either the whole file or none.
        """
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{secrets.token_hex(4)}.part")
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with this SHA-256; raises FileNotFoundError."""
        return self._path(digest).read_bytes()

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise FileNotFoundError(digest)
        return self._folder / digest[:2] / digest
