"""What lies in the mail folder: headers, words and links."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from flask import Flask

from blog.dialogue.event import Letter, Relay
from blog.dialogue.invitation import Invitation
from blog.dialogue.person import Person
from blog.jobs import mail
from tests.cast import MOIRA, Cast
from tests.client import Client
from tests.conftest import BASE_URL, Store
from tests.work.conftest import Jobs, invite_moderator, later

Lying = Callable[[], list[EmailMessage]]
PASSWORD = "a sentence of one's own"


def test_a_moderator_is_told(jobs: Jobs, letters: Lying, comment: str, cast: Cast) -> None:
    """The letter goes to the moderator, from the site, says that a machine wrote it, and leads to the queue."""
    jobs.relay()
    assert 2 == jobs.send()
    to_grace = next(letter for letter in letters() if letter["To"] == cast.address("grace"))

    assert "Wenda <no-reply@wenda.test>" == to_grace["From"]
    assert "auto-generated" == to_grace["Auto-Submitted"]
    assert "en" == to_grace["Content-Language"]
    assert to_grace["Date"] is not None
    assert f"{BASE_URL}/moderation/" in to_grace.get_content()


def test_no_letter_names_a_reader(jobs: Jobs, letters: Lying, comment: str, cast: Cast) -> None:
    """Neither the address nor the name nor the words of a reader stand in any header or text."""
    jobs.relay()
    jobs.send()
    whole = "\n".join(letter.as_string() for letter in letters())

    assert "Subject:" in whole
    for private in (MOIRA, "moira", "Moira", "Who washes the cups"):
        assert private not in whole


def test_each_letter_has_one_message_id(jobs: Jobs, letters: Lying, comment: str, cast: Cast) -> None:
    """Two letters have two Message-IDs, of the site's own domain."""
    jobs.relay()
    jobs.send()
    found = {str(letter["Message-ID"]) for letter in letters()}

    assert 2 == len(found)
    assert all(one.endswith("@wenda.test>") for one in found)


def test_a_job_killed_after_sending_repeats_the_same_letter(
    jobs: Jobs, letters: Lying, comment: str, cast: Cast, store: Store, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A worker that dies between the delivery and its commit sends that letter once more, with the same Message-ID."""

    def dying(letter: Letter, problem: str | None) -> None:
        raise SystemExit(9)

    jobs.relay()
    with monkeypatch.context() as patched:
        patched.setattr(mail, "_settle", dying)
        with pytest.raises(SystemExit):
            jobs.send()
    [first] = letters()

    assert 1 == jobs.send(), "the other letter is free"
    assert 1 == jobs.send(later(minutes=6)), "the lease has ended"
    again = [letter for letter in letters() if letter["To"] == first["To"]]
    assert {str(first["Message-ID"])} == {str(letter["Message-ID"]) for letter in again}
    with store() as session:
        assert {Relay.DONE} == set(session.scalars(sa.select(Letter.relay)))


def test_letters_speak_the_readers_language(
    jobs: Jobs, letters: Lying, comment: str, cast: Cast, store: Store,
) -> None:
    """A moderator who works in Chinese is told so by header."""
    with store() as session:
        session.execute(sa.update(Person).where(Person.id == cast["grace"].id).values(locale="zh-Hant"))
    jobs.relay()
    jobs.send()

    assert {"en", "zh-Hant"} == {str(letter["Content-Language"]) for letter in letters()}


def test_an_invitation_leads_to_an_account(
    app: Flask, jobs: Jobs, letters: Lying, cast: Cast, store: Store, client: Client,
) -> None:
    """The link in the letter opens the invitation; a password on that page makes a moderator who can sign in."""
    with store() as session:
        invite_moderator(app, session)
    jobs.relay()
    jobs.send()
    [letter] = letters()
    [link] = [line for line in letter.get_content().splitlines() if line.startswith("http")]

    assert "new@house.example.org" == letter["To"]
    assert link.startswith(f"{BASE_URL}/t/invitation/")
    client.get(link.removeprefix(BASE_URL))
    client.post(link.removeprefix(BASE_URL), {"new": PASSWORD, "again": PASSWORD})
    client.get("/moderation/")


def test_a_name_adds_no_header(app: Flask, jobs: Jobs, letters: Lying, cast: Cast, store: Store) -> None:
    """Line ends in a name or in the name of a partner stay in the text and make no header."""
    evil = {"en": "Eve\r\nBcc: victim@elsewhere.example\r\n\r\nHello"}
    with store() as session:
        partner = session.merge(cast.west)
        partner.names = evil
        Invitation.send(
            session, app.extensions["vault"], "new@house.example.org", evil, by=None, partner=partner,
            role=cast["tom"].memberships[0].role,
        )
    jobs.relay()
    jobs.send()
    [letter] = letters()

    assert letter["Bcc"] is None
    assert "new@house.example.org" == letter["To"]
    assert 1 == len(letter.get_all("Subject"))


def test_an_address_that_no_secret_opens_holds_nobody_up(
    jobs: Jobs, letters: Lying, comment: str, cast: Cast, store: Store,
) -> None:
    """Where one address cannot be read any more, the other letters go out, and that one is given up in the end."""
    with store() as session:
        contact = session.merge(cast["grace"], load=False).id
        session.execute(sa.text("UPDATE contact SET sealed = :other WHERE person_id = :id").bindparams(
            sa.bindparam("other", b"\x00" * 40, sa.LargeBinary), id=contact,
        ))
    jobs.relay()
    assert 1 == jobs.send()
    for attempt in range(1, mail.MOST_ATTEMPTS):
        jobs.send(later(days=attempt))

    assert [cast.address("olga")] == [letter["To"] for letter in letters()]
    with store() as session:
        assert {Relay.DONE, Relay.FAILED} == set(session.scalars(sa.select(Letter.relay)))
