"""Pictures drawn for tests, and how the files made of them are looked at."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageDraw

from blog.images import Prepared, Size

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (245, 245, 245)
QUADRANTS = (RED, GREEN, BLUE, WHITE)


def written(image: Image.Image, form: str, **options: Any) -> bytes:
    """An image as a file."""
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def quartered(width: int = 120, height: int = 80) -> Image.Image:
    """Four colours: upper left, upper right, lower left, lower right."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for number, colour in enumerate(QUADRANTS):
        x, y = number % 2 * width // 2, number // 2 * height // 2
        draw.rectangle((x, y, x + width // 2, y + height // 2), fill=colour)
    return image


def grainy(width: int, height: int) -> Image.Image:
    """Something like a photograph: soft forms under noise."""
    soft, fine = Image.linear_gradient("L").resize((width, height)), Image.effect_noise((width, height), 40)
    return Image.merge("RGB", (soft, fine, fine))


def opened(size: Size) -> Image.Image:
    """One of the files, decoded; it must be what it says."""
    image = Image.open(BytesIO(size.content))
    assert size.media_type == Image.MIME[str(image.format)]
    assert (size.width, size.height) == image.size
    return image


def files(prepared: Prepared) -> list[Size]:
    """All files of a picture."""
    return [prepared.main, *prepared.sizes]


def corners(size: Size) -> list[tuple[int, ...]]:
    """Which of the four colours each corner of a file shows."""
    image = opened(size).convert("RGB")
    inset = [(x, y) for y in (0.25, 0.75) for x in (0.25, 0.75)]
    seen: list[Any] = [image.getpixel((int(image.width * x), int(image.height * y))) for x, y in inset]
    return [min(QUADRANTS, key=lambda c: sum(abs(a - b) for a, b in zip(c, pixel, strict=True))) for pixel in seen]


def wide_profile() -> bytes:
    """sRGB with its red and green swapped: a profile that is visibly applied or not."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


def png_header(width: int, height: int) -> bytes:
    """A small PNG that claims a size."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 99)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def claiming(form: str, width: int, height: int) -> bytes:
    """A GIF or WebP that claims a size in its header."""
    content = bytearray(written(quartered(), form, lossless=False))
    if form == "GIF":
        content[6:10] = struct.pack("<HH", width, height)
    else:
        content[26:30] = struct.pack("<HH", width, height)
    return bytes(content)
