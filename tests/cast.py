"""The cast, always the same.

Ruth: author and signer, West. Tom: her colleague, author. Lin: translator, East. Chen Li: author and signer, East.
Grace: moderator. Olga: owner. Oskar: author and signer of another pair, must see nothing. Nina: account without a
role. Moira reads and comments without an account.
"""

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.orm import Session

from blog import clock
from blog.dialogue.base import Side
from blog.dialogue.partner import Membership, Partner, Role
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from blog.passwords import Passwords
from blog.vault import Vault
from tests.factories import make_partner, make_post, make_series

PASSWORD: Final = "a sentence of the cast 7"
MOIRA: Final = "moira@reader.example.org"
_MEMBERS: Final = {
    "ruth": ("west", {"en": "Ruth Okafor", "zh-Hans": "露丝"}, (Role.AUTHOR, Role.SIGNER)),
    "tom": ("west", {"en": "Tom Hill"}, (Role.AUTHOR,)),
    "chen": ("east", {"en": "Chen Li", "zh-Hans": "陈立"}, (Role.AUTHOR, Role.SIGNER)),
    "lin": ("east", {"en": "Lin Yue", "zh-Hans": "林月"}, (Role.TRANSLATOR,)),
    "oskar": ("other", {"en": "Oskar Berg"}, (Role.AUTHOR, Role.SIGNER)),
    "grace": (None, {"en": "Grace Adams"}, ()),
    "olga": (None, {"en": "Olga Stern"}, ()),
    "nina": (None, {"en": "Nina Ray"}, ()),
}
NAMES: Final = tuple(_MEMBERS)


@dataclass(slots=True)
class Cast:
    """Everybody, and what they work on. Detached: read ids and plain columns only."""

    people: dict[str, Person] = field(default_factory=dict)
    west: Partner = None  # type: ignore[assignment]
    east: Partner = None  # type: ignore[assignment]
    series: Series = None  # type: ignore[assignment]
    post: Post = None  # type: ignore[assignment]
    threads: dict[str, int] = field(default_factory=dict)

    def address(self, name: str) -> str:
        """The address with which one of the cast signs in."""
        return f"{name}@cast.example.org"

    def __getitem__(self, name: str) -> Person:
        return self.people[name]


def assemble(session: Session, safe: Vault, passwords: Passwords) -> Cast:
    """Make the cast and their world: series `tea`, post no. 1 with two questions a side, published."""
    cast = Cast()
    cast.west, cast.east = make_partner(session, Side.WEST), make_partner(session, Side.EAST)
    other = make_partner(session, Side.WEST, "Other House")
    houses = {"west": cast.west, "east": cast.east, "other": other}
    hashed = passwords.hash(PASSWORD)
    for name, (house, names, roles) in _MEMBERS.items():
        person = Person.admit(session, safe, cast.address(name), names, hashed)
        person.is_moderator, person.is_owner = name == "grace", name == "olga"
        if house:
            person.memberships += [Membership(partner=houses[house], role=role) for role in roles]
        cast.people[name] = person
    cast.series = make_series(session, cast.west, cast.east)
    cast.post = make_post(session, cast.series)
    session.flush()
    cast.post.publish_as_imported(session, at=clock.now(), source="test")
    session.flush()
    from blog.dialogue.thread import Thread

    cast.threads = {thread.key: thread.id for thread in session.query(Thread).filter_by(post_id=cast.post.id)}
    return cast
