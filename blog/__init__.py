"""Wenda 问答: two organisations, one Western and one Chinese, hold a conversation in public."""

from pathlib import Path
from typing import Final

from flask import Flask, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from . import account, cli, desk, extensions, jobs, moderation, reading
from .config import Settings
from .logs import init_logs
from .passwords import Passwords
from .storage import FolderStorage
from .vault import Vault
from .web.assets import init_assets
from .web.caching import init_caching
from .web.errors import init_errors
from .web.guard import init_guard
from .web.i18n import init_i18n
from .web.names import init_names
from .web.routing import init_routing
from .web.security import init_security
from .web.throttle import init_throttle

ROOT: Final = Path(__file__).parent.parent
LARGEST_REQUEST: Final = 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """Make the application; reads as the list of what Wenda is made of."""
    app = _bare(settings)
    init_logs(app)
    extensions.init_database(app, settings)
    extensions.csrf.init_app(app)
    init_routing(app)
    _begin_requests(app)
    init_security(app, settings)
    init_guard(app)
    init_i18n(app)
    init_throttle(app, settings)
    init_assets(app, ROOT / "blog" / "static")
    init_caching(app)
    init_errors(app)
    init_names(app)
    for surface in (reading, desk, moderation, account):
        app.register_blueprint(surface.blueprint)
    jobs.init_jobs(app, settings)
    cli.init_commands(app)
    return app


def _bare(settings: Settings) -> Flask:
    """An app with its settings and its leaves, and nothing that answers yet."""
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(_flask_config(settings))
    app.extensions["settings"] = settings
    app.extensions["passwords"] = Passwords(cheap=settings.testing)
    app.extensions["vault"] = Vault(settings.secrets)
    app.extensions["storage"] = FolderStorage(settings.storage_dir)
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0, x_prefix=0
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secrets[0],
        "SECRET_KEY_FALLBACKS": list(settings.secrets[1:]),
        "TESTING": settings.testing,
        "TRANSLATIONS": str(ROOT / "translations"),
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "SESSION_COOKIE_NAME": "__Host-wenda" if settings.is_https else "wenda",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 12 * 3600,
        # Guarded routes check the token themselves: anonymous forms on kept pages cannot carry one.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }


def _begin_requests(app: Flask) -> None:
    @app.before_request
    def say_whether_it_writes() -> None:
        extensions.set_reading(request.method in ("GET", "HEAD", "OPTIONS"))

    @app.teardown_request
    def forget(error: BaseException | None) -> None:
        extensions.set_reading(False)
        g.pop("locale", None)
