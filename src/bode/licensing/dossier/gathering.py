"""Gathering a dossier from the database; every query within the scope of one of its parties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from uuid import UUID

import msgspec

from bode.licensing.models import Application, ApplicationEvent
from bode.licensing.queries import access_application, find_licence_of, list_events
from bode.policy import PURPOSES

from . import structs
from .dpia_part import dpia_document_file, dpia_of
from .words import status_named, step_named

_DECISIONS = ("approve", "reject")


def gather(application_id: UUID) -> structs.Dossier:
    """Everything about one application; raises `Application.DoesNotExist` outside its scope.

    As long as nothing happens with it, it is the same dossier.
    """
    application = access_application(application_id)
    events = list_events(application)
    parts: dict[str, Any] = {
        "application": _application(application),
        "declarations": [],
        "signatures": [_signature(event) for event in events if event.transition == "sign"],
        "dpia": dpia_of(application),
        "decisions": [_decision(event) for event in events if event.transition in _DECISIONS],
        "history": [_event(event) for event in events],
        "licence": _licence(application),
        "files": list(dpia_document_file(application)),
    }
    return structs.Dossier(
        made_with=f"Bode {version('bode')}",
        as_of=max(_moments(msgspec.to_builtins(parts, builtin_types=(datetime,)))),
        **parts,
    )


def _application(application: Application) -> structs.Application:
    return structs.Application(
        id=application.id,
        status=status_named(application.status),
        route=application.route,
        created_at=_utc(application.created_at),
        due_on=None,
        follows=None,
        municipality=structs.Organisation(
            code=application.municipality.code, name=application.municipality.name
        ),
        provider=structs.Organisation(
            code=application.provider.code, name=application.provider.name
        ),
        purposes=[
            structs.Purpose(
                code=each.code,
                name=PURPOSES[each.code].name_nl,
                explanation=each.explanation,
                volume=None,
                audience="",
                examples=[],
                granted=None,
                refusal="",
            )
            for each in application.purposes.all()
        ],
        sections=[],
        remarks=[],
    )


def _signature(event: ApplicationEvent) -> structs.Signature:
    return structs.Signature(
        name=event.actor,
        function="",
        mandate="",
        actor=event.actor,
        organisation=event.organisation.name,
        at=_utc(event.at),
    )


def _decision(event: ApplicationEvent) -> structs.Decision:
    return structs.Decision(
        step=step_named(event.transition),
        reason=event.reason,
        decided_on=None,
        told_by="",
        reference="",
        granted=[],
        files=[],
        recorded_by=event.actor,
        organisation=event.organisation.name,
        at=_utc(event.at),
    )


def _event(event: ApplicationEvent) -> structs.Event:
    return structs.Event(
        kind="step",
        what=step_named(event.transition),
        status=status_named(event.status),
        actor=event.actor,
        organisation=event.organisation.name,
        reason=event.reason,
        details={},
        at=_utc(event.at),
    )


def _licence(application: Application) -> structs.Licence | None:
    licence = find_licence_of(application)
    if licence is None:
        return None
    return structs.Licence(
        id=licence.id,
        status=status_named(licence.status),
        purposes=list(licence.purposes),
        valid_from=_utc(licence.valid_from),
        ended_at=licence.ended_at and _utc(licence.ended_at),
    )


def _moments(value: Any) -> Iterator[datetime]:
    """Every time in a dossier."""
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _moments(each)


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
