"""Which files the platform takes, by kind of message, and how large they may be."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bode.whatsapp import limits

MEDIA_TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "image": ("image/jpeg", "image/png"),
        "sticker": ("image/webp",),
        "audio": ("audio/aac", "audio/amr", "audio/mp4", "audio/mpeg", "audio/ogg"),
        "video": ("video/mp4", "video/3gpp"),
        "document": (
            "text/plain",
            "text/csv",
            "application/pdf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.text",
        ),
    }
)
"""The media types that may be sent, by kind of message (Meta's page on media, 16 June 2026)."""


EXAMPLE_TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "IMAGE": ("image/jpeg", "image/png"),
        "VIDEO": ("video/mp4",),
        "DOCUMENT": ("application/pdf",),
    }
)
"""The media types of the example in a template's header, by its format: fewer than may be sent."""


def bare_type(mime_type: str) -> str:
    """A media type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`."""
    return mime_type.partition(";")[0].strip().lower()


def kind_of_type(mime_type: str) -> str | None:
    """As what kind of message a file of this media type is sent; None: it is not taken."""
    bare = bare_type(mime_type)
    return next((kind for kind, types in MEDIA_TYPES.items() if bare in types), None)


def largest_media(kind: str, *, moves: bool = True) -> int:
    """How many bytes a file of this kind may have; of a sticker less when it does not move."""
    if kind == "sticker" and moves:
        return limits.STICKER_ANIMATED_BYTES
    return limits.MEDIA_BYTES[kind]
