"""The doors of the site, every route with every method, on real objects; and what the policy says of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from blog.dialogue.comment import Comment
from blog.dialogue.glossary import Term
from blog.dialogue.note import Note
from blog.dialogue.passage import find
from blog.dialogue.person import Person
from blog.dialogue.policy import Action, allowed
from blog.dialogue.post import Post
from blog.dialogue.preview_link import PreviewLink
from blog.dialogue.question import Question
from blog.dialogue.suggestion import Suggestion
from blog.locales import BY_PREFIX
from blog.web.guard import declared
from tests.cast import Cast
from tests.factories import make_comment

METHODS: Final = {"GET", "POST", "PUT", "PATCH", "DELETE"}
# What a URL says besides the ids of real things, which `furnish` gives.
VALUES: Final[dict[str, Any]] = {
    "loc": "en", "slug": "tea", "number": 1, "code": "west-1", "key": "title", "resource": "approval",
    "token": "a" * 43, "digest": "0" * 64, "name": "public.css",
}
# Writing in the original needs another permission than translating.
_LOCALES: Final = ("en", "zh")
_ORIGINAL_TOO: Final = {"desk.save_text", "desk.restore_revision", "desk.accept_suggestion", "desk.decline_suggestion"}


@dataclass(frozen=True, slots=True)
class Door:
    """A route with a method and a path that fits it. values: what stands in the path, by argument."""

    rule: Rule
    method: str
    path: str
    values: dict[str, Any]
    action: Action | str | None


def furnish(session: Session, cast: Cast) -> dict[str, Any]:
    """Put one of each thing into the world of the cast; their ids by the argument that names them in URLs."""
    post = session.get_one(Post, cast.post.id)
    people = {name: session.get_one(Person, cast[name].id) for name in ("ruth", "chen", "tom")}
    question = post.asked[0]
    passage = find(session, post, f"q{question.id}")
    assert passage is not None
    suggestion = Suggestion.make(session, passage, "en", "Why tea?", 1, by=people["chen"])
    link, token = PreviewLink.share(session, post, 7, by=people["ruth"])
    return {
        "post_id": post.id, "series_id": post.series_id, "partner_id": cast.west.id, "person_id": people["tom"].id,
        "question_id": question.id, "suggestion_id": suggestion.id,
        "note_id": Note.write(session, post, "As agreed?", question, by=people["ruth"]).id,
        "term_id": Term.add(session, post.series, "tea", "茶", by=people["ruth"]).id,
        "comment_id": make_comment(session, cast.threads["post"], post.id).id,
        "link_id": link.id, "reading.preview": token,
    }


def doors(app: Flask, ids: dict[str, Any]) -> Iterator[Door]:
    """Every door, those to a text once for its original and once for a translation."""
    build = app.url_map.bind("wenda.test").build
    for rule in app.url_map.iter_rules():
        unknown = rule.arguments - {*VALUES, *ids}
        assert unknown == set(), (
            f"{rule.rule}: nobody has said what {unknown} is. Make one in `furnish` of tests/security/doors.py and "
            "give its id, so that the door is opened on a real thing."
        )
        for loc in _LOCALES if {"key", "loc"} <= rule.arguments else ("en",):
            values = {name: ({**VALUES, **ids, "loc": loc})[name] for name in rule.arguments}
            if rule.endpoint == "assets.static":
                values["digest"] = "0" * 16
            if rule.endpoint in ids:
                values["token"] = ids[rule.endpoint]
            with app.test_request_context("/en/"):
                path = build(rule.endpoint, values)
            for method in sorted((rule.methods or set()) & METHODS):
                yield Door(rule, method, path, values, declared(app.view_functions[rule.endpoint]))


def may_see(session: Session, person: Person, door: Door) -> bool:
    """Whether the thing that a door leads to exists for somebody; pages about others answer as if it did not."""
    if "post_id" in door.values:
        return allowed(person, Action.POST_READ, session.get_one(Post, door.values["post_id"]))
    if "series_id" in door.values or "partner_id" in door.values:
        return allowed(person, Action.POST_READ, session.query(Post).first())
    return True


def may_act(session: Session, person: Person, door: Door) -> bool:
    """Whether the policy lets somebody do to this very thing what a door is for."""
    action, thing = door.action, _thing(session, door)
    assert isinstance(action, Action)
    if door.rule.endpoint == "desk.take_back_suggestion":
        return person.id == session.get_one(Suggestion, door.values["suggestion_id"]).by_id
    if door.rule.endpoint == "desk.credit":
        # Each side names its own people, so that either may send the form.
        return any(allowed(person, one, thing) for one in (Action.QUESTION_EDIT, Action.ANSWER_EDIT))
    if door.rule.endpoint in _ORIGINAL_TOO:
        action = thing.action(BY_PREFIX[door.values.get("loc", "en")].tag)
    return allowed(person, action, thing)


def _thing(session: Session, door: Door) -> Any:
    """What an action is done to: as `policy.RULES` expects it."""
    values = door.values
    if "comment_id" in values:
        return session.get_one(Comment, values["comment_id"])
    if "post_id" not in values:
        return session.query(Post).first() if "series_id" in values else None
    post = session.get_one(Post, values["post_id"])
    if door.action is Action.RENDITION_EDIT:
        suggestion = session.get_one(Suggestion, values["suggestion_id"]) if "suggestion_id" in values else None
        return find(session, post, suggestion.key if suggestion else values["key"])
    if door.action is Action.QUESTION_EDIT:
        # Without an id the side stands in the form.
        return session.get_one(Question, values["question_id"]) if "question_id" in values else None
    return post
