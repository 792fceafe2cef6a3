"""Small pictures of pictures. What is too large to unpack is refused before it is unpacked."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

PICTURES = ("image", "sticker")
"""The kinds of message whose file is a picture."""
MOST_PIXELS = 50_000_000
"""More than phones take; a picture of 5 MB can claim many times as much."""
SIDE = 480  # pixels, of the longest side
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError)


class PictureTooLarge(Exception):
    """Unpacked, the picture would take more memory than we give."""


def make_thumbnail(file: BinaryIO) -> bytes | None:
    """A small WebP of a picture, upright and without what its file told besides (place, camera).

    None when it can't be read. Raises `PictureTooLarge`.
    """
    file.seek(0)
    try:
        with Image.open(file, formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureTooLarge
            return _small(picture)
    except Image.DecompressionBombError as error:
        raise PictureTooLarge from error
    except _UNREADABLE:
        return None


def _small(picture: Image.Image) -> bytes:
    picture.draft("RGB", (SIDE, SIDE))  # a JPEG is unpacked no larger than is needed
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((SIDE, SIDE))
    clear = "A" in upright.getbands() or "transparency" in upright.info
    # A picture of its own has the pixels alone: nothing of what the file told besides.
    bare = upright.convert("RGBA" if clear else "RGB")
    bare.info.clear()
    written = BytesIO()
    bare.save(written, "WEBP", quality=80)
    return written.getvalue()
