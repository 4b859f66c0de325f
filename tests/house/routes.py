"""The list of public addresses. `python -m tests.house.routes` writes it anew into routes.txt."""

import tempfile
from pathlib import Path

from flask import Flask

from blog import create_app
from tests.conftest import settings_for

LIST = Path(__file__).with_name("routes.txt")


def unmigrated(folder: Path) -> Flask:
    """The application with all its routes, on a database that nobody opens."""
    return create_app(settings_for(f"sqlite:///{folder / 'routes.db'}", folder))


def rules(app: Flask) -> list[str]:
    """Every address with the methods it takes, one a line."""
    found = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        found.append(f"{rule.rule} {methods}")
    return sorted(found)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        LIST.write_text("\n".join(rules(unmigrated(Path(name)))) + "\n", encoding="utf-8")
