"""The domain: the joint post, its texts, its keys, its threads, and who may do what.

Plain SQLAlchemy models, a file per noun. Verbs are methods; they take `by=`, record an Event and never commit.
Importing the package maps every table.
"""

from . import (
    comment,
    commenter,
    contact,
    edition,
    event,
    invitation,
    partner,
    person,
    picture,
    post,
    question,
    queue,
    release,
    reply,
    series,
    signature,
    stamp,
    submission,
    text,
    thread,
)

__all__ = [
    "comment",
    "commenter",
    "contact",
    "edition",
    "event",
    "invitation",
    "partner",
    "person",
    "picture",
    "post",
    "question",
    "queue",
    "release",
    "reply",
    "series",
    "signature",
    "stamp",
    "submission",
    "text",
    "thread",
]
