"""Where attachments are kept: a folder or an S3-compatible store, outside any web root.

The one place that knows. What is kept is named by its municipality and its content, so the same
file is kept once, and a name never changes its content. An export alone is named by its own id.
"""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

ATTACHMENTS = "attachments"  # in Django's STORAGES
_THUMBNAIL = ".thumbnail"


def keep(municipality_id: UUID, sha256: str, file: BinaryIO, thumbnail: bytes | None = None) -> str:
    """Keep a file whose content has this hash, and the small picture of it; return its key.

    What is there already stays as it is.
    """
    key = f"{municipality_id}/{sha256}"
    if thumbnail is not None and not _store().exists(key + _THUMBNAIL):
        _store().save(key + _THUMBNAIL, ContentFile(thumbnail))
    if not _store().exists(key):
        file.seek(0)
        _store().save(key, File(file))
    return key


def replace(key: str, file: BinaryIO) -> None:
    """Keep a file under a name of its own, instead of what is there."""
    file.seek(0)
    _store().delete(key)
    _store().save(key, File(file))


def open_file(key: str) -> BinaryIO:
    """Open what is kept, to be read; raises `FileNotFoundError`."""
    # Django's own class is no file to others.
    return _store().open(key, "rb").file  # type: ignore[return-value]


def open_thumbnail(key: str) -> BinaryIO:
    """Open the small picture of what is kept; raises `FileNotFoundError`."""
    return open_file(key + _THUMBNAIL)


def delete(key: str) -> None:
    """Delete a file and the small picture of it, as far as they are there."""
    _store().delete(key + _THUMBNAIL)
    _store().delete(key)


def delete_all(municipality_id: UUID) -> None:
    """Delete every file of a municipality that is no more."""
    folder = str(municipality_id)
    try:
        names = _store().listdir(folder)[1]
    except FileNotFoundError:
        return  # it never had one
    for name in names:
        _store().delete(f"{folder}/{name}")


def _store() -> Storage:
    return storages[ATTACHMENTS]
