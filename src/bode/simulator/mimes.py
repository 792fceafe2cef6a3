"""Which files the platform takes, and how large they may be."""

from __future__ import annotations

from bode.whatsapp import limits

KINDS: dict[str, tuple[str, ...]] = {
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


def bare(mime: str) -> str:
    """Return a media type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`."""
    return mime.partition(";")[0].strip().lower()


def fits_kind(kind: str, mime: str) -> bool:
    """Say whether a file of this media type may be sent as this kind; a document may be any."""
    return kind == "document" or bare(mime) in KINDS[kind]


def largest(mime: str) -> int | None:
    """Return how many bytes a file of this media type may have; None: the type is not taken."""
    kind = next((kind for kind, mimes in KINDS.items() if bare(mime) in mimes), None)
    if kind == "sticker":
        return limits.STICKER_ANIMATED_BYTES
    return limits.MEDIA_BYTES[kind] if kind else None
