"""Every refusal as a page in the reader's language: HTTP errors, and what the domain refuses by key."""

from contextlib import suppress
from datetime import datetime
from typing import Any, Final

import structlog
from flask import Flask, g, render_template, request
from flask.wrappers import Response
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, TooManyRequests

from ..dialogue.errors import Conflict, DialogueError, NotAllowed, Stale
from ..extensions import db, login_manager
from ..locales import choose_name
from .guard import PRIVATE_PATHS
from .i18n import gettext, locale, moment
from .pages import frame
from .throttle import Unavailable

log = structlog.get_logger()

_HEADINGS: Final = {
    400: _l("That request was not understood"),
    401: _l("Please sign in"),
    403: _l("That is not allowed"),
    404: _l("There is nothing here"),
    405: _l("That cannot be done here"),
    409: _l("Somebody was quicker"),
    410: _l("This post was withdrawn"),
    413: _l("That is too large"),
    422: _l("That cannot be accepted"),
    429: _l("A little slower, please"),
    500: _l("Something went wrong on our side"),
    503: _l("Wenda is busy for a moment"),
}
_SENTENCES: Final = {
    400: _l("The address or the form was not complete. Go back and try once more."),
    401: _l("Your sign-in has ended. Sign in again, then go back to what you were doing."),
    403: _l("You may not do this, or the form came from another site."),
    404: _l("The page may have moved, or it never existed. The newest posts are on the first page."),
    405: _l("This address does not take that kind of request."),
    409: _l("What you saw has changed since. Look at it again and decide anew."),
    410: _l("It has been taken off the site."),
    413: _l("What you sent is larger than this form takes."),
    422: _l("Something in the form does not fit. Go back and look at it again."),
    429: _l("Too many attempts came from your network in a short time. Wait a few minutes and try again."),
    500: _l("It has been written down. Nothing that was accepted before is lost; please try again later."),
    503: _l("Please try again in a minute. What you typed was not accepted yet, so keep it."),
}
REFUSALS: Final = {
    "account_exists": _l("There is already an account with this address: sign in first, then open the link again."),
    "changed_since_import": _l("Somebody else has changed this since."),
    "codes_frozen": _l("The numbers of the questions have been published: their order stays."),
    "comments_closed": _l("Comments are closed here."),
    "edition_made": _l("Both keys fit already. Stop the scheduled edition, or withdraw the post."),
    "gap_mended": _l("This has been mended meanwhile: there is nothing left to waive."),
    "gaps_open": _l("Something is still missing. Mend it or waive it, then sign."),
    "invitation_for_another": _l("This invitation is for another person."),
    "invitation_unclear": _l("Choose a partner with a role, or moderator."),
    "invitation_used": _l("This invitation was used already."),
    "key_revoked": _l("This key was taken back already."),
    "line_too_long": _l("This line is too long: 300 characters at most."),
    "move_impossible": _l("That decision has already been made."),
    "not_allowed": _l("You may not do this."),
    "not_an_author": _l("Only an author of the organisation can be named here."),
    "not_published": _l("This post is not published."),
    "not_scheduled": _l("This edition is out already, or was stopped before."),
    "not_your_suggestion": _l("Only whoever made a suggestion takes it back."),
    "note_too_long": _l("The note to readers is too long: 500 characters at most."),
    "nothing_asked": _l("A post without a question cannot be signed."),
    "nothing_changed": _l("Readers have exactly this, or will: there is nothing to sign."),
    "nothing_suggested": _l("The suggestion is the same as the text."),
    "nothing_to_change": _l("There is no text yet that could be changed."),
    "nothing_to_confirm": _l("There is no translation yet that could still be right."),
    "nothing_to_review": _l("There is no translation yet to review."),
    "nothing_to_undo": _l("There is nothing to undo."),
    "parent_gone": _l("The comment that you reply to is no longer there."),
    "partners_on_one_side": _l("A series needs one partner in the West and one in the East."),
    "preview_days": _l("Choose how long the link lasts."),
    "question_not_withdrawn": _l("This question stands already."),
    "question_withdrawn": _l("This question was taken out already."),
    "reason_missing": _l("Please give a reason."),
    "reason_too_long": _l("The reason is too long: 500 characters at most."),
    "remark_unkept": _l(
        "This is too long, or holds a character that cannot be kept: %(longest)d characters at most."
    ),
    "signed_already": _l("You or your organisation has signed this already."),
    "signs_for_other_partner": _l("You are not a signer of that partner."),
    "slug_malformed": _l("An address is made of the letters a–z, digits and hyphens."),
    "slug_reserved": _l("That address is reserved."),
    "slug_taken": _l("That address is taken."),
    "stale": _l("Somebody else has changed this since."),
    "suggestion_decided": _l("This suggestion has been decided already."),
    "term_incomplete": _l("Give the term in both languages, on one line each."),
    "term_taken": _l("This term is in the glossary already."),
    "text_changed": _l("Somebody else has saved this text since you opened it. Nothing of yours is lost."),
    "text_empty": _l("Write something first."),
    "text_gone": _l("This text is no longer part of the post."),
    "text_too_complex": _l("This text has more marks than can be read in good time. Take some links or brackets out."),
    "text_too_long": _l("This text is too long: 20,000 characters at most."),
    "text_unreadable": _l("There is a character in this text that cannot be kept."),
    "time_passed": _l("That time has passed."),
    "time_too_far": _l("That is too far ahead: five years at most."),
    "too_many_questions": _l("A side has 40 questions at most."),
}
STATE_NAMES: Final = {
    "pending": _l("pending"), "approved": _l("approved"), "rejected": _l("rejected"), "spam": _l("spam"),
    "trashed": _l("in the trash"), "erased": _l("erased"), "draft": _l("draft"), "published": _l("published"),
    "withdrawn": _l("withdrawn"), "archived": _l("archived"),
}


def init_errors(app: Flask) -> None:
    """Answer every error of an app with a page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DialogueError, _refused)
    for unavailable in (OperationalError, PoolTimeout, Unavailable):
        app.register_error_handler(unavailable, _busy)
    app.register_error_handler(Exception, _unforeseen)


def refusal(error: DialogueError) -> str:
    """The sentence of a refusal in the locale of this request."""
    if isinstance(error, Stale) and not isinstance(error, Conflict):
        return stale_sentence(error.names, error.state, error.at)
    return str(REFUSALS[error.key]) % error.params


def stale_sentence(names: dict[str, str], state: str, at: datetime | None) -> str:
    """Who decided what, and when, in one sentence."""
    state_name = str(STATE_NAMES[state])
    name, _ = choose_name(names, locale().tag)
    if not name or at is None:
        return gettext("Somebody else decided meanwhile: it is now %(state)s.", state=state_name)
    return gettext(
        "%(name)s decided at %(time)s (UTC): it is now %(state)s.", name=name, time=moment(at), state=state_name
    )


def page(code: int, sentence: str | None = None, **more: Any) -> tuple[str, int]:
    """Render an error page; sentence: instead of the usual one."""
    known = code if code in _HEADINGS else 500 if code >= 500 else 400
    layout = "layouts/private.html" if request.path.startswith(PRIVATE_PATHS) else "layouts/public.html"
    return render_template(
        "errors/error.html", layout=layout, code=code, heading=str(_HEADINGS[known]),
        sentence=sentence or str(_SENTENCES[known]), home_url=f"/{locale().prefix}/", **frame(None), **more,
    ), code


def _http(error: HTTPException) -> Any:
    if error.code is not None and error.code < 400:
        return error
    db.session.rollback()
    body, code = page(error.code or 500)
    ours = ("content-type", "content-length")
    headers = [(name, value) for name, value in error.get_headers() if name.lower() not in ours]
    if isinstance(error, TooManyRequests):
        headers.append(("Retry-After", "600"))
    return Response(body, code, headers, content_type="text/html; charset=utf-8")


def _refused(error: DialogueError) -> Any:
    db.session.rollback()
    code = 403 if isinstance(error, NotAllowed) else 409 if isinstance(error, Stale) else 422
    return page(code, refusal(error))


def _busy(error: Exception) -> Any:
    _let_go()
    log.error("unavailable", kind=type(error).__name__, cause=type(getattr(error, "orig", None)).__name__)
    return *page(503, typed=request.form.get("words")), {"Retry-After": "60"}


def _let_go() -> None:
    """End the transaction, and answer as to somebody signed out: to look again might fail again."""
    g._login_user = login_manager.anonymous_user()
    with suppress(SQLAlchemyError):
        db.session.rollback()


def _unforeseen(error: Exception) -> Any:
    _let_go()
    # The type and the place, never the message: it may hold what somebody typed.
    log.error("unforeseen", kind=type(error).__name__, endpoint=request.endpoint, place=_place(error))
    return page(500, typed=request.form.get("words"))


def _place(error: Exception) -> str:
    """File and line where an error was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
