"""The queue: which comments wait, oldest first, and what the automatic checks say about them."""

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from flask import render_template, request, url_for
from markupsafe import Markup
from sqlalchemy.orm import joinedload, selectinload

from ..dialogue.base import Side
from ..dialogue.comment import Comment
from ..dialogue.policy import Action
from ..dialogue.post import Post
from ..dialogue.question import Question
from ..dialogue.queue import Filter
from ..dialogue.states import CommentState, PostState, Reason
from ..dialogue.text import Text
from ..dialogue.thread import Thread
from ..extensions import db
from ..locales import choose, choose_name
from ..web.guard import needs, person
from ..web.i18n import locale
from ..web.identicon import mark
from ..web.pages import frame
from . import blueprint
from .words import age, check_words

PAGE: Final = 20
TABS: Final = (
    CommentState.PENDING, CommentState.APPROVED, CommentState.REJECTED, CommentState.SPAM, CommentState.TRASHED,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One comment as the queue shows it. first: nobody by this public id has an approved comment yet."""

    comment: Comment
    name: str
    mark: Markup
    post_title: str
    topic: str
    side: str | None
    url: str | None
    reply_to: str | None
    quoted: Markup | None
    age: str
    checks: list[str]
    own: bool


@blueprint.get("/")
@needs(Action.QUEUE_READ)
def queue() -> Any:
    """A page of the queue under the filters of the address."""
    wanted, after = asked_filter(), _number("after")
    comments = list(db.session.scalars(wanted.page(after, PAGE + 1).options(*_loads())).unique())
    items = [_item(comment) for comment in comments[:PAGE]]
    counts = {state: count for state, count in db.session.execute(wanted.counts())}  # noqa: C416
    oldest = items[0].comment.created_at if items and wanted.state is CommentState.PENDING else None
    return render_template(
        "moderation/queue.html", items=items, wanted=wanted, tabs=TABS, counts=counts, after=after,
        focus=_in_focus(items), next_after=comments[PAGE - 1].id if len(comments) > PAGE else None, posts=_posts(),
        reasons=list(Reason), oldest=age(oldest) if oldest else None, link=_link, languages=_languages(wanted),
        **frame(None),
    )


def asked_filter() -> Filter:
    """The filter that an address names; what is unknown in it is ignored."""
    args = request.values
    state, side, language, post = (args.get(name, "") for name in ("state", "side", "language", "post"))
    return Filter(
        state=CommentState(state) if state in {tab.value for tab in TABS} else CommentState.PENDING,
        post_id=int(post) if post.isascii() and post.isdecimal() and len(post) < 10 else None,
        side=Side(side) if side in ("west", "east") else None,
        language=language if language in ("en", "zh") else None,
    )


def address_of(wanted: Filter, **changed: Any) -> str:
    """The queue's address under a filter with some of it changed; a page begins anew unless `after` is given."""
    values: dict[str, Any] = {
        "state": wanted.state.value, "post": wanted.post_id, "side": wanted.side.value if wanted.side else None,
        "language": wanted.language,
    } | changed
    if values["state"] == CommentState.PENDING.value:
        values["state"] = None
    return url_for("moderation.queue", **{name: value for name, value in values.items() if value})


def _link(**changed: Any) -> str:
    return address_of(asked_filter(), **changed)


def _number(name: str) -> int:
    value = request.args.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0


def _in_focus(items: list[Item]) -> int | None:
    """The comment after the one just decided, else the last one; the first on a fresh page."""
    decided = _number("focus")
    later = [item.comment.id for item in items if item.comment.id > decided]
    return later[0] if later else items[-1].comment.id if items else None


def _loads() -> list[Any]:
    return [
        joinedload(Comment.commenter), joinedload(Comment.person), joinedload(Comment.decided_by),
        joinedload(Comment.thread).joinedload(Thread.question).joinedload(Question.topic).selectinload(Text.renditions),
        joinedload(Comment.post).joinedload(Post.title).selectinload(Text.renditions),
        joinedload(Comment.parent).joinedload(Comment.commenter), joinedload(Comment.parent).joinedload(Comment.person),
    ]


def _item(comment: Comment) -> Item:
    question = comment.thread.question
    parent = comment.parent
    public_id = comment.person.public_id if comment.person else comment.commenter.public_id if comment.commenter else ""
    return Item(
        comment=comment, name=name_of(comment), mark=mark(public_id), post_title=title_of(comment.post),
        topic=topic_of(question) if question else "",
        side=question.asked_by.value if question else None,
        url=f"/{locale().prefix}/comments/{comment.id}/" if comment.state is CommentState.APPROVED else None,
        reply_to=name_of(parent) if parent else None, quoted=Markup(parent.html) if parent else None,
        age=age(comment.created_at), checks=[check_words(check) for check in comment.checks],
        own=comment.person_id == person().id,
    )


def name_of(comment: Comment) -> str:
    """The name above a comment."""
    if comment.person:
        return choose_name(comment.person.names, locale().tag)[0]
    return comment.commenter.name if comment.commenter else ""


def title_of(post: Post) -> str:
    """The draft title of a post in the locale of this page."""
    title = {r.locale: r.newest.words for r in post.title.renditions}
    return choose(title, locale().tag, post.title.source_locale)[0]


def topic_of(question: Question) -> str:
    """The topic of a question in the locale of this page."""
    text = question.topic
    if text is None:
        return ""
    return choose({r.locale: r.newest.words for r in text.renditions}, locale().tag, text.source_locale)[0]


def _posts() -> list[tuple[int, str]]:
    published = sa.select(Post).where(Post.state != PostState.DRAFT).order_by(Post.id.desc()).limit(100)
    published = published.options(selectinload(Post.title).selectinload(Text.renditions))
    return [(post.id, title_of(post)) for post in db.session.scalars(published)]


def _languages(wanted: Filter) -> dict[str, int]:
    """How many comments of this state there are in each language."""
    rows = db.session.execute(
        sa.select(Comment.lang, sa.func.count()).where(Comment.state == wanted.state).group_by(Comment.lang)
    )
    # Both scripts of Chinese count together; grouped here, as PostgreSQL knows no expression with parameters again.
    found: dict[str, int] = {}
    for tag, count in rows:
        language = tag.partition("-")[0]
        found[language] = found.get(language, 0) + count
    return found
