"""The signing page: exactly what will be published, what has to be mended or waived first, and the two keys."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from flask import render_template

from .. import clock
from ..dialogue.edition import Edition, as_edition
from ..dialogue.errors import DialogueError, Refused
from ..dialogue.event import Event
from ..dialogue.gaps import gaps
from ..dialogue.load import load
from ..dialogue.policy import Action, allowed
from ..dialogue.post import Post
from ..extensions import db
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.i18n import gettext
from ..web.names import name_in
from ..web.pages import frame
from ..web.places import Words, line_of
from . import blueprint
from .bench import post_or_404
from .forms import Form
from .happenings import Happening, of_post, told
from .locks import Lock, locks
from .outgoing import Face, faces, planned
from .signing_page import ChangeRow, GapRow, change_rows, gap_row, mark_rows
from .whole import Whole, whole


@dataclass(frozen=True, slots=True)
class Waiting:
    """An edition that both signed and that waits for its time."""

    edition: Edition
    faces: list[Face]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An act that could not be done. form: which one; values: what was typed; since: what happened meanwhile."""

    form: str
    sentence: str
    values: dict[str, str] = field(default_factory=dict)
    since: list[Happening] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SigningPage:
    """Everything that the signing page shows. obstacle: why no key can turn; seen: the last event it tells of.

    passed: the planned time is behind us; loud: see `loud`.
    """

    post: Post
    title: Words
    series: str
    edition: int
    hash: str
    content: dict[str, Any]
    gaps: list[GapRow]
    live: Edition | None
    changes: list[ChangeRow]
    whole: Whole
    locks: list[Lock]
    obstacle: str
    plan: Form
    faces: list[Face]
    passed: bool
    waiting: list[Waiting]
    loud: str
    seen: int
    refused: Refusal | None

    @property
    def grouped_hash(self) -> str:
        """The hash in groups of four, to be compared by eye."""
        return " ".join(self.hash[start : start + 4] for start in range(0, len(self.hash), 4))


@blueprint.get("/posts/<int:post_id>/signing/")
@needs(Action.DESK_READ)
def signing(post_id: int) -> Any:
    """What is to be signed, whole, and the two keys."""
    return signing_page(post_or_404(post_id))


def signing_page(post: Post, refused: Refusal | None = None, form: Form | None = None) -> str:
    """Render the signing page of a post. refused: what could not be done; form: a plan as it was typed."""
    page = _assembled(post, refused, form)
    reader = person()
    return render_template(
        "desk/signing.html", page=page, may_plan=allowed(reader, Action.POST_PLAN, post),
        may_stop=allowed(reader, Action.POST_WITHDRAW, post), **frame(None),
    )


def refused(post: Post, form: str, error: DialogueError, **values: str) -> str:
    """The page anew after a refusal. form: which act; values: what was typed."""
    db.session.rollback()
    return signing_page(post, Refusal(form, refusal(error), values))


def _assembled(post: Post, refused: Refusal | None, form: Form | None) -> SigningPage:
    session = db.session()
    # All texts in a few statements, before the parts of the page ask for them one by one.
    load(session, sa.select(Post).where(Post.id == post.id))
    content, hash_ = post.draft(session)
    planned_at = post.plan.publish_at
    at = max(planned_at or clock.now(), clock.now())
    live, obstacle = post.live, _obstacle(post, content)
    edition = as_edition(session, post, at, note=content["note"])
    return SigningPage(
        post=post, title=line_of(post.title), series=name_in(post.series.title), edition=content["follows"] + 1,
        hash=hash_, content=content, gaps=[gap_row(post, gap) for gap in gaps(session, post)], live=live,
        changes=_changes(post, live, content, edition), whole=whole(content, edition), locks=locks(post, hash_),
        obstacle=refusal(obstacle) if obstacle else "", plan=form or planned(post), faces=faces(post, at),
        passed=planned_at is not None and planned_at < at,
        waiting=[Waiting(edition, faces(post, edition.at)) for edition in post.waiting],
        loud=loud(post, changed=obstacle is None or obstacle.key != "nothing_changed"), seen=_last_event(post),
        refused=refused,
    )


def _changes(post: Post, live: Edition | None, content: dict[str, Any], edition: dict[str, Any]) -> list[ChangeRow]:
    if live is None:
        return []
    return change_rows(post, live.release.content, content) + mark_rows(post, live.content, edition)


def _obstacle(post: Post, content: dict[str, Any]) -> Refused | None:
    """Why no key can be turned now, if there is a reason."""
    try:
        post.demand_ready(db.session(), content)
    except Refused as error:
        return error
    return None


def loud(post: Post, *, changed: bool) -> str:
    """What must not be overlooked: changes after both keys fitted do not reach the edition that waits."""
    scheduled = post.scheduled
    if scheduled is None or not changed:
        return ""
    west, east = (face.said for face in faces(post, scheduled.at))
    return gettext(
        "Edition %(number)s is signed and goes out as it was signed: %(west)s; %(east)s. What was changed since is for "
        "the edition after it and takes two new keys.", number=scheduled.number, west=west, east=east,
    )


def happened_since(post: Post, seen: str) -> list[Happening]:
    """What happened to a post after the event that a form names; nothing where it names none."""
    if not (seen.isascii() and seen.isdecimal() and len(seen) < 10):
        return []
    return told(post, list(db.session.scalars(of_post(post).where(Event.id > int(seen)).limit(20))))


def _last_event(post: Post) -> int:
    return db.session.scalar(of_post(post).with_only_columns(sa.func.max(Event.id)).order_by(None)) or 0
