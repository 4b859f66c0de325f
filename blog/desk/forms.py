"""What the forms of the desk have in common: what was typed, what is wrong with it, and words in two languages."""

from dataclasses import dataclass, field

from flask import request

from ..locales import EN, ZH_HANS, choose, guess
from ..web.i18n import gettext, locale

LONGEST_NAME = 120
LONGEST_BLURB = 2000


@dataclass(slots=True)
class Form:
    """What was typed, by field name, and what is wrong with it. name: which form of the page it is."""

    name: str = ""
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, name: str, *fields: str) -> "Form":
        """What was typed into the fields of a form, without spaces around it."""
        return cls(name, {each: request.form.get(each, "").strip() for each in fields})

    def words(self, name: str, *, longest: int = LONGEST_NAME) -> dict[str, str]:
        """What was typed into `name-en` and `name-zh`, by locale; Chinese is kept in the script that it is in."""
        found = {}
        for language in ("en", "zh"):
            typed = self.values[f"{name}-{language}"]
            if len(typed) > longest or "\x00" in typed:
                self.errors[f"{name}-{language}"] = gettext(
                    "This is too long, or holds a character that cannot be kept: %(longest)d characters at most.",
                    longest=longest,
                )
            elif typed:
                found[EN.tag if language == "en" else _script_of(typed)] = typed
        return found


def two(name: str) -> tuple[str, str]:
    """The fields of words in two languages."""
    return f"{name}-en", f"{name}-zh"


def typed(name: str, words: dict[str, str]) -> dict[str, str]:
    """Words by locale as the values of their two fields."""
    here = locale()
    chinese = {tag: said for tag, said in words.items() if tag != EN.tag}
    tag = here.tag if here.language == "zh" else ZH_HANS.tag
    return {f"{name}-en": words.get(EN.tag, ""), f"{name}-zh": chinese.get(tag) or choose(chinese, tag)[0]}


def _script_of(words: str) -> str:
    guessed = guess(words)
    return ZH_HANS.tag if guessed == EN.tag else guessed
