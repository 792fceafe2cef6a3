"""A file that an agent attaches to an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.conversations import queries
from bode.conversations.errors import FileRefused
from bode.conversations.models import Upload
from bode.conversations.uploads import TYPES_BY_ENDING, keep_upload
from bode.web.access import ActingRequest
from bode.whatsapp import kind_of_type

ACCEPTED = ",".join(TYPES_BY_ENDING)
"""What the browser offers to choose from."""
MOST = 10
"""Files with one answer: each is a message to the citizen."""
_WORDLESS = ("audio", "sticker")
_REFUSED = {
    "empty": gettext_noop("Het bestand is leeg. Kies een ander bestand."),
    "too_large": gettext_noop(
        "Het bestand is te groot. Dit soort bestand mag hoogstens %(limit)s zijn. Maak het kleiner "
        "of kies een ander bestand."
    ),
    "type_not_taken": gettext_noop(
        "Dit soort bestand kan niet via WhatsApp. Kies een foto (JPEG of PNG), een pdf, een "
        "document, een geluid of een video (MP4)."
    ),
    "wrong_type": gettext_noop(
        "Het bestand is iets anders dan de naam zegt, of het is kapot. Kies een ander bestand."
    ),
}


def endings_of(kind: str) -> str:
    """What the browser offers to choose from where one kind alone will do."""
    return ",".join(
        ending for ending, type_ in TYPES_BY_ENDING.items() if kind_of_type(type_) == kind
    )


def take_in(request: ActingRequest, field: str = "file") -> Upload | None:
    """Keep the file that was attached, if one was. Raises `FileRefused`."""
    return next(iter(take_in_all(request, field)), None)


def take_in_all(request: ActingRequest, field: str = "file") -> list[Upload]:
    """Keep every file that was attached. Raises `FileRefused`."""
    return [
        keep_upload(
            request.actor,
            given.name or "",
            given.content_type or "",
            given.file,  # type: ignore[arg-type]
        )
        for given in request.FILES.getlist(field)
        if given.file is not None
    ]


def find_given(names: str | Iterable[str]) -> tuple[Upload, ...]:
    """The files that were given before: they waited while something else was amiss."""
    named = [names] if isinstance(names, str) else names
    return tuple(found for each in named if (found := _find(each)) is not None)


def _find(name: str) -> Upload | None:
    try:
        return queries.access_upload(UUID(name))
    except (ValueError, Upload.DoesNotExist):
        return None


def too_many() -> str:
    """That there are more files than go with one answer, in words for an agent."""
    told = _("Dit zijn te veel bestanden: hoogstens %(most)s tegelijk. Haal er een paar weg.")
    return told % {"most": MOST}


def describe_file(refused: FileRefused) -> str:
    """Why a file can't be sent, in words for an agent."""
    limit = filesizeformat(refused.limit) if refused.limit else ""
    return _(_REFUSED[refused.reason]) % {"limit": limit}


def contents_with(attachments: Sequence[Upload], words: str) -> list[tuple[str, dict[str, Any]]]:
    """As which messages files are sent: the words stand under the first that has room for them."""
    kinds = [kind_of_type(each.mime_type) for each in attachments]
    captioned = next((place for place, kind in enumerate(kinds) if kind not in _WORDLESS), 0)
    return [
        content_with(each, words if place == captioned else "")
        for place, each in enumerate(attachments)
    ]


def content_with(attachment: Upload, caption: str) -> tuple[str, dict[str, Any]]:
    """As what kind of message a file is sent, and the content of that."""
    kind = kind_of_type(attachment.mime_type) or "document"
    content: dict[str, Any] = {"id": str(attachment.id)}
    if caption:
        content["caption"] = caption
    if kind == "document":
        content["filename"] = attachment.filename
    return kind, content


def show_files() -> dict[str, Any]:
    """What the page knows of files before they are sent."""
    return {
        "accepted_files": ACCEPTED,
        "most_files": MOST,
        "too_many_files": too_many(),
        "wrong_type": describe_file(FileRefused("type_not_taken")),
        "empty_file": describe_file(FileRefused("empty")),
    }
