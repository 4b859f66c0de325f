"""From the texts of a post to the rendered content of an edition."""

import html
import re
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.orm import Session

from .. import locales, markup
from .base import Side
from .picture import Picture
from .release import pictures_in, pictures_named
from .text import Kind, Text

if TYPE_CHECKING:
    from .partner import Partner
    from .person import Person
    from .post import Post
    from .question import Question

_FIGURE: Final = re.compile(r'<p>\s*<img alt="[^"]*" src="picture:(\d+)">\s*</p>')
_IMAGE: Final = re.compile(r'<img alt="[^"]*" src="picture:(\d+)">')
# How wide a picture is shown: across a phone, else as the column of the text, 40 of the page's own larger rem.
_SIZES: Final = "(max-width: 46rem) 100vw, 44rem"
_FOOTNOTE: Final = re.compile(r'((?:id="|href="#))(fn(?:ref\d*)?):')

Rendered = dict[str, Any]


def render_post(session: Session, post: "Post") -> dict[str, Any]:
    """Render everything a reader's page needs of a post as it stands: texts, partners, credits.

    Names are frozen here: an edition keeps saying who spoke for whom when it was made.
    """
    texts = [post.title, post.intro, *(q.answer.text for q in post.asked if q.answer)]
    pictures = {picture.id: picture for picture in pictures_in(session, post, texts)}
    return {
        "title": render(post.title, "title", pictures),
        "intro": render(post.intro, "intro", pictures),
        "partners": {side.value: _partner(post.series.partner(side)) for side in Side},
        "questions": [_question(question, pictures) for question in post.asked],
    }


def render(text: Text, prefix: str, pictures: dict[int, Picture]) -> Rendered:
    """Render the released revisions of a text: `{"source": tag, "by": {tag: {"html", "stale", …}}}`.

    prefix: keeps footnote ids apart on a page that shows several texts.
    """
    by = {}
    for rendition in text.renditions:
        revision = text.released(rendition.locale)
        if revision is None:
            continue
        by[rendition.locale] = {
            "html": _html(text.kind, revision.words, f"{prefix}-{rendition.locale}", rendition.locale, pictures),
            "stale": text.is_stale(rendition.locale),
            "by": revision.by.names if revision.by else None,
        }
    return {"source": text.source_locale, "by": by}


def render_words(session: Session, post: "Post", kind: Kind, words: str, locale: str) -> str:
    """Render words that are not saved yet exactly as an edition of the post would. Raises TooComplex."""
    pictures = pictures_named(session, post, set(markup.picture_ids(words)))
    return _html(kind, words, "preview", locale, {picture.id: picture for picture in pictures})


def _html(kind: Kind, words: str, prefix: str, locale: str, pictures: dict[int, Picture]) -> str:
    if kind.one_line:
        return markup.inline(words)
    rendered = _FOOTNOTE.sub(rf"\g<1>{prefix}-\g<2>-", markup.render_text(words))
    rendered = _FIGURE.sub(lambda alone: _figure(pictures.get(int(alone.group(1))), locale), rendered)
    return _IMAGE.sub(lambda image: _picture(pictures.get(int(image.group(1))), locale), rendered)


def _figure(picture: Picture | None, locale: str) -> str:
    """A picture that stands alone, with its caption in a locale; nothing where it does not exist."""
    if picture is None:
        return ""
    caption, language = _said(picture.caption, locale) if picture.caption else ("", "")
    below = f"<figcaption{language}>{html.escape(caption)}</figcaption>" if caption else ""
    return f"<figure>{_picture(picture, locale)}{below}</figure>"


def _picture(picture: Picture | None, locale: str) -> str:
    """A picture with its alternative text in a locale; nothing where it does not exist."""
    if picture is None:
        return ""
    alt, language = _said(picture.alt, locale)
    image = (
        f'<img src="/pictures/{picture.sha256}" width="{picture.width}" height="{picture.height}" '
        f'alt="{html.escape(alt)}"{language} loading="lazy" decoding="async">'
    )
    if not picture.sizes:
        return image
    widths = ", ".join(f"/pictures/{size.sha256} {size.width}w" for size in picture.sizes)
    return f'<picture><source type="image/webp" srcset="{widths}" sizes="{_SIZES}">{image}</picture>'


def _said(text: Text, locale: str) -> tuple[str, str]:
    """The words for a reader of a locale, and a `lang` attribute where they are in another language."""
    words, tag = locales.choose(_released(text), locale, text.source_locale)
    return words, "" if tag == locale else f' lang="{tag}"'


def _released(text: Text) -> dict[str, str]:
    return {r.locale: revision.words for r in text.renditions if (revision := text.released(r.locale))}


def _question(question: "Question", pictures: dict[int, Picture]) -> dict[str, Any]:
    answer = question.answer
    return {
        "id": question.id,
        "code": question.code,
        "side": question.asked_by.value,
        "number": question.number,
        "topic": render(question.topic, question.code, pictures) if question.topic else None,
        "question": render(question.text, question.code, pictures),
        "answer": render(answer.text, f"{question.code}-a", pictures) if answer else None,
        "asker": _names(question.asker),
        "answerer": _names(answer.answerer) if answer else None,
    }


def _partner(partner: "Partner") -> dict[str, Any]:
    return {
        "id": partner.id, "names": partner.names, "city": partner.city, "blurb": partner.blurb,
        "language": partner.language,
    }


def _names(person: "Person | None") -> dict[str, str] | None:
    return person.names if person else None
