"""When an edition goes out: the same moment on the clocks of both cities, and what speaks against it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from babel.dates import format_datetime

from .. import zones
from ..dialogue.base import Side
from ..dialogue.partner import Partner
from ..dialogue.post import Post
from ..web.guard import person
from ..web.i18n import _l, day, gettext, locale
from ..web.names import name_in
from .forms import Form, typed

FIELDS: Final = ("when", "date", "time", "clock", "note-en", "note-zh", "tell", "revision")
TELL: Final = {"auto": None, "yes": True, "no": False}
_FACE: Final = {"en": "EEE d MMM y, HH:mm", "zh": "y年M月d日 EEE HH:mm"}
_QUIET: Final = {
    zones.Quiet.NIGHT: _l("It is night there: few will read it, and nobody can mend it at once."),
    zones.Quiet.WEEKEND: _l("It is the weekend there: few will read it, and nobody can mend it at once."),
}


@dataclass(frozen=True, slots=True)
class Face:
    """A moment as the clock in a partner's city shows it. shown: with the day of the week; twice: it comes twice."""

    side: Side
    city: str
    at: datetime
    shown: str
    quiet: str
    twice: str

    @property
    def said(self) -> str:
        """The moment inside a sentence."""
        return gettext("%(time)s in %(city)s", time=self.shown, city=self.city)


def city_of(partner: Partner) -> str:
    """The city after whose clock a partner lives; the time zone's own name where none is given."""
    return name_in(partner.city) or partner.time_zone.rpartition("/")[2].replace("_", " ")


def local(partner: Partner, at: datetime) -> datetime:
    """A moment in a partner's time."""
    return zones.local(at, partner.time_zone)


def faces(post: Post, at: datetime) -> list[Face]:
    """A moment on both clocks, the West's first."""
    return [_face(side, post.series.partner(side), at) for side in Side]


def _face(side: Side, partner: Partner, at: datetime) -> Face:
    there, here = local(partner, at), locale()
    quiet = zones.quiet(at, partner.time_zone)
    return Face(
        side, city_of(partner), there, format_datetime(there, _FACE[here.language], locale=here.catalogue),
        str(_QUIET[quiet]) if quiet else "", _twice(partner, there),
    )


def _twice(partner: Partner, there: datetime) -> str:
    """What is said of an hour that the clocks go through twice."""
    if not zones.is_ambiguous(there.date(), there.time(), partner.time_zone):
        return ""
    return gettext(
        "The clocks in %(city)s go back then, and %(time)s comes twice: this is the one at %(utc)s UTC.",
        city=city_of(partner), time=f"{there:%H:%M}", utc=f"{zones.local(there, 'UTC'):%H:%M}",
    )


def planned(post: Post) -> Form:
    """The plan as the values of its form."""
    plan, side = post.plan, _own_side(post)
    values = {"when": "keys", "date": "", "time": "", "clock": side.value, "revision": str(plan.revision)}
    if plan.publish_at is not None:
        there = local(post.series.partner(side), plan.publish_at)
        values |= {"when": "at", "date": f"{there:%Y-%m-%d}", "time": f"{there:%H:%M}"}
    tell = next(name for name, value in TELL.items() if value is plan.tell_followers)
    return Form("plan", {**values, **typed("note", plan.note), "tell": tell})


def _own_side(post: Post) -> Side:
    """The side whose clock the reader lives by."""
    mine = [side for side in Side if person().has_role(post.series.partner(side))]
    return mine[0] if mine else Side.WEST


def moment_of(post: Post, form: Form) -> datetime | None:
    """The time that a form names; None for as soon as both keys fit. What is wrong is noted in the form."""
    if form.values["when"] != "at":
        return None
    partner = post.series.partner(Side.EAST if form.values["clock"] == Side.EAST.value else Side.WEST)
    on, clock = _read(form, "date", date), _read(form, "time", time)
    if on is None or clock is None:
        return None
    try:
        return zones.instant(on, clock, partner.time_zone)
    except zones.NoSuchTime:
        form.errors["time"] = gettext(
            "There is no %(time)s in %(city)s on %(day)s: the clocks go forward over it. Choose another time.",
            time=f"{clock:%H:%M}", city=city_of(partner), day=day(datetime.combine(on, clock)),
        )
        return None


def _read(form: Form, name: str, kind: Any) -> Any:
    """A day or a time of the form, as browsers send them."""
    try:
        found = kind.fromisoformat(form.values[name])
    except ValueError:
        form.errors[name] = gettext("Give a day, such as 2026-11-25.") if kind is date else gettext(
            "Give a time, such as 09:00."
        )
        return None
    return found
