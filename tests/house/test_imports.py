"""Imports run one way, as ARCHITECTURE.md draws the house."""

from functools import cache

from tests.house.source import imports, modules

# From the ground up. A module may import from lower floors; on its own floor only from its own part.
FLOORS = (
    ("leaves", {"config", "clock", "locales", "markup", "vault", "storage", "passwords", "diffs", "zones", "images"}),
    ("the domain", {"dialogue"}),
    ("extensions", {"extensions", "limit_storage", "logs"}),
    ("search and formats", {"search", "exchange", "demo"}),
    ("the HTTP kit", {"web"}),
    ("surfaces and jobs", {"reading", "desk", "moderation", "account", "api", "jobs", "doctor"}),
    ("command line", {"cli"}),
)
SURFACES = ("reading", "desk", "moderation", "account", "api")
# Leaves stand on one floor and are small enough to lean on each other.
NEIGHBOURS_WITHIN = {0, 2}


def part(module: str) -> str:
    """`blog.web.guard` is of the part `web`."""
    return module.split(".")[1] if "." in module else ""


@cache
def floor(name: str) -> int:
    """On which floor a part stands."""
    return next(number for number, (_, parts) in enumerate(FLOORS) if name in parts)


def test_every_part_has_a_floor() -> None:
    """Each module and package of blog/ stands on one floor of the house."""
    placed = set().union(*(parts for _, parts in FLOORS))
    homeless = sorted({part(module) for module in modules() if part(module)} - placed)

    assert [] == homeless, f"{homeless}: say in FLOORS (tests/house/test_imports.py) where they stand"


def test_imports_run_downwards() -> None:
    """No module imports from a floor above its own, nor from another part of its own floor."""
    wrong = []
    for module in modules():
        here = part(module)
        for line, target in imports(module):
            there = part(target)
            if not here or not target.startswith("blog.") or here == there:
                continue
            level = floor(there) - floor(here)
            if level > 0 or (level == 0 and floor(here) not in NEIGHBOURS_WITHIN):
                wrong.append(f"{module}:{line} imports {target}")

    assert [] == wrong, "move what both need to a lower floor, or pass it in as an argument"


def test_only_the_entrance_wires() -> None:
    """Nothing inside blog/ imports create_app."""
    wrong = [f"{module}:{line}" for module in modules() for line, target in imports(module) if target == "blog"]

    assert [] == wrong, "blog/__init__.py is the only wiring; use flask.current_app.extensions"


def test_surfaces_do_not_know_each_other() -> None:
    """No surface imports another one."""
    wrong = [
        f"{module}:{line} imports {target}" for module in modules() for line, target in imports(module)
        if part(module) in SURFACES and part(target) in SURFACES and part(module) != part(target)
    ]

    assert [] == wrong, "what two surfaces share belongs in blog/web"


def test_the_domain_knows_no_web() -> None:
    """The domain and the leaves import neither Flask nor anything that speaks HTTP, HTML pages or mail."""
    web = {"flask", "werkzeug", "jinja2", "smtplib", "email", "click", "huey", "babel", "flask_babel", "granian"}
    wrong = [
        f"{module}:{line} imports {target}" for module in modules() if part(module) and floor(part(module)) <= 1
        for line, target in imports(module) if target.partition(".")[0] in web
    ]

    assert [] == wrong, "the domain returns rows and raises keys; blog/web and blog/jobs do the talking"


def test_no_module_goes_in_circles() -> None:
    """No module needs itself while it is being loaded."""
    circles = sorted(module for module in modules() if module in _reached(module))

    assert [] == circles, "these load each other; move what they share below both"


@cache
def _needs(module: str) -> frozenset[str]:
    # A package is loaded before its modules in any case: `from . import blueprint` is no circle.
    own = module.rpartition(".")[0]
    return frozenset(t for _, t in imports(module, everywhere=False) if t in modules() and t not in (own, "blog"))


def _reached(module: str) -> set[str]:
    reached: set[str] = set()
    waiting = list(_needs(module))
    while waiting:
        found = waiting.pop()
        if found not in reached:
            reached.add(found)
            waiting += _needs(found)
    return reached
