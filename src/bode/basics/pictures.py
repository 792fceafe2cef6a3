"""Opening pictures that others made: what is too large to unpack is refused before it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

MOST_PIXELS = 50_000_000
"""More than phones take; a picture of 5 MB can claim many times as much."""
_COPIES = {"WEBP": 4}  # so many times a picture is in memory while it is unpacked, if not once
_UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError)


class PictureTooLarge(Exception):
    """Unpacked, the picture would take more memory than we give."""


class PictureUnreadable(Exception):
    """It is no picture of these formats, or a broken one."""


@contextmanager
def open_picture(file: BinaryIO, formats: tuple[str, ...]) -> Iterator[Image.Image]:
    """Open a picture of one of Pillow's `formats`; it is unpacked when it is used.

    Raises `PictureTooLarge`, or `PictureUnreadable`, also for what goes wrong in its use.
    """
    try:
        with Image.open(file, formats=formats) as picture:
            copies = _COPIES.get(picture.format or "", 1)
            if picture.width * picture.height * copies > MOST_PIXELS:
                raise PictureTooLarge
            yield picture
    except Image.DecompressionBombError as error:
        raise PictureTooLarge from error
    except _UNREADABLE as error:
        raise PictureUnreadable from error
