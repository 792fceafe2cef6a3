"""Dossiers that another Bode made: kept as they came, to read and to hand on."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from bode.licensing.models import ImportedDossier
from bode.organisations.actors import Actor
from bode.privacy import audit

from .codec import content_hash, decode, encode
from .structs import Dossier

IMPORTERS = ("administrator", "account_manager", "applications")
_LENGTH = 200


@transaction.atomic
def import_dossier(actor: Actor, filename: str, data: bytes) -> ImportedDossier:
    """Keep a dossier's file for the actor's organisation; the same one is kept once.

    Raises `DossierRefused`, and keeps nothing of it then.
    """
    actor.require(*IMPORTERS)
    dossier = decode(data)
    application = dossier.application
    kept, is_new = ImportedDossier.objects.get_or_create(
        organisation_id=actor.organisation_id,
        sha256=content_hash(dossier),
        defaults={
            "data": data,
            "filename": PurePath(filename).name[-_LENGTH:],
            "application_id": application.id,
            "municipality_name": application.municipality.name[:_LENGTH],
            "provider_name": application.provider.name[:_LENGTH],
            "status_name": application.status.name[:_LENGTH],
            "made_with": dossier.made_with[:_LENGTH],
            "as_of": dossier.as_of,
            "actor": actor.name,
        },
    )
    if is_new:
        audit.record(
            organisation_id=actor.organisation_id,
            actor=actor.name,
            what="dossier.import",
            subject="licensing.ImportedDossier",
            subject_id=kept.id,
            facts={"sha256": kept.sha256, "application": str(application.id)},
        )
    kept.refresh_from_db(fields=["imported_at"])
    return kept


def list_imported(
    *, before: tuple[datetime, UUID] | None = None, limit: int = 200
) -> list[ImportedDossier]:
    """The imported dossiers in scope without their content, the newest first."""
    found = ImportedDossier.objects.defer("data")
    if before is not None:
        at, key = before
        found = found.filter(Q(imported_at__lt=at) | Q(imported_at=at, id__lt=key))
    return list(found[:limit])


def access_imported(dossier_id: UUID) -> ImportedDossier:
    """One imported dossier in scope; raises `ImportedDossier.DoesNotExist`."""
    return ImportedDossier.objects.get(id=dossier_id)


def open_imported(imported: ImportedDossier) -> Dossier:
    """What stands in it."""
    return decode(bytes(imported.data))


def export_again(imported: ImportedDossier) -> bytes:
    """Its file, written anew from what was read: the same bytes as came."""
    return encode(open_imported(imported))
