"""What stands beside the code: README, CHANGELOG, and what no file of the project may name."""

import ast
import re
import tomllib

import pytest

from blog.config import OPTIONS
from tests.house.source import ROOT, files, name_of, text_of, tree

_PLACE = re.compile(r"(?<![\w.}*)<>~$-])/(?:work|home|root|Users)/[\w.]")
# With brackets, so that this file does not name what it looks for.
_REGISTRY = re.compile(r"p[y]pi\.org|python[h]osted|npm[j]s|yarn[p]kg|deb\.d[e]bian")


@pytest.mark.parametrize("option", [option.name for option in OPTIONS])
def test_every_setting_is_in_the_readme(option: str) -> None:
    """README.md has a row of its settings table for each environment variable that is read."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert re.search(rf"^\|\s*`{option}`\s*\|", readme, re.MULTILINE), f"add | `{option}` | … | to README.md, Settings"


def test_every_setting_read_is_an_option() -> None:
    """config.py reads no environment variable that OPTIONS does not list, and lists none that it does not read."""
    read = set()
    for node in ast.walk(tree(ROOT / "blog/config.py")):
        if isinstance(node, ast.Call):
            names = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            called = ast.unparse(node.func)
            if called in ("env.get", "_number"):
                read.update(names[:1])

    assert {option.name for option in OPTIONS} == read, "OPTIONS in blog/config.py is the whole table"


def test_the_changelog_begins_with_this_version() -> None:
    """The newest heading of CHANGELOG.md is the version of pyproject.toml."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[?v?(\d[\w.]*)", changelog, re.MULTILINE)

    assert newest is not None, "CHANGELOG.md has no heading like ## 0.1.0"
    assert version == newest.group(1), "a release moves pyproject.toml and CHANGELOG.md together"


def test_no_file_names_a_registry() -> None:
    """No file holds the host name of a package registry: where packages come from is the installer's choice."""
    found = [
        f"{name_of(path)}: {host}" for path in files() for host in _REGISTRY.findall(text_of(path))
    ]

    assert [] == found, "leave the address out; pip, npm and apt know their own"


def test_no_file_names_a_place_on_one_machine() -> None:
    """No file holds an absolute path that exists on its writer's machine alone."""
    found = [
        f"{name_of(path)}: {match.group()}…" for path in files() for match in _PLACE.finditer(text_of(path))
        if path != ROOT / "tests/house/test_project.py"
    ]

    assert [] == found, "write the path relative to the project"


def test_every_test_says_what_it_checks() -> None:
    """Every test has a docstring that states the truth it checks."""
    silent = [
        f"{name_of(path)}:{node.lineno} {node.name}" for path in files(".py", "tests") for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]

    assert [] == silent, "begin the test with a sentence that is true when it passes"
