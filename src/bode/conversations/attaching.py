"""Files that go with a message of ours: checked when it is sent, uploaded before it leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bode.basics import now
from bode.whatsapp import FieldProblem, kind_of_type

from . import jobs
from .models import Media, MediaState, Message, PlatformCopy, Upload
from .naming import Named, files_named


def check_files(kind: str, content: Mapping[str, Any] | list[Any]) -> list[FieldProblem]:
    """What is wrong with the files of ours that a message names: unknown, or of another kind."""
    problems = []
    for named in files_named(kind, content):
        upload = Upload.objects.filter(id=named.id).first()
        if upload is None:
            problems.append(FieldProblem(name=named.field, reason="unknown"))
        elif named.kind not in ("document", kind_of_type(upload.mime_type)):
            problems.append(FieldProblem(name=named.field, reason="invalid"))
    return problems


def attach(message: Message, files: Sequence[Named]) -> None:
    """Show the message's file on the desk, and have every file brought to the platform."""
    given = Upload.objects.filter(id__in=[named.id for named in files])
    given.filter(named_at=None).update(named_at=now())
    uploads = given.in_bulk()
    if len(files) == 1:  # its own, or that of its header
        upload = uploads[files[0].id]
        Media.objects.create(
            municipality_id=message.municipality_id,
            message=message,
            mime_type=upload.mime_type,
            filename=upload.filename,
            state=MediaState.STORED,
            key=upload.key,
            size=upload.size,
            sha256=upload.sha256,
            has_thumbnail=upload.has_thumbnail,
            pages=upload.pages,
        )
    # One at a time for one file: whoever comes second finds it with the platform.
    lock = f"upload {message.conversation.number_id} {uploads[files[0].id].sha256}"
    jobs.upload_files.configure(lock=lock).defer(message_id=str(message.id))


def forget_copies(message: Message) -> None:
    """The message failed, perhaps for its files: before it is sent again they are uploaded anew."""
    ids = [named.id for named in files_named(message.type, message.content)]
    hashes = Upload.objects.filter(id__in=ids).values("sha256")
    if ids:
        PlatformCopy.objects.filter(
            number_id=message.conversation.number_id, sha256__in=hashes
        ).delete()
