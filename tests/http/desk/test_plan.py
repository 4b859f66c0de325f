"""Partners plan an edition: the time by either city's clock, the note to readers, and who is told."""

from datetime import UTC, datetime
from typing import Any

import pytest

from blog import clock
from blog.dialogue.partner import Partner
from blog.dialogue.post import Post
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.desk.signers import As, draft, form_of, of, post_of

TYPED: dict[str, str] = {
    "when": "at", "date": "2030-01-02", "time": "10:00", "clock": "west", "note-en": "", "note-zh": "", "tell": "auto",
}


@pytest.fixture
def path(cast: Cast, store: Store) -> str:
    """The signing page of a fresh draft."""
    return draft(store, cast)


def plan(client: Client, path: str, *, status: int = 303, **typed: str) -> Any:
    """Fill the form of the plan in and send it; the page that comes of it is opened."""
    client.get(path)
    fields = {name.replace("_", "-"): value for name, value in typed.items()}
    response = client.post(of(path, "plan"), form_of(client, "plan", **{**TYPED, **fields}), status=status)
    if status == 303:
        client.follow(response)
    return response


def planned(store: Store, path: str) -> Any:
    """Time, note and word about followers as they are stored."""
    with store() as session:
        stored = session.get_one(Post, post_of(path)).plan
        return stored.publish_at, stored.note, stored.tell_followers


@pytest.mark.parametrize("name", ["ruth", "tom", "chen"])
def test_authors_and_signers_plan(as_: As, store: Store, path: str, name: str) -> None:
    """Time, note and followers are kept, and shown on both clocks and in the form."""
    client = as_(name)
    plan(client, path, note_en=" A  correction ", note_zh="更正", tell="no")

    at, note = datetime(2030, 1, 2, 9, tzinfo=UTC), {"en": "A correction", "zh-Hans": "更正"}
    assert (at, note, False) == planned(store, path)
    assert "Berlin Wed 2 Jan 2030, 10:00" in client.text(".clocks")
    assert "Chengdu Wed 2 Jan 2030, 17:00" in client.text(".clocks")
    assert "are not told" in client.text(".planned")
    form = form_of(client, "plan")
    assert client.soup.select_one("#note-zh")["value"] == "更正"  # type: ignore[index]
    assert "1" == form["revision"]


@pytest.mark.parametrize(("clock_", "hour"), [("west", 9), ("east", 2)])
def test_either_clock(as_: As, store: Store, path: str, clock_: str, hour: int) -> None:
    """The same digits by the other city's clock are another moment."""
    plan(as_("tom"), path, clock=clock_)

    assert datetime(2030, 1, 2, hour, tzinfo=UTC) == planned(store, path)[0]


def test_as_soon_as_both_keys_fit(as_: As, store: Store, path: str) -> None:
    """Without a time the day and the hour that stand in the form do not matter."""
    tom = as_("tom")
    plan(tom, path)
    plan(tom, path, when="keys", date="nonsense")

    assert planned(store, path)[0] is None
    assert "as soon as both keys fit" in tom.text(".clocks")


def test_time_that_does_not_exist(as_: As, store: Store, path: str) -> None:
    """The hour that Berlin's clocks leave out is refused with the name of the city; what was typed stays."""
    tom = as_("tom")
    with clock.held(datetime(2026, 3, 1, tzinfo=UTC)):
        plan(tom, path, date="2026-03-29", time="02:30", note_en="Kept", status=422)

    assert "There is no 02:30 in Berlin on 29 March 2026" in tom.text("#time-wrong")
    assert "02:30" == tom.soup.select_one("#time")["value"]  # type: ignore[index]
    assert "Kept" == tom.soup.select_one("#note-en")["value"]  # type: ignore[index]
    assert (None, {}, None) == planned(store, path)


def test_time_that_comes_twice(as_: As, store: Store, path: str) -> None:
    """In the hour that Berlin's clocks go through twice the first is meant, and the page says which that is."""
    tom = as_("tom")
    with clock.held(datetime(2026, 10, 1, tzinfo=UTC)):
        plan(tom, path, date="2026-10-25", time="02:30")

    assert datetime(2026, 10, 25, 0, 30, tzinfo=UTC) == planned(store, path)[0]
    assert "02:30 comes twice: this is the one at 00:30 UTC" in tom.text(".clocks .west")


@pytest.mark.parametrize(("date", "time", "west", "east"), [
    ("2030-01-02", "10:00", "", ""), ("2030-01-02", "15:00", "", "night"), ("2030-01-02", "06:00", "night", ""),
    ("2030-01-05", "10:00", "weekend", "weekend"), ("2030-01-04", "20:00", "", "night"),
])
def test_quiet_hours_are_warned_of(
    as_: As, path: str, date: str, time: str, west: str, east: str
) -> None:
    """Night and weekend are named on the side where it is, and forbid nothing."""
    with clock.held(datetime(2029, 12, 1, tzinfo=UTC)):
        tom = as_("tom")
        plan(tom, path, date=date, time=time)
    for side, quiet in (("west", west), ("east", east)):
        said = tom.text(f".clocks .{side} .quiet-hours")
        assert (quiet in said) if quiet else "" == said, f"{side}: {said}"


@pytest.mark.parametrize(("typed", "field", "sentence"), [
    ({"date": "2030-13-01"}, "date", "Give a day"), ({"date": ""}, "date", "Give a day"),
    ({"time": "25:00"}, "time", "Give a time"), ({"time": "x" * 500}, "time", "Give a time"),
    ({"date": "2020-01-01"}, "date", "That time has passed."),
    ({"date": "9999-12-31"}, "date", "five years at most"),
    ({"note_en": "x" * 501}, "note-en", "500 characters at most"),
    ({"note_zh": "字\x00"}, "note-zh", "cannot be kept"),
])
def test_what_cannot_be_planned(
    as_: As, store: Store, path: str, typed: dict[str, str], field: str, sentence: str
) -> None:
    """Each wrong field gets its sentence; all that was typed is still there, and nothing is stored."""
    tom = as_("tom")
    plan(tom, path, **{"note_en": "Kept", **typed}, status=422)

    assert sentence in tom.text(f"#{field}-wrong")
    assert (None, {}, None) == planned(store, path)
    kept = {**TYPED, "note-en": "Kept", **{name.replace("_", "-"): value for name, value in typed.items()}}
    for name in ("date", "time", "note-en"):
        assert kept[name] == tom.soup.select_one(f"#{name}")["value"]  # type: ignore[index]


@pytest.mark.parametrize(("name", "status"), [
    ("lin", 403), ("olga", 403), ("oskar", 404), ("grace", 403), ("nina", 403),
])
def test_others_do_not_plan(as_: As, store: Store, path: str, name: str, status: int) -> None:
    """Translators, the owner, another pair and moderators change no plan."""
    as_(name).post(of(path, "plan"), TYPED, status=status)

    assert (None, {}, None) == planned(store, path)


def test_readers_methods_tokens_and_numbers(as_: As, client: Client, store: Store, path: str) -> None:
    """Signed out 401; only a POST with its token, to a post that exists."""
    client.post(of(path, "plan"), TYPED, status=401)
    tom = as_("tom")
    tom.get(of(path, "plan"), status=405)
    tom.get(path)
    tom.post("/desk/posts/999/plan", TYPED, status=404)
    tom.post(of(path, "plan"), {**TYPED, "csrf_token": "x"}, status=400)

    assert (None, {}, None) == planned(store, path)


def test_old_plan_shows_both(as_: As, store: Store, path: str) -> None:
    """Somebody was quicker: 409, theirs above and one's own still in the form, which then replaces theirs knowingly."""
    tom, chen = as_("tom"), as_("chen")
    tom.get(path)
    read = form_of(tom, "plan", **TYPED)
    plan(chen, path, note_en="Theirs")
    tom.post(of(path, "plan"), {**read, "note-en": "Mine"}, status=409)

    assert "Theirs" in tom.text(".planned")
    assert "Mine" == tom.soup.select_one("#note-en")["value"]  # type: ignore[index]
    assert {"en": "Theirs"} == planned(store, path)[1]
    tom.post(of(path, "plan"), form_of(tom, "plan", **{**TYPED, "note-en": "Mine"}))
    assert {"en": "Mine"} == planned(store, path)[1]


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40])
def test_made_up_revision(as_: As, store: Store, path: str, revision: str) -> None:
    """A revision that nobody can have read is stale, once there is a newer one."""
    tom = as_("tom")
    plan(tom, path, note_en="First")
    plan(tom, path, note_en="Second", revision=revision, status=409)

    assert {"en": "First"} == planned(store, path)[1]


def test_partner_without_a_city(as_: As, cast: Cast, store: Store, path: str) -> None:
    """A clock needs a name: the time zone's own where no city is given."""
    with store() as session:
        session.get_one(Partner, cast.west.id).city = {}
    tom = as_("tom")
    tom.get(path)

    assert "Berlin" in tom.text(".clocks .west")


def test_planned_time_that_has_passed(as_: As, path: str) -> None:
    """Where a key came too late the page says that the edition goes out with the second one."""
    tom = as_("tom")
    plan(tom, path)
    with clock.held(datetime(2030, 2, 1, tzinfo=UTC)):
        tom = as_("tom")
        tom.get(path)

    assert "The planned time has passed" in tom.text()
    assert "as soon as both keys fit" in tom.text(".clocks .west")
