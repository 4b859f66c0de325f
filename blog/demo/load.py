"""Loads the demo into an empty site, each act at its own time, by the same verbs as the real one."""

import tomllib
from datetime import timedelta
from functools import partial
from importlib import resources
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from .. import clock
from ..dialogue.base import Side
from ..dialogue.partner import Membership, Partner, Role
from ..dialogue.person import Person
from ..dialogue.series import Series
from ..storage import FolderStorage
from ..vault import Vault
from .comments import load_comments
from .desk import load_desk
from .posts import load_post

SLUG: Final = "shop-floor"
ACCOUNTS: Final = ("west@demo.example", "east@demo.example", "moderator@demo.example", "owner@demo.example")
_SIGNS_IN: Final = dict(zip(("ruth", "chen", "grace", "owner"), ACCOUNTS, strict=True))
_OWNER: Final = {"key": "owner", "roles": [], "name": {"en": "Demo owner", "zh-Hans": "演示站长"}}
_BEGAN: Final = timedelta(days=60)


def read(name: str) -> dict[str, Any]:
    """One of the demo's files."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def is_loaded(session: Session) -> bool:
    """Whether the site has the demo series, or any other."""
    return session.scalar(sa.select(sa.func.count()).select_from(Series)) != 0


def load(session: Session, safe: Vault, storage: FolderStorage, password_hash: str) -> None:
    """Load everything, without committing. password_hash: of the four demo accounts."""
    today = clock.now()
    described = read("series.toml")
    with clock.held(today - _BEGAN):
        series = _series(session, described)
        people = _people(session, safe, described, series, password_hash)
    *_, draft = (
        load_post(session, storage, series, people, read(f"post-{number}.toml"), today) for number in (1, 2, 3)
    )
    load_desk(session, draft, people, read("desk.toml"), today)
    load_comments(session, safe, series, people, read("comments.toml")["comments"], today)


def _series(session: Session, described: dict[str, Any]) -> Series:
    west, east = (
        Partner(
            side=Side(partner["side"]), names=partner["name"], city=partner["city"], blurb=partner["blurb"],
            language=partner["language"], time_zone=partner["time_zone"],
        )
        for partner in described["partners"]
    )
    session.add_all([west, east])
    session.flush()
    return Series.create(session, described["slug"], described["title"], west, east, described["blurb"])


def _people(
    session: Session, safe: Vault, described: dict[str, Any], series: Series, password_hash: str,
) -> dict[str, Person]:
    people = {}
    for one in [*described["people"], _OWNER]:
        address = _SIGNS_IN.get(one["key"])
        admit = partial(Person.admit, session, safe, address or f"{one['key']}@demo.example", one["name"])
        person = admit(
            password_hash if address else None, is_moderator="moderator" in one["roles"],
            is_owner=one["key"] == "owner", locale="zh-Hans" if one.get("partner") == "east" else "en",
        )
        if "partner" in one:
            partner = series.partner(Side(one["partner"]))
            person.memberships += [Membership(partner=partner, role=Role(role)) for role in one["roles"]]
        people[one["key"]] = person
    session.flush()
    return people


