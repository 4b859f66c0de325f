"""Puts a page together: an edition, its threads and its neighbours, with a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..dialogue.post import Post
from ..extensions import db
from ..locales import EN, ZH_HANS, ZH_HANT, Locale
from ..web.i18n import gettext
from . import shelf
from .comment_list import CommentWriter
from .headings import side_headings
from .present import credit, name_said, note_said, organisations, other_said, post_url, said, series_url, shown
from .shelf import Found
from .shown import Neighbour, PostPage, QuestionShown, Quoted, Said, SideShown, ThreadShown
from .threads import NoThreads, Threads


def post_page(found: Found, here: Locale) -> PostPage:
    """The joint post with the first comments of each thread."""
    rows = shelf.first_comments(db.session(), found.post.id)
    return _page(found, here, _threads(found.post, rows, here))


def facing_page(found: Found, here: Locale) -> PostPage:
    """The joint post with each question in English and in Chinese; the Chinese script follows the locale."""
    return _page(found, here, _threads(found.post, (), here), facing=_both(here))


def draft_page(found: Found, here: Locale, url: str, facing_url: str, *, facing: bool) -> PostPage:
    """A draft as the post's page will be, without threads; it leads to no public page that does not exist yet."""
    page = _page(found, here, NoThreads(), facing=_both(here) if facing else None)
    is_public = found.post.series_id in shelf.published_counts(db.session())
    return replace(
        page, url=url, facing_url=facing_url, series_url=page.series_url if is_public else "", draft=True,
    )


def _both(here: Locale) -> tuple[Locale, Locale]:
    return EN, ZH_HANT if here is ZH_HANT else ZH_HANS


def whole_thread(found: Found, here: Locale, code: str, after: str) -> dict[str, Any] | None:
    """The context of one question's page, or None where there is no such question. code: `thread` for the post."""
    post, content = found.post, found.content
    asked = {question["code"]: question for question in content["questions"]}
    dropped = {question["code"]: question for question in content["withdrawn"]}
    if code != "thread" and code not in asked and code not in dropped:
        return None
    about = asked.get(code) or dropped.get(code)
    all_threads = db.session.scalars(shelf.threads(post.id)).all()
    thread = next((t for t in all_threads if t.question_id == (about["id"] if about else None)), None)
    rows = db.session.execute(shelf.thread_page(thread.id, after)).all() if thread else []
    next_path = rows[shelf.COMMENTS_A_PAGE - 1].path if len(rows) > shelf.COMMENTS_A_PAGE else None
    counts = shelf.counts(db.session(), [post.id])[post.id]
    threads = Threads(post, all_threads, counts, rows[: shelf.COMMENTS_A_PAGE], here)
    page = _page(found, here, threads)
    shown_thread = threads.of(about, still_asked=code not in dropped)
    questions = [question for side in page.sides for question in side.questions]
    place = next((i for i, question in enumerate(questions) if question.code == code), None)
    standing = [question for question in questions if question.withdrawn is None]
    return {
        "page": page, "question": questions[place] if place is not None else None,
        "thread": paged(shown_thread, after, next_path), "thread_id": thread.id if thread else None,
        "previous": _beside(standing, code, -1), "next": _beside(standing, code, 1),
    }


def paged(thread: ThreadShown, after: str, next_path: str | None) -> ThreadShown:
    """A thread with the links between its pages."""
    return replace(
        thread, rest=0, next_url=f"{thread.url}?after={next_path}" if next_path else None,
        first_url=thread.url if after else None,
    )


def replied_to(post: Post, thread_id: int | None, comment_id: int, here: Locale) -> Quoted | None:
    """The approved comment of a thread that a form answers, on whichever page of the thread it stands."""
    row = db.session.execute(shelf.approved_comment(thread_id, comment_id)).first()
    return CommentWriter(here, post.series.west_id).quoted(row) if row else None


def _beside(questions: list[QuestionShown], code: str, step: int) -> QuestionShown | None:
    codes = [question.code for question in questions]
    if code not in codes:
        return None
    place = codes.index(code) + step
    return questions[place] if 0 <= place < len(questions) else None


def _threads(post: Post, rows: Any, here: Locale) -> Threads:
    counts = shelf.counts(db.session(), [post.id])[post.id]
    return Threads(post, db.session.scalars(shelf.threads(post.id)).all(), counts, rows, here)


def _page(
    found: Found, here: Locale, threads: Threads | NoThreads, facing: tuple[Locale, Locale] | None = None,
) -> PostPage:
    post, content, number = found.post, found.content, found.number
    slug, url = post.series.slug, post_url(here, post.series.slug, number)
    beside = {
        row.number: Neighbour(post_url(here, slug, row.number), row.number, said(row.title, here))
        for row in shelf.neighbours(db.session(), post.series_id, number)
    }
    return PostPage(
        url=url, facing_url=f"{url}facing/", history_url=f"{url}history/", number=number,
        title=said(content["title"], here), other_title=other_said(content["title"], here),
        intro=shown(content["intro"], here), published=found.first,
        changed=found.at if found.at > found.first else None, note=note_said(content["note"], here),
        minutes=content["minutes"]["en" if here is EN else "zh-Hans"], question_count=len(content["questions"]),
        comment_count=threads.total, series_title=name_said(post.series.title, here), series_url=series_url(here, slug),
        partners=organisations(content["partners"], here), sides=_sides(content, here, threads, facing),
        thread=threads.of(None), archived=post.state.value == "archived", signed=not content["imported"],
        older=beside.get(number - 1), newer=beside.get(number + 1),
    )


def _sides(
    content: Mapping[str, Any], here: Locale, threads: Threads | NoThreads,
    facing: tuple[Locale, Locale] | None,
) -> tuple[SideShown, SideShown]:
    west, east = (
        SideShown(
            side, *side_headings(side, here),
            tuple(_question(q, content, here, threads, facing) for q in _of_side(content, side)),
        )
        for side in ("west", "east")
    )
    return west, east


def _of_side(content: Mapping[str, Any], side: str) -> list[Mapping[str, Any]]:
    """The questions of a side in order, dropped ones in their old places."""
    found = [q for q in [*content["questions"], *content["withdrawn"]] if q["side"] == side]
    return sorted(found, key=lambda question: question["number"])


def _question(
    question: Mapping[str, Any], content: Mapping[str, Any], here: Locale, threads: Threads | NoThreads,
    facing: tuple[Locale, Locale] | None,
) -> QuestionShown:
    side = question["side"]
    answering = "east" if side == "west" else "west"
    withdrawn = datetime.fromisoformat(question["since"]) if "since" in question else None
    answer = question.get("answer")
    pair = (
        tuple(_question(question, content, one, threads, None) for one in facing)
        if facing and withdrawn is None else None
    )
    return QuestionShown(
        code=question["code"], number=question["number"], side=side, topic=_topic(question, here),
        question=shown(question["question"], here), answer=shown(answer, here) if answer else None,
        asker=credit(side, question.get("asker"), content["partners"][side], here),
        answerer=credit(answering, question.get("answerer"), content["partners"][answering], here),
        thread=threads.of(dict(question), still_asked=withdrawn is None), url=threads.url(question["code"]),
        withdrawn=withdrawn, facing=pair,  # type: ignore[arg-type]
    )


def _topic(question: Mapping[str, Any], here: Locale) -> Said:
    """The words for the margin: the topic, else the beginning of the question."""
    if question["topic"]:
        return said(question["topic"], here)
    whole = said(question["question"], here)
    longest = 12 if whole.lang.startswith("zh") else 28
    if len(whole.text) <= longest:
        return whole
    cut = whole.text[:longest]
    cut = cut if whole.lang.startswith("zh") else cut.rpartition(" ")[0] or cut
    return Said(gettext("%(beginning)s…", beginning=cut), whole.lang)
