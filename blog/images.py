"""What becomes of an uploaded picture: decoded, turned upright, written anew without metadata, in several sizes."""

import warnings
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageCms, UnidentifiedImageError

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
LONGEST: Final = 1600
WIDTHS: Final = (480, 960)
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_JPEGS: Final = ("JPEG", "MPO")
_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Pillow looks at the size that a header claims before it decodes, and warns: here that refuses, in every thread.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class NotAPicture(ValueError):
    """What was uploaded is refused. key says why: too_large, too_many_pixels, not_a_picture, broken."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Size:
    """One file of a picture; width and height in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it is published. main: JPEG or PNG, for everybody; sizes: WebP, the narrowest first."""

    main: Size
    sizes: tuple[Size, ...]


def prepare(content: bytes) -> Prepared:
    """Decode a JPEG, PNG, WebP or GIF (its first frame) and write it anew, at most LONGEST pixels long.

    Only what is seen is kept: upright, in sRGB, without any metadata. The same bytes give the same files. This
    takes up to a few seconds: call it outside a transaction. Raises NotAPicture.
    """
    if len(content) > MOST_BYTES:
        raise NotAPicture("too_large")
    image, is_photograph = _seen(content)
    if is_photograph:
        main, is_drawing = _encoded(image, "JPEG"), False
    else:
        main, is_drawing = _main(image)
    widths = [*(width for width in WIDTHS if width < image.width), image.width]
    return Prepared(main, tuple(_webp(image, width, is_drawing) for width in widths))


def _seen(content: bytes) -> tuple[Image.Image, bool]:
    """The pixels that a browser would show, reduced, and whether they come from a JPEG."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            is_jpeg = image.format in _JPEGS
            # A JPEG can be decoded at a fraction of its size, which spares most of the time and memory.
            image.draft(None, (2 * LONGEST, 2 * LONGEST))
            image.load()
            return _clean(image), is_jpeg
    except UnidentifiedImageError:
        raise NotAPicture("not_a_picture") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture("too_many_pixels") from None
    # Decoders of broken bytes raise whatever they stumble over: OSError, SyntaxError, struct.error, EOFError …
    except Exception:
        raise NotAPicture("broken") from None


def _clean(image: Image.Image) -> Image.Image:
    """An RGB or RGBA copy that carries nothing but pixels."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    turn = _UPRIGHT.get(_orientation(image))
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.point(lambda level: level / 256).convert("L")
    if image.mode not in (mode, "CMYK"):
        image = image.convert(mode)
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    if turn is not None:
        image = image.transpose(turn)
    image = _in_srgb(image, profile).convert(mode)
    clean = Image.new(mode, image.size)
    clean.paste(image)
    return clean


def _orientation(image: Image.Image) -> Any:
    # Metadata that cannot be read turns nothing; the picture itself may be sound.
    with suppress(Exception):
        return image.getexif().get(_ORIENTATION)
    return None


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The image in sRGB, where its colour profile is one that can be applied."""
    if profile:
        with suppress(ImageCms.PyCMSError):
            converted = ImageCms.profileToProfile(
                image, BytesIO(profile), ImageCms.createProfile("sRGB"),
                outputMode="RGB" if image.mode == "CMYK" else image.mode,
            )
            assert converted is not None
            return converted
    return image


def _main(image: Image.Image) -> tuple[Size, bool]:
    """The picture as JPEG, or as PNG if it is transparent or a drawing; and whether it is one.

    Of few colours and sharp edges PNG takes little more room than JPEG, often less; of photographs five times as much.
    """
    drawing, photograph = _encoded(image, "PNG"), _encoded(image.convert("RGB"), "JPEG")
    is_drawing = len(drawing.content) <= 2 * len(photograph.content)
    return drawing if is_drawing or image.mode == "RGBA" else photograph, is_drawing


def _webp(image: Image.Image, width: int, is_drawing: bool) -> Size:
    if width == image.width:
        return _encoded(image, "WEBP", lossless=is_drawing)
    # A drawing made smaller has soft edges, for which lossless takes three times the room.
    height = max(1, round(image.height * width / image.width))
    return _encoded(image.resize((width, height), Image.Resampling.LANCZOS), "WEBP")


_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {},
    "WEBP": {"quality": 80, "method": 4},
}


def _encoded(image: Image.Image, form: str, **more: Any) -> Size:
    file = BytesIO()
    image.save(file, form, **_OPTIONS[form], **more)
    return Size(file.getvalue(), f"image/{form.lower()}", image.width, image.height)
