"""PreviewLink: an address at which somebody without an account reads a draft."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .. import clock, vault
from .base import Base
from .errors import Refused
from .event import Event
from .person import Person
from .policy import Action, demand

if TYPE_CHECKING:
    from .post import Post

DAYS: Final = (1, 7, 30)


class PreviewLink(Base):
    """A link that reads and does nothing else. The token is stored hashed, ends by itself and can be revoked."""

    __tablename__ = "preview_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    post: Mapped["Post"] = relationship(lazy="joined")
    by: Mapped[Person] = relationship(lazy="joined")

    @classmethod
    def share(cls, session: Session, post: "Post", days: int, *, by: Person) -> tuple["PreviewLink", str]:
        """Make a link and return it with its token, which is nowhere else. days: one of DAYS.

        Raises NotAllowed, Refused.
        """
        demand(by, Action.PREVIEW_SHARE, post)
        if days not in DAYS:
            raise Refused("preview_days")
        token = vault.new_token()
        link = cls(
            token_hash=vault.token_hash(token), post=post, by=by, ends_at=clock.now() + timedelta(days=days),
        )
        session.add(link)
        session.flush()
        Event.record(session, "preview.shared", by=by, about=post, link=link.id, days=days)
        return link, token

    def revoke(self, session: Session, *, by: Person) -> None:
        """Close the link for good. Doing it twice changes nothing."""
        demand(by, Action.PREVIEW_SHARE, self.post)
        if self.revoked_at is None:
            self.revoked_at = clock.now()
            Event.record(session, "preview.revoked", by=by, about=self.post, link=self.id)

    @classmethod
    def by_token(cls, token: str) -> sa.Select["PreviewLink"]:
        """The link that a token opens, unless it has ended or was revoked."""
        return sa.select(cls).where(
            cls.token_hash == vault.token_hash(token), cls.revoked_at.is_(None), cls.ends_at > clock.now()
        )

    @classmethod
    def running(cls, post: "Post") -> sa.Select["PreviewLink"]:
        """The links of a post that still open, newest first."""
        return sa.select(cls).where(
            cls.post_id == post.id, cls.revoked_at.is_(None), cls.ends_at > clock.now()
        ).order_by(cls.id.desc())
