"""Series: the list, beginning one, and a page for each with its two partners and its posts."""

from typing import Any, Final

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy.orm import selectinload

from ..dialogue.base import Side
from ..dialogue.errors import Refused
from ..dialogue.partner import Membership, Partner
from ..dialogue.policy import Action, allowed
from ..dialogue.post import Post
from ..dialogue.series import Series, slug_from
from ..dialogue.states import Moderation
from ..extensions import db
from ..web.errors import refusal
from ..web.guard import needs, person
from ..web.i18n import _l, gettext
from ..web.names import name_in
from ..web.pages import frame
from ..web.places import line_of
from . import blueprint
from .forms import LONGEST_BLURB, Form, two, typed

MODERATION: Final = (
    (Moderation.ALL.value, _l("Every comment")), (Moderation.FIRST.value, _l("A reader’s first comment")),
)


def series_or_404(series_id: int) -> Series:
    """A series that the person may look at; 404 for others, as if it did not exist."""
    found: Series | None = db.session.scalar(Series.visible_to(person()).where(Series.id == series_id))
    if found is None:
        abort(404)
    return found


@blueprint.get("/series/")
@needs(Action.DESK_READ)
def series_list() -> Any:
    """The series of one's partners; the owner sees all and begins one."""
    return _list(Form("create"))


@blueprint.post("/series/")
@needs(Action.SERIES_CREATE)
def create_series() -> Any:
    """Begin a series of two partners; its address is proposed from the title where none is given."""
    form = Form.sent("create", "slug", *two("title"), *two("blurb"), "west", "east")
    title, blurb = _titled(form), form.words("blurb", longest=LONGEST_BLURB)
    west, east = (_partner(form, side) for side in Side)
    slug = form.values["slug"] or slug_from(form.values["title-en"])
    if not slug:
        form.errors["slug"] = gettext("Give the series an address: none can be made from its title.")
    if not form.errors and west and east:
        try:
            made = Series.create(db.session(), slug, title, west, east, blurb, by=person())
        except Refused as error:
            form.errors["slug"] = refusal(error)
        else:
            db.session.commit()
            return redirect(url_for("desk.series", series_id=made.id), 303)
    db.session.rollback()
    return _list(form), 422


@blueprint.get("/series/<int:series_id>/")
@needs(Action.DESK_READ)
def series(series_id: int) -> Any:
    """One series: its partners with their people, its posts, and its settings."""
    return page(series_or_404(series_id))


@blueprint.post("/series/<int:series_id>/settings")
@needs(Action.SERIES_CREATE)
def settle_series(series_id: int) -> Any:
    """Change the title and blurb of a series, and how readers comment in it."""
    found = series_or_404(series_id)
    form = Form.sent("settings", *two("title"), *two("blurb"), "moderation", "comments")
    title, blurb = _titled(form), form.words("blurb", longest=LONGEST_BLURB)
    if form.values["moderation"] not in list(Moderation):
        form.errors["moderation"] = gettext("Choose one of the two.")
    if form.errors:
        return page(found, form), 422
    found.settle(
        db.session(), title=title, blurb=blurb, comments_open=bool(form.values["comments"]),
        moderation=Moderation(form.values["moderation"]), by=person(),
    )
    return _saved(found)


@blueprint.post("/series/<int:series_id>/address")
@needs(Action.SERIES_CREATE)
def rename_series(series_id: int) -> Any:
    """Move a series to another address; the old one leads there for ever."""
    found = series_or_404(series_id)
    form = Form.sent("address", "slug")
    try:
        found.rename(db.session(), form.values["slug"], by=person())
    except Refused as error:
        db.session.rollback()
        form.errors["slug"] = refusal(error)
        return page(found, form), 422
    return _saved(found)


def _saved(found: Series) -> Any:
    db.session.commit()
    flash(gettext("Saved."))
    return redirect(url_for("desk.series", series_id=found.id), 303)


def _titled(form: Form) -> dict[str, str]:
    title = form.words("title")
    for language in ("en", "zh"):
        if not form.values[f"title-{language}"]:
            form.errors[f"title-{language}"] = gettext("Give the series a title in both languages.")
    return title


def _partner(form: Form, side: Side) -> Partner | None:
    typed_id = form.values[side.value]
    is_number = typed_id.isascii() and typed_id.isdecimal() and len(typed_id) < 10
    found = db.session.get(Partner, int(typed_id)) if is_number else None
    if found is None or found.side is not side:
        form.errors[side.value] = gettext("Choose a partner.")
        return None
    return found


def _list(form: Form) -> str:
    found = db.session.scalars(Series.visible_to(person())).all()
    numbers = db.session.execute(sa.select(Post.series_id, sa.func.count()).group_by(Post.series_id))
    partners = db.session.scalars(sa.select(Partner).order_by(Partner.id)).all()
    choices = {side.value: [(each.id, name_in(each.names)) for each in partners if each.side is side] for side in Side}
    return render_template(
        "desk/series_list.html", series=found, counts={row[0]: row[1] for row in numbers}, form=form,
        partners=choices,
        may_create=allowed(person(), Action.SERIES_CREATE), **frame(None),
    )


def page(found: Series, form: Form | None = None) -> str:
    """The page of a series. form: one of its forms that was sent and refused."""
    members = db.session.scalars(
        sa.select(Membership).where(Membership.partner_id.in_([found.west_id, found.east_id]))
        .options(selectinload(Membership.person)).order_by(Membership.id)
    ).all()
    posts = db.session.scalars(
        sa.select(Post).where(Post.series_id == found.id).options(selectinload(Post.title)).order_by(Post.id.desc())
    ).all()
    stored = {
        **typed("title", found.title), **typed("blurb", found.blurb), "moderation": found.moderation.value,
        "comments": "1" if found.comments_open else "", "slug": found.slug,
    }
    return render_template(
        "desk/series.html", series=found, members=members, posts=[(post, line_of(post.title)) for post in posts],
        forms=_forms(form, stored), moderation=MODERATION, may_begin=allowed(person(), Action.POST_CREATE, found),
        may_settle=allowed(person(), Action.SERIES_CREATE), **frame(None),
    )


def _forms(sent: Form | None, stored: dict[str, str]) -> dict[str, Form]:
    """The forms of the page, as they are stored; of the one that was refused what was typed."""
    forms = {"begin": Form("begin")} | {name: Form(name, stored) for name in ("settings", "address")}
    return forms | {sent.name: sent} if sent else forms
