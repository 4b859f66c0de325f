"""What the demo lacks: a withdrawn question, closed comments, a withdrawn post, a draft, receipts, an invitation."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from blog import clock
from blog.demo.load import ACCOUNTS
from blog.demo.posts import post_numbered
from blog.dialogue.comment import Comment
from blog.dialogue.contact import Contact
from blog.dialogue.invitation import Invitation
from blog.dialogue.partner import Role
from blog.dialogue.person import Person
from blog.dialogue.post import Post
from blog.dialogue.preview_link import PreviewLink
from blog.dialogue.series import Series
from blog.dialogue.states import CommentState, Reason
from blog.dialogue.submission import Draft, Receipt, Submission, submit
from blog.dialogue.thread import Thread
from blog.locales import LOCALES
from blog.markup import render_words
from blog.vault import Vault, token_hash
from tests.factories import make_comment, make_post

SLUG: Final = "shop-floor"
FIFTY: Final = 50
_ENGLISH: Final = (
    "I read this twice, then *aloud* to my brother, who keeps a lathe in `shed 4`. He asks who pays for the first "
    "year, and whether the answer is the same in a firm of six as in a firm of sixty.\n\nWe would like to know."
)
_CHINESE: Final = (
    "这一段我读了两遍，又念给师傅听。他说，*第一年*谁出钱才是真正的问题；“手艺”两个字，说起来容易。\n\n"
    "我们厂里试过，半年就有人走。想听听对岸的同行怎么留人。"
)


def build(session: Session, safe: Vault) -> dict[str, str]:
    """Add the rarer cases to the demo's series. Returns what paths need: tokens by locale, the id of a comment."""
    series = session.scalars(sa.select(Series)).one()
    _post_with_withdrawn_question(session, series)
    _withdrawn_post(session, series, _person(session, safe, ACCOUNTS[0]))
    first = post_numbered(session, series, 1)
    draft = make_post(session, series)
    desk = session.scalars(sa.select(Post).where(Post.number.is_(None)).order_by(Post.id)).first()
    assert desk is not None
    codes = {question.code: str(question.id) for question in desk.asked}
    names = {
        "desk": str(desk.id), "asked": codes["west-1"], "unanswered": codes["east-2"],
        "comment": str(_tree(session, first)), "draft": str(draft.id),
        "preview": PreviewLink.share(session, draft, 30, by=_person(session, safe, ACCOUNTS[0]))[1],
    }
    for locale in LOCALES:
        for name in ("waiting", "approved", "declined"):
            token = _receipt(session, safe, first, f"{name} {locale.tag}", locale.tag)
            _settle(session, token, name, _person(session, safe, ACCOUNTS[2]))
            names[f"{name}-{locale.prefix}"] = token
        names[f"invitation-{locale.prefix}"] = Invitation.send(
            session, safe, f"{locale.prefix}@new.example", {"en": "Ann", "zh-Hans": "安"}, by=None,
            partner=series.east, role=Role.AUTHOR, locale=locale.tag,
        )[1]
    return names


def fifty_comments(session: Session, number: int) -> None:
    """Fifty approved comments on one post, in both languages, spread over its threads."""
    post = post_numbered(session, session.scalars(sa.select(Series)).one(), number)
    for dependent in (Receipt, Submission):
        session.execute(sa.delete(dependent))
    session.execute(sa.delete(Comment).where(Comment.post_id == post.id))
    threads = session.scalars(sa.select(Thread).where(Thread.post_id == post.id).order_by(Thread.id)).all()
    for place in range(FIFTY):
        name, words = (("Moira", _ENGLISH), ("小林", _CHINESE))[place % 2]
        make_comment(session, threads[place % len(threads)].id, post.id, words, name=f"{name} {place}")


def long_thread(session: Session) -> int:
    """Sixty comments on the first question of post 2; returns the id of the last, which stands on a second page."""
    post = post_numbered(session, session.scalars(sa.select(Series)).one(), 2)
    thread = next(thread for thread in _threads(session, post) if thread.key == "west-1")
    return [make_comment(session, thread.id, post.id, _ENGLISH, name=f"Moira {n}").id for n in range(60)][-1]


def _threads(session: Session, post: Post) -> list[Thread]:
    return list(session.scalars(sa.select(Thread).where(Thread.post_id == post.id)))


def _person(session: Session, safe: Vault, address: str) -> Person:
    contact = session.scalars(Contact.of_person(safe, address)).one()
    return session.get_one(Person, contact.person_id)


def _post_with_withdrawn_question(session: Session, series: Series) -> None:
    """Post 3, older than the demo's: its second edition drops a question with a comment; one thread is closed."""
    at = clock.now() - timedelta(days=50)
    post = make_post(session, series)
    post.publish_as_imported(session, at=at, source="test")
    session.flush()
    threads = {thread.key: thread for thread in _threads(session, post)}
    make_comment(session, threads["west-2"].id, post.id, _CHINESE, name="小林")
    threads["east-1"].open = False
    next(question for question in post.questions if question.code == "west-2").withdrawn = True
    session.flush()
    post.plan.note = {"en": "One question was asked twice.", "zh-Hans": "有一个问题重复了。"}
    post.publish_as_imported(session, at=at + timedelta(days=1), source="test")


def _withdrawn_post(session: Session, series: Series, signer: Person) -> None:
    """Post 4, taken off the site."""
    post = make_post(session, series)
    post.publish_as_imported(session, at=clock.now() - timedelta(days=45), source="test")
    session.flush()
    post.withdraw(session, "The partners write it anew.", by=signer)


def _tree(session: Session, post: Post) -> int:
    """Replies two levels deep under a comment that was taken away; returns the id of the deepest."""
    thread = next(thread for thread in _threads(session, post) if thread.key == "west-1")
    gone = make_comment(session, thread.id, post.id, "Rude.", name="Rude", state=CommentState.TRASHED)
    reply = make_comment(session, thread.id, post.id, _CHINESE, name="王小明 Wang", parent=gone)
    return make_comment(session, thread.id, post.id, _ENGLISH, name="Moira 莫伊拉", parent=reply).id


def _receipt(session: Session, safe: Vault, post: Post, words: str, locale: str) -> str:
    thread = next(thread for thread in _threads(session, post) if thread.key == "east-1")
    draft = Draft(
        name="Moira", address="moira@reader.example.org", words=words, html=render_words(words), lang="en",
        locale=locale,
    )
    token = submit(session, safe, thread, draft)
    session.flush()
    return token


def _settle(session: Session, token: str, name: str, moderator: Person) -> None:
    comment = session.get_one(Receipt, token_hash(token)).comment
    assert comment is not None
    if name == "approved":
        comment.approve(by=moderator, version=comment.version)
    elif name == "declined":
        comment.reject(Reason.OFF_TOPIC, by=moderator, version=comment.version)
