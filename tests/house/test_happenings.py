"""Whatever the domain records about a post or a partner has a sentence in the history of the post."""

import ast
from collections.abc import Iterator
from pathlib import Path

from blog.desk.happenings import SENTENCES
from tests.house.source import files, tree

ABOUT = {"post", "self.post", "partner", "passage.post"}
CLASSES = {"Post", "Partner"}


def recorded() -> set[str]:
    """The actions of all events about a post or a partner."""
    return {action for path in files(".py", "blog") for action in _in_file(path)}


def _in_file(path: Path) -> Iterator[str]:
    passed_on = False
    for inside, call in _calls(tree(path), ""):
        about = next((ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == "about"), "")
        if ast.unparse(call.func) == "Event.record" and (about in ABOUT or (about == "self" and inside in CLASSES)):
            if isinstance(call.args[1], ast.Constant):
                yield call.args[1].value
            passed_on |= isinstance(call.args[1], ast.Name)
    if passed_on:
        # The file has a `_record` of its own that is given the action.
        for _, call in _calls(tree(path), ""):
            if ast.unparse(call.func).endswith("._record") and isinstance(call.args[1], ast.Constant):
                yield call.args[1].value


def _calls(node: ast.AST, inside: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call with the name of the class in which it stands."""
    for child in ast.iter_child_nodes(node):
        name = child.name if isinstance(child, ast.ClassDef) else inside
        if isinstance(child, ast.Call):
            yield name, child
        yield from _calls(child, name)


def test_every_event_of_a_post_has_a_sentence() -> None:
    """Each action that is recorded about a post or a partner is in the table."""
    assert [] == sorted(recorded() - set(SENTENCES)), "add a sentence for each to blog/desk/happenings.py"


def test_every_sentence_has_an_event() -> None:
    """Each sentence of the table belongs to an action that is recorded."""
    assert [] == sorted(set(SENTENCES) - recorded()), "nothing records these: take them out of the table"
