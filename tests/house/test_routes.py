"""Addresses are promises: the list changes only on purpose, and each route says who may use it."""

import pytest
from flask import Flask

from blog.dialogue.policy import Action
from blog.web.guard import PRIVATE_PATHS, PUBLIC, declared
from tests.house.routes import LIST, rules, unmigrated

REGENERATE = "run `python -m tests.house.routes`"


@pytest.fixture(scope="module")
def routed(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application; no request is made."""
    return unmigrated(tmp_path_factory.mktemp("routes"))


def test_no_address_disappears(routed: Flask) -> None:
    """Every address in routes.txt is still answered."""
    gone = sorted(set(LIST.read_text(encoding="utf-8").split("\n")) - set(rules(routed)) - {""})

    assert [] == gone, f"links to these exist: redirect them for ever, then {REGENERATE}"


def test_no_address_appears_unnoticed(routed: Flask) -> None:
    """Every address of the application is in routes.txt."""
    new = sorted(set(rules(routed)) - set(LIST.read_text(encoding="utf-8").split("\n")))

    assert [] == new, f"a new address stays for ever: if its name is right, {REGENERATE}"


def test_every_route_says_who_may_use_it(routed: Flask) -> None:
    """Each view declares an action of the policy, or that it is public."""
    silent = sorted(
        name for name, view in routed.view_functions.items()
        if declared(view) != PUBLIC and not isinstance(declared(view), Action)
    )

    assert [] == silent, "put @needs(Action.…) or @public on the view, below the route"


def test_desk_and_moderation_are_never_public(routed: Flask) -> None:
    """No route under /desk or /moderation is open to everybody."""
    open_ones = [
        rule.rule for rule in routed.url_map.iter_rules()
        if rule.rule.startswith(("/desk", "/moderation")) and declared(routed.view_functions[rule.endpoint]) == PUBLIC
    ]

    assert [] == open_ones, "name the action that it needs"


def test_paths_are_plain(routed: Flask) -> None:
    """Addresses are lower case with hyphens, and every part that varies has a converter."""
    odd = []
    for rule in routed.url_map.iter_rules():
        fixed = "".join(piece.partition(">")[2] if ">" in piece else piece for piece in rule.rule.split("<"))
        untyped = [piece for piece in rule.rule.split("<")[1:] if ":" not in piece.partition(">")[0]]
        if fixed != fixed.lower() or "_" in fixed or (untyped and not rule.rule.startswith("/static/")):
            odd.append(rule.rule)

    assert [] == odd, "write kebab-case, and give variables a converter of blog/web/routing.py"


def test_guarded_routes_lie_on_private_paths(routed: Flask) -> None:
    """A route that needs an action lies where cookies are read, or the guard would never find anybody signed in."""
    stray = [
        rule.rule for rule in routed.url_map.iter_rules()
        if isinstance(declared(routed.view_functions[rule.endpoint]), Action)
        and not rule.rule.startswith(PRIVATE_PATHS)
    ]

    assert [] == stray, "public pages never read a cookie: move the route below one of PRIVATE_PATHS"
