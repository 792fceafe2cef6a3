"""Gathering a dossier from the database; every query within the scope of one of its parties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from typing import Any
from uuid import UUID

import msgspec

from bode.licensing.licence_history import OURSELVES, list_licence_events
from bode.licensing.models import ApplicationEvent, Licence, LicenceEvent
from bode.licensing.queries import access_application, find_licence_of, list_events

from . import structs
from .application_part import (
    DECISIONS,
    application_of,
    decision_of,
    declarations_of,
    file_of,
    signature_of,
    utc,
)
from .dpia_part import dpia_document_file, dpia_of
from .words import lived_named, status_named, step_named


def gather(application_id: UUID) -> structs.Dossier:
    """Everything about one application; raises `Application.DoesNotExist` outside its scope.

    As long as nothing happens with it, it is the same dossier.
    """
    application = access_application(application_id)
    events = list_events(application)
    files = list(application.files.all())
    hashes = {str(each.id): each.sha256 for each in files}
    licence = find_licence_of(application)
    lived = list_licence_events(licence.id) if licence else []
    history = [*map(_event, events), *map(_lived, lived)]
    parts: dict[str, Any] = {
        "application": application_of(application),
        "declarations": declarations_of(application),
        "signatures": [signature_of(each) for each in events if each.transition == "sign"],
        "dpia": dpia_of(application),
        "decisions": [decision_of(each, hashes) for each in events if each.transition in DECISIONS],
        "history": sorted(history, key=lambda event: event.at),
        "licence": licence and _licence(licence),
        "files": [*dpia_document_file(application), *map(file_of, files)],
    }
    return structs.Dossier(
        made_with=f"Bode {version('bode')}",
        as_of=max(_moments(msgspec.to_builtins(parts, builtin_types=(datetime,)))),
        **parts,
    )


def _event(event: ApplicationEvent) -> structs.Event:
    return structs.Event(
        kind=event.kind,
        what=step_named(event.transition),
        status=status_named(event.status),
        actor=event.actor,
        organisation=event.organisation.name,
        reason=event.reason,
        details=event.details,
        at=utc(event.at),
    )


def _lived(event: LicenceEvent) -> structs.Event:
    return structs.Event(
        kind="licence",
        what=lived_named(event.what),
        status=status_named(event.status),
        actor=event.actor,
        organisation=event.organisation.name if event.organisation else OURSELVES,
        reason=event.evidence,
        details=event.facts,
        at=utc(event.at),
    )


def _licence(licence: Licence) -> structs.Licence:
    return structs.Licence(
        id=licence.id,
        status=status_named(licence.status),
        purposes=list(licence.purposes),
        valid_from=utc(licence.valid_from),
        ended_at=licence.ended_at and utc(licence.ended_at),
    )


def _moments(value: Any) -> Iterator[datetime]:
    """Every time in a dossier."""
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _moments(each)
