"""Stage: where a post stands on its way to readers. Computed from releases, signatures and editions, never stored."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from .changes import is_same_text
from .release import Release
from .states import PostState

if TYPE_CHECKING:
    from .post import Post


class Stage(StrEnum):
    """Where a post stands. CHANGED: published, and the draft says something else by now."""

    DRAFT = "draft"
    ONE_KEY = "one_key"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


def stage(session: Session, post: "Post") -> Stage:
    """The stage of a post. An edition that waits for its time comes before a key for the one after it."""
    if post.state is PostState.ARCHIVED:
        return Stage.ARCHIVED
    if post.scheduled is not None:
        return Stage.SCHEDULED
    content, hash_ = post.draft(session)
    release = release_of(post, hash_)
    if release is not None and any(signature.holds for signature in release.signatures):
        return Stage.ONE_KEY
    live = post.live
    if live is None:
        return Stage.WITHDRAWN if post.state is PostState.WITHDRAWN else Stage.DRAFT
    same = post.plan.is_empty and is_same_text(live.release.content, content)
    return Stage.PUBLISHED if same else Stage.CHANGED


def release_of(post: "Post", hash_: str) -> Release | None:
    """The stored release with a hash; None where nobody has signed the post as it stands."""
    return next((release for release in post.releases if release.hash == hash_), None)
