"""Series: slugs that stand in a URL, and old ones that lead to the same series for ever."""

import pytest

from blog.dialogue.errors import Refused
from blog.dialogue.partner import Partner
from blog.dialogue.series import RESERVED, FormerSlug, Series, check_slug
from tests.cast import Cast
from tests.conftest import Store
from tests.factories import make_series


@pytest.mark.parametrize("slug", [
    "", "Tea", "tea talk", "tea_talk", "-tea", "tea-", "tea--talk", "茶", "tea/1", "../tea", "tea\n", "t" * 61,
    "ｔea", "tea.",
])
def test_malformed_slug_is_refused(slug: str) -> None:
    """Only a-z, 0-9 and single hyphens, up to sixty."""
    with pytest.raises(Refused, match="slug_malformed"):
        check_slug(slug)


@pytest.mark.parametrize("slug", ["search", "ask", "about", "privacy", "moderation-policy", "comments", "t"])
def test_reserved_slug_is_refused(slug: str) -> None:
    """A page of the site's own cannot be hidden by a series."""
    assert slug in RESERVED
    with pytest.raises(Refused, match="slug_reserved"):
        check_slug(slug)


def test_old_slug_is_nobody_elses(store: Store, cast: Cast) -> None:
    """No other series takes a slug that leads to this one, new or renamed; the series itself may have it back."""
    with store() as session:
        west, east = session.get_one(Partner, cast.west.id), session.get_one(Partner, cast.east.id)
        series, other = session.get_one(Series, cast.series.id), make_series(session, west, east, "coffee")
        series.rename(session, "leaves")
        for slug in ("tea", "leaves"):
            with pytest.raises(Refused, match="slug_taken"):
                make_series(session, west, east, slug)
            with pytest.raises(Refused, match="slug_taken"):
                other.rename(session, slug)
        assert "leaves" == session.scalar(FormerSlug.present("tea"))
        series.rename(session, "tea")
        assert ["tea", None] == [session.scalar(FormerSlug.present(slug)) for slug in ("leaves", "tea")]


def test_partners_are_of_two_sides(store: Store, cast: Cast) -> None:
    """A series has the West in the West and the East in the East."""
    with store() as session:
        west, east = session.get_one(Partner, cast.west.id), session.get_one(Partner, cast.east.id)
        for pair in ((west, west), (east, west), (east, east)):
            with pytest.raises(Refused, match="partners_on_one_side"):
                make_series(session, *pair, "mixed")
