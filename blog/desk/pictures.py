"""The pictures of a post: what there is, and adding one by a form or from the editor."""

from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from flask import current_app, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import RequestEntityTooLarge

from ..dialogue.errors import DialogueError, NotAllowed, Refused
from ..dialogue.passage import tidied
from ..dialogue.picture import File, Picture
from ..dialogue.policy import Action, allowed
from ..dialogue.post import Post
from ..dialogue.text import Kind, Text
from ..extensions import db
from ..images import MOST_BYTES, NotAPicture, Prepared, Size, prepare
from ..locales import BY_TAG, EN, ZH_HANS, Locale
from ..web.errors import page, refusal
from ..web.guard import needs, person
from ..web.i18n import gettext, locale
from ..web.pages import frame
from . import blueprint
from .bench import bench, post_or_404

# Above what a picture may have, so that a file that is a little too large is answered beside what was typed.
_LARGEST_REQUEST: Final = 2 * MOST_BYTES
_REFUSED: Final = {
    "too_large": _l("The file is larger than 10 MB. Save the picture smaller and try again."),
    "too_many_pixels": _l("The picture has more than 40 million pixels. Save it smaller and try again."),
    "not_a_picture": _l("This is not a picture that browsers show: JPEG, PNG, WebP or GIF."),
    "broken": _l("The file is damaged or not complete. Save the picture anew and try again."),
}


@dataclass(slots=True)
class PictureForm:
    """What was typed beside a picture, by field name (`alt-en`), and what is wrong with it."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a picture in one language. key: of its passage; missing: an alternative text that is not there."""

    kind: Kind
    key: str
    locale: Locale
    words: str
    missing: bool


@blueprint.url_value_preprocessor
def _let_pictures_in(endpoint: str | None, values: dict[str, Any] | None) -> None:
    # Before the guard reads the form for its token.
    if endpoint == "desk.add_picture":
        request.max_content_length = _LARGEST_REQUEST


@blueprint.errorhandler(413)
def _too_large(error: RequestEntityTooLarge) -> Any:
    db.session.rollback()
    if _wants_json():
        return {"error": str(_REFUSED["too_large"])}, 413
    return page(413)


@blueprint.get("/posts/<int:post_id>/pictures/")
@needs(Action.DESK_READ)
def pictures(post_id: int) -> Any:
    """The pictures of a post with their words in both languages."""
    return _page(post_or_404(post_id), PictureForm())


@blueprint.post("/posts/<int:post_id>/pictures")
@needs(Action.PICTURE_ADD)
def add_picture(post_id: int) -> Any:
    """Add a picture; the editor asks for JSON and gets the Markdown to write."""
    post = post_or_404(post_id)
    form = PictureForm({name: request.form.get(name, "") for name in _names()})
    try:
        words = _read(form)
        made = _prepared(form)
        picture = _add(post, made, words, form) if made and not form.errors else None
    except DialogueError as error:
        if not _wants_json():
            raise
        db.session.rollback()
        return {"error": refusal(error)}, 403 if isinstance(error, NotAllowed) else 422
    if picture is None:
        return _refused(post, form)
    db.session.commit()
    if _wants_json():
        return {"markdown": _markdown(picture), "id": picture.id}, 201
    return redirect(url_for("desk.pictures", post_id=post_id, _anchor=f"picture-{picture.id}"), 303)


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json"


def _languages() -> tuple[Locale, Locale]:
    """English, and the Chinese script in which the person writes."""
    here = locale()
    return EN, here if here.language == "zh" else ZH_HANS


def _names() -> list[str]:
    return [f"{kind.value}-{each.language}" for kind in (Kind.ALT, Kind.CAPTION) for each in _languages()]


def _read(form: PictureForm) -> dict[Kind, dict[str, str]]:
    """The words of the form by kind and locale, as they are stored."""
    words: dict[Kind, dict[str, str]] = {Kind.ALT: {}, Kind.CAPTION: {}}
    for kind in words:
        for each in _languages():
            name = f"{kind.value}-{each.language}"
            try:
                words[kind][each.tag] = tidied(kind, form.values[name])
            except Refused as error:
                form.errors[name] = refusal(error)
    return words


def _prepared(form: PictureForm) -> Prepared | None:
    file = request.files.get("file")
    content = file.read(MOST_BYTES + 1) if file else b""
    if not content:
        form.errors["file"] = gettext("Choose a picture.")
        return None
    # Nothing is held in the database while the picture is decoded.
    db.session.rollback()
    try:
        return prepare(content)
    except NotAPicture as error:
        form.errors["file"] = str(_REFUSED[error.key])
        return None


def _add(post: Post, made: Prepared, words: dict[Kind, dict[str, str]], form: PictureForm) -> Picture | None:
    main, *sizes = [_stored(size) for size in (made.main, *made.sizes)]
    if any(form.values.values()) and db.session.scalar(Picture.of(post, main.sha256)):
        # The words would be lost without a sign.
        form.errors["file"] = gettext("This picture is here already. Its words are changed by Edit, below it.")
        return None
    return Picture.add(
        db.session(), post, main, sizes, alt=words[Kind.ALT], caption=words[Kind.CAPTION],
        source_locale=next(each.tag for each in _languages() if each.language == locale().language), by=person(),
    )


def _stored(size: Size) -> File:
    digest = current_app.extensions["storage"].put(size.content)
    return File(digest, size.media_type, size.width, size.height)


def _refused(post: Post, form: PictureForm) -> Any:
    if _wants_json():
        return {"error": next(iter(form.errors.values()))}, 422
    return _page(post, form), 422


def _page(post: Post, form: PictureForm) -> str:
    found = db.session.scalars(
        sa.select(Picture).where(Picture.post_id == post.id).order_by(Picture.id.desc())
        .options(selectinload(Picture.alt), selectinload(Picture.caption))
    )
    return render_template(
        "desk/pictures.html", bench=bench(post, "pictures"), post=post, form=form, languages=_languages(),
        pictures=[(picture, _markdown(picture), _words(picture)) for picture in found],
        may_add=allowed(person(), Action.PICTURE_ADD, post), **frame(None),
    )


def _markdown(picture: Picture) -> str:
    return f"![](picture:{picture.id})"


def _words(picture: Picture) -> list[Words]:
    found = []
    for kind, text in ((Kind.ALT, picture.alt), (Kind.CAPTION, picture.caption)):
        for each in _languages():
            there, words = _newest(text, each)
            found.append(Words(kind, f"p{picture.id}.{kind.value}", there, words, kind is Kind.ALT and not words))
    return found


def _newest(text: Text | None, wanted: Locale) -> tuple[Locale, str]:
    """The newest words in a language: in the wanted script, or else in the one in which there are any."""
    by_tag = {rendition.locale: rendition.newest.words for rendition in text.renditions} if text else {}
    tags = [wanted.tag, *(tag for tag in by_tag if BY_TAG[tag].language == wanted.language)]
    tag = next((tag for tag in tags if by_tag.get(tag)), wanted.tag)
    return BY_TAG[tag], by_tag.get(tag, "")
