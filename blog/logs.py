"""Structured logs, one JSON object a line, with a request id and without personal data."""

import secrets
import sys
import time

import structlog
from flask import Flask, g, request
from flask.wrappers import Response


def init_logs(app: Flask) -> None:
    """Log each request of an app by its route, never by what was typed, and never with an address."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars, structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=not app.config["TESTING"],
    )
    log = structlog.get_logger()

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=secrets.token_hex(6))

    @app.after_request
    def end(response: Response) -> Response:
        # The rule and not the path: a path can hold a token.
        log.info(
            "request", method=request.method, route=str(request.url_rule) if request.url_rule else None,
            status=response.status_code, milliseconds=round((time.perf_counter() - g.began) * 1000, 1)
            if "began" in g else None,
        )
        return response
