"""Two signers turn their keys at the desk, and readers get what both read."""

import pytest
from flask import Flask

from blog.dialogue.edition import Edition
from blog.dialogue.partner import Membership, Partner, Role
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from blog.dialogue.signature import Signature
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_text
from tests.http.desk.signers import STRANGERS, As, change_title, draft, form_of, of, post_of, sign


@pytest.fixture
def path(cast: Cast, store: Store) -> str:
    """The signing page of a fresh draft."""
    return draft(store, cast)


def keys(store: Store, path: str) -> int:
    """How many keys are turned on a post."""
    with store() as session:
        return session.query(Signature).join(Signature.release).filter_by(post_id=post_of(path)).count()


def test_both_sign_and_readers_read(as_: As, client: Client, path: str) -> None:
    """West signs, East signs, and the post is public; the page says each time what came of it."""
    ruth, chen = as_("ruth"), as_("chen")
    ruth.follow(sign(ruth, path))
    assert "The other one is awaited" in ruth.text("[role=status]")
    assert "Signed by Ruth Okafor" in ruth.text(".lock.west.turned")
    assert "in Berlin" in ruth.text(".lock.west")
    client.get("/en/tea/2/", status=404)
    chen.follow(sign(chen, path))

    assert "Edition 1 is out" in chen.text("[role=status]")
    assert "Readers have exactly this, or will" in chen.text(".lock.east")
    client.get("/en/tea/2/")
    assert "A second post" in client.text("h1")


def test_hash_of_the_form_is_what_is_signed(as_: As, store: Store, path: str) -> None:
    """The key fits exactly the release whose hash was on the page."""
    ruth = as_("ruth")
    sign(ruth, path)
    with store() as session:
        post = session.get_one(Post, post_of(path))
        assert [post.draft(session)[1]] == [release.hash for release in post.releases]


@pytest.mark.parametrize("name", STRANGERS)
def test_others_turn_no_key(as_: As, cast: Cast, store: Store, path: str, name: str) -> None:
    """Authors, translators, the owner, moderators and signers of another pair turn no key, whatever they send."""
    with store() as session:
        hash_ = session.get_one(Post, post_of(path)).draft(session)[1]
    for partner in (cast.west, cast.east):
        as_(name).post(of(path, "signatures"), {"hash": hash_, "partner": partner.id}, status=STRANGERS[name])

    assert 0 == keys(store, path)


def test_readers_turn_no_key(client: Client, store: Store, path: str) -> None:
    """Signed out: 401."""
    client.post(of(path, "signatures"), {"hash": "0" * 64}, status=401)

    assert 0 == keys(store, path)


def test_other_methods_numbers_and_tokens(as_: As, cast: Cast, store: Store, path: str) -> None:
    """A key is only turned by a POST with the token of the form, on a post and for a partner that exist."""
    ruth = as_("ruth")
    ruth.get(of(path, "signatures"), status=405)
    ruth.get(path)
    form = form_of(ruth, "signatures")
    ruth.post("/desk/posts/999/signatures", form, status=404)
    ruth.post(of(path, "signatures"), {**form, "csrf_token": "x"}, status=400)
    for partner in ("", "x", "999"):
        ruth.get(path)
        ruth.post(of(path, "signatures"), {**form, "partner": partner}, status=404)

    assert 0 == keys(store, path)


def test_nobody_signs_for_the_other_partner(as_: As, cast: Cast, store: Store, path: str) -> None:
    """A signer of the West turns no key of the East."""
    ruth = as_("ruth")
    ruth.get(path)
    ruth.post(of(path, "signatures"), form_of(ruth, "signatures", partner=cast.east.id), status=422)

    assert "You are not a signer of that partner." in ruth.text("#refused")
    assert 0 == keys(store, path)


def test_second_key_on_a_changed_text(as_: As, store: Store, path: str) -> None:
    """A change between reading and signing: 409, what happened since, the page anew, and no key. Read, then sign."""
    chen = as_("chen")
    sign(as_("ruth"), path)
    chen.get(path)
    read = form_of(chen, "signatures")
    ruth = as_("ruth")
    ruth.get(path)
    ruth.post(of(path, "plan"), form_of(ruth, "plan", when="keys", **{"note-en": "Corrected", "tell": "auto"}))
    chen.post(of(path, "signatures"), read, status=409)

    assert "The text has changed since you read it" in chen.text("#refused")
    assert "Ruth Okafor changed the plan" in chen.text("#refused li")
    assert "taken back by a change" in chen.text(".lock.west.lost")
    assert 1 == keys(store, path)
    assert read["hash"] != form_of(chen, "signatures")["hash"]
    chen.post(of(path, "signatures"), form_of(chen, "signatures"))
    with store() as session:
        assert 0 == session.query(Edition).filter_by(post_id=post_of(path)).count()


@pytest.mark.parametrize("hash_", ["", "0" * 64, "x" * 9000])
def test_made_up_hash(as_: As, store: Store, path: str, hash_: str) -> None:
    """What nobody can have read is not signed."""
    ruth = as_("ruth")
    ruth.get(path)
    ruth.post(of(path, "signatures"), form_of(ruth, "signatures", hash=hash_, seen="x"), status=409)

    assert 0 == keys(store, path)


def test_signing_twice(as_: As, store: Store, path: str) -> None:
    """The same form sent again: 422, and one key."""
    ruth = as_("ruth")
    ruth.get(path)
    form = form_of(ruth, "signatures")
    ruth.post(of(path, "signatures"), form)
    ruth.get(path)
    ruth.post(of(path, "signatures"), form, status=422)

    assert "signed this already" in ruth.text("#refused")
    assert 1 == keys(store, path)


def test_one_person_is_one_key(as_: As, cast: Cast, store: Store, path: str) -> None:
    """A signer of both partners who has turned one key has no button for the other, and no way around it."""
    with store() as session:
        ruth = session.get_one(Person, cast["ruth"].id)
        ruth.memberships.append(Membership(partner=session.get_one(Partner, cast.east.id), role=Role.SIGNER))
    client = as_("ruth")
    sign(client, path)
    client.get(path)
    assert "one person is one key" in client.text(".lock.east")
    form = {"hash": client.text("#keys ~ .hash code").replace(" ", ""), "partner": cast.east.id}
    client.post(of(path, "signatures"), form, status=422)

    assert 1 == keys(store, path)


def test_open_gap_has_no_button(as_: As, cast: Cast, store: Store, path: str) -> None:
    """While something is neither mended nor waived nobody has a button, and a form made up is refused."""
    with store() as session:
        post = session.get_one(Post, post_of(path))
        post.title = make_text(Kind.TITLE, en="Only English")
        session.flush()
        hash_ = post.draft(session)[1]
    ruth = as_("ruth")
    ruth.get(path)
    assert [] == ruth.soup.select(".lock button")
    assert "Something is still missing" in ruth.text(".lock.west")
    ruth.post(of(path, "signatures"), {"hash": hash_, "partner": cast.west.id}, status=422)

    assert "Something is still missing" in ruth.text("#refused")
    assert 0 == keys(store, path)


def test_key_of_somebody_who_left(as_: As, cast: Cast, store: Store, path: str) -> None:
    """A key whose person is no signer any more is shown void, and a colleague may turn it anew."""
    sign(as_("ruth"), path)
    with store() as session:
        west = session.get_one(Partner, cast.west.id)
        gone, colleague = session.get_one(Person, cast["ruth"].id), session.get_one(Person, cast["tom"].id)
        gone.memberships = []
        colleague.memberships.append(Membership(partner=west, role=Role.SIGNER))
    tom = as_("tom")
    tom.get(path)
    assert "is not a signer any more" in tom.text(".lock.west.void")
    tom.post(of(path, "signatures"), form_of(tom, "signatures"))
    sign(as_("chen"), path)

    with store() as session:
        assert 1 == session.query(Edition).filter_by(post_id=post_of(path)).count()


def test_later_edition_leaves_the_old_one_up(as_: As, client: Client, store: Store, path: str) -> None:
    """A correction goes the same way; until both keys fit readers keep what they have."""
    sign(as_("ruth"), path)
    sign(as_("chen"), path)
    change_title(store, path, "Corrected")
    sign(as_("chen"), path)
    client.get("/en/tea/2/")
    assert "A second post" in client.text("h1")
    sign(as_("ruth"), path)
    client.get("/en/tea/2/")

    assert "Corrected" in client.text("h1")


def test_second_key_names_the_time(as_: As, app: Flask, path: str) -> None:
    """Signed for later: both clocks are named, and nothing is public yet."""
    ruth = as_("ruth")
    ruth.get(path)
    ruth.post(of(path, "plan"), form_of(ruth, "plan", when="at", date="2030-01-02", time="10:00", clock="west"))
    sign(ruth, path)
    chen = as_("chen")
    chen.follow(sign(chen, path))

    times = "Wed 2 Jan 2030, 10:00 in Berlin; Wed 2 Jan 2030, 17:00 in Chengdu"
    assert f"Edition 1 goes out: {times}" in chen.text("[role=status]")
    Client(app).get("/en/tea/2/", status=404)
