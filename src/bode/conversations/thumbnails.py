"""Small pictures of pictures."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

from bode.basics.pictures import PictureUnreadable, open_picture

PICTURES = ("image", "sticker")
"""The kinds of message whose file is a picture."""
SIDE = 480  # pixels, of the longest side
_ROUGH = 4 * SIDE
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def make_thumbnail(file: BinaryIO) -> bytes | None:
    """A small WebP of a picture, upright and without what its file told besides (place, camera).

    None when it can't be read. Raises `PictureTooLarge`.
    """
    file.seek(0)
    try:
        with open_picture(file, _FORMATS) as picture:
            return _small(picture)
    except PictureUnreadable:
        return None


def _small(picture: Image.Image) -> bytes:
    picture.draft("RGB", (SIDE, SIDE))  # a JPEG is unpacked no larger than is needed
    # What is clear in places is copied whole before it is made small well: first make it smaller.
    if max(picture.size) > _ROUGH:
        picture.thumbnail((_ROUGH, _ROUGH), Image.Resampling.NEAREST)
    picture.thumbnail((SIDE, SIDE))
    upright = ImageOps.exif_transpose(picture)  # of the small one: of a whole one it makes another
    clear = "A" in upright.getbands() or "transparency" in upright.info
    # A picture of its own has the pixels alone: nothing of what the file told besides.
    bare = upright.convert("RGBA" if clear else "RGB")
    bare.info.clear()
    written = BytesIO()
    bare.save(written, "WEBP", quality=80)
    return written.getvalue()
