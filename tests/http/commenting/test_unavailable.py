"""When the database does not answer, a reader keeps what was typed."""

import sqlalchemy as sa
from flask import Flask

from blog.extensions import db
from tests.cast import MOIRA, Cast
from tests.client import Client

WORDS = "Words that took me half an hour to write."


def test_words_come_back_with_the_503(app: Flask, client: Client, cast: Cast) -> None:
    """A comment that meets a locked or lost database is answered with 503 and the words on the page."""

    def fail(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("INSERT INTO submission"):
            raise sa.exc.OperationalError(statement, {}, Exception("gone"))

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", fail)
    try:
        form = {"name": "Moira", "email": MOIRA, "words": WORDS}
        answer = client.post("/en/tea/1/west-1/comments", form, status=503)
    finally:
        sa.event.remove(engine, "before_cursor_execute", fail)

    assert "60" == answer.headers["Retry-After"]
    assert WORDS in client.text("textarea#typed")


def test_error_of_a_private_page_needs_no_database(app: Flask, client: Client, cast: Cast) -> None:
    """Somebody with a cookie gets the page of the error although the sign-in cannot be looked up."""
    client.sign_in(cast.address("grace"))

    def fail(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        raise sa.exc.OperationalError(statement, {}, Exception("gone"))

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", fail)
    try:
        client.get("/moderation/", status=503)
    finally:
        sa.event.remove(engine, "before_cursor_execute", fail)
