"""Files that the platform shows or reviews: of what kind one is, by its content. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from bode.basics.pictures import PictureTooLarge, PictureUnreadable, open_picture
from bode.whatsapp import kind_of_type, limits
from bode.whatsapp.sniffing import HEAD_BYTES, is_what_it_says

from .errors import FileRefused

_PICTURES = ("image/jpeg", "image/png")


def check_file(data: bytes, types: Sequence[str], most_bytes: int) -> str:
    """The media type of a file that must be one of these. Raises `FileRefused`."""
    mime_type = _type_of(data, types, most_bytes)
    if mime_type in _PICTURES:
        _size_of(data)
    return mime_type


def check_profile_picture(data: bytes) -> str:
    """The media type of what can be a profile's picture. Raises `FileRefused`."""
    mime_type = _type_of(data, _PICTURES, limits.MEDIA_BYTES["image"])
    width, height = _size_of(data)
    if width != height:
        raise FileRefused("not_square")
    if width < limits.PROFILE_PICTURE_SIDE:
        raise FileRefused("too_small", limits.PROFILE_PICTURE_SIDE)
    return mime_type


def _type_of(data: bytes, types: Sequence[str], most_bytes: int) -> str:
    if not data:
        raise FileRefused("empty")
    if len(data) > most_bytes:
        raise FileRefused("too_large", most_bytes)
    for mime_type in types:
        kind = kind_of_type(mime_type)
        if kind is not None and is_what_it_says(kind, mime_type, data[:HEAD_BYTES]):
            return mime_type
    raise FileRefused("wrong_type")


def _size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a picture that can be unpacked."""
    try:
        with open_picture(BytesIO(data), ("JPEG", "PNG")) as picture:
            picture.load()
            return picture.size
    except (PictureTooLarge, PictureUnreadable) as error:
        raise FileRefused("unreadable") from error
