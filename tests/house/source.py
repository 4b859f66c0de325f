"""The project's own source, as the house rules read it: files, syntax trees, and who imports whom."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_NOT_OURS = {"node_modules", "__pycache__"}
_HIDDEN_BUT_OURS = {".ci", ".gitignore", ".github", ".editorconfig"}


def files(suffix: str = "", under: str = "") -> list[Path]:
    """The files of the project with a suffix, without what tools keep in hidden folders."""
    found: list[Path] = []
    waiting = [ROOT / under]
    while waiting:
        for path in waiting.pop().iterdir():
            if path.name in _NOT_OURS or (path.name.startswith(".") and path.name not in _HIDDEN_BUT_OURS):
                continue
            if path.is_dir():
                waiting.append(path)
            elif path.name.endswith(suffix):
                found.append(path)
    return sorted(found)


def name_of(path: Path) -> str:
    """A file as messages name it: relative to the project."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    """A file's text, or nothing where it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def modules() -> dict[str, Path]:
    """The modules of the package `blog` by dotted name."""
    named = {}
    for path in files(".py", "blog"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


def imports(module: str, *, everywhere: bool = True) -> Iterator[tuple[int, str]]:
    """Line and dotted name of what a module imports at run time.

    everywhere: inside functions too, else only what runs when the module is loaded.
    """
    path = modules()[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in _running(tree(path), everywhere):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join(parts[: len(parts) - node.level + 1] + ([base] if base else []))
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield node.lineno, inner if inner in modules() else base


def _running(node: ast.AST, everywhere: bool) -> Iterator[ast.AST]:
    """The nodes below a node that are executed: not those for the type checker alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        if not everywhere and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        yield child
        yield from _running(child, everywhere)
