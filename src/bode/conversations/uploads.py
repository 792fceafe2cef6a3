"""Taking in a file that someone wants to send."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction

from bode.basics import in_order
from bode.basics.pictures import PictureTooLarge
from bode.organisations.actors import Actor
from bode.whatsapp import bare_type, kind_of_type, largest_media
from bode.whatsapp.sniffing import HEAD_BYTES, is_what_it_says, moves

from . import files
from .errors import FileRefused
from .forgetting import hold_files
from .models import Upload
from .thumbnails import look_at

_OFFICE = "application/vnd.openxmlformats-officedocument"
# What a name ends in tells more than the browser: that asks the machine that it runs on.
TYPES_BY_ENDING = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".aac": "audio/aac",
    ".amr": "audio/amr",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".mp4": "video/mp4",
    ".3gp": "video/3gpp",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
}
_LONGEST_NAME = 240  # characters that the platform shows


def keep_upload(actor: Actor, filename: str, mime_type: str, file: BinaryIO) -> Upload:
    """Keep a file, so that messages may name it by the id of what is returned.

    `mime_type` is what its sender says; it counts where the name tells nothing. Raises
    `FileRefused` for what the platform would not take.
    """
    actor.require("agent", "messages", "broadcaster")
    filename = in_order(filename)
    mime_type = TYPES_BY_ENDING.get(PurePath(filename).suffix.lower(), bare_type(mime_type))
    size = file.seek(0, 2)
    kind = _checked(mime_type, size, file)
    try:
        look = look_at(kind, mime_type, file)
    except PictureTooLarge as error:
        raise FileRefused("too_large", limit=largest_media(kind)) from error
    file.seek(0)
    sha256 = file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # any file will do
    with transaction.atomic():
        hold_files(actor.organisation_id)
        return Upload.objects.create(
            municipality_id=actor.organisation_id,
            filename=_short(PurePath(filename).name),
            mime_type=mime_type,
            key=files.keep(actor.organisation_id, sha256, file, look.thumbnail),
            size=size,
            sha256=sha256,
            has_thumbnail=look.thumbnail is not None,
            pages=look.pages,
        )


def _checked(mime_type: str, size: int, file: BinaryIO) -> str:
    """As what kind of message the file may be sent."""
    kind = kind_of_type(mime_type)
    if kind is None:
        raise FileRefused("type_not_taken")
    if size == 0:
        raise FileRefused("empty")
    file.seek(0)
    head = file.read(HEAD_BYTES)
    largest = largest_media(kind, moves=moves(head))
    if size > largest:
        raise FileRefused("too_large", limit=largest)
    if not is_what_it_says(kind, mime_type, head):
        raise FileRefused("wrong_type")
    return kind


def _short(name: str) -> str:
    """A name that the platform shows whole, with its ending."""
    ending = PurePath(name).suffix[:20]
    stem = name.removesuffix(ending).replace("\0", "")
    return (stem[: _LONGEST_NAME - len(ending)] + ending) or "bestand"
