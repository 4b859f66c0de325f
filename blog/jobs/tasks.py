"""The tasks that huey runs. They are shallow: each opens the app's context and calls one function.

The rows of Event and Letter are the queue that counts; huey's own file may be lost at any time.
"""

from typing import Any

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab

from ..config import Settings
from ..extensions import db
from ..limit_storage import SqlStorage
from . import mail, relay, retention


def make_huey(app: Flask, settings: Settings) -> Huey:
    """The queue of an app, with its periodic tasks: in Redis where there is one, else in a file."""
    if settings.redis_url:
        huey: Huey = RedisHuey("wenda", url=settings.redis_url, results=False)
    else:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        huey = SqliteHuey("wenda", filename=str(settings.data_dir / "jobs.db"), results=False, fsync=False)

    def in_app(work: Any) -> Any:
        def run() -> None:
            with app.app_context():
                work()

        run.__name__ = work.__name__
        return run

    # A minute is huey's finest grain for periodic tasks.
    huey.periodic_task(crontab(), name="letters")(in_app(work_through))
    huey.periodic_task(crontab(minute="17"), name="retention")(in_app(sweep))
    return huey


def work_through() -> None:
    """Turn waiting events into letters and send the letters that wait."""
    relay.relay_events()
    mail.send_letters()


def sweep() -> None:
    """Delete what has been kept long enough."""
    retention.sweep()
    SqlStorage(engine=db.engine).sweep()
