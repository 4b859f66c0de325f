"""From an edition's stored content to what a page shows in one locale."""

import pytest

from blog.locales import BY_TAG
from blog.reading.present import credit, name_said, organisation, other_said, said, shown


def text(source: str, **by: str) -> dict[str, object]:
    """A rendered text as an edition stores it."""
    rendered = {tag.replace("_", "-"): {"html": html, "stale": tag == "en", "by": {"en": "Lin"}} for tag,
    html in by.items()}
    return {"source": source, "by": rendered}


@pytest.mark.parametrize(("content", "tag", "expected"), [
    (text("zh-Hans", zh_Hans="<p>茶叶</p>", en="<p>Tea</p>"), "en", ("<p>Tea</p>", "en", True, False)),
    (text("zh-Hans", zh_Hans="<p>茶叶</p>", en="<p>Tea</p>"), "zh-Hans", ("<p>茶叶</p>", "zh-Hans", False, False)),
    (text("zh-Hans", zh_Hans="<p>茶叶</p>", en="<p>Tea</p>"), "zh-Hant", ("<p>茶葉</p>", "zh-Hant", False, False)),
    (text("zh-Hans", zh_Hans="<p>茶叶</p>", zh_Hant="<p>茶</p>"), "zh-Hant", ("<p>茶</p>", "zh-Hant", False, False)),
    (text("en", en="<p>Tea</p>"), "zh-Hant", ("<p>Tea</p>", "en", False, True)),
    (text("zh-Hans", zh_Hans="<p>茶叶</p>"), "en", ("<p>茶叶</p>", "zh-Hans", False, True)),
    (text("en"), "en", ("", "en", False, False)),
])
def test_reader_sees(content: dict[str, object], tag: str, expected: tuple[str, str, bool, bool]) -> None:
    """Own rendition, else the other script converted, else the source, said to be a fallback."""
    found = shown(content, BY_TAG[tag])

    assert expected == (str(found.html), found.lang, found.stale, found.fallback)


def test_translator_is_named_for_a_translation_only() -> None:
    """A translation names its translator, the source and its conversion nobody: their author is credited elsewhere."""
    content = text("zh-Hans", zh_Hans="茶叶", en="Tea")
    named = {tag: [who.text for who in shown(content, here).translators] for tag, here in BY_TAG.items()}

    assert {"en": ["Lin"], "zh-Hans": [], "zh-Hant": []} == named


def test_title_is_plain_words() -> None:
    """A line is given without markup, its entities read; the second title is the other language's, if there."""
    content = text("en", en="Tea &amp; milk", zh_Hans="茶与奶")

    assert "Tea & milk" == said(content, BY_TAG["en"]).text
    assert "茶与奶" == other_said(content, BY_TAG["en"]).text  # type: ignore[union-attr]
    assert other_said(text("en", en="Tea"), BY_TAG["en"]) is None


def test_name_says_its_language() -> None:
    """A name kept in one language is shown as it is, with its own language's tag."""
    found = name_said({"en": "Ruth"}, BY_TAG["zh-Hant"])

    assert ("Ruth", "en") == (found.text, found.lang)


def test_organisation_keeps_its_own_name() -> None:
    """A partner's own name stands beside the local one only where it differs."""
    partner = {"names": {"en": "East House", "zh-Hans": "东园"}, "city": {}, "blurb": {}, "language": "zh-Hans"}

    assert "东园" == organisation("east", partner, BY_TAG["en"]).own_name.text  # type: ignore[union-attr]
    assert organisation("east", partner, BY_TAG["zh-Hans"]).own_name is None


def test_credit_without_a_name_has_the_partner() -> None:
    """Where nobody is named, the partner speaks."""
    partner = {"names": {"en": "East House"}, "language": "zh-Hans"}

    assert () == credit("east", None, partner, BY_TAG["en"]).names
    assert "East House" == credit("east", None, partner, BY_TAG["en"]).partner.text
