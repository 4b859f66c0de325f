"""Every page is correct HTML: the Nu HTML checker finds no error in any type of page, in any locale."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page

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
    assert [] == found


def _saved(site: Site, open_as: Opened, folder: Path) -> Iterator[Path]:
    """Visit every page type in three locales without scripts, and save what the server sent."""
    pages: dict[str | None, Page] = {}
    for stop in STOPS:
        site.restore(stop.store)
        page = pages.setdefault(stop.who, open_as(stop.who, java_script_enabled=False))
        for locale in LOCALES:
            site.restore(stop.store)
            answer = stop.visit(page, site, locale.prefix)
            file = folder / f"{stop}_{locale.prefix}.html"
            file.write_bytes(answer.body())
            yield file


def _told(message: dict[str, Any]) -> str:
    where = Path(message.get("url", "")).name
    return f"{where}:{message.get('lastLine')} {message['message']} {message.get('extract', '')[:120]}"


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.prefix)
def test_pages_are_in_their_locale(locale: Any, site: Site, open_as: Opened) -> None:
    """Every page type names the language it was asked in, so that the checks of three locales see three languages."""
    pages: dict[str | None, Page] = {}
    found = {}
    for stop in STOPS:
        site.restore(stop.store)
        page = pages.setdefault(stop.who, open_as(stop.who, java_script_enabled=False))
        stop.visit(page, site, locale.prefix)
        found[stop.name] = page.locator("html").get_attribute("lang")

    assert {stop.name: locale.tag for stop in STOPS} == found
