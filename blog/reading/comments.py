"""A reader writes under a question: the form, its checks, and the way to the receipt."""

import unicodedata
from typing import Any, Final

from email_validator import EmailNotValidError, validate_email
from flask import abort, current_app, redirect, request

from ..dialogue.checks import check
from ..dialogue.errors import Refused
from ..dialogue.submission import Draft, submit
from ..dialogue.thread import Thread
from ..extensions import db
from ..locales import guess
from ..markup import WORDS_LIMIT, TooComplex, render_words
from ..web.errors import refusal
from ..web.guard import public
from ..web.i18n import gettext, locale
from ..web.throttle import COMMENTS, within
from . import blueprint, shelf
from .posts import render_question, row_or_answer
from .shelf import Found
from .shown import CommentForm

LONGEST_NAME: Final = 80
# Characters that control, turn the line, have no width or do not exist; the joiners inside emoji and names are fine.
_UNFIT: Final = ("Cc", "Cf", "Cs", "Co", "Cn")
_JOINERS: Final = "\u200c\u200d"
_FIELDS: Final = ("name", "email", "words", "parent", "website")


@blueprint.post("/<locale:loc>/<slug:slug>/<int:number>/<code:code>/comments")
@public
def submit_comment(slug: str, number: int, code: str) -> Any:
    """Accept a comment for moderation: 303 to its receipt, or the page again with what was typed and what is wrong."""
    typed = {field: request.form.get(field, "") for field in _FIELDS}
    form = CommentForm(values=typed)
    draft = _read(form)
    status = 422
    if draft is not None and not within(COMMENTS, "comments"):
        form.errors["form"] = gettext(
            "Too many comments came from your network in a short time. Wait ten minutes, then send this again."
        )
        draft, status = None, 429
    found = row_or_answer(slug, number)
    if not isinstance(found, Found):
        return found
    if draft is not None:
        try:
            return _accept(_thread(found, code), draft)
        except Refused as error:
            db.session.rollback()
            form.errors["form"] = refusal(error)
    headers = {"Retry-After": "600"} if status == 429 else {}
    return render_question(found, code, form, reply=typed["parent"]), status, headers


def _accept(thread: Thread, draft: Draft) -> Any:
    token = submit(db.session(), current_app.extensions["vault"], thread, draft)
    db.session.commit()
    return redirect(f"/t/{token}", 303)


def _thread(found: Found, code: str) -> Thread:
    """The thread that a code names in an edition; 404 where there is none."""
    standing = {q["code"]: q["id"] for q in found.content["questions"]}
    questions = standing | {q["code"]: q["id"] for q in found.content["withdrawn"]}
    if code != "thread" and code not in questions:
        abort(404)
    wanted = questions.get(code)
    thread = next((t for t in db.session.scalars(shelf.threads(found.post.id)) if t.question_id == wanted), None)
    if thread is None or (wanted is not None and code not in standing):
        raise Refused("comments_closed")
    return thread


def _read(form: CommentForm) -> Draft | None:
    """Judge what was typed; the errors go into the form. Runs before the transaction begins."""
    name = " ".join(unicodedata.normalize("NFC", form.values["name"]).split())
    words = _tidy(form.values["words"])
    if not name or len(name) > LONGEST_NAME or _is_unfit(name):
        form.errors["name"] = gettext(
            "Give the name that should stand above your comment, up to %(most)d characters.", most=LONGEST_NAME
        )
    address = _address(form)
    html = _html(form, words)
    if form.errors:
        return None
    parent = form.values["parent"]
    return Draft(
        name=name, address=address, words=words, html=html, lang=guess(words), locale=locale().tag,
        findings=check(name, words, form.values["website"]),
        parent_id=int(parent) if parent.isascii() and parent.isdecimal() and len(parent) <= 9 else None,
    )


def _tidy(typed: str) -> str:
    """Words as they are kept: NFC, one kind of line end, no control character, which PostgreSQL may refuse."""
    lines = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each in "\n\t" or unicodedata.category(each) != "Cc").strip()


def _is_unfit(name: str) -> bool:
    bare = name.strip(_JOINERS)
    return not bare or any(unicodedata.category(each) in _UNFIT for each in bare if each not in _JOINERS)


def _address(form: CommentForm) -> str:
    try:
        # No DNS question: a server must not ask the network about what a reader typed.
        return validate_email(form.values["email"].strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        form.errors["email"] = gettext("This does not look like an e-mail address. It needs a name, an @ and a domain.")
        return ""


def _html(form: CommentForm, words: str) -> str:
    if not words:
        form.errors["words"] = gettext("Write something first.")
        return ""
    if len(words) > WORDS_LIMIT:
        form.errors["words"] = gettext(
            "This is %(length)d characters long; a comment can have %(most)d.", length=len(words), most=WORDS_LIMIT
        )
        return ""
    try:
        return render_words(words)
    except TooComplex:
        form.errors["words"] = gettext("There are too many brackets or levels in this text. Please simplify it.")
        return ""
