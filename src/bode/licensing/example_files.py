"""Files that the platform shows or reviews: of what kind one is, by its content. Pure."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from bode.whatsapp import limits

from .errors import FileRefused

MOST_PIXELS = 50_000_000
_STARTS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}
_PICTURES = ("image/jpeg", "image/png")
_UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError)


def type_of(data: bytes) -> str:
    """The media type of a file, as far as the platform takes it as an example; else empty."""
    if data[4:8] == b"ftyp":
        return "video/mp4"
    return next((mime for start, mime in _STARTS.items() if data.startswith(start)), "")


def check_file(data: bytes, types: tuple[str, ...], most_bytes: int) -> str:
    """The media type of a file that must be one of these. Raises `FileRefused`."""
    if not data:
        raise FileRefused("empty")
    if len(data) > most_bytes:
        raise FileRefused("too_large", most_bytes)
    mime_type = type_of(data)
    if mime_type not in types:
        raise FileRefused("wrong_type")
    if mime_type in _PICTURES:
        _size_of(data)
    return mime_type


def check_profile_picture(data: bytes) -> str:
    """The media type of what can be a profile's picture. Raises `FileRefused`."""
    mime_type = check_file(data, _PICTURES, limits.MEDIA_BYTES["image"])
    width, height = _size_of(data)
    if width != height:
        raise FileRefused("not_square")
    if width < limits.PROFILE_PICTURE_SIDE:
        raise FileRefused("too_small", limits.PROFILE_PICTURE_SIDE)
    return mime_type


def _size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a picture that can be unpacked."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise FileRefused("unreadable")
            picture.load()
            return picture.size
    except (Image.DecompressionBombError, *_UNREADABLE) as error:
        raise FileRefused("unreadable") from error
