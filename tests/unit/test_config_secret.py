"""The generated secret: made once, for its owner alone, and kept."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blog.config import SHORTEST_SECRET, BadSetting, from_environment


def secret_in(folder: Path) -> str:
    """The secret of a site in a folder, as its start reads it."""
    (secret,) = from_environment({"DATA_DIR": str(folder)}).secrets
    return secret


def test_secret_is_kept(tmp_path: Path) -> None:
    """The second start has the secret of the first; another folder has another."""
    first = secret_in(tmp_path / "a")

    assert first == secret_in(tmp_path / "a")
    assert first != secret_in(tmp_path / "b")
    assert len(first) >= SHORTEST_SECRET


def test_secret_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the machine can read the file, and no partial file stays beside it."""
    secret_in(tmp_path)

    assert 0o600 == stat.S_IMODE((tmp_path / "secret_key").stat().st_mode)
    assert ["secret_key"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("content", [b"", b"\n", b"short", b"\xff" * 20])
def test_damaged_secret_is_not_replaced(tmp_path: Path, content: bytes) -> None:
    """A damaged file stops the start: a new secret in its place would make every address unreadable."""
    (tmp_path / "secret_key").write_bytes(content)

    with pytest.raises(BadSetting, match="SECRET_KEY"):
        secret_in(tmp_path)
    assert content == (tmp_path / "secret_key").read_bytes()


def test_processes_at_once_agree(tmp_path: Path) -> None:
    """Several first starts at once all have the same secret, whole."""
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: secret_in(tmp_path), range(64)))

    assert 1 == len(set(found))
