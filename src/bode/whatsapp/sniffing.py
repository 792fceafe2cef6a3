"""Whether a file is what it says to be, by its first bytes. Pure."""

from __future__ import annotations

import puremagic

from bode.whatsapp.media_kinds import bare_type

HEAD_BYTES = 64 * 1024
"""As much of a file as is looked at."""

# Where the kind of a message and its file's type must agree; a document may be anything.
_FAMILIES = {
    "image": ("image/jpeg", "image/png", "image/webp", "image/gif"),
    "sticker": ("image/webp",),
    "audio": ("audio/",),
    "video": ("video/",),
    "document": ("",),
}
_MP4 = frozenset({".mp4", ".m4a", ".3gp", ".3ga"})  # one container, named by any of its brands
_ZIP = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".zip"})  # likewise
_OLE = frozenset({".doc", ".xls", ".ppt"})  # likewise
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ENDINGS = {
    "image/jpeg": frozenset({".jpg"}),
    "image/png": frozenset({".png"}),
    "image/webp": frozenset({".webp"}),
    "image/gif": frozenset({".gif"}),
    "audio/aac": frozenset({".aac"}) | _MP4,
    "audio/amr": frozenset({".amr"}),
    "audio/mp4": _MP4 | {".aac"},
    "audio/mpeg": frozenset({".mp3"}),
    "audio/ogg": frozenset({".ogg"}),
    "video/mp4": _MP4,
    "video/3gpp": _MP4,
    "application/pdf": frozenset({".pdf"}),
    "application/msword": _OLE,
    "application/vnd.ms-excel": _OLE,
    "application/vnd.ms-powerpoint": _OLE,
    f"{_OFFICE}.wordprocessingml.document": _ZIP,
    f"{_OFFICE}.spreadsheetml.sheet": _ZIP,
    f"{_OFFICE}.presentationml.presentation": _ZIP,
    "application/vnd.oasis.opendocument.text": _ZIP,
}
_TEXTS = ("text/plain", "text/csv")
_SAME = {".jpeg": ".jpg", ".jfif": ".jpg", ".jpe": ".jpg", ".mpga": ".mp3", ".oga": ".ogg"}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")


def is_what_it_says(kind: str, mime_type: str, head: bytes) -> bool:
    """Whether a file of this type fits this kind of message, and its first bytes fit the type."""
    bare = bare_type(mime_type)
    if not bare.startswith(_FAMILIES[kind]) or not head:
        return False
    if bare in _TEXTS:
        return _is_text(head)
    if bare not in _ENDINGS:
        # A type that is not in the list can't be compared; at least it hides no program.
        return kind == "document" and not head.startswith(_PROGRAMS)
    return proves(bare, head)


def proves(mime_type: str, head: bytes) -> bool:
    """Whether these first bytes show that a file is of this type; never of one that has no mark."""
    return bool(_ENDINGS.get(bare_type(mime_type), frozenset()) & _recognised(head))


def moves(head: bytes) -> bool:
    """Whether a WebP picture with these first bytes is an animation (its container says so)."""
    return head[12:16] == b"VP8X" and len(head) > 20 and bool(head[20] & 0b10)


def _recognised(head: bytes) -> set[str]:
    """The endings that a file with these first bytes could have."""
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        guesses = []
    found = {_SAME.get(each.extension, each.extension) for each in guesses}
    # What the library doesn't know: every brand of MP4, every frame of MP3, and what WebP is not.
    if head[4:8] == b"ftyp":
        found |= _MP4
    if head[8:12] != b"WEBP":
        found.discard(".webp")  # every file of its container is taken for one
    if head[:1] == b"\xff" and head[1:2] in (b"\xfa", b"\xfb", b"\xf2", b"\xf3"):
        found.add(".mp3")
    return found


def _is_text(head: bytes) -> bool:
    return not head.startswith(_PROGRAMS) and (
        b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16
    )
