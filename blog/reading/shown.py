"""What a reader's page is made of: plain values, ready for a template, in the locale of the page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Said:
    """Short words with the language they are in: a name, a title."""

    text: str
    lang: str

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as one page shows it.

    html: rendered Markdown; lang: what it is written in; source: the locale it was first written in;
    stale: a translation older than its source; fallback: the page's own language does not exist yet.
    """

    html: Markup
    lang: str
    source: str
    stale: bool = False
    fallback: bool = False
    translators: tuple[Said, ...] = ()

    @property
    def translated(self) -> bool:
        """Whether this is a translation: another language, not merely the other script."""
        return self.lang.partition("-")[0] != self.source.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A partner as a page names it: in the page's language, and in its own where that differs."""

    side: str
    name: Said
    own_name: Said | None
    city: Said
    blurb: Said
    language: str
    seal: Said


@dataclass(frozen=True, slots=True)
class Credit:
    """Who asked or answered. names: own script first, then the page's; empty where only the partner is known."""

    side: str
    names: tuple[Said, ...]
    partner: Said


@dataclass(frozen=True, slots=True)
class Quoted:
    """A comment as the form shows it that answers it."""

    id: int
    name: str
    lang: str
    html: Markup


@dataclass(frozen=True, slots=True)
class ThreadShown:
    """The comments under one question or under the post, as HTML. rest: how many more than are shown here."""

    key: str
    count: int
    url: str
    action: str
    open: bool
    comments: Markup = field(default_factory=Markup)
    rest: int = 0
    next_url: str | None = None
    first_url: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question with its answer and its thread, on one side of a post."""

    code: str
    number: int
    side: str
    topic: Said
    question: Shown
    answer: Shown | None
    asker: Credit
    answerer: Credit
    thread: ThreadShown
    url: str
    withdrawn: datetime | None = None
    facing: "tuple[QuestionShown, QuestionShown] | None" = None


@dataclass(frozen=True, slots=True)
class SideShown:
    """All questions that one partner asked. heading and other_heading: "West asks East" and 西方问东方."""

    side: str
    heading: Said
    other_heading: Said
    questions: tuple[QuestionShown, ...]


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post in a list."""

    url: str
    number: int
    title: Said
    other_title: Said | None
    intro: Shown
    published: datetime
    question_count: int
    comment_count: int
    series_title: Said
    series_url: str
    partners: tuple[Organisation, Organisation]


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """A series in a list or at the head of its own page."""

    url: str
    title: Said
    other_title: Said | None
    blurb: Said
    partners: tuple[Organisation, Organisation]
    post_count: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The post before or after one in its series."""

    url: str
    number: int
    title: Said


@dataclass(frozen=True, slots=True)
class PostPage:
    """A joint post as one locale shows it.

    changed: when the newest edition went out, unless it is the first; note: what the partners say about it;
    draft: whether nobody but the partners sees it yet.
    """

    url: str
    facing_url: str
    history_url: str
    number: int
    title: Said
    other_title: Said | None
    intro: Shown
    published: datetime
    changed: datetime | None
    note: Said
    minutes: int
    question_count: int
    comment_count: int
    series_title: Said
    series_url: str
    partners: tuple[Organisation, Organisation]
    sides: tuple[SideShown, SideShown]
    thread: ThreadShown
    archived: bool = False
    signed: bool = True
    newer: Neighbour | None = None
    older: Neighbour | None = None
    draft: bool = False


@dataclass(slots=True)
class CommentForm:
    """The form under a thread: what was typed, and what is wrong with it (field → sentence)."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    reply_to: Quoted | None = None
    cancel_url: str | None = None
    blanks: dict[str, Markup] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed yet: then all forms of a page differ by their thread alone."""
        return not (self.values or self.errors or self.reply_to)

    @property
    def model(self) -> ThreadShown:
        """The thread for which the copied form is rendered."""
        return BLANK

    def blank(self, kind: str, thread: ThreadShown) -> Markup | None:
        """A blank form of a kind, rendered before on this page, for another thread."""
        rendered = self.blanks.get(kind)
        return rendered and rendered.replace(BLANK.key, thread.key).replace(BLANK.action, thread.action)

    def keep(self, kind: str, rendered: Markup) -> str:
        """Keep a form that was rendered for the thread `BLANK`."""
        self.blanks[kind] = rendered
        return ""


BLANK: Final = ThreadShown("-key-", 0, "", "/-action-", open=True)
