"""Fills a site for the benchmarks: one post of five questions a side and many comments."""

from flask import Flask

from blog import clock
from blog.dialogue.base import Side
from blog.dialogue.post import Post
from blog.dialogue.thread import Thread
from blog.extensions import db
from tests.factories import make_comment, make_partner, make_post, make_series

_WORDS = (
    "That matches what we see here, though our customers would put it less politely. Who pays for the return?",
    "我们这边正好相反，客户先问交期，再问价钱。请问这个办法用了多久？",
    "A short one: thank you for the table.",
)


def fill(app: Flask, comments: int) -> None:
    """Publish the post and spread approved comments over its eleven threads, a third of them replies."""
    with app.app_context():
        session = db.session()
        series = make_series(session, make_partner(session, Side.WEST), make_partner(session, Side.EAST), "bench")
        post = make_post(session, series, questions=5)
        post.publish_as_imported(session, at=clock.now(), source="bench")
        session.flush()
        _comment(post, comments)
        session.commit()
        db.session.remove()


def _comment(post: Post, comments: int) -> None:
    session = db.session()
    threads = session.query(Thread).filter_by(post_id=post.id).order_by(Thread.id).all()
    last = {}
    for number in range(comments):
        thread = threads[number % len(threads)]
        parent = last.get(thread.id) if number % 3 == 2 else None
        comment = make_comment(session, thread.id, post.id, _WORDS[number % 3], name=f"Reader {number}", parent=parent)
        last[thread.id] = comment if parent is None else last[thread.id]
