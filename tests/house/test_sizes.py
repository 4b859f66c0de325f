"""Nothing grows into a hub. A number is raised here alone, with its reason beside it."""

import ast
from pathlib import Path

import pytest

from tests.house.source import ROOT, files, name_of, tree

PYTHON_LINES = 250
FUNCTION_LINES = 30
TEMPLATE_LINES = 120
STYLE_LINES = 200
SCRIPT_LINES = 100
PUBLIC_SCRIPT_BYTES = 10_000
CONFTEST_LINES = 120
RAISED = {
    # One table of inputs and what is understood of them: the cases are read beside each other.
    "tests/unit/exchange/test_joint_post.py": 500,
}
# Migrations are a record: written once, never read as code.
RECORDS = ("migrations/versions/",)


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def _too_long(paths: list[Path], most: int) -> list[str]:
    found = []
    for path in paths:
        allowed = RAISED.get(name_of(path), most)
        if not name_of(path).startswith(RECORDS) and lines(path) > allowed:
            found.append(f"{name_of(path)}: {lines(path)} lines, {allowed} allowed")
    return found


@pytest.mark.parametrize(("suffix", "under", "most"), [
    (".py", "", PYTHON_LINES), (".html", "blog/templates", TEMPLATE_LINES), (".txt", "blog/templates", TEMPLATE_LINES),
    (".css", "blog/static", STYLE_LINES), (".js", "blog/static", SCRIPT_LINES),
])
def test_files_stay_small(suffix: str, under: str, most: int) -> None:
    """No file is longer than its kind may be."""
    assert [] == _too_long(files(suffix, under), most), "split it by noun, or raise the number in RAISED with a reason"


def test_conftest_stays_small() -> None:
    """Fixtures everybody shares stay few: no conftest is long."""
    found = _too_long([path for path in files(".py", "tests") if path.name == "conftest.py"], CONFTEST_LINES)

    assert [] == found, "move plain functions to tests/factories.py, or a fixture next to its only users"


def test_functions_stay_small() -> None:
    """No function of the product or its tests is longer than 30 lines."""
    found = []
    for path in files(".py"):
        if name_of(path).startswith(RECORDS):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > FUNCTION_LINES:
                    found.append(f"{name_of(path)}:{node.lineno} {node.name}: {length} lines")

    assert [] == found, "give its steps names of their own"


def test_a_public_page_loads_little_script() -> None:
    """All scripts of a public page together weigh 10 kB at most."""
    weight = sum(path.stat().st_size for path in (ROOT / "blog/static/js").glob("public*.js"))

    assert weight <= PUBLIC_SCRIPT_BYTES, f"{weight} bytes: leave out what the page can do without a script"


def test_raised_numbers_are_needed() -> None:
    """Every raised number belongs to a file that needs it."""
    usual = {name: CONFTEST_LINES if name.endswith("conftest.py") else PYTHON_LINES for name in RAISED}
    idle = [name for name, most in usual.items() if not (ROOT / name).exists() or lines(ROOT / name) <= most]

    assert [] == idle, "take them out of RAISED"
