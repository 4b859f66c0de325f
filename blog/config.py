"""Settings: read from the environment, checked once at start. A bad value stops the start with a sentence."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from .passwords import weakness

SHORTEST_SECRET: Final = 32
_KNOWN_SECRETS: Final = ("changeme", "change-me", "secret", "password", "development", "insecure", "example")
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})


class BadSetting(Exception):
    """A setting that is unknown or unsafe. The message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Option:
    """One line of the settings table: name, default as shown, what it is for."""

    name: str
    default: str
    purpose: str


OPTIONS: Final = (
    Option("DATABASE_URL", "sqlite in DATA_DIR", "Database: `sqlite:///PATH` or `postgresql+psycopg://USER@HOST/NAME`."),
    Option(
        "REDIS_URL", "none",
        "Redis for rate limits and the job queue: `redis://HOST:6379/0`. Without it both live in DATA_DIR.",
    ),
    Option("DATA_DIR", ".wenda", "Folder for the database, pictures, mail and the generated secret."),
    Option(
        "SECRET_KEY", "made and kept in DATA_DIR",
        "At least 32 characters. Several, separated by commas, newest first, to rotate.",
    ),
    Option("BASE_URL", "http://127.0.0.1:PORT", "The address readers use, without a path: `https://wenda.example.org`."),
    Option("MAIL_URL", "a folder in DATA_DIR", "Mail: `file:///FOLDER`, `smtp://USER:PASSWORD@HOST:587` (STARTTLS), `smtps://…:465`."),
    Option("STORAGE_URL", "a folder in DATA_DIR", "Where pictures lie: `file:///FOLDER`."),
    Option("WORKERS", "2", "Web processes, 1 to 64."),
    Option("HOST", "127.0.0.1", "Address to listen on."),
    Option("PORT", "8000", "Port to listen on, 1 to 65535."),
    Option("PROXIES", "0", "How many proxies in front may be trusted for X-Forwarded-For, 0 to 5."),
    Option("DEMO_PASSWORD", "random, printed", "Password of the demo accounts; used when the demo is loaded."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked. secrets: newest first; proxies: how many are trusted."""

    data_dir: Path
    database_url: str
    redis_url: str | None
    secrets: tuple[str, ...]
    base_url: str
    mail_url: str
    storage_dir: Path
    workers: int = 2
    host: str = "127.0.0.1"
    port: int = 8000
    proxies: int = 0
    demo_password: str | None = None
    testing: bool = False

    @property
    def is_https(self) -> bool:
        """Whether readers come by https, so that cookies can be `Secure` and HSTS is sent."""
        return self.base_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings; raises BadSetting."""
    env = {name: value.strip() for name, value in (os.environ if environ is None else environ).items()}
    data_dir = Path(env.get("DATA_DIR") or ".wenda").absolute()
    host, port = env.get("HOST") or "127.0.0.1", _number(env, "PORT", 8000, 1, 65535)
    return Settings(
        data_dir=data_dir,
        database_url=_database(env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'wenda.db'}"),
        redis_url=_redis(env.get("REDIS_URL")),
        secrets=_secrets(env.get("SECRET_KEY"), data_dir),
        base_url=_base(env.get("BASE_URL"), host, port),
        mail_url=_mail(env.get("MAIL_URL") or f"file://{data_dir / 'mail'}"),
        storage_dir=_storage(env.get("STORAGE_URL"), data_dir),
        workers=_number(env, "WORKERS", 2, 1, 64),
        host=host,
        port=port,
        proxies=_number(env, "PROXIES", 0, 0, 5),
        demo_password=_demo_password(env.get("DEMO_PASSWORD")),
    )


def _number(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = env.get(name) or str(default)
    if not value.isdecimal() or not least <= int(value) <= most:
        raise BadSetting(f"{name} is “{value}”; set it to a whole number from {least} to {most}.")
    return int(value)


def _database(url: str) -> str:
    if url.startswith(("postgres://", "postgresql://")):
        # Plain `postgresql://` picks another driver on other versions of SQLAlchemy: name it.
        return "postgresql+psycopg://" + url.partition("://")[2]
    if url.startswith("sqlite") and ("memory" in url.partition("?")[2] or ":memory:" in url):
        raise BadSetting("DATABASE_URL is in memory, where each process has another one; set it to sqlite:///PATH.")
    if url.startswith("postgresql+psycopg://") or (url.startswith("sqlite:///") and len(url) > len("sqlite:///")):
        return url
    raise BadSetting("DATABASE_URL is not understood; set it to sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME.")


def _redis(url: str | None) -> str | None:
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise BadSetting("REDIS_URL is not understood; set it to redis://HOST:6379/0, or leave it out.")
    return url or None


def _secrets(value: str | None, data_dir: Path) -> tuple[str, ...]:
    if not value:
        return (_kept_secret(data_dir),)
    found = tuple(part.strip() for part in value.split(",") if part.strip())
    for secret in found:
        weak = len(secret) < SHORTEST_SECRET or len(set(secret)) < 8
        if weak or any(secret.lower().startswith(known) for known in _KNOWN_SECRETS):
            raise BadSetting(
                f"SECRET_KEY is too short or well known; use {SHORTEST_SECRET} random characters or more, "
                "for instance from: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'."
            )
    if not found:
        raise BadSetting("SECRET_KEY is empty; give it a value or leave it out.")
    return found


def _kept_secret(data_dir: Path) -> str:
    """The secret in DATA_DIR, made on the first start, readable by its owner alone."""
    path = data_dir / "secret_key"
    data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make_secret(path)
    kept = path.read_text(encoding="ascii", errors="replace").strip()
    if len(kept) < SHORTEST_SECRET:
        raise BadSetting(f"{path} does not hold a SECRET_KEY; restore it from a backup or set SECRET_KEY.")
    return kept


def _make_secret(path: Path) -> None:
    """Write a new secret whole under another name, then link it: of two first starts at once, one secret stays."""
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(partial, path)
    partial.unlink()


def _base(url: str | None, host: str, port: int) -> str:
    if not url:
        if host not in _LOOPBACK:
            raise BadSetting("HOST lets others connect; set BASE_URL to the https address that readers use.")
        return f"http://[{host}]:{port}" if ":" in host.strip("[]") and host[0] != "[" else f"http://{host}:{port}"
    parts = _parts(url)
    beyond = parts is None or parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts is None or beyond or parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting("BASE_URL is not understood; set it to https://HOST, without a path.")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise BadSetting("BASE_URL begins with http:// but is not this machine; use https:// for safe sign-ins.")
    return f"{parts.scheme}://{parts.netloc}"


def _mail(url: str) -> str:
    parts = _parts(url)
    if parts and (_is_folder(parts) or (parts.scheme in ("smtp", "smtps") and parts.hostname)):
        return url
    raise BadSetting("MAIL_URL is not understood; set it to file:///FOLDER, smtp://HOST:587 or smtps://HOST:465.")


def _storage(url: str | None, data_dir: Path) -> Path:
    if not url:
        return data_dir / "pictures"
    parts = _parts(url)
    if parts is None or not _is_folder(parts):
        raise BadSetting("STORAGE_URL is not understood; set it to file:///FOLDER. Object storage is not there yet.")
    return Path(parts.path)


def _parts(url: str) -> SplitResult | None:
    """The parts of a URL, or None where it is malformed, its port included."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _is_folder(parts: SplitResult) -> bool:
    """Whether it is `file:///FOLDER`. With two slashes the first part would be taken for a host and be lost."""
    return parts.scheme == "file" and not parts.netloc and parts.path not in ("", "/")


def _demo_password(value: str | None) -> str | None:
    if value and weakness(value):
        raise BadSetting("DEMO_PASSWORD is too short, too long or well known; use 12 characters or leave it out.")
    return value or None
