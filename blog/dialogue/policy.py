"""Who may do what: the one table. What it does not allow is refused."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from .errors import NotAllowed
from .role import Role

if TYPE_CHECKING:
    from .person import Person


class Action(StrEnum):
    """Everything that needs permission, as `resource:action`, in alphabetical order."""

    ACCOUNT_USE = "account:use"
    ANSWER_EDIT = "answer:edit"
    COMMENT_DECIDE = "comment:decide"
    COMMENT_REPLY = "comment:reply"
    DESK_READ = "desk:read"
    GLOSSARY_EDIT = "glossary:edit"
    NOTE_WRITE = "note:write"
    PARTNER_EDIT = "partner:edit"
    PEOPLE_APPOINT = "people:appoint"
    PEOPLE_INVITE = "people:invite"
    PEOPLE_READ = "people:read"
    PICTURE_ADD = "picture:add"
    POST_CREATE = "post:create"
    POST_PLAN = "post:plan"
    POST_READ = "post:read"
    POST_SIGN = "post:sign"
    POST_WITHDRAW = "post:withdraw"
    PREVIEW_SHARE = "preview:share"
    QUESTION_EDIT = "question:edit"
    QUEUE_READ = "queue:read"
    RENDITION_EDIT = "rendition:edit"
    SERIES_CREATE = "series:create"
    TEXT_EDIT = "text:edit"
    TEXT_SUGGEST = "text:suggest"


Rule = Callable[["Person", Any], bool]


def _self(person: "Person", thing: Any) -> bool:
    return thing is None or thing.id == person.id


def _owner(person: "Person", thing: Any) -> bool:
    return person.is_owner


def _moderator(person: "Person", thing: Any) -> bool:
    return person.moderates


def _decides(person: "Person", comment: Any) -> bool:
    # Nobody decides an own comment: neither what they wrote nor what they wrote for their partner.
    return person.moderates and (comment is None or comment.person_id != person.id)


def _works_at_desk(person: "Person", thing: Any) -> bool:
    return person.is_owner or bool(person.memberships)


def _of_either(*roles: Role) -> Rule:
    """Whoever has one of these roles (any where none is named) in either partner; of nothing: in any partner at all."""

    def rule(person: "Person", thing: Any) -> bool:
        if thing is None:
            return any(not roles or membership.role in roles for membership in person.memberships)
        series = getattr(thing, "series", thing)
        return any(person.has_role(partner, *roles) for partner in (series.west, series.east))

    return rule


def _or_owner(rule: Rule) -> Rule:
    return lambda person, thing: person.is_owner or rule(person, thing)


def _authors_of(side_of: Callable[[Any], Any]) -> Rule:
    """The authors of the partner on the side that a question gives."""

    def rule(person: "Person", question: Any) -> bool:
        if question is None:
            return _of_either(Role.AUTHOR)(person, None)
        return person.has_role(question.post.series.partner(side_of(question)), Role.AUTHOR)

    return rule


def _owns_words(person: "Person", passage: Any) -> bool:
    if passage is None:
        return _of_either(Role.AUTHOR)(person, None)
    return any(person.has_role(passage.post.series.partner(side), Role.AUTHOR) for side in passage.owners)


def _translates(person: "Person", passage: Any) -> bool:
    # Translators of either side, and the authors of the words themselves.
    translator = _of_either(Role.TRANSLATOR)
    return translator(person, passage and passage.post) or _owns_words(person, passage)


_member: Final = _of_either()

RULES: Final[dict[Action, Rule]] = {
    Action.ACCOUNT_USE: _self,
    Action.ANSWER_EDIT: _authors_of(lambda question: question.asked_by.other),
    Action.COMMENT_DECIDE: _decides,
    Action.COMMENT_REPLY: _member,
    Action.DESK_READ: _works_at_desk,
    Action.GLOSSARY_EDIT: _of_either(Role.AUTHOR, Role.TRANSLATOR),
    Action.NOTE_WRITE: _member,
    Action.PARTNER_EDIT: _owner,
    Action.PEOPLE_APPOINT: _owner,
    Action.PEOPLE_INVITE: _owner,
    Action.PEOPLE_READ: _owner,
    Action.PICTURE_ADD: _of_either(Role.AUTHOR, Role.TRANSLATOR),
    Action.POST_CREATE: _of_either(Role.AUTHOR),
    Action.POST_PLAN: _of_either(Role.AUTHOR, Role.SIGNER),
    Action.POST_READ: _or_owner(_member),
    Action.POST_SIGN: _of_either(Role.SIGNER),
    Action.POST_WITHDRAW: _of_either(Role.SIGNER),
    Action.PREVIEW_SHARE: _of_either(Role.AUTHOR, Role.SIGNER),
    Action.QUESTION_EDIT: _authors_of(lambda question: question.asked_by),
    Action.QUEUE_READ: _moderator,
    Action.RENDITION_EDIT: _translates,
    Action.SERIES_CREATE: _owner,
    Action.TEXT_EDIT: _owns_words,
    Action.TEXT_SUGGEST: _member,
}


def allowed(person: "Person | None", action: Action, thing: Any = None) -> bool:
    """Whether a person may do this to that thing; nobody signed in, or a disabled account: no."""
    if person is None or not person.active:
        return False
    rule = RULES.get(action)
    return rule is not None and rule(person, thing)


def demand(person: "Person | None", action: Action, thing: Any = None) -> None:
    """Raise NotAllowed unless the person may do this."""
    if not allowed(person, action, thing):
        raise NotAllowed(action)
