"""Comments of the demo: submitted, decided and replied to by the same verbs as real ones."""

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from .. import clock
from ..dialogue.checks import check
from ..dialogue.comment import Comment
from ..dialogue.person import Person
from ..dialogue.reply import reply_for_partner
from ..dialogue.series import Series
from ..dialogue.states import MOVES, Reason
from ..dialogue.submission import Draft, Receipt, submit
from ..dialogue.thread import Thread
from ..markup import render_words
from ..vault import Vault, token_hash
from .posts import post_numbered

_MOVES: Final = {"approved": "approve", "rejected": "reject", "spam": "spam", "trashed": "trash"}
_DECIDED_AFTER: Final = timedelta(hours=2)


def load_comments(
    session: Session, safe: Vault, series: Series, people: dict[str, Person], described: list[dict[str, Any]],
    today: datetime,
) -> None:
    """Write all comments in the order in which they came, so that ids run with time."""
    made: dict[str, Comment] = {}
    for one in sorted(described, key=lambda comment: -comment["days_ago"]):
        thread = _thread(session, series, one)
        parent = made.get(one.get("parent", ""))
        with clock.held(today - timedelta(days=one["days_ago"])):
            if "person" in one:
                made[one["key"]] = _reply(session, thread, one, people[one["person"]], parent)
                continue
            comment = _submitted(session, safe, thread, one, parent)
        made[one["key"]] = comment
        _decide(comment, one, people["grace"], today)


def _thread(session: Session, series: Series, one: dict[str, Any]) -> Thread:
    post = post_numbered(session, series, one["post"])
    ids = {question.code: question.id for question in post.questions}
    wanted = Thread.question_id == ids[one["on"]] if one["on"] != "post" else Thread.question_id.is_(None)
    return session.scalars(sa.select(Thread).where(Thread.post_id == post.id, wanted)).one()


def _reply(session: Session, thread: Thread, one: dict[str, Any], person: Person, parent: Comment | None) -> Comment:
    return reply_for_partner(
        session, thread, by=person, partner=person.partners[0], words=one["words"], html=render_words(one["words"]),
        lang=one["lang"], parent=parent,
    )


def _submitted(session: Session, safe: Vault, thread: Thread, one: dict[str, Any], parent: Comment | None) -> Comment:
    draft = Draft(
        name=one["name"], address=one["email"], words=one["words"], html=render_words(one["words"]), lang=one["lang"],
        locale=one["lang"], findings=check(one["name"], one["words"], ""), parent_id=parent.id if parent else None,
    )
    token = submit(session, safe, thread, draft)
    session.flush()
    receipt = session.get_one(Receipt, token_hash(token))
    assert receipt.comment is not None
    return receipt.comment


def _decide(comment: Comment, one: dict[str, Any], moderator: Person, today: datetime) -> None:
    move = _MOVES.get(one["state"])
    if move is None or comment.state.value == one["state"]:
        return
    why = Reason(one["reason"]) if "reason" in one else None
    at = min(comment.created_at + _DECIDED_AFTER, today)
    with clock.held(at):
        comment.decide(MOVES[move], by=moderator, version=comment.version, why=why)
