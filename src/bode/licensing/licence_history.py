"""The history of a licence: each event written once, and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bode.organisations.actors import Actor
from bode.privacy import audit

from .licence_states import Cause, LicenceParty
from .models import Licence, LicenceEvent

OURSELVES = "Bode"
"""Who wrote down what happened by itself, such as an end on its planned day."""


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """Why a party takes a step: the kind of reason, and in words what shows it."""

    by: LicenceParty
    evidence: str
    cause: Cause | None = None
    """None where none is asked: in resuming, why it may go on is told in words."""


def remember(
    licence: Licence,
    actor: Actor | None,
    what: str,
    *,
    by: LicenceParty,
    cause: Cause | None = None,
    evidence: str = "",
    facts: dict[str, Any] | None = None,
) -> LicenceEvent:
    """Write down what happened to a licence, as it is now; without an actor it went by itself.

    It stands in the audit trails of both parties too, without the words of the reason.
    """
    event = LicenceEvent.objects.create(
        municipality_id=licence.municipality_id,
        provider_id=licence.provider_id,
        licence=licence,
        what=what,
        by=by,
        status=licence.status,
        cause=cause or "",
        evidence=evidence,
        facts=facts or {},
        actor=actor.name if actor is not None else OURSELVES,
        organisation_id=actor.organisation_id if actor is not None else None,
    )
    audit.hold((licence.municipality_id, licence.provider_id))
    for organisation_id in (licence.municipality_id, licence.provider_id):
        audit.record(
            organisation_id=organisation_id,
            actor=event.actor,
            what=f"licence.{what}",
            subject="licensing.Licence",
            subject_id=licence.id,
            facts={"by": by, "cause": event.cause, "status": licence.status, **event.facts},
        )
    return event


def list_licence_events(licence_id: UUID) -> list[LicenceEvent]:
    """The history of a licence in scope, from the first event on."""
    found = LicenceEvent.objects.filter(licence_id=licence_id).select_related("organisation")
    return list(found)
