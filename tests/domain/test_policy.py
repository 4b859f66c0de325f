"""Who may do what: every kind of person, every action, in one table."""

from types import SimpleNamespace

import pytest

from blog.dialogue import policy
from blog.dialogue.base import Side
from blog.dialogue.comment import Comment
from blog.dialogue.errors import NotAllowed
from blog.dialogue.passage import find
from blog.dialogue.person import Person
from blog.dialogue.policy import RULES, Action, allowed, demand
from blog.dialogue.post import Post
from tests.cast import NAMES, Cast
from tests.conftest import Store
from tests.factories import make_comment

# R ruth, T tom (West); C chen, L lin (East); O oskar (another pair); G grace (moderator); W olga (owner); N nina.
# Of a question that the West asks, and of a comment that nobody of the cast wrote.
LETTERS = dict(zip("RTCLOGWN", ("ruth", "tom", "chen", "lin", "oskar", "grace", "olga", "nina"), strict=True))
TABLE = {
    (Action.ACCOUNT_USE, "own"): "RTCLOGWN",
    (Action.ACCOUNT_USE, "ruth's"): "R",
    (Action.ANSWER_EDIT, "west-1"): "C",
    (Action.ANSWER_EDIT, "east-1"): "RT",
    (Action.COMMENT_DECIDE, None): "GW",
    (Action.COMMENT_DECIDE, "a reader's"): "GW",
    (Action.COMMENT_DECIDE, "grace's"): "W",
    (Action.COMMENT_DECIDE, "olga's"): "G",
    (Action.COMMENT_REPLY, "post"): "RTCL",
    (Action.DESK_READ, None): "RTCLOW",
    (Action.GLOSSARY_EDIT, None): "RTCLO",
    (Action.GLOSSARY_EDIT, "series"): "RTCL",
    (Action.NOTE_WRITE, None): "RTCLO",
    (Action.NOTE_WRITE, "post"): "RTCL",
    (Action.PARTNER_EDIT, None): "W",
    (Action.PEOPLE_APPOINT, None): "W",
    (Action.PEOPLE_INVITE, None): "W",
    (Action.PEOPLE_READ, None): "W",
    (Action.PICTURE_ADD, None): "RTCLO",
    (Action.PICTURE_ADD, "post"): "RTCL",
    (Action.POST_CREATE, None): "RTCO",
    (Action.POST_CREATE, "series"): "RTC",
    (Action.POST_PLAN, None): "RTCO",
    (Action.POST_PLAN, "post"): "RTC",
    (Action.POST_READ, None): "RTCLOW",
    (Action.POST_READ, "post"): "RTCLW",
    (Action.POST_SIGN, None): "RCO",
    (Action.POST_SIGN, "post"): "RC",
    (Action.POST_WITHDRAW, "post"): "RC",
    (Action.PREVIEW_SHARE, None): "RTCO",
    (Action.PREVIEW_SHARE, "post"): "RTC",
    (Action.QUESTION_EDIT, None): "RTCO",
    (Action.QUESTION_EDIT, "west-1"): "RT",
    (Action.QUESTION_EDIT, "east-1"): "C",
    (Action.QUEUE_READ, None): "GW",
    (Action.RENDITION_EDIT, None): "RTCLO",
    (Action.RENDITION_EDIT, "title of it"): "RTCL",
    (Action.RENDITION_EDIT, "west-1 of it"): "RTL",
    (Action.RENDITION_EDIT, "answer to west-1"): "CL",
    (Action.SERIES_CREATE, None): "W",
    (Action.TEXT_EDIT, None): "RTCO",
    (Action.TEXT_EDIT, "title of it"): "RTC",
    (Action.TEXT_EDIT, "west-1 of it"): "RT",
    (Action.TEXT_EDIT, "answer to west-1"): "C",
    (Action.TEXT_SUGGEST, None): "RTCLO",
    (Action.TEXT_SUGGEST, "post"): "RTCL",
}


def things(store_session: object, cast: Cast) -> dict[str | None, object]:
    """What each row of the table is about."""
    session = store_session
    post = session.get_one(Post, cast.post.id)  # type: ignore[attr-defined]
    comment = make_comment(session, cast.threads["post"], post.id)  # type: ignore[arg-type]
    questions = {question.code: question for question in post.questions}
    owned = {f"{name}'s": Comment(person_id=cast[name].id) for name in ("grace", "olga")}
    first = questions["west-1"]
    places = {
        "series": post.series, "title of it": find(session, post, "title"),  # type: ignore[arg-type]
        "west-1 of it": find(session, post, f"q{first.id}"),  # type: ignore[arg-type]
        "answer to west-1": find(session, post, f"q{first.id}.answer"),  # type: ignore[arg-type]
    }
    return {None: None, "post": post, **places, "a reader's": comment, "ruth's": cast["ruth"], **owned, **questions}


@pytest.mark.parametrize(("action", "about"), TABLE, ids=str)
def test_table(store: Store, cast: Cast, action: Action, about: str | None) -> None:
    """Just the people named in the row may do it; a disabled account of the same rights, and nobody, may not."""
    with store() as session:
        thing = things(session, cast)
        people = {letter: session.get_one(Person, cast[name].id) for letter, name in LETTERS.items()}
        subject = {key: who if about == "own" else thing.get(about) for key, who in people.items()}
        may = {key for key, who in people.items() if allowed(who, action, subject[key])}
        for who in people.values():
            who.active = False
        disabled = {key for key, who in people.items() if allowed(who, action, subject[key])}
        session.rollback()

        assert set(TABLE[action, about]) == may
        assert set() == disabled
        assert not allowed(None, action, thing.get(about))


def test_table_is_complete() -> None:
    """Every action has a rule, every rule a row here, and everybody of the cast a letter."""
    assert set(Action) == set(RULES) == {action for action, _ in TABLE}
    assert set(NAMES) == set(LETTERS.values())
    assert sorted(action.value for action in Action) == [action.value for action in Action]


def test_action_without_rule_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the table does not allow is refused, the owner too; so is an action that does not exist."""
    monkeypatch.delitem(RULES, Action.PEOPLE_READ)

    for action in (Action.PEOPLE_READ, "post:burn"):
        with pytest.raises(NotAllowed) as refusal:
            demand(cast["olga"], action)  # type: ignore[arg-type]
        assert {"action": action} == refusal.value.params


def test_roles_are_of_their_partner() -> None:
    """The signer of a partner that has the same side in another series is a stranger here."""
    assert Side.WEST is Side.EAST.other
    stranger = SimpleNamespace(active=True, has_role=lambda partner, *roles: partner == "theirs")
    post = SimpleNamespace(series=SimpleNamespace(west="ours", east="ours too"))

    assert not policy.allowed(stranger, Action.POST_SIGN, post)  # type: ignore[arg-type]
