"""Who is asking, and whether the route may answer: every route names its action, or says that it is public."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.wrappers import Request, Response
from flask_login import UserMixin, current_user

from ..dialogue.person import Person, SignIn
from ..dialogue.policy import Action, allowed
from ..extensions import csrf, db, login_manager

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "wenda_action"
PUBLIC = "public"
PRIVATE_PATHS = ("/desk", "/moderation", "/account", "/t/")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def public(view: View) -> View:
    """Declare that anybody may use a route."""
    setattr(view, _MARK, PUBLIC)
    return view


def needs(action: Action) -> Callable[[View], View]:
    """Declare which action a route needs; the guard asks the policy before the view runs."""

    def declare(view: View) -> View:
        setattr(view, _MARK, action)
        return view

    return declare


def declared(view: Callable[..., Any]) -> "Action | str | None":
    """What a view declared: an action, PUBLIC, or None for nothing, which the guard refuses."""
    return getattr(view, _MARK, None)


class SignedIn(UserMixin):  # type: ignore[misc]
    """A browser that is signed in, as Flask-Login wants it. Its id is the sign-in's token, not the person's."""

    def __init__(self, token: str, person: Person) -> None:
        self.token = token
        self.person = person

    def get_id(self) -> str:
        """The token by which the next request finds this sign-in."""
        return self.token


def person() -> Person:
    """The signed-in person; only for routes that need an action."""
    signed_in: Person = current_user.person
    return signed_in


def maybe_person() -> Person | None:
    """The signed-in person, or None; only on private pages, public ones never read a cookie."""
    return current_user.person if current_user.is_authenticated else None


def init_guard(app: Flask) -> None:
    """Put the guard before every route of an app."""
    app.session_interface = PrivateSessions()
    # Without its context processor, which would look at a cookie on every page.
    login_manager.init_app(app, add_context_processor=False)
    login_manager.session_protection = None
    login_manager.user_loader(_load)
    app.before_request(_guard)


def _load(token: str) -> SignedIn | None:
    sign_in = db.session.scalar(SignIn.by_token(token))
    return SignedIn(token, sign_in.person) if sign_in else None


def _guard() -> Any:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None
    action = declared(view)
    if action == PUBLIC:
        return None
    if not isinstance(action, Action):
        abort(403)
    if not current_user.is_authenticated:
        if request.method in SAFE_METHODS:
            return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
        abort(401)
    if not allowed(current_user.person, action):
        abort(403)
    if request.method not in SAFE_METHODS:
        csrf.protect()
    return None


class _NoSession(SecureCookieSession):
    """The session of a public page: empty, and never noticed, so that no cookie is read, set or varied on."""

    def __init__(self) -> None:
        super().__init__()
        self.accessed = False

    accessed = False


class PrivateSessions(SecureCookieSessionInterface):
    """Cookies exist on private pages only."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the cookie of a private page; elsewhere do not look."""
        if not request.path.startswith(PRIVATE_PATHS):
            return _NoSession()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie of a private page; elsewhere set none."""
        if not isinstance(session, _NoSession):
            super().save_session(app, session, response)
