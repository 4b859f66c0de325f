"""The desk around one post: what every page about it needs."""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from flask import abort, url_for

from ..dialogue.changes import is_same_text
from ..dialogue.gaps import gaps
from ..dialogue.load import load
from ..dialogue.passage import passages
from ..dialogue.post import Post
from ..dialogue.stage import Stage, stage
from ..extensions import db
from ..locales import BY_PREFIX
from ..web.guard import person
from ..web.i18n import _l, gettext
from ..web.names import name_in
from ..web.places import Words, line_of
from . import bench_panels, bench_rows
from .happenings import Happening

STAGE_NAMES: Final = {
    Stage.DRAFT: _l("draft"), Stage.ONE_KEY: _l("one key turned"), Stage.SCHEDULED: _l("scheduled"),
    Stage.PUBLISHED: _l("published"), Stage.CHANGED: _l("changes since published"), Stage.WITHDRAWN: _l("withdrawn"),
    Stage.ARCHIVED: _l("archived"),
}


@dataclass(frozen=True, slots=True)
class Bench:
    """What stands around the work on a post: desk/bench.html shows it.

    current: key of the passage at work, or the endpoint of another page of the post without `desk.`; same: whether
    readers have, or will have, exactly this draft already; loud: what has to be said about a scheduled edition.
    """

    post: Post
    title: Words
    series: str
    stage: Stage
    stage_name: str
    heads: list[bench_rows.Entry]
    sides: list[bench_rows.SideRows]
    pages: list[bench_rows.Entry]
    keys: list[bench_panels.Key]
    plan: bench_panels.Plans
    recent: list[Happening]
    same: bool
    loud: str


def post_or_404(post_id: int) -> Post:
    """A post that the person may read; 404 for others, as if it did not exist."""
    found: Post | None = db.session.scalar(Post.visible_to(person()).where(Post.id == post_id))
    if found is None:
        abort(404)
    return found


def bench(post: Post, current: str = "", loc: str = "") -> Bench:
    """The bench around a post. loc: the locale at work as URLs have it; questions with nothing to do keep to it."""
    session = db.session()
    load(session, sa.select(Post).where(Post.id == post.id))
    missing = gaps(session, post)
    content, hash_ = post.draft(session)
    tag = BY_PREFIX[loc].tag if loc else ""
    upcoming = post.scheduled or post.live
    same = upcoming is not None and post.plan.is_empty and is_same_text(upcoming.release.content, content)
    reached = stage(session, post)
    return Bench(
        post=post, title=line_of(post.title), series=name_in(post.series.title), stage=reached,
        stage_name=str(STAGE_NAMES[reached]), heads=bench_rows.heads(passages(session, post), missing, current),
        sides=bench_rows.sides(post, missing, current, tag, person()), pages=_pages(post, current),
        keys=bench_panels.keys(post, hash_, upcoming.release if upcoming and same else None),
        plan=bench_panels.plans(post), recent=bench_panels.recent(post), same=same, loud=_loud(reached, same),
    )


def _pages(post: Post, current: str) -> list[bench_rows.Entry]:
    pages = (
        ("post", gettext("Overview")), ("pictures", gettext("Pictures")), ("previews", gettext("Preview")),
        ("signing", gettext("Signing")),
    )
    return [
        bench_rows.Entry(label, url_for(f"desk.{name}", post_id=post.id), name == current) for name, label in pages
    ]


def _loud(reached: Stage, same: bool) -> str:
    """What must not be overlooked: changes after both keys fitted do not reach the edition that goes out."""
    if reached is not Stage.SCHEDULED or same:
        return ""
    return gettext(
        "An edition is signed and waits for its time. It goes out as it was signed, unless it is stopped: "
        "what was changed since is for the edition after it."
    )
