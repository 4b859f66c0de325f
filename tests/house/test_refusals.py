"""What the domain refuses by key has a sentence, and no sentence is left over."""

import ast

from blog.web.errors import REFUSALS
from tests.house.source import files, name_of, tree

# The classes of refusal whose key is fixed in blog/dialogue/errors.py.
FIXED = {"NotAllowed": "not_allowed", "Stale": "stale", "Conflict": "text_changed"}


def raised() -> dict[str, str]:
    """The keys with which refusals are made anywhere in blog/, each with a place where that happens."""
    found: dict[str, str] = {}
    for path in files(".py", "blog"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            place = f"{name_of(path)}:{node.lineno}"
            if name in FIXED:
                found.setdefault(FIXED[name], place)
            elif name == "Refused":
                for key in _keys(node.args[0]):
                    found.setdefault(key, place)
    return found


def _keys(argument: ast.expr) -> list[str]:
    """The constants an argument can be: `"a"`, or `"a" if … else "b"`."""
    if isinstance(argument, ast.IfExp):
        return _keys(argument.body) + _keys(argument.orelse)
    assert isinstance(argument, ast.Constant), f"{ast.unparse(argument)}: write the key of a refusal out, as a string"
    return [argument.value]


def test_every_refusal_has_a_sentence() -> None:
    """Each key that is raised has its sentence."""
    missing = {key: place for key, place in raised().items() if key not in REFUSALS}

    assert {} == missing, "add a sentence for each to REFUSALS in blog/web/errors.py"


def test_every_sentence_has_a_refusal() -> None:
    """Each sentence belongs to a key that is raised."""
    assert [] == sorted(set(REFUSALS) - set(raised())), "nothing raises these: take them out of REFUSALS"
