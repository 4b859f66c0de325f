"""All routes by all kinds of person: allowed or refused as the route's declared action and the policy say."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from blog.dialogue.person import Person
from blog.dialogue.policy import Action, allowed
from blog.web.guard import PRIVATE_PATHS, PUBLIC, declared
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store

VALUES = {
    "loc": "en",
    "slug": "tea",
    "number": 1,
    "code": "west-1",
    "comment_id": 1,
    "resource": "approval",
    "token": "a" * 43,
    "digest": "0" * 64,
    "name": "public.css",
}
PEOPLE = ("nobody", "nina", "ruth", "tom", "lin", "chen", "oskar", "grace", "olga", "disabled")


def doors(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Each route with a method and a path that fits it."""
    for rule in app.url_map.iter_rules():
        with app.test_request_context("/en/"):
            values = {name: VALUES[name] for name in rule.arguments}
            if rule.endpoint == "assets.static":
                values["digest"] = "0" * 16
            built = app.url_map.bind("wenda.test").build(rule.endpoint, values)
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            yield rule, method, built


def test_every_route_declares_who_may_use_it(app: Flask) -> None:
    """A route without a declared action would be refused; there is none."""
    undeclared = [rule.rule for rule in app.url_map.iter_rules() if declared(app.view_functions[rule.endpoint]) is None]

    assert [] == undeclared


def test_every_changing_route_is_post(app: Flask) -> None:
    """What needs a permission beyond reading is only ever posted."""
    for rule in app.url_map.iter_rules():
        action = declared(app.view_functions[rule.endpoint])
        if isinstance(action, Action) and not action.value.endswith((":read", ":use")):
            assert {"POST", "OPTIONS"} == rule.methods, rule.rule


def test_public_routes_do_not_stand_in_private_places(app: Flask) -> None:
    """Nothing under desk, moderation or account is public, but the way in."""
    found = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if declared(app.view_functions[rule.endpoint]) == PUBLIC and rule.rule.startswith(PRIVATE_PATHS)
    }

    assert {"/account/sign-in", "/t/<token:token>", "/t/invitation/<token:token>"} == found


@pytest.mark.parametrize("name", PEOPLE)
def test_policy_holds_at_every_door(
    app: Flask, cast: Cast, as_: Callable[[str], Client], client: Client, store: Store, name: str
) -> None:
    """Public doors open for everybody; at the others exactly those pass whom the policy names."""
    who = "tom" if name == "disabled" else name
    browser = client if name == "nobody" else as_(who)
    person = None
    if name != "nobody":
        with store() as session:
            person = session.get_one(Person, cast[who].id)
            person.active = name != "disabled"
    known = person is not None and person.active
    for rule, method, path in doors(app):
        action = declared(app.view_functions[rule.endpoint])
        response = browser._client.open(
            path, method=method, base_url=browser._base, headers={"Sec-Fetch-Site": "same-origin"}
        )
        where = f"{name}: {method} {path}: {response.status_code}"
        if action == PUBLIC:
            assert response.status_code not in (401, 403), where
        elif not known:
            assert (302 if "GET" == method else 401) == response.status_code, where
        elif not allowed(person, action):
            assert 403 == response.status_code, where
        else:
            # Without its token a form goes no further; a page opens.
            assert (200 if "GET" == method else 400) == response.status_code, where


def test_method_cannot_be_overridden(client: Client, cast: Cast) -> None:
    """No header or field turns one method into another."""
    for headers in ({"X-HTTP-Method-Override": "POST"}, {"X-HTTP-Method": "DELETE"}, {"X-Method-Override": "PUT"}):
        client.get("/en/tea/1/", headers=headers)
        client.get("/account/sign-out?_method=POST", status=405, headers=headers)
    trace = client._client.open(
        "/en/", method="TRACE", base_url=client._base, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert 405 == trace.status_code
