"""Addresses are planted, and looked for everywhere in every form in which one could leak."""

import re
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

from flask import Flask
from structlog.testing import capture_logs

from blog.doctor.privacy import forms_of
from blog.jobs.tasks import work_through
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import PUBLIC, WEST_1, fetch, say, stored

READER = "canary-reader-x7q@privacy.example.org"
GUEST = "canary-guest-k2v@privacy.example.org"


def leaks(text: str, *addresses: str) -> list[str]:
    """Which forms of these addresses a text holds."""
    lowered = text.lower()
    return [
        f"{address}: {name}"
        for address in addresses
        for name, form in forms_of(address).items()
        if len(form) > 5 and form.lower() in lowered
    ]


def read(client: Client, path: str) -> str:
    """A page with its headers."""
    response = fetch(client, path, {"Accept-Encoding": "identity"})
    return f"{response.headers}\n{response.text}"


def planted(client: Client, grace: Client, olga: Client, store: Store) -> tuple[str, str]:
    """A reader's comments in three states and an invitation; the secret paths of a receipt and of the link."""
    receipt = say(client, email=READER).headers["Location"]
    say(client, email=READER, words="Still waiting.")
    say(client, email=READER, words="Casino.", website="x")
    grace.post(f"/moderation/comments/{stored(store)[0].id}/approval", {"version": "1"})
    olga.get("/desk/people/")
    guest = {"name": "Guest", "email": GUEST, "role": "moderator", "locale": "en"}
    assert GUEST not in olga.post("/desk/people/invitations", guest, status=200).text
    return receipt, olga.text("code.link").removeprefix("http://wenda.test")


def everything(client: Client, grace: Client, olga: Client, number: int, *secret: str) -> dict[str, str]:
    """All pages, public and private, with redirects and errors."""
    paths = (
        *PUBLIC,
        *secret,
        "/nowhere",
        "/desk/",
        "/t/" + "a" * 43,
        f"/en/comments/{number}/",
        f"{WEST_1}?reply={number}",
    )
    pages = {path: read(client, path) for path in paths}
    pages |= {state: read(grace, f"/moderation/?state={state}") for state in ("pending", "approved", "spam")}
    return pages | {path: read(olga, path) for path in ("/moderation/log", "/desk/people/", "/desk/", "/account/")}


def test_no_answer_holds_an_address(
    app: Flask,
    client: Client,
    as_: Callable[[str], Client],
    cast: Cast,
    store: Store,
    folder: Path,
) -> None:
    """No page, public or private, no error, redirect, log or mail tells the address of a reader, guest or person."""
    with capture_logs() as entries:
        grace, olga = as_("grace"), as_("olga")
        secret = planted(client, grace, olga, store)
        pages = everything(client, grace, olga, stored(store)[0].id, *secret)
        client.post("/account/sign-in", {"email": READER, "password": "guess"}, status=422)
        client.post("/en/tea/1/west-1/comments", {"email": READER, "name": "", "words": ""}, status=422)
    pages["log"] = str(entries)

    for path, page in pages.items():
        assert [] == leaks(page, READER, GUEST), path
        assert "cast.example.org" not in page, path
    assert "'event': 'request'" in pages["log"]
    for path in secret:
        assert path.rpartition("/")[2] not in pages["log"]
    _mails(app, folder)


def _mails(app: Flask, folder: Path) -> None:
    """Each letter names its own reader in To, and no other address but the site's anywhere."""
    for old in (folder / "mail").glob("*"):
        old.unlink()
    with app.app_context():
        work_through()
    letters = [message_from_bytes(path.read_bytes()) for path in (folder / "mail").glob("*.eml")]

    assert len(letters) >= 3
    for letter in letters:
        own = letter["To"]
        rest = "\n".join(f"{name}: {value}" for name, value in letter.items() if name != "To")
        body = letter.get_payload(decode=True).decode()  # type: ignore[union-attr]
        assert {"no-reply@wenda.test"} == set(re.findall(r"[\w.-]+@[\w.-]+", rest)) - {letter["Message-ID"].strip("<>")}
        assert [] == leaks(rest + body, READER, own)
        assert "Well said." not in body
        assert letter["Cc"] is letter["Bcc"] is letter["Reply-To"] is None


def test_database_holds_no_address(app: Flask, client: Client, cast: Cast, store: Store, folder: Path) -> None:
    """The bytes of the database hold neither the address nor a hash of it, nor the network it came from."""
    import sqlalchemy as sa

    say(client, email=READER, sent={"environ_overrides": {"REMOTE_ADDR": "203.0.113.77"}})
    with store() as session:
        rows = []
        for table in sa.inspect(session.get_bind()).get_table_names():
            rows += [str(tuple(row)) for row in session.execute(sa.text(f'SELECT * FROM "{table}"'))]  # noqa: S608
    written = "\n".join(rows)

    assert "Well said." in written
    assert [] == leaks(written, READER)
    assert "203.0.113" not in written
