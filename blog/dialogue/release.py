"""Release: what is signed. Canonical JSON of a post; its SHA-256 is the hash that the two keys must fit."""

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.util import identity_key

from .. import clock, markup
from .base import Base
from .picture import Picture
from .text import Text

if TYPE_CHECKING:
    from .person import Person
    from .post import Post
    from .question import Question
    from .signature import Signature


class Release(Base):
    """One exact state of a post, written down so that it can be signed. The same state is the same row."""

    __tablename__ = "release"
    __table_args__ = (sa.UniqueConstraint("post_id", "hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"))
    hash: Mapped[str] = mapped_column(sa.String(64))
    body: Mapped[str] = mapped_column(sa.UnicodeText)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    post: Mapped["Post"] = relationship(back_populates="releases")
    signatures: Mapped[list["Signature"]] = relationship(back_populates="release", lazy="selectin")

    @classmethod
    def of(cls, session: Session, post: "Post", terms: dict[str, Any]) -> "Release":
        """The release of a post as it stands under these terms (see `canonical`); made if it is new."""
        body = canonical(session, post, terms)
        digest = hash_of(body)
        release = session.scalar(sa.select(cls).where(cls.post_id == post.id, cls.hash == digest))
        if release is None:
            release = cls(post=post, hash=digest, body=body)
            session.add(release)
            session.flush()
        return release

    @property
    def due_at(self) -> datetime:
        """When an edition of it goes out: never in the past, except for what was published before Wenda."""
        at = self.content["publish_at"]
        moment = datetime.fromisoformat(at) if at else clock.now()
        imported = all(signature.imported for signature in self.signatures)
        return moment if imported else max(moment, clock.now())

    @property
    def content(self) -> dict[str, Any]:
        """The canonical JSON, read."""
        content: dict[str, Any] = json.loads(self.body)
        return content


def hash_of(body: str) -> str:
    """The hash that both keys must fit: SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(body.encode()).hexdigest()


def canonical(session: Session, post: "Post", terms: dict[str, Any]) -> str:
    """Write a post as canonical JSON: sorted keys, no spaces, NFC text, Markdown and never HTML.

    terms: what the partners agree on besides the text, from `plan.Plan.terms`. `follows` names the edition before: a
    text that returns, word for word, to what it once was is another release, and takes two new keys.
    """
    questions = [_question(question) for question in post.asked]
    texts = [post.title, post.intro, *(q.answer.text for q in post.asked if q.answer)]
    content = {
        "credits": sorted({person for q in questions for person in (q["asker"], q["answerer"]) if person}),
        "follows": terms["follows"],
        "intro": _text(post.intro),
        "note": terms["note"],
        "pictures": [_picture(picture) for picture in pictures_in(session, post, texts)],
        "publish_at": terms["publish_at"],
        "questions": questions,
        "tell_followers": terms["tell_followers"],
        "title": _text(post.title),
        "waivers": terms["waivers"],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def pictures_in(session: Session, post: "Post", texts: list[Text]) -> list[Picture]:
    """The pictures of the post's own series that the released revisions of these texts name, by id."""
    wanted = {
        number
        for text in texts
        for rendition in text.renditions
        if (revision := text.released(rendition.locale))
        for number in markup.picture_ids(revision.words)
    }
    return pictures_named(session, post, wanted)


def pictures_named(session: Session, post: "Post", wanted: set[int]) -> list[Picture]:
    """The pictures with these ids that a post may show: those of its own series."""
    if all(identity_key(Picture, number) in session.identity_map for number in wanted):
        # Whoever looks through many posts has loaded their pictures before.
        found = [session.get_one(Picture, number) for number in sorted(wanted)]
    else:
        found = list(session.scalars(sa.select(Picture).where(Picture.id.in_(wanted)).order_by(Picture.id)))
    # Numbers can be guessed: another pair's draft must not be looked into by naming its pictures.
    return [picture for picture in found if picture.post is None or picture.post.series_id == post.series_id]


def _text(text: Text) -> dict[str, Any]:
    renditions = {}
    for rendition in text.renditions:
        revision = text.released(rendition.locale)
        if revision is not None:
            renditions[rendition.locale] = {
                "markdown": revision.words, "of": revision.of_revision, "revision": revision.number,
            }
    return {"renditions": renditions, "source": text.source_locale}


def _question(question: "Question") -> dict[str, Any]:
    answer = question.answer
    return {
        "answer": _text(answer.text) if answer else None,
        "answerer": _public_id(answer.answerer) if answer else None,
        "asker": _public_id(question.asker),
        "code": question.code,
        "question": _text(question.text),
        "topic": _text(question.topic) if question.topic else None,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "alt": _text(picture.alt), "caption": _text(picture.caption) if picture.caption else None,
        "id": picture.id, "sha256": picture.sha256,
    }


def _public_id(person: "Person | None") -> str | None:
    return person.public_id if person else None
