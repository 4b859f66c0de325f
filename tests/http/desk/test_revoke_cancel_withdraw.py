"""One key to stop: taking a key back, stopping a scheduled edition, withdrawing a post, each with a reason."""

from datetime import UTC, datetime
from typing import Any

import pytest

from blog import clock
from blog.dialogue.event import Event
from blog.dialogue.post import Post
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.desk.signers import STRANGERS, As, draft, form_of, of, post_of, publish, sign

RESOURCES = ("signatures/removal", "schedule/removal", "withdrawal")
WHY = "A name was wrong."


@pytest.fixture
def path(cast: Cast, store: Store) -> str:
    """The signing page of a fresh draft."""
    return draft(store, cast)


@pytest.fixture
def standing(as_: As, path: str, request: pytest.FixtureRequest) -> tuple[str, str]:
    """A post on which a resource can be used, and its address: one key, a scheduled edition, or a published one."""
    resource = request.param
    if resource == "signatures/removal":
        sign(as_("ruth"), path)
    else:
        if resource == "schedule/removal":
            ruth = as_("ruth")
            ruth.get(path)
            typed = {"when": "at", "date": "2030-01-02", "time": "10:00", "clock": "west", "tell": "auto"}
            ruth.post(of(path, "plan"), form_of(ruth, "plan", **typed))
        publish(as_, path)
    return path, resource


def acts(store: Store, path: str) -> list[tuple[str, Any]]:
    """What was done to a post with a reason, newest first."""
    with store() as session:
        events = session.scalars(Event.about(session.get_one(Post, post_of(path))))
        return [(event.action, event.data["reason"]) for event in events if "reason" in event.data]


def test_key_taken_back(as_: As, store: Store, path: str) -> None:
    """A signer takes the own partner's key back, with a reason that both sides read; then it can be turned anew."""
    ruth, chen = as_("ruth"), as_("chen")
    sign(ruth, path)
    ruth.get(path)
    ruth.follow(ruth.post(of(path, "signatures/removal"), form_of(ruth, "signatures/removal", why=WHY)))
    assert [("signature.revoked", WHY)] == acts(store, path)
    chen.get(path)
    assert "Taken back by Ruth Okafor" in chen.text(".lock.west.revoked")
    assert WHY in chen.text(".lock.west.revoked")
    sign(chen, path)
    with store() as session:
        assert [] == session.get_one(Post, post_of(path)).editions
    sign(ruth, path)
    with store() as session:
        assert 1 == len(session.get_one(Post, post_of(path)).editions)


def test_nobody_takes_the_other_key_back(as_: As, cast: Cast, store: Store, path: str) -> None:
    """The other partner's key is theirs."""
    sign(as_("ruth"), path)
    chen = as_("chen")
    chen.get(path)
    assert [] == chen.soup.select('form[action$="signatures/removal"]')
    form = {"hash": chen.text("#keys ~ .hash code").replace(" ", ""), "partner": cast.west.id, "why": WHY}
    chen.post(of(path, "signatures/removal"), form, status=422)

    assert [] == acts(store, path)


@pytest.mark.parametrize("name", ["ruth", "chen"])
@pytest.mark.parametrize("standing", ["schedule/removal"], indirect=True)
def test_scheduled_edition_stopped(
    as_: As, client: Client, store: Store, standing: tuple[str, str], name: str
) -> None:
    """Either signer stops it; readers never see it, and the page offers to sign anew."""
    path, resource = standing
    signer = as_(name)
    signer.get(path)
    signer.follow(signer.post(of(path, resource), form_of(signer, resource, why=WHY)))

    assert "Edition 1 is stopped" in signer.text("[role=status]")
    assert [] == signer.soup.select(".scheduled")
    assert 1 == len(signer.soup.select('.lock form[action$="/signatures"]'))
    assert [("edition.cancelled", WHY)] == acts(store, path)
    with clock.held(datetime(2030, 2, 1, tzinfo=UTC)):
        client.get("/en/tea/2/", status=404)


@pytest.mark.parametrize("name", ["ruth", "chen"])
@pytest.mark.parametrize("standing", ["withdrawal"], indirect=True)
def test_withdrawn(as_: As, client: Client, store: Store, standing: tuple[str, str], name: str) -> None:
    """Either signer withdraws; readers are told 410, and coming back takes two new keys on the same words."""
    path, resource = standing
    signer = as_(name)
    signer.get(path)
    assert "410" in signer.text("#withdrawal + details")
    signer.follow(signer.post(of(path, resource), form_of(signer, resource, why=WHY)))
    assert f"“{WHY}”" in signer.text(".notice.warn")
    client.get("/en/tea/2/", status=410)
    assert [("post.withdrawn", WHY)] == acts(store, path)
    sign(as_("chen"), path)
    client.get("/en/tea/2/", status=410)
    sign(as_("ruth"), path)

    client.get("/en/tea/2/")


@pytest.mark.parametrize("standing", RESOURCES, indirect=True)
@pytest.mark.parametrize(("why", "sentence"), [
    ("", "Please give a reason."), (" \n ", "Please give a reason."), ("x" * 501, "500 characters at most"),
])
def test_reason_is_needed(
    as_: As, store: Store, standing: tuple[str, str], why: str, sentence: str
) -> None:
    """Without a reason, or with too much of one, nothing is taken away; what was typed is still there."""
    path, resource = standing
    ruth = as_("ruth")
    ruth.get(path)
    ruth.post(of(path, resource), form_of(ruth, resource, why=why), status=422)
    form = ruth.soup.select_one(f'form[action$="/{resource}"]')
    assert form is not None

    assert sentence in form.get_text()
    assert why == form.select_one("input[name=why]")["value"]  # type: ignore[index]
    assert form.find_parent("details").has_attr("open")  # type: ignore[union-attr]
    assert [] == acts(store, path)


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("standing", RESOURCES, indirect=True)
def test_others_stop_nothing(as_: As, cast: Cast, store: Store, standing: tuple[str, str], name: str) -> None:
    """Only signers of the two stop anything: not the authors, nor the owner, nor another pair's signer."""
    path, resource = standing
    typed = {"why": WHY, "number": "1", "partner": cast.west.id, "hash": "0" * 64}
    as_(name).post(of(path, resource), typed, status=STRANGERS[name])

    assert [] == acts(store, path)


@pytest.mark.parametrize("standing", RESOURCES, indirect=True)
def test_readers_methods_tokens_and_numbers(
    as_: As, client: Client, cast: Cast, store: Store, standing: tuple[str, str]
) -> None:
    """Signed out 401; only a POST with its token, to a post that exists."""
    path, resource = standing
    typed = {"why": WHY, "number": "1", "partner": cast.west.id, "hash": "0" * 64}
    client.post(of(path, resource), typed, status=401)
    ruth = as_("ruth")
    ruth.get(of(path, resource), status=405)
    ruth.get(path)
    ruth.post(f"/desk/posts/999/{resource}", typed, status=404)
    ruth.post(of(path, resource), {**typed, "csrf_token": "x"}, status=400)

    assert [] == acts(store, path)


def test_too_late_or_twice(as_: As, store: Store, path: str) -> None:
    """What both keys made is not undone by one; what is out is not stopped; what is gone is not withdrawn."""
    ruth = as_("ruth")
    sign(ruth, path)
    ruth.get(path)
    old = form_of(ruth, "signatures/removal", why=WHY)
    sign(as_("chen"), path)
    ruth.post(of(path, "signatures/removal"), old, status=422)
    assert "Both keys fit already" in ruth.text("#refused")
    ruth.post(of(path, "schedule/removal"), {"number": "1", "why": WHY}, status=422)
    assert "This edition is out already" in ruth.text("#refused")
    ruth.post(of(path, "schedule/removal"), {"number": "7", "why": WHY}, status=404)
    ruth.get(path)
    ruth.post(of(path, "withdrawal"), {"why": WHY})
    ruth.get(path)
    ruth.post(of(path, "withdrawal"), {"why": WHY}, status=422)
    assert "This post is not published." in ruth.text("#refused")

    assert ["post.withdrawn"] == [action for action, _ in acts(store, path)]


def test_key_on_an_older_text_is_gone_already(as_: As, store: Store, path: str) -> None:
    """A key that fits nobody's text any more is not there to be taken back: 409, and the page anew."""
    ruth = as_("ruth")
    sign(ruth, path)
    ruth.get(path)
    old = form_of(ruth, "signatures/removal", why=WHY, hash="0" * 64)
    ruth.post(of(path, "signatures/removal"), old, status=409)

    assert "has changed since you read it" in ruth.text("#refused")
    assert [] == acts(store, path)


@pytest.mark.parametrize("read", ["", "N\x00L", "0" * 64])
def test_no_such_key(as_: As, cast: Cast, store: Store, path: str, read: str) -> None:
    """A hash that was never signed, or is none, is answered with the page as it stands."""
    ruth = as_("ruth")
    sign(ruth, path)
    ruth.get(path)
    ruth.post(of(path, "signatures/removal"), {"partner": cast.west.id, "hash": read, "why": WHY}, status=409)

    assert [] == acts(store, path)
