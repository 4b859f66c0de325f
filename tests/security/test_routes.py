"""All routes by all kinds of person: allowed or refused as the route's declared action and the policy say."""

import logging

import pytest
from flask import Flask

from blog.dialogue.person import Person
from blog.dialogue.policy import Action, allowed
from blog.web.guard import PRIVATE_PATHS, PUBLIC, declared
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.security.doors import METHODS, Door, doors, furnish, may_act, may_see

PEOPLE = ("nobody", "nina", "ruth", "tom", "lin", "chen", "oskar", "grace", "olga", "disabled")
# Their empty form names no partner, or no edition, that there is.
NAMED_BY_FORM = ("desk.sign", "desk.revoke", "desk.cancel")
SIGNING_OUT = ("account.sign_out", "account.sign_out_everywhere")


class Visitor:
    """One kind of person at the doors, with a world of real things behind them."""

    def __init__(self, app: Flask, store: Store, cast: Cast, name: str) -> None:
        self.name, who = name, "tom" if name == "disabled" else name
        self.browser, self.address = Client(app), "" if name == "nobody" else cast.address(who)
        with store() as session:
            self.doors = list(doors(app, furnish(session, cast)))
        self.sign_in()
        with store() as session:
            self.person = None if name == "nobody" else session.get_one(Person, cast[who].id)
            if self.person is not None:
                self.person.active = name != "disabled"
        self.known = self.person is not None and self.person.active

    def sign_in(self) -> None:
        """Sign in, unless nobody is."""
        self.token = ""
        if self.address:
            self.browser.sign_in(self.address)
            self.token = self.browser.soup.select_one("input[name=csrf_token]")["value"]  # type: ignore[index,assignment]

    def open(self, door: Door, **form: str) -> int:
        """Go through a door; the status of the answer."""
        return self.browser._client.open(
            door.path, method=door.method, base_url=self.browser._base, data=form or None,
            headers={"Sec-Fetch-Site": "same-origin"},
        ).status_code


@pytest.fixture(params=PEOPLE)
def visitor(request: pytest.FixtureRequest, app: Flask, store: Store, cast: Cast) -> Visitor:
    """Each kind of person, one after the other."""
    return Visitor(app, store, cast, request.param)


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

    assert {
        "/account/sign-in", "/t/<token:token>", "/t/invitation/<token:token>", "/t/preview/<token:token>",
    } == found


def test_policy_holds_at_every_door(visitor: Visitor, store: Store) -> None:
    """Public doors open for everybody; the others for those whom the policy names, on what they may see."""
    for door in visitor.doors:
        status = visitor.open(door)
        where = f"{visitor.name}: {door.method} {door.path}: {status}"
        if door.action == PUBLIC:
            assert status < 500, where
            assert status not in (401, 403), where
        elif not visitor.known:
            assert (302 if "GET" == door.method else 401) == status, where
        elif not allowed(visitor.person, door.action):
            assert 403 == status, where
        elif "POST" == door.method:
            # Without its token a form goes no further.
            assert 400 == status, where
        else:
            with store() as session:
                assert (200 if may_see(session, visitor.person, door) else 404) == status, where


def test_policy_holds_for_every_form(visitor: Visitor, store: Store) -> None:
    """An empty form with its token: refused to whom the policy does not name for that very thing; never an error."""
    posts = [door for door in visitor.doors if "POST" == door.method and door.action != PUBLIC]
    for door in sorted(posts, key=lambda door: door.rule.endpoint in SIGNING_OUT):
        with store() as session:
            may = visitor.known and may_act(session, visitor.person, door)
            sees = visitor.known and may_see(session, visitor.person, door)
        status = visitor.open(door, csrf_token=visitor.token)
        where = f"{visitor.name}: {door.method} {door.path}: {status}"
        if not visitor.known:
            assert 401 == status, where
        elif not may or not sees:
            assert status in (403, 404), where
        else:
            unnamed = (404,) if door.rule.endpoint in NAMED_BY_FORM else ()
            assert status in (200, 204, 303, 409, 422, *unnamed), where
        if visitor.known and door.rule.endpoint in SIGNING_OUT:
            visitor.sign_in()


def test_every_pair_is_tried(app: Flask, store: Store, cast: Cast) -> None:
    """The matrix is as large as the site: each route and method with each kind of person."""
    with store() as session:
        tried = {(door.rule.rule, door.method) for door in doors(app, furnish(session, cast))}
    written = {(rule.rule, method) for rule in app.url_map.iter_rules() for method in rule.methods & METHODS}
    logging.getLogger(__name__).info("%d doors, %d pairs with a person", len(tried), len(tried) * len(PEOPLE))

    assert written == tried


def test_method_cannot_be_overridden(client: Client, cast: Cast) -> None:
    """No header or field turns one method into another."""
    for headers in ({"X-HTTP-Method-Override": "POST"}, {"X-HTTP-Method": "DELETE"}, {"X-Method-Override": "PUT"}):
        client.get("/en/tea/1/", headers=headers)
        client.get("/account/sign-out?_method=POST", status=405, headers=headers)
    trace = client._client.open(
        "/en/", method="TRACE", base_url=client._base, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert 405 == trace.status_code
