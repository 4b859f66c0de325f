"""The page of one text: the words at work, what they are made from, and how they stand."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from ..dialogue.errors import Conflict
from ..dialogue.glossary import Term
from ..dialogue.passage import Passage, neat
from ..dialogue.policy import Action, allowed
from ..dialogue.scratch import Scratch
from ..dialogue.text import Kind, Revision, Text
from ..diffs import Paragraph, compare
from ..extensions import db
from ..locales import BY_TAG, Locale, choose_name, convert, other_script
from ..web.guard import person
from ..web.i18n import locale as here
from ..web.pages import frame
from ..web.places import Words, line_of
from .around import KINDS, Tab, owners, parts, place, tabs, text_url
from .bench import bench
from .notes import Notes, notes_for
from .states import badges
from .suggested import suggestions_for
from .terms import Lacking, lacking, marked


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent and is not saved. wrong: why not; theirs: what somebody saved meanwhile; preview: as rendered."""

    words: str
    on_revision: int
    minor: bool = False
    first: bool = False
    wrong: str = ""
    theirs: Conflict | None = None
    preview: Markup | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """What a translation is made from. marked: with the agreed terms marked; change: since it was translated."""

    locale: Locale
    revision: Revision
    is_source: bool
    marked: Markup
    change: list[Paragraph]
    lacking: list[Lacking]


@dataclass(frozen=True, slots=True)
class Editor:
    """One text in one locale at work. unsaved: the scratch that stands in the field; offered: a conversion does."""

    passage: Passage
    locale: Locale
    heading: str
    place: str
    owners: str
    tabs: list[Tab]
    badges: list[tuple[str, str]]
    original: Original | None
    newest: Revision | None
    typed: Typed
    unsaved: Scratch | None
    offered: bool
    may_edit: bool
    may_suggest: bool
    may_be_minor: bool

    @property
    def side(self) -> str:
        """The side whose words these are, as a class of the page; empty where both own them."""
        return self.passage.owners[0].value if len(self.passage.owners) == 1 else ""

    @property
    def one_line(self) -> bool:
        """Whether the text is a line of plain text."""
        return self.passage.kind.one_line

    @property
    def saved(self) -> str:
        """The newest saved words."""
        return self.newest.words if self.newest else ""

    @property
    def moved_on(self) -> bool:
        """Whether the text was saved by somebody since the unsaved words were begun."""
        return self.unsaved is not None and self.unsaved.on_revision != (self.newest.number if self.newest else 0)

    @property
    def waits(self) -> bool:
        """Whether the newest translation is to be reviewed."""
        rendition = self.newest.rendition if self.newest and self.original else None
        return rendition is not None and rendition.approved_revision != rendition.newest.number

    @property
    def is_behind(self) -> bool:
        """Whether the newest translation is older than its original."""
        text = self.passage.text
        return text is not None and self.newest is not None and text.is_behind(self.newest)

    @property
    def theirs_in(self) -> Locale:
        """The locale of what somebody else saved meanwhile: the original's, where that was begun meanwhile."""
        begun = self.newest is None and self.original is not None
        return self.original.locale if begun and self.original else self.locale

    @property
    def theirs_by(self) -> str:
        """The name of whoever saved meanwhile, where it is known."""
        return choose_name(self.typed.theirs.names, here().tag)[0] if self.typed.theirs else ""

    @property
    def against_theirs(self) -> list[Paragraph]:
        """What the words in the field would change in what somebody else saved meanwhile."""
        theirs = self.typed.theirs
        if theirs is None or self.theirs_in is not self.locale:
            return []
        return compare(theirs.theirs, neat(self.passage.kind, self.typed.words))


def text_page(passage: Passage, locale: Locale, typed: Typed | None = None, **more: Any) -> str:
    """The page of a text. typed: what was sent and is not saved; more: what was typed beside a suggestion."""
    editor = _editor(passage, locale, typed)
    return render_template(
        "desk/text.html", bench=bench(passage.post, passage.key, locale.prefix), editor=editor,
        parts=parts(passage, locale), asked=_asked(passage),
        url=lambda page, **values: text_url(passage, locale, page, **values),
        suggestions=suggestions_for(passage, locale.tag, editor.newest), notes=_notes(passage, locale),
        **{"refused": None, **more}, **frame(None),
    )


def _editor(passage: Passage, locale: Locale, typed: Typed | None) -> Editor:
    text, newest, post = passage.text, passage.newest(locale.tag), passage.post
    start, offered = _start(passage, locale, newest)
    unsaved = None if typed else _unsaved(passage, locale, start)
    typed = typed or _typed(unsaved, start, newest, first=text is None)
    original = _original(passage, locale, newest, typed.words)
    return Editor(
        passage=passage, locale=locale, heading=str(KINDS[passage.kind]), place=place(passage),
        owners=owners(passage),
        tabs=tabs(passage, locale), badges=badges(text, locale.tag), original=original,
        newest=newest, typed=typed, unsaved=unsaved, offered=offered and unsaved is None,
        may_edit=allowed(person(), passage.action(locale.tag), passage),
        may_suggest=newest is not None and allowed(person(), Action.TEXT_SUGGEST, post),
        may_be_minor=newest is not None and (original is None or _is_base(text, locale.tag)),
    )


def _start(passage: Passage, locale: Locale, newest: Revision | None) -> tuple[str, bool]:
    """What stands in the field before anybody types: the newest words, or what conversion would give."""
    if newest is not None or passage.text is None:
        return (newest.words if newest else ""), False
    base = passage.text.base_of(locale.tag)
    if base is None or base.locale != other_script(locale.tag):
        return "", False
    return convert(base.newest.words, locale.tag), True


def _unsaved(passage: Passage, locale: Locale, start: str) -> Scratch | None:
    found = db.session.scalar(Scratch.of(passage.post, passage.key, locale.tag, by=person()))
    if found is None or neat(passage.kind, found.words) == start:
        return None
    return found if is_unsaved(passage, locale, found.words, found.on_revision) else None


def is_unsaved(passage: Passage, locale: Locale, words: str, on_revision: int) -> bool:
    """Whether words are neither the newest saved ones nor those on which they were begun."""
    rendition = passage.text.rendition(locale.tag) if passage.text else None
    revisions = rendition.revisions if rendition else []
    saved = {each.words for each in revisions if each.number in (on_revision, len(revisions))}
    return neat(passage.kind, words) not in (saved or {""})


def _typed(unsaved: Scratch | None, start: str, newest: Revision | None, *, first: bool) -> Typed:
    if unsaved is not None:
        return Typed(unsaved.words, unsaved.on_revision, first=first)
    return Typed(start, newest.number if newest else 0, first=first)


def _original(passage: Passage, locale: Locale, newest: Revision | None, words: str) -> Original | None:
    text = passage.text
    base = text.base_of(locale.tag) if text else None
    if text is None or base is None:
        return None
    agreed = list(db.session.scalars(Term.of(passage.post.series)).unique())
    return Original(
        locale=BY_TAG[base.locale], revision=base.newest, is_source=base.locale == text.source_locale,
        marked=marked(base.newest.words, agreed, base.locale, locale.tag), change=_change(base.revisions, newest),
        lacking=lacking(agreed, base.newest.words, base.locale, words, locale.tag) if words else [],
    )


def _change(revisions: list[Revision], newest: Revision | None) -> list[Paragraph]:
    """What became of the original since the newest translation of it; nothing where its words are the same."""
    seen = next((each for each in revisions if newest and each.number == newest.of_revision), None)
    if seen is None or seen.words == revisions[-1].words:
        return []
    return compare(seen.words, revisions[-1].words)


def _is_base(text: Text | None, locale: str) -> bool:
    rendition = text.rendition(locale) if text else None
    return rendition is not None and text is not None and any(
        text.base_of(each.locale) is rendition for each in text.renditions
    )


def _asked(passage: Passage) -> Words | None:
    """What is being answered, or put in a few words: nobody does that without the question before their eyes."""
    question = passage.question
    return line_of(question.text) if question is not None and passage.kind is not Kind.QUESTION else None


def _notes(passage: Passage, locale: Locale) -> Notes | None:
    if passage.question is None:
        return None
    return notes_for(passage.post, passage.question.id, f"{passage.key}/{locale.prefix}")
