"""Every page is correct HTML: the Nu HTML checker finds no error in any type of page, in any locale."""

import json
import os
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final

from blog.locales import LOCALES
from tests.browser.conftest import Opened
from tests.browser.site import Site
from tests.browser.stops import STOPS

_SECONDS: Final = 100


def test_checker_finds_no_error(site: Site, open_as: Opened, tmp_path: Path, record_property: Any) -> None:
    """The source of every page type in three locales has no error."""
    checker = os.environ.get("VNU_JAR", "")
    assert checker, "VNU_JAR is not set. Run `make test ONLY=browser`: it installs the Nu HTML checker and names it."
    saved = sorted(_saved(site, open_as, tmp_path))
    record_property("vnu_pages", len(saved))
    command = ["java", "-Xss2m", "-jar", checker, "--errors-only", "--format", "json", "--exit-zero-always"]
    told = subprocess.run(
        [*command, *map(str, saved)], capture_output=True, check=True, timeout=_SECONDS, encoding="utf-8"
    ).stderr
    found = [_told(message) for message in json.loads(told)["messages"]]

    assert len(STOPS) * len(LOCALES) == len(saved)
    assert found == []


def _saved(site: Site, open_as: Opened, folder: Path) -> Iterator[Path]:
    """Visit every page type in three locales without scripts, and save what the server sent."""
    pages = {who: open_as(who, java_script_enabled=False) for who in {stop.who for stop in STOPS}}
    for stop, locale in product(STOPS, LOCALES):
        site.restore(stop.store)
        source = stop.source(pages[stop.who], site, locale.prefix)
        assert f'<html lang="{locale.tag}">'.encode() in source, f"{stop}, {locale.prefix}: a page in another language"
        file = folder / f"{stop}_{locale.prefix}.html"
        file.write_bytes(source)
        yield file


def _told(message: dict[str, Any]) -> str:
    where = Path(message.get("url", "")).name
    return f"{where}:{message.get('lastLine')} {message['message']} {message.get('extract', '')[:120]}"
