"""Storage of pictures: under their own hash, whole or not at all."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blog.storage import FolderStorage


def test_bytes_come_back(tmp_path: Path) -> None:
    """Bytes are kept under their SHA-256; storing them again changes nothing."""
    storage = FolderStorage(tmp_path)
    digest = storage.put(b"tea")

    assert hashlib.sha256(b"tea").hexdigest() == digest == storage.put(b"tea")
    assert b"tea" == storage.get(digest)
    assert 1 == sum(path.is_file() for path in tmp_path.rglob("*"))


@pytest.mark.parametrize("name", [
    "../../etc/passwd", "", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "/" * 64, "../" * 21 + "a", "a" * 63 + "\n",
    "１" * 64,
])
def test_only_hashes_are_looked_up(tmp_path: Path, name: str) -> None:
    """A name that is no hash leads nowhere, above all not out of the folder."""
    with pytest.raises(FileNotFoundError):
        FolderStorage(tmp_path).get(name)


def test_unknown_hash_is_not_found(tmp_path: Path) -> None:
    """A hash that was never stored is not found."""
    with pytest.raises(FileNotFoundError):
        FolderStorage(tmp_path).get("0" * 64)


def test_failed_write_leaves_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails before the bytes are safe, there is no picture under the hash."""

    def fail(descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        FolderStorage(tmp_path).put(b"tea")
    with pytest.raises(FileNotFoundError):
        FolderStorage(tmp_path).get(hashlib.sha256(b"tea").hexdigest())


def test_writers_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    """Many writers of the same picture leave it once, and whole."""
    storage, content = FolderStorage(tmp_path), b"tea" * 100_000
    with ThreadPoolExecutor(8) as pool:
        (digest,) = set(pool.map(storage.put, [content] * 16))

    assert content == storage.get(digest)
    assert 1 == sum(path.is_file() for path in tmp_path.rglob("*"))
