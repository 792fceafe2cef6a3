"""Small pictures of pictures, and of the first page of a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

from bode.basics.pictures import PictureUnreadable, open_picture
from bode.whatsapp import bare_type

from .pdfs import draw_page

PICTURES = ("image", "sticker")
"""The kinds of message whose file is a picture."""
SIDE = 480  # pixels, of the longest side
_ROUGH = 4 * SIDE
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


@dataclass(frozen=True, kw_only=True)
class Look:
    """What the desk shows of a file: a small picture, and of how many pages it is the first."""

    thumbnail: bytes | None = None
    pages: int | None = None


def look_at(kind: str, mime_type: str, file: BinaryIO) -> Look:
    """What there is to see of the file of such a message. Raises `PictureTooLarge`."""
    if kind in PICTURES:
        return Look(thumbnail=make_thumbnail(file))
    if kind == "document" and bare_type(mime_type) == "application/pdf":
        first = draw_page(file, 1, (SIDE, SIDE))
        return Look(thumbnail=first.picture, pages=first.pages) if first else Look()
    return Look()


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
