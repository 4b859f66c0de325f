"""Settings: each option's good and bad values; a refusal names the option and says what to do."""

from pathlib import Path

import pytest

from blog.config import OPTIONS, BadSetting, Settings, from_environment

GOOD_SECRET = "Vx8-2kQw0_zR5tYp7LmN4bHc9JdF3gSa"


def read(tmp_path: Path, **env: str) -> Settings:
    """Settings of an environment that has only these variables, and a folder of its own."""
    return from_environment({"DATA_DIR": str(tmp_path / "data"), "SECRET_KEY": GOOD_SECRET, **env})


GOOD = [
    ("DATABASE_URL", "sqlite:////srv/wenda.db", "database_url", "sqlite:////srv/wenda.db"),
    ("DATABASE_URL", "postgres://u@h/n", "database_url", "postgresql+psycopg://u@h/n"),
    ("DATABASE_URL", "postgresql://u@h/n", "database_url", "postgresql+psycopg://u@h/n"),
    ("DATABASE_URL", "postgresql+psycopg://u@h/n", "database_url", "postgresql+psycopg://u@h/n"),
    ("REDIS_URL", "redis://h:6379/0", "redis_url", "redis://h:6379/0"),
    ("REDIS_URL", "rediss://h:6379/0", "redis_url", "rediss://h:6379/0"),
    ("REDIS_URL", "", "redis_url", None),
    ("SECRET_KEY", f"{GOOD_SECRET},{GOOD_SECRET[::-1]}", "secrets", (GOOD_SECRET, GOOD_SECRET[::-1])),
    ("SECRET_KEY", f" {GOOD_SECRET} , ", "secrets", (GOOD_SECRET,)),
    ("BASE_URL", "https://wenda.example.org/", "base_url", "https://wenda.example.org"),
    ("BASE_URL", "https://wenda.example.org:8443", "base_url", "https://wenda.example.org:8443"),
    ("BASE_URL", "http://localhost:9000", "base_url", "http://localhost:9000"),
    ("MAIL_URL", "file:///srv/mail", "mail_url", "file:///srv/mail"),
    ("MAIL_URL", "smtp://u:p@h:587", "mail_url", "smtp://u:p@h:587"),
    ("MAIL_URL", "smtps://h:465", "mail_url", "smtps://h:465"),
    ("STORAGE_URL", "file:///srv/pictures", "storage_dir", Path("/srv/pictures")),
    ("WORKERS", "64", "workers", 64),
    ("PORT", "65535", "port", 65535),
    ("PORT", " 81 ", "port", 81),
    ("PROXIES", "5", "proxies", 5),
    ("DEMO_PASSWORD", "twelve chars", "demo_password", "twelve chars"),
    ("DEMO_PASSWORD", "", "demo_password", None),
    ("HOST", "::1", "base_url", "http://[::1]:8000"),
    ("HOST", "[::1]", "base_url", "http://[::1]:8000"),
    ("HOST", "localhost", "base_url", "http://localhost:8000"),
]
BAD = [
    ("DATABASE_URL", ["mysql://h/n", "sqlite://", "sqlite:///", "wenda.db", "sqlite:///:memory:",
                      "sqlite:///file:x?mode=memory&uri=true", "postgresql+asyncpg://u@h/n"]),
    ("REDIS_URL", ["http://h", "localhost:6379"]),
    ("SECRET_KEY", ["short", "a" * 64, "changeme-changeme-changeme-changeme-1", "Password0123456789abcdefghijklmnopqrs",
                    f"{GOOD_SECRET},short", ",", " , ,"]),
    ("BASE_URL", ["wenda.example.org", "http://wenda.example.org", "https://wenda.example.org/blog", "ftp://localhost",
                  "https://", "https://h?x=1", "https://h#x", "https://u:p@h", "https://h:99999", "https://h:x",
                  "https://[bad", "https://h:0", "javascript://localhost"]),
    ("MAIL_URL", ["smtp://", "http://h", "file://mail", "file://tmp/mail", "file:///", "smtp://h:x", "/srv/mail"]),
    ("STORAGE_URL", ["s3://bucket", "/srv/pictures", "file://", "file://tmp/pictures", "file:///"]),
    ("WORKERS", ["0", "65", "two", "-1", "1.5", "1e1", "²"]),
    ("PORT", ["0", "65536", "http", "-8000", "+80"]),
    ("PROXIES", ["6", "-1", "all"]),
    ("HOST", ["0.0.0.0", "::", "192.0.2.7", "wenda.example.org"]),  # noqa: S104
    ("DEMO_PASSWORD", ["elevenchars", "x"]),
]


@pytest.mark.parametrize(("name", "value", "attribute", "expected"), GOOD)
def test_good_value(tmp_path: Path, name: str, value: str, attribute: str, expected: object) -> None:
    """A good value is taken, in the form in which the product uses it."""
    assert expected == getattr(read(tmp_path, **{name: value}), attribute)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD for value in values])
def test_bad_value_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    """A bad value stops the start with one sentence that names the option."""
    with pytest.raises(BadSetting) as refusal:
        read(tmp_path, **{name: value})

    assert name in str(refusal.value)
    assert str(refusal.value).endswith((".", "'."))


def test_every_option_is_tried() -> None:
    """No option is left without a good and a bad value here; DATA_DIR has no bad one: it is made."""
    assert {option.name for option in OPTIONS} - {"DATA_DIR"} == {name for name, _ in BAD}
    assert {option.name for option in OPTIONS} - {"DATA_DIR"} == {name for name, *_ in GOOD}


@pytest.mark.parametrize("value", [f"{GOOD_SECRET},short", "hunter2hunter2hunter2"])
def test_refusal_does_not_repeat_a_secret(tmp_path: Path, value: str) -> None:
    """The sentence about a bad secret, which goes to a log, does not contain it."""
    with pytest.raises(BadSetting) as refusal:
        read(tmp_path, SECRET_KEY=value)

    assert all(part not in str(refusal.value) for part in (GOOD_SECRET, "hunter2"))


def test_defaults_need_nothing(tmp_path: Path) -> None:
    """Without any setting there is an embedded site on this machine alone."""
    settings = from_environment({"DATA_DIR": str(tmp_path)})

    assert f"sqlite:///{tmp_path}/wenda.db" == settings.database_url
    assert ("127.0.0.1", 8000, 0, 2) == (settings.host, settings.port, settings.proxies, settings.workers)
    assert (True, False) == (settings.is_sqlite, settings.is_https)
    assert f"file://{tmp_path}/mail" == settings.mail_url


def test_empty_environment_is_not_the_real_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty mapping means no settings: the process's own environment is not read behind it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "4321")

    assert 8000 == from_environment({}).port
    assert 4321 == from_environment().port


def test_others_may_connect_with_a_base_url(tmp_path: Path) -> None:
    """Listening for others is allowed once the address that readers use is named."""
    settings = read(tmp_path, HOST="0.0.0.0", BASE_URL="https://wenda.example.org")  # noqa: S104

    assert ("0.0.0.0", True) == (settings.host, settings.is_https)  # noqa: S104
