"""Waiting: in which posts something can wait for somebody, and since when. Read from what there is, never stored."""

from datetime import datetime

import sqlalchemy as sa

from .edition import Edition
from .event import Event
from .gaps import Gap, GapKind
from .note import Note
from .person import Person
from .post import Post
from .release import Release
from .series import Series
from .signature import Signature
from .states import PostState
from .suggestion import Outcome, Suggestion
from .text import Rendition, Text


def posts_of(person: Person) -> sa.Select[Post]:
    """The posts in which something can wait for a person: of the own partners, archived and settled ones apart.

    What is published and has rested since is most of what there is, and costs no more than this query.
    """
    mine = [membership.partner_id for membership in person.memberships]
    talking = [
        sa.exists().where(Suggestion.post_id == Post.id, Suggestion.outcome == Outcome.OPEN),
        sa.exists().where(Note.post_id == Post.id, Note.resolved_at.is_(None)),
    ]
    return (
        sa.select(Post).join(Post.series).order_by(Post.id)
        .where(sa.or_(Series.west_id.in_(mine), Series.east_id.in_(mine)), Post.state != PostState.ARCHIVED)
        .where(sa.or_(*talking, sa.not_(_is_settled())))
    )


def _is_settled() -> sa.ColumnElement[bool]:
    """Whether an edition is the last thing that happened to a post, and was signed without a gap."""
    last = sa.select(sa.func.max(Event.id)).where(Event.subject == Post.__tablename__, Event.subject_id == Post.id)
    newest = sa.select(sa.func.max(Edition.number)).where(Edition.post_id == Post.id)
    # An imported post was published with whatever it lacked. In canonical JSON no text can look like a key.
    whole = sa.select(Edition.id).join(Edition.release).where(
        Edition.post_id == Post.id, Edition.number == newest.correlate(Post).scalar_subquery(),
        Release.body.contains('"waivers":[]', autoescape=True), sa.not_(Release.signatures.any(Signature.imported)),
    )
    published = sa.select(Event.id).where(
        Event.id == last.correlate(Post).scalar_subquery(), Event.action == "edition.made"
    )
    return sa.and_(published.correlate(Post).exists(), whole.correlate(Post).exists())


def since(gap: Gap) -> datetime:
    """Since when a gap of a passage has been open."""
    assert gap.passage is not None
    text = gap.passage.text
    if text is None:
        assert gap.passage.question is not None
        return gap.passage.question.text.source.revisions[0].at
    if gap.kind is GapKind.STALE:
        return _behind_since(text, gap.locale)
    if gap.kind is GapKind.UNREVIEWED:
        return _unreviewed_since(text.rendition(gap.locale))
    return next((revision.at for revision in text.source.revisions if revision.words), text.source.revisions[0].at)


def changed_at(post: Post) -> datetime:
    """When a text of a draft was last written."""
    texts = [post.title, post.intro]
    for question in post.asked:
        texts += [text for text in (question.text, question.topic) if text]
        texts += [question.answer.text] if question.answer else []
    return max(rendition.newest.at for text in texts for rendition in text.renditions)


def _behind_since(text: Text, locale: str) -> datetime:
    approved = text.rendition(locale, strict=True).approved
    base = text.rendition(approved.of_locale or text.source_locale, strict=True)
    return next(later.at for later in base.revisions if later.number > approved.of_revision and not later.minor)


def _unreviewed_since(rendition: Rendition) -> datetime:
    reviewed = rendition.approved_revision or 0
    return next(revision.at for revision in rendition.revisions if revision.number > reviewed)
