"""Edition: the immutable published form of a post, made when both keys fit one release."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column, relationship

from .. import clock
from .base import Base
from .errors import Refused
from .event import Event
from .policy import Action, demand
from .reason import reason
from .rendering import render_post
from .stamp import touch

if TYPE_CHECKING:
    from .person import Person
    from .post import Post
    from .release import Release

_WORDS_A_MINUTE: Final = 230
_CHARACTERS_A_MINUTE: Final = 400


class Edition(Base):
    """All that a reader's page needs of a post, rendered, staleness included. Shown from `at` on.

    cancelled_at: when it was stopped before its time, or withdrawn after it; readers do not see it any more.
    """

    __tablename__ = "edition"
    __table_args__ = (sa.UniqueConstraint("post_id", "number"), sa.Index("ix_edition_due", "post_id", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"))
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("release.id"))
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    cancelled_at: Mapped[datetime | None]
    card: Mapped[dict[str, Any]]
    content: Mapped[dict[str, Any]] = mapped_column(deferred=True)

    post: Mapped["Post"] = relationship(back_populates="editions")
    release: Mapped["Release"] = relationship(lazy="select")

    @classmethod
    def make(cls, session: Session, release: "Release", at: datetime) -> "Edition":
        """Render a signed release into the next edition of its post, due at `at`."""
        post = release.post
        number = (session.scalar(sa.select(sa.func.max(cls.number)).where(cls.post_id == post.id)) or 0) + 1
        imported = any(signature.imported for signature in release.signatures)
        content = as_edition(session, post, at, note=release.content["note"], imported=imported)
        edition = cls(
            post=post, release=release, number=number, hash=release.hash, at=at, content=content, card=_card(content)
        )
        session.add(edition)
        return edition

    @classmethod
    def of(cls, post: "Post") -> sa.Select["Edition"]:
        """The editions of a post, newest first."""
        return sa.select(cls).where(cls.post_id == post.id, cls.cancelled_at.is_(None)).order_by(cls.number.desc())

    @classmethod
    def shown_once(cls, post: "Post") -> sa.Select["Edition"]:
        """The editions of a post that readers have seen, or will; also withdrawn ones, newest first."""
        never = sa.and_(cls.cancelled_at.is_not(None), cls.cancelled_at < cls.at)
        return sa.select(cls).where(cls.post_id == post.id, sa.not_(never)).order_by(cls.number.desc())

    @classmethod
    def public(cls, post: "Post") -> sa.Select["Edition"]:
        """The editions that readers have seen, newest first: due, not taken back, and not overtaken before their time.

        Readers see the highest number that is due: an edition of a lower one that comes due later never shows.
        """
        later = sa.orm.aliased(cls)
        overtaken = sa.exists().where(
            later.post_id == cls.post_id, later.number > cls.number, later.at <= cls.at, later.cancelled_at.is_(None)
        )
        return cls.of(post).where(cls.at <= clock.now(), sa.not_(overtaken))

    @property
    def is_scheduled(self) -> bool:
        """Whether it waits for its time."""
        return self.cancelled_at is None and self.at > clock.now()

    def cancel(self, session: Session, why: str, *, by: "Person") -> None:
        """Stop a scheduled edition, with a reason; either signer may. Its keys are spent: another takes two new ones.

        Raises NotAllowed, or Refused when it is out already or was stopped before.
        """
        post = self.post
        demand(by, Action.POST_WITHDRAW, post)
        why = reason(why)
        post.change(session)
        if not self.is_scheduled:
            raise Refused("not_scheduled")
        self.cancelled_at = clock.now()
        post.settle()
        Event.record(session, "edition.cancelled", by=by, about=post, number=self.number, reason=why)
        touch(session, post.series, post)

    @classmethod
    def newest_due(cls, now: Any) -> Any:
        """For each post, as a subquery: the number of its newest due edition, and when its first went out.

        now: a time in SQL.

        A query, so that nothing is missed when no job runs.
        """
        return (
            sa.select(cls.post_id, sa.func.max(cls.number).label("number"), sa.func.min(cls.at).label("first"))
            .where(cls.at <= now, cls.cancelled_at.is_(None)).group_by(cls.post_id).subquery()
        )


def as_edition(
    session: Session, post: "Post", at: datetime, *, note: dict[str, str], imported: bool = False,
) -> dict[str, Any]:
    """The content of an edition of a post as it stands, due at `at`: what readers get, or would get of a draft."""
    before = session.scalar(Edition.shown_once(post).limit(1))
    content = render_post(session, post)
    return content | {
        "withdrawn": _withdrawn(before, content, at), "minutes": _minutes(content), "note": note, "imported": imported,
    }


def waiting(editions: Sequence[Edition]) -> list[Edition]:
    """Those that wait for their time and will be seen then: no newer one that is out by that time overtakes them."""
    kept = [edition for edition in editions if edition.cancelled_at is None]
    return [
        edition for edition in kept if edition.is_scheduled
        and not any(newer.number > edition.number and newer.at <= edition.at for newer in kept)
    ]


def _card(content: dict[str, Any]) -> dict[str, Any]:
    """What a list of posts needs: lists do not load the whole content."""
    return {
        "title": content["title"], "intro": content["intro"], "partners": content["partners"],
        "questions": len(content["questions"]),
    }


def _withdrawn(before: Edition | None, content: dict[str, Any], at: datetime) -> list[dict[str, Any]]:
    """Questions of the edition before that this one drops, and those dropped earlier and not back."""
    if before is None:
        return []
    asked = {question["code"] for question in content["questions"]}
    dropped = [
        {"id": q["id"], "code": q["code"], "side": q["side"], "number": q["number"], "since": at.isoformat(),
         "topic": q["topic"], "question": q["question"]}
        for q in before.content["questions"]
    ]
    return [q for q in [*before.content["withdrawn"], *dropped] if q["code"] not in asked]


def _minutes(content: dict[str, Any]) -> dict[str, int]:
    """Reading time by locale: words where the text is Latin, characters where it is Han; at least one minute."""
    texts = [content["intro"]]
    for question in content["questions"]:
        texts += [text for text in (question["question"], question["answer"]) if text]
    minutes = {}
    for tag in ("en", "zh-Hans"):
        read = " ".join(_best(text, tag) for text in texts)
        han = len(re.findall(r"[\u3400-\u9fff]", read))
        words = len(re.findall(r"[A-Za-z0-9][\w’'-]*", read))
        minutes[tag] = max(1, round(han / _CHARACTERS_A_MINUTE + words / _WORDS_A_MINUTE))
    return minutes


def _best(text: dict[str, Any], tag: str) -> str:
    rendered = text["by"].get(tag) or text["by"].get(text["source"]) or {"html": ""}
    return re.sub(r"<[^>]*>", " ", rendered["html"])


@event.listens_for(Edition, "before_delete")
def _kept(mapper: Mapper[Edition], connection: sa.Connection, edition: Edition) -> None:
    raise TypeError("an edition is kept: withdraw the post")


@event.listens_for(Edition, "before_update")
def _immutable(mapper: Mapper[Edition], connection: sa.Connection, edition: Edition) -> None:
    changed = {attribute.key for attribute in sa.inspect(edition).attrs if attribute.history.has_changes()}
    if changed - {"cancelled_at"}:
        raise TypeError("an edition is immutable: sign a new release")
