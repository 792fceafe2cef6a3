"""The file of a message, as the desk shows it: what it is, or why it is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.basics import in_order
from bode.conversations.explaining import explain_error
from bode.conversations.models import Media, MediaFailure, Message
from bode.conversations.pdfs import MOST_PAGES
from bode.conversations.postponing import is_for_number, kept_until
from bode.web.templatetags.bode import local
from bode.whatsapp import bare_type

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
_WAITS = gettext_noop(
    "De bijlage is er nog niet: %(why)s. Bode probeert het steeds opnieuw, tot %(until)s."
)
_WAITS_FOR_NUMBER = gettext_noop(
    "De bijlage is er nog niet, want het nummer staat stil: %(why)s. Staat het weer aan, dan haalt "
    "Bode hem vanzelf op. WhatsApp bewaart hem tot %(until)s."
)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_SIGNS = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    f"{_OFFICE}.wordprocessingml.document": "doc",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.ms-excel": "xls",
    f"{_OFFICE}.spreadsheetml.sheet": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    f"{_OFFICE}.presentationml.presentation": "ppt",
    "application/zip": "zip",
    "image/jpeg": "jpg",
    "image/png": "png",
}
_TYPE_NAMES = {
    "PDF": gettext_noop("Pdf"),
    "DOC": gettext_noop("Word-document"),
    "ODT": gettext_noop("Tekstdocument"),
    "XLS": gettext_noop("Excel-bestand"),
    "PPT": gettext_noop("PowerPoint-presentatie"),
    "TXT": gettext_noop("Tekstbestand"),
    "CSV": gettext_noop("Tabel (CSV)"),
    "ZIP": gettext_noop("Zip-bestand met andere bestanden"),
    "JPG": gettext_noop("Foto"),
    "PNG": gettext_noop("Afbeelding"),
}
_LONGEST_SIGN = 4  # letters: longer endings tell little
_NO_SIGN = "…"
_WITH_FILE = ("image", "sticker", "video", "audio", "document")


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file; `failure` is why it is not here, and `waits` why it is not here yet, in words."""

    id: UUID | None
    state: str
    failure: str
    waits: str
    filename: str
    size: int | None
    has_thumbnail: bool
    mime_type: str = ""
    pages: int | None = None

    @property
    def shown_pages(self) -> int:
        """How many of its pages can be looked at."""
        return min(self.pages or 0, MOST_PAGES)

    @property
    def sign(self) -> str:
        """Its type in a few letters, as names of files end."""
        ending = PurePath(self.filename).suffix.removeprefix(".")
        known = _SIGNS.get(bare_type(self.mime_type))
        return (known or (ending if 0 < len(ending) <= _LONGEST_SIGN else _NO_SIGN)).upper()

    @property
    def type_name(self) -> str:
        """What such a file is called."""
        known = _TYPE_NAMES.get(self.sign)
        if known:
            return _(known)
        return (
            _("Bestand") if self.sign == _NO_SIGN else _("%(sign)s-bestand") % {"sign": self.sign}
        )


def attachment_of(message: Message, kind: str, content: Mapping[str, Any]) -> Attachment | None:
    """The file of a message, or of one whose file was lost; None for a message without.

    `kind` and `content` are those of its header where it has one, or else its own.
    """
    media: Media | None = getattr(message, "media", None)
    if media is None:
        if kind not in _WITH_FILE:
            return None
        return Attachment(
            id=None,
            state="",
            failure="",
            waits="",
            filename=in_order(str(content.get("filename") or "")),
            size=None,
            has_thumbnail=False,
        )
    return Attachment(
        id=media.id,
        state=media.state,
        failure=_(FAILURES[MediaFailure(media.failure)]) if media.failure else "",
        waits=_waits(media) if media.due_at else "",
        filename=in_order(media.filename),
        size=media.size,
        has_thumbnail=media.has_thumbnail,
        mime_type=media.mime_type,
        pages=media.pages,
    )


def _waits(media: Media) -> str:
    why = explain_error(media.waits_for)
    until = formats.date_format(timezone.localtime(kept_until(media)), "j F H:i")
    told = _(_WAITS_FOR_NUMBER if is_for_number(media) else _WAITS)
    return told % {"why": local(why, "title") if why else "", "until": until}
