"""What is refused as a picture: bombs, broken files, other formats."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PIL import Image

from blog import images
from blog.images import NotAPicture, prepare
from tests.unit.pictures import claiming, grainy, opened, png_header, quartered, written

BOMBS: dict[str, Callable[[], bytes]] = {
    "claims 2500 megapixels": lambda: png_header(50_000, 50_000),
    "claims one too many": lambda: png_header(images.MOST_PIXELS + 1, 1),
    "is 49 megapixels": lambda: written(Image.new("1", (7000, 7000)), "PNG"),
    "GIF": lambda: claiming("GIF", 65_000, 65_000),
    "WebP": lambda: claiming("WEBP", 16_000, 16_000),
    "WebP, just above": lambda: claiming("WEBP", 8000, 5001),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_by_their_header(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What claims more pixels than allowed is never decoded."""
    def never(*args: object) -> None:
        raise AssertionError("it was decoded")

    content = BOMBS[name]()
    monkeypatch.setattr(images, "_clean", never)
    with pytest.raises(NotAPicture) as refused:
        prepare(content)

    assert "too_many_pixels" == refused.value.key


def test_most_pixels_allowed_are_taken() -> None:
    """The limit itself is allowed, and a very long picture keeps a height."""
    prepared = prepare(written(Image.new("1", (8000, 5000)), "PNG"))
    assert (1600, 1000) == (prepared.main.width, prepared.main.height)
    assert (1600, 1) == opened(prepare(written(Image.new("1", (60_000, 9)), "PNG")).main).size


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte above the limit is refused before it is looked at; the limit itself is not."""
    monkeypatch.setattr(images, "MOST_BYTES", 20)
    keys = []
    for length in (20, 21):
        with pytest.raises(NotAPicture) as refused:
            prepare(b"x" * length)
        keys.append(refused.value.key)

    assert ["not_a_picture", "too_large"] == keys


OTHERS: dict[str, bytes] = {
    "nothing": b"",
    "words": b"This is a text, called photo.jpg",
    "drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "page": b"<!doctype html><title>x</title>",
    "PDF": b"%PDF-1.7\n1 0 obj",
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "magic only": b"\x89PNG\r\n\x1a\n",
    **{form: written(quartered(), form) for form in ("TIFF", "BMP", "ICO", "PPM", "TGA", "AVIF")},
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_formats_are_refused(name: str) -> None:
    """Only JPEG, PNG, WebP and GIF are decoded; what a file is called does not count."""
    with pytest.raises(NotAPicture) as refused:
        prepare(OTHERS[name])

    assert "not_a_picture" == refused.value.key


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("part", [0.5, 0.9, 0.99])
def test_truncated_pictures_are_refused(form: str, part: float) -> None:
    """Half an upload is no picture: nothing is published with a grey lower half."""
    whole = written(grainy(200, 150), form)
    with pytest.raises(NotAPicture) as refused:
        prepare(whole[: int(len(whole) * part)])

    assert "broken" == refused.value.key


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_damaged_pictures_never_fail_otherwise(form: str) -> None:
    """Whatever bytes are damaged, the picture is taken or refused, and nothing else is raised."""
    whole = written(quartered(40, 30), form)
    taken = 0
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        try:
            taken += bool(prepare(bytes(damaged)))
        except NotAPicture as refused:
            assert refused.key in ("not_a_picture", "broken", "too_many_pixels")
    assert taken < 150


def test_bombs_are_refused_outside_of_tests_too() -> None:
    """The module itself makes Pillow's warning about bombs an error: it does not need pytest for that."""
    script = (
        "import sys; from blog.images import *\n"
        "try: prepare(sys.stdin.buffer.read())\n"
        "except NotAPicture as refused: print(refused.key)"
    )
    run = subprocess.run([sys.executable, "-c", script], input=png_header(9000, 5000), capture_output=True, check=True)

    assert b"too_many_pixels\n" == run.stdout
