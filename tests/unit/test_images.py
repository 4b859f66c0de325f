"""What becomes of an uploaded picture. Every picture here is drawn by the test that needs it."""

import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

from blog.images import prepare
from tests.unit.pictures import (
    BLUE,
    GREEN,
    QUADRANTS,
    RED,
    corners,
    files,
    grainy,
    opened,
    quartered,
    wide_profile,
    written,
)

SECRET = "51.5007 planted 0.1246"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_kept(form: str, orientation: int) -> None:
    """However the camera was held, every file shows the picture upright."""
    sideways = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = quartered()
    held = upright.transpose(sideways[orientation]) if orientation in sideways else upright
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    for size in files(prepare(written(held, form, exif=exif))):
        assert list(QUADRANTS) == corners(size)
        assert size.width > size.height


def secretive() -> dict[str, bytes]:
    """Pictures that carry a secret in every kind of metadata they can."""
    exif = Image.Exif()
    exif[Base.Artist] = SECRET
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSAreaInformation] = SECRET
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    text = struct.pack(">I", len(SECRET) + 2) + b"tEXta\0" + SECRET.encode()
    text += struct.pack(">I", zlib.crc32(text[4:]))
    png = written(quartered(), "PNG", exif=exif)
    iptc = b"Photoshop 3.0\0" + SECRET.encode()
    jpeg = written(quartered(), "JPEG", exif=exif, comment=SECRET.encode(), xmp=xmp)
    return {
        "jpeg": jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + jpeg[2:],
        "png": png[:33] + text + png[33:],
        "webp": written(quartered(), "WEBP", exif=exif, xmp=xmp),
        "gif": written(quartered(), "GIF", comment=SECRET.encode()),
        "page": written(quartered(), "PNG") + f"<html><script>alert('{SECRET}')</script>".encode(),
    }


@pytest.mark.parametrize("kind", secretive())
def test_nothing_but_pixels_is_kept(kind: str) -> None:
    """Place, names, comments, XMP, IPTC and what follows the picture's end are in none of the files."""
    content = secretive()[kind]
    assert SECRET.encode() in content
    for size in files(prepare(content)):
        assert SECRET.encode() not in size.content
        kept = opened(size)
        kept.load()
        assert {} == dict(kept.getexif())
        assert not {"icc_profile", "exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp"} & set(kept.info)


def test_photograph_is_a_jpeg() -> None:
    """A photograph leaves as JPEG, also when it came as PNG or WebP, and as WebP in three widths."""
    for form in ("PNG", "WEBP"):
        assert "image/jpeg" == prepare(written(grainy(300, 200), form)).main.media_type
    prepared = prepare(written(grainy(2000, 1500), "JPEG"))
    assert ("image/jpeg", 1600, 1200) == (prepared.main.media_type, prepared.main.width, prepared.main.height)
    assert [(480, 360), (960, 720), (1600, 1200)] == [opened(size).size for size in prepared.sizes]
    assert {"image/webp"} == {size.media_type for size in prepared.sizes}


def test_drawing_is_a_png() -> None:
    """Few colours and sharp edges leave as PNG, to the pixel."""
    drawing = quartered(600, 400)
    prepared = prepare(written(drawing, "PNG"))

    assert "image/png" == prepared.main.media_type
    assert drawing.tobytes() == opened(prepared.main).tobytes() == opened(prepared.sizes[-1]).convert("RGB").tobytes()


@pytest.mark.parametrize(("size", "widths"), [
    ((300, 200), [300]), ((480, 10), [480]), ((481, 10), [480, 481]), ((1200, 900), [480, 960, 1200]),
    ((3000, 4000), [480, 960, 1200]), ((900, 4000), [360]),
])
def test_no_size_is_larger_than_the_picture(size: tuple[int, int], widths: list[int]) -> None:
    """Nothing is blown up, and the longer side is held whichever it is."""
    prepared = prepare(written(Image.new("L", size, 128), "JPEG"))

    assert widths == [one.width for one in prepared.sizes]
    assert widths[-1] == prepared.main.width
    assert max(prepared.main.width, prepared.main.height) <= 1600


def test_same_bytes_make_the_same_files() -> None:
    """So a picture that is uploaded twice is known again."""
    content = written(grainy(300, 200), "PNG")

    assert prepare(content) == prepare(content)


def test_animation_shows_its_first_frame() -> None:
    """Of an animated GIF or WebP the first frame stays, and nothing of the others."""
    frames = [Image.new("RGB", (60, 40), colour) for colour in (RED, GREEN, BLUE)]
    for form in ("GIF", "WEBP"):
        animated = written(frames[0], form, save_all=True, append_images=frames[1:], duration=50)
        for size in files(prepare(animated)):
            assert 1 == getattr(opened(size), "n_frames", 1)
            assert {RED} == set(corners(size))


def test_transparency_is_kept() -> None:
    """An alpha channel, and a transparent colour of a palette, leave transparent in every file."""
    clear = quartered().convert("RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 60, 40))
    palette = quartered().quantize(8)
    see_through = palette.getpixel((5, 5))
    grey = quartered().convert("LA")
    grey.putalpha(clear.getchannel("A"))
    for content in (
        written(clear, "PNG"), written(clear, "WEBP", lossless=True), written(grey, "PNG"),
        written(palette, "PNG", transparency=see_through), written(palette, "GIF", transparency=see_through),
    ):
        prepared = prepare(content)
        assert "image/png" == prepared.main.media_type
        for size in files(prepared):
            alpha = opened(size).convert("RGBA").getchannel("A")
            assert (0, 255) == (alpha.getpixel((5, 5)), alpha.getpixel((100, 60)))


def test_print_colours_become_screen_colours() -> None:
    """A CMYK JPEG looks the same in RGB."""
    prepared = prepare(written(quartered().convert("CMYK"), "JPEG", quality=95))

    assert list(QUADRANTS) == corners(prepared.main)
    assert "RGB" == opened(prepared.main).mode


def test_sixteen_bits_keep_their_greys() -> None:
    """A 16-bit picture is scaled to eight bits, not cut off at the brightest."""
    row = struct.pack("<H", 0x4000) * 32 + struct.pack("<H", 0xC000) * 32
    deep = Image.frombytes("I;16", (64, 64), row * 64)
    image = opened(prepare(written(deep, "PNG")).main).convert("L")

    assert (0x40, 0xC0) == (image.getpixel((8, 8)), image.getpixel((56, 8)))


def test_colour_profile_is_applied() -> None:
    """Colours of another profile become those of sRGB, with transparency kept; a broken profile changes nothing."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    wide = wide_profile()
    image = Image.new("RGB", (40, 40), (0, 200, 0))
    clear = Image.new("RGBA", (40, 40), (0, 200, 0, 128))
    plain: Any = (0, 200, 0)
    for content, applied in (
        (written(image, "PNG", icc_profile=wide), True), (written(clear, "PNG", icc_profile=wide), True),
        (written(image, "PNG", icc_profile=b"no profile"), False), (written(image, "PNG", icc_profile=lab), False),
    ):
        shown: Any = opened(prepare(content).main).getpixel((5, 5))
        assert applied is (plain != shown[:3])
        assert shown[3:] in ((), (128,))
