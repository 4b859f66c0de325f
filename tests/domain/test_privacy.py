"""No address lies readable in the database, nor a plain hash of one."""

import hashlib
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from blog.dialogue.contact import Contact
from blog.dialogue.invitation import Invitation
from blog.extensions import db
from blog.vault import Vault, normal_address
from tests.cast import MOIRA, Cast
from tests.conftest import SECRET, Store
from tests.domain.test_submission import say

INVITED = "Invited.Person@reader.example.org"


def traces(address: str) -> list[bytes]:
    """The forms in which an address must not be found: itself, its local part, plain hashes, as text and as bytes."""
    found = []
    for spelling in {address, normal_address(address)}:
        found += [spelling.encode(), spelling.encode("utf-16-le"), spelling.partition("@")[0].encode() + b"@"]
        for name in ("md5", "sha1", "sha256", "sha512"):
            digest = hashlib.new(name, spelling.encode())
            found += [digest.digest(), digest.hexdigest().encode(), digest.hexdigest().upper().encode()]
    return found


def all_bytes(folder: Path, engine: sa.Engine) -> bytes:
    """All that the database holds: its files with the log, or every column of every table."""
    if engine.dialect.name == "sqlite":
        return b"".join(path.read_bytes() for path in folder.glob("wenda.db*"))
    held = []
    with engine.connect() as connection:
        for table in db.metadata.tables.values():
            for column in table.columns:
                value = sa.cast(column, sa.Text) if not isinstance(column.type, sa.LargeBinary) else column
                held += [bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                         for cell in connection.scalars(sa.select(value))]
    return b"\n".join(held)


def test_database_holds_no_address(app: Flask, store: Store, cast: Cast, folder: Path) -> None:
    """Accounts, commenters and invitations: neither their addresses nor md5, sha1 or sha256 of them."""
    with store() as session:
        say(app, session, cast.threads["west-1"])
        Invitation.send(session, app.extensions["vault"], INVITED, {"en": "I"}, by=None, moderator=True)
    with app.app_context():
        held = all_bytes(folder, db.engine)

    assert b"Well said." in held, "the place that is searched is the right one"
    for address in (MOIRA, INVITED, cast.address("ruth")):
        assert [] == [trace for trace in traces(address) if trace in held]


def test_address_opens_in_its_row_only(app: Flask, store: Store, cast: Cast) -> None:
    """The site can write to a commenter; sealed values swapped between two rows open in neither."""
    safe = app.extensions["vault"]
    with store() as session:
        receipt = say(app, session, cast.threads["west-1"])
        contact = session.query(Contact).filter_by(commenter_id=receipt.comment.commenter_id).one()  # type: ignore[union-attr]
        assert MOIRA == contact.address(safe)
        assert (None, True) == (contact.verified_at, contact.keep_until is not None)


def test_address_is_resealed_once(store: Store) -> None:
    """After a rotation a contact is sealed and indexed anew, once, and is found before and after."""
    old, new = Vault((SECRET,)), Vault(("quite another secret for the new times", SECRET))
    contact = Contact.sealed_by(old, MOIRA)
    before = (contact.sealed, contact.blind_index)

    assert contact.blind_index in new.indexes(MOIRA)
    assert [True, False] == [contact.reseal(new), contact.reseal(new)]
    assert MOIRA == contact.address(new)
    assert new.index(MOIRA) == contact.blind_index != before[1]
