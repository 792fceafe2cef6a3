"""The one timeline of an application: who did what, and what Bode did by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bode.organisations.actors import Actor
from bode.privacy import audit

from .models import Application, ApplicationEvent
from .states import EventKind

BODE = "Bode"
"""Who sends mail and reminders."""


def remember(
    application: Application,
    actor: Actor,
    what: str,
    *,
    kind: EventKind = EventKind.STEP,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> ApplicationEvent:
    """Add what someone did to the timeline, and to the audit trail; within their transaction."""
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what=f"application.{kind}",
        subject="licensing.Application",
        subject_id=application.id,
        facts={"what": what, "status": str(application.status), **_where(details or {})},
    )
    return _add(
        application,
        what,
        kind=kind,
        actor=actor.name,
        organisation_id=actor.organisation_id,
        reason=reason,
        details=dict(details or {}),
    )


def remember_of_bode(
    application: Application,
    organisation_id: UUID,
    what: str,
    *,
    kind: EventKind,
    details: Mapping[str, Any],
    once: str | None = None,
) -> ApplicationEvent:
    """Add what Bode did by itself for one of the parties; `once` is what must not happen twice."""
    return _add(
        application,
        what,
        kind=kind,
        actor=BODE,
        organisation_id=organisation_id,
        details=dict(details),
        once=once,
    )


def happened(application: Application, once: str) -> bool:
    """Whether that, which must not happen twice, is in the timeline."""
    return application.events.filter(once=once).exists()


def _where(details: Mapping[str, Any]) -> dict[str, Any]:
    return {"part": str(details["section"])} if "section" in details else {}


def _add(application: Application, what: str, **fields: Any) -> ApplicationEvent:
    return ApplicationEvent.objects.create(
        municipality_id=application.municipality_id,
        provider_id=application.provider_id,
        application=application,
        transition=what,
        status=application.status,
        **fields,
    )
