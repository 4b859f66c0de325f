"""A partner's own words in a thread: approved at once, and an event like any other act."""

from sqlalchemy.orm import Session

from .comment import Comment
from .errors import Refused
from .event import Event
from .partner import Partner
from .person import Person
from .policy import Action, demand
from .stamp import touch
from .states import CommentState
from .thread import Thread


def reply_for_partner(
    session: Session, thread: Thread, *, by: Person, partner: Partner, words: str, html: str, lang: str,
    parent: Comment | None = None,
) -> Comment:
    """Write a comment for a partner. The partner spoken for is frozen, whatever roles the person has later.

    Raises NotAllowed unless the person belongs to that partner and the partner to the post, Refused for a
    parent that is not public.
    """
    demand(by, Action.COMMENT_REPLY, thread.post)
    if not by.has_role(partner) or partner.id not in (thread.post.series.west_id, thread.post.series.east_id):
        raise Refused("not_allowed")
    if parent is not None and (parent.thread_id != thread.id or parent.state is not CommentState.APPROVED):
        raise Refused("parent_gone")
    comment = Comment(
        thread=thread, post_id=thread.post_id, parent=parent, person=by, speaking_for=partner, words=words, html=html,
        lang=lang, state=CommentState.APPROVED,
    )
    session.add(comment)
    session.flush()
    comment.take_place()
    Event.record(session, "comment.replied", by=by, about=comment)
    touch(session, thread.post)
    return comment
