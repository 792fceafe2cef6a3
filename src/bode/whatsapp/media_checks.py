"""The checks of a file in a message: by id or by address, with what belongs to its kind."""

from __future__ import annotations

from bode.whatsapp import limits
from bode.whatsapp.fields import Field

_CAPTIONED = ("image", "video", "document")


def check_media(kind: str, media: Field) -> None:
    """Complain unless this is one file of this kind, named by `id` or by `link`, not by both."""
    if not media.is_object():
        return
    if media["id"].given and media["link"].given:
        media["link"].complain("not_allowed")
    elif media["link"].given:
        media["link"].address()
    else:
        media["id"].text()
    if kind in _CAPTIONED:
        media["caption"].optional_text(limits.CAPTION)
    else:
        media["caption"].refuse()
    if kind == "document":
        media["filename"].optional_text()
    else:
        media["filename"].refuse()
