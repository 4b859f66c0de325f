"""Who may do what: the one table. What it does not allow is refused."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from .errors import NotAllowed
from .partner import Role

if TYPE_CHECKING:
    from .person import Person


class Action(StrEnum):
    """Everything that needs permission, as `resource:action`, in alphabetical order."""

    ACCOUNT_USE = "account:use"
    ANSWER_EDIT = "answer:edit"
    COMMENT_DECIDE = "comment:decide"
    COMMENT_REPLY = "comment:reply"
    DESK_READ = "desk:read"
    PEOPLE_INVITE = "people:invite"
    PEOPLE_READ = "people:read"
    POST_ARCHIVE = "post:archive"
    POST_READ = "post:read"
    POST_SIGN = "post:sign"
    POST_WITHDRAW = "post:withdraw"
    QUESTION_EDIT = "question:edit"
    QUEUE_READ = "queue:read"
    RENDITION_EDIT = "rendition:edit"
    SERIES_CREATE = "series:create"


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


def _member(person: "Person", post: Any) -> bool:
    return any(person.has_role(partner) for partner in (post.series.west, post.series.east))


def _reads_post(person: "Person", post: Any) -> bool:
    return person.is_owner or _member(person, post)


def _asks(person: "Person", question: Any) -> bool:
    return person.has_role(question.post.series.partner(question.asked_by), Role.AUTHOR)


def _answers(person: "Person", question: Any) -> bool:
    return person.has_role(question.post.series.partner(question.asked_by.other), Role.AUTHOR)


def _translates(person: "Person", post: Any) -> bool:
    return any(person.has_role(partner, Role.TRANSLATOR) for partner in (post.series.west, post.series.east))


def _signs_for_either(person: "Person", post: Any) -> bool:
    return any(person.has_role(partner, Role.SIGNER) for partner in (post.series.west, post.series.east))


def _archives(person: "Person", post: Any) -> bool:
    return person.is_owner or _signs_for_either(person, post)


RULES: Final[dict[Action, Rule]] = {
    Action.ACCOUNT_USE: _self,
    Action.ANSWER_EDIT: _answers,
    Action.COMMENT_DECIDE: _decides,
    Action.COMMENT_REPLY: _member,
    Action.DESK_READ: _works_at_desk,
    Action.PEOPLE_INVITE: _owner,
    Action.PEOPLE_READ: _owner,
    Action.POST_ARCHIVE: _archives,
    Action.POST_READ: _reads_post,
    Action.POST_SIGN: _signs_for_either,
    Action.POST_WITHDRAW: _signs_for_either,
    Action.QUESTION_EDIT: _asks,
    Action.QUEUE_READ: _moderator,
    Action.RENDITION_EDIT: _translates,
    Action.SERIES_CREATE: _owner,
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
