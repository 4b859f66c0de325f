"""What people write, who comes and goes, time that passes; as rules: each is one act, allowed or not."""

from datetime import timedelta
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from blog.dialogue.base import Side
from blog.dialogue.errors import DialogueError
from blog.dialogue.partner import Role
from blog.dialogue.passage import find
from blog.dialogue.person import Person
from blog.dialogue.question import Question
from blog.dialogue.suggestion import Suggestion
from tests.domain.two_keys_model import PEOPLE
from tests.domain.two_keys_site import Site

# More would only make the run slower.
MOST_QUESTIONS: Final = 4
# Mostly those who can: a run in which everybody is refused says little.
writer = st.sampled_from(["ruth", "tom", "chen", "lin", "ruth", "chen", *PEOPLE])
side_ = st.sampled_from(list(Side))
nth = st.integers(0, 11)
locale_ = st.sampled_from(["en", "zh-Hans", "en", "zh-Hans", "zh-Hant"])
words_ = st.sampled_from(["Tea", "Green tea", "茶", "绿茶", "Water"])


class Desk(Site):
    """Saving, translating, asking, arranging, crediting, suggesting; appointing, dismissing, shutting accounts."""

    def _key(self, n: int) -> str:
        keys = ["title", "intro"]
        for number in self.model.asked:
            keys += [f"q{number}", f"q{number}.topic", f"q{number}.answer"]
        return keys[n % len(keys)]

    @rule(name=writer, n=nth, locale=locale_, words=words_, minor=st.booleans(), approve=st.booleans())
    def save(self, name: str, n: int, locale: str, words: str, minor: bool, approve: bool, late: int = 0) -> None:
        """Write a passage on the newest revision, or on one that is no longer."""
        key = self._key(n)

        def verb(session: Any, post: Any, by: Person) -> Any:
            passage = find(session, post, key)
            newest = passage.newest(locale)  # type: ignore[union-attr]
            return passage.save(  # type: ignore[union-attr]
                session, locale, words, on_revision=(newest.number if newest else 0) - late, by=by, minor=minor,
                approve=approve,
            )

        saved = self.attempt(name, self.model.may_write(name, key, locale), verb, *["text_changed"] * late)
        if not isinstance(saved, DialogueError):
            assert late == 0
            self.model.wrote(key, locale, words)

    @rule(name=writer, n=nth, locale=locale_, words=words_)
    def save_late(self, name: str, n: int, locale: str, words: str) -> None:
        """Save on a revision that somebody has written over since."""
        self.save(name, n, locale, words, False, True, late=1)

    @rule(name=writer, n=nth, locale=locale_, act=st.sampled_from(["review", "still_right"]))
    def translate(self, name: str, n: int, locale: str, act: str) -> None:
        """Review a translation, or say that it is still right."""
        key = self._key(n)
        owners = self.model.owners(key)

        def verb(session: Any, post: Any, by: Person) -> Any:
            passage = find(session, post, key)
            newest = passage.newest(locale)  # type: ignore[union-attr]
            return getattr(passage, act)(session, locale, on_revision=newest.number if newest else 0, by=by)

        self.attempt(name, self.model.translates(name, *owners), verb, "nothing_to_review", "nothing_to_confirm")

    @precondition(lambda self: len(self.model.asked) < MOST_QUESTIONS)
    @rule(name=writer, side=side_, words=words_, topic=st.sampled_from(["", "Leaf"]))
    def ask(self, name: str, side: Side, words: str, topic: str) -> None:
        """Put a question."""
        may = self.model.writes(name, side)
        asked = self.attempt(name, may, lambda s, post, by: Question.ask(s, post, side, "en", words, topic, by=by))
        if isinstance(asked, Question):
            self.model.asked[asked.id] = side
            self.model.wrote(f"q{asked.id}", "en", words)
            if topic:
                self.model.wrote(f"q{asked.id}.topic", "en", topic)

    @rule(name=writer, n=nth, act=st.sampled_from(["withdraw", "restore"]))
    def take_out_or_back(self, name: str, n: int, act: str) -> None:
        """Withdraw a question from the draft, or restore it."""
        number = list(self.model.asked)[n % len(self.model.asked)]
        may = self.model.writes(name, self.model.asked[number])
        done = self.attempt(
            name, may, lambda s, post, by: getattr(s.get_one(Question, number), act)(s, by=by),
            "question_withdrawn" if number in self.model.gone else "question_not_withdrawn",
        )
        if done is None:
            self.model.gone ^= {number}

    @rule(name=writer, side=side_, order=st.randoms(use_true_random=False))
    def arrange(self, name: str, side: Side, order: Any) -> None:
        """Put the questions of a side into another order."""
        ids = self.model.standing(side)
        order.shuffle(ids)
        frozen = ["codes_frozen"] if self.model.editions else []
        may = self.model.writes(name, side)
        self.attempt(name, may, lambda s, post, by: Question.arrange(s, post, side, ids, by=by), *frozen)

    @rule(name=writer, n=nth)
    def credit(self, name: str, n: int) -> None:
        """Say that somebody else of the asking side asked."""
        number = list(self.model.asked)[n % len(self.model.asked)]
        asked_by = self.model.asked[number]

        def verb(session: Any, post: Any, by: Person) -> None:
            question = session.get_one(Question, number)
            first = session.get_one(Person, self.cast["ruth" if asked_by is Side.WEST else "chen"].id)
            asker = None if question.asker is first else first
            question.credit(session, asker=asker, answerer=question.answer and question.answer.answerer, by=by)

        self.attempt(name, self.model.writes(name, asked_by), verb)

    @rule(name=writer, n=nth, locale=locale_, words=words_)
    def suggest(self, name: str, n: int, locale: str, words: str) -> None:
        """Propose words for a passage."""
        key = self._key(n)

        def verb(session: Any, post: Any, by: Person) -> Any:
            passage = find(session, post, key)
            newest = passage.newest(locale)  # type: ignore[union-attr]
            return Suggestion.make(session, passage, locale, words, newest.number if newest else 1, by=by)  # type: ignore[arg-type]

        made = self.attempt(name, self.model.belongs(name), verb, "nothing_to_change", "nothing_suggested")
        if isinstance(made, Suggestion):
            self.suggested.append((made.id, key, locale))

    @rule(name=writer, n=nth, words=words_, act=st.sampled_from(["accept", "accept", "decline"]))
    def decide(self, name: str, n: int, words: str, act: str) -> None:
        """Take a suggestion into the text, edited or not, or leave it."""
        if not self.suggested:
            return
        number, key, locale = self.suggested[n % len(self.suggested)]

        def verb(session: Any, post: Any, by: Person) -> Any:
            suggestion = session.get_one(Suggestion, number)
            newest = find(session, post, key).newest(locale)  # type: ignore[union-attr]
            if act == "decline":
                return suggestion.decline(session, by=by)
            return suggestion.accept(session, words, on_revision=newest.number, by=by)  # type: ignore[union-attr]

        decided = self.attempt(name, self.model.may_write(name, key, locale), verb, "suggestion_decided")
        if decided is None and act == "accept":
            self.model.wrote(key, locale, words)

    @rule(by=st.sampled_from(["olga", "olga", *PEOPLE]), name=st.sampled_from(PEOPLE), side=side_, on=st.booleans())
    def appoint(self, by: str, name: str, side: Side, on: bool) -> None:
        """Make somebody a signer of a partner, or no longer."""

        def verb(session: Any, post: Any, by: Person) -> None:
            someone = session.get_one(Person, self.cast[name].id)
            (someone.appoint if on else someone.dismiss)(session, self.house(session, side), Role.SIGNER, by=by)

        if self.attempt(by, by == "olga", verb) is None:
            (self.model.signers.add if on else self.model.signers.discard)((name, side))

    @rule(name=st.sampled_from(["ruth", "chen", "tom", "lin", "oskar"]), on=st.booleans())
    def shut_account(self, name: str, on: bool) -> None:
        """Disable an account, or open it again."""

        def verb(session: Any, post: Any, by: Person) -> None:
            someone = session.get_one(Person, self.cast[name].id)
            if on:
                someone.active = True
            else:
                someone.disable(by=None)

        self.attempt("olga", True, verb)
        (self.model.disabled.discard if on else self.model.disabled.add)(name)

    @rule(hours=st.sampled_from([1, 2, 31]))
    def pass_time(self, hours: int) -> None:
        """Let time pass, also over schedules."""
        self.now += timedelta(hours=hours)
