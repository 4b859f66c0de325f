"""The small picture of a commenter."""

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from blog.web.identicon import mark


@given(st.text(max_size=30))
def test_mark_is_safe_and_never_empty(public_id: str) -> None:
    """Whatever the id, the picture is one well-formed path that shows something and repeats nothing of the id."""
    svg = ET.fromstring(str(mark(public_id)))  # noqa: S314 — our own markup
    (path,) = svg

    assert set(path.attrib) == {"d"}
    assert set("Mhvz-0123456789 1") >= set(path.attrib["d"])
    assert path.attrib["d"].startswith("M")


def test_mark_is_mirrored() -> None:
    """The left half is the right half's mirror image."""
    for public_id in ("a", "b", "c", "d"):
        cells = {tuple(map(int, part.split("h")[0].split())) for part in
                 str(mark(public_id)).split('d="')[1].split('"')[0].split("M") if part}
        assert cells == {(4 - x, y) for x, y in cells}


def test_ids_are_told_apart() -> None:
    """Different ids have, nearly always, different pictures; one id always the same."""
    marks = {str(mark(f"{number:016x}")) for number in range(500)}

    assert len(marks) > 480
    assert mark("a") == mark("a")
