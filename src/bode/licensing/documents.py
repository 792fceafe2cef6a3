"""Documents that belong to an application, such as the platform's answer."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePath
from uuid import UUID

from django.db import transaction

from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.whatsapp import limits

from .example_files import check_file
from .filling import FILLERS
from .history import remember
from .models import Application, ApplicationFile
from .queries import access_application, party_of
from .states import EventKind, Party

MOST_BYTES = 10 * limits.MEGABYTE
"""Of a document: it is kept in the database."""
TYPES = ("application/pdf", "image/png", "image/jpeg")
_NAME_LENGTH = 200


@transaction.atomic
def keep_document(
    actor: Actor, application_id: UUID, filename: str, data: bytes
) -> ApplicationFile:
    """Keep a document with an application. Raises `FileRefused`."""
    application = access_application(application_id, lock=True)
    if party_of(application, actor) is None or not actor.has(*FILLERS):
        raise NotAllowed(needed=tuple(Party))
    document = ApplicationFile.objects.create(
        municipality_id=application.municipality_id,
        provider_id=application.provider_id,
        application=application,
        filename=PurePath(filename).name[-_NAME_LENGTH:],
        mime_type=check_file(data, TYPES, MOST_BYTES),
        sha256=sha256(data).hexdigest(),
        data=data,
    )
    remember(
        application,
        actor,
        "file",
        kind=EventKind.FILE,
        details={
            "file": str(document.id),
            "filename": document.filename,
            "sha256": document.sha256,
        },
    )
    return document


def access_document(application_id: UUID, file_id: UUID) -> ApplicationFile:
    """One document in scope; raises `ApplicationFile.DoesNotExist`."""
    return ApplicationFile.objects.get(id=file_id, application_id=application_id)


def list_documents(application: Application) -> list[ApplicationFile]:
    """The documents of an application, without their content."""
    return list(application.files.defer("data"))
