"""No template says a sentence of its own: whatever is read or heard comes from a catalogue."""

from pathlib import Path

import pytest

from tests.house.sentences import bare
from tests.house.source import files, name_of

TEMPLATES = [path for path in files("", "blog/templates") if path.suffix in (".html", ".txt", ".xml")]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_sentence_stands_outside_a_catalogue(path: Path) -> None:
    """A template's own text, and the attributes that are spoken, hold no words."""
    assert [] == bare(path), "put the words into {{ _('…') }} and run make pot"


@pytest.mark.parametrize(("source", "words"), [
    ("<p>Read on</p>", ["Read on"]),
    ("<p>{{ _('Read on') }}</p>", []),
    ("<p>{% trans %}Read on{% endtrans %}</p>", []),
    ('<a href="/x" class="big red" aria-label="Read on">→</a>', ["Read on"]),
    ('<img src="x" alt="A bench">', ["A bench"]),
    ('<img src="x" alt="{{ picture.alt }}">', []),
    ("{{ name or 'No name' }}", ["No name"]),
    ("{% if x %}<b>问题</b>{% endif %}", ["问题"]),
    ("<script src=\"a.js\"></script>{# Read on #}", []),
    ("<p>&nbsp;· {{ count }} · Wenda 问答</p>", []),
])
def test_bare_sentences_are_seen(tmp_path: Path, source: str, words: list[str]) -> None:
    """The search sees text, spoken attributes and defaults, and passes over code, comments and catalogued words."""
    template = tmp_path / "sample.html"
    template.write_text(source, encoding="utf-8")

    assert words == bare(template)
