"""Which files the platform takes, and how large they may be."""

from __future__ import annotations

from bode.whatsapp.media_kinds import MEDIA_TYPES, bare_type, kind_of_type, largest_media

KINDS = MEDIA_TYPES
bare = bare_type


def fits_kind(kind: str, mime: str) -> bool:
    """Say whether a file of this media type may be sent as this kind; a document may be any."""
    return kind == "document" or bare(mime) in KINDS[kind]


def largest(mime: str) -> int | None:
    """Return how many bytes a file of this media type may have; None: the type is not taken."""
    kind = kind_of_type(mime)
    return largest_media(kind) if kind else None
