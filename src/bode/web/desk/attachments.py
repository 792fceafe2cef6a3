"""The file of a message, as the desk shows it: what it is, or why it is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.conversations.models import Media, MediaFailure, Message

FAILURES = {
    MediaFailure.EXPIRED: gettext_noop(
        "De bijlage is verlopen: WhatsApp bewaart hem niet meer. Vraag de inwoner om hem opnieuw "
        "te sturen."
    ),
    MediaFailure.TOO_LARGE: gettext_noop(
        "De bijlage is te groot. Bode heeft hem niet bewaard. Vraag de inwoner om een kleiner "
        "bestand te sturen."
    ),
    MediaFailure.WRONG_TYPE: gettext_noop(
        "De bijlage is een ander soort bestand dan erbij staat. Dat kan gevaarlijk zijn. Bode "
        "heeft hem niet bewaard. Vraag de inwoner om een ander bestand te sturen."
    ),
    MediaFailure.REFUSED: gettext_noop(
        "WhatsApp geeft de bijlage niet aan Bode. Vraag de inwoner om hem opnieuw te sturen."
    ),
    MediaFailure.LOST: gettext_noop(
        "De bijlage is onderweg kwijtgeraakt. Vraag de inwoner om hem opnieuw te sturen."
    ),
}
_WITH_FILE = ("image", "sticker", "video", "audio", "document")


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file; `failure` is why it is not here, in words."""

    id: UUID | None
    state: str
    failure: str
    filename: str
    size: int | None
    has_thumbnail: bool


def attachment_of(message: Message, content: Mapping[str, Any]) -> Attachment | None:
    """The file of a message, or of one whose file was lost; None for a message without."""
    media: Media | None = getattr(message, "media", None)
    if media is None:
        if message.type not in _WITH_FILE:
            return None
        return Attachment(
            id=None,
            state="",
            failure="",
            filename=str(content.get("filename") or ""),
            size=None,
            has_thumbnail=False,
        )
    return Attachment(
        id=media.id,
        state=media.state,
        failure=_(FAILURES[MediaFailure(media.failure)]) if media.failure else "",
        filename=media.filename,
        size=media.size,
        has_thumbnail=media.has_thumbnail,
    )
