"""Exports: asked for by who answers for the data, made by a job, kept for a week."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import file_digest
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localtime

from bode.basics import now
from bode.conversations import files
from bode.conversations.errors import ExportNotReady, ExportRunning
from bode.conversations.models import Export, ExportState
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.mailing import notify
from bode.organisations.models import OrganisationKind
from bode.organisations.tenancy import scope
from bode.privacy import audit

from .packing import write_pack

KEPT = timedelta(days=7)
_SET = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL "
RIGHTS = ("administrator", "privacy_officer")


def ask_for_export(actor: Actor) -> Export:
    """Have everything of the actor's municipality packed. Raises `ExportRunning` while one is."""
    from bode.conversations.jobs import make_export_soon

    _require(actor)
    try:
        with transaction.atomic():
            export = Export.objects.create(municipality_id=actor.organisation_id, actor=actor.name)
            make_export_soon(export.id)
            _record(actor.name, export, "licence.export")
            return export
    except IntegrityError as running:
        raise ExportRunning from running


def open_export(actor: Actor, export_id: UUID) -> tuple[Export, BinaryIO]:
    """Take an export along; that someone did stands in the audit trail.

    Raises `Export.DoesNotExist`, or `ExportNotReady` when there is no file yet, or no longer.
    """
    _require(actor)
    export = Export.objects.get(id=export_id)
    if export.state != ExportState.READY or (export.expires_at and export.expires_at <= now()):
        raise ExportNotReady
    opened = files.open_file(export.key)
    _record(actor.name, export, "licence.export_taken")
    return export, opened


def list_exports() -> list[Export]:
    """The exports in scope, the newest first."""
    return list(Export.objects.all()[:20])


def make(export_id: UUID) -> None:
    """Pack it; done already, it stays as it is. With every tenant in scope."""
    export = Export.objects.select_related("municipality").get(id=export_id)
    if export.state != ExportState.WAITING:
        return
    town, made_at = export.municipality, localtime()
    # Beside where attachments are kept: a machine's own folder for temporary files may be small.
    folder = settings.ENVIRONMENT.data_dir
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as packed, scope(town.id):
        with one_moment():
            counts = write_pack(packed, town.id, town.name, town.code, made_at)
        export.size = packed.tell()
        packed.seek(0)
        export.sha256 = file_digest(packed, "sha256").hexdigest()
        export.key = _key(export)
        files.replace(export.key, packed)
        export.state, export.counts = ExportState.READY, counts
        export.ready_at, export.expires_at = now(), now() + KEPT
        with transaction.atomic():
            export.save()
            notify(
                town.id,
                roles=RIGHTS,
                subject=f"Alles van {town.name} staat klaar om mee te nemen",
                text=f"U kunt het bestand ophalen tot {made_at + KEPT:%d-%m-%Y}. Er staan "
                "persoonsgegevens in: bewaar het veilig.",
                path="/licence/leaving/",
            )


@contextmanager
def one_moment() -> Iterator[None]:
    """Read all as it was at one moment, in a transaction of its own, by cursors on the server."""
    with connection.cursor() as cursor:
        cursor.execute(_SET + "REPEATABLE READ, READ ONLY")
        try:
            with transaction.atomic():
                yield
        finally:
            cursor.execute(_SET + "READ COMMITTED, READ WRITE")


def give_up(export_id: UUID) -> None:
    """It could not be made; what of it may have been kept already is deleted."""
    waiting = Export.objects.filter(id=export_id, state=ExportState.WAITING)
    for export in waiting:
        files.delete(_key(export))
        waiting.update(state=ExportState.FAILED)


def forget_exports() -> None:
    """Delete the files whose time is over; with every tenant in scope.

    Those too whose job was cut off, between keeping the file and saying so.
    """
    for cut_off in Export.objects.filter(state=ExportState.WAITING, asked_at__lte=now() - KEPT):
        give_up(cut_off.id)
    for export in Export.objects.filter(state=ExportState.READY, expires_at__lte=now()):
        files.delete(export.key)
        export.state, export.key = ExportState.GONE, ""
        export.save(update_fields=["state", "key"])


def _key(export: Export) -> str:
    """Known before the file is there, so that no file is ever left that no row knows of."""
    return f"{export.municipality_id}/export-{export.id}"


def _require(actor: Actor) -> None:
    actor.require(*RIGHTS)
    if actor.organisation_kind != OrganisationKind.MUNICIPALITY:
        raise NotAllowed(needed=RIGHTS)


def _record(name: str, export: Export, what: str) -> None:
    audit.record(
        organisation_id=export.municipality_id,
        actor=name,
        what=what,
        subject="conversations.Export",
        subject_id=export.id,
        facts={"sha256": export.sha256, "counts": export.counts},
    )
