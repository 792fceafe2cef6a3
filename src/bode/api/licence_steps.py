"""The life of a licence: suspending, resuming and ending it, and its history."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Router
from ninja.responses import Status
from pydantic import BaseModel, ConfigDict, Field

from bode.licensing import queries
from bode.licensing.licence_history import Grounds, list_licence_events
from bode.licensing.licence_states import Cause, LicenceParty, LicenceStep
from bode.licensing.licence_steps import EVIDENCE_LENGTH, STEPS, list_licence_steps, writer_of
from bode.licensing.models import Licence, LicenceEvent
from bode.organisations.actors import Actor
from bode.organisations.models import TokenScope

from .access import Call, Token
from .licences import LicenceShown, show_licence
from .once import once
from .openapi import refuses
from .reading import Input

router = Router(tags=["licences"])

_EXAMPLE: dict[str, Any] = {
    "cause": "quality",
    "reason": "Meta beperkte het account op 3 november; zie zaak 2026-118.",
    "by": "platform",
}


class GroundsGiven(Input):
    """Why a step is taken, and whose decision it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    cause: Literal["quality", "violation", "request", "payment", "other"] = Field(
        default="other", description="The kind of reason."
    )
    reason: str = Field(
        default="",
        max_length=EVIDENCE_LENGTH,
        description="In words, with what shows it; nothing about citizens.",
    )
    by: Literal["municipality", "provider", "platform"] | None = Field(
        default=None, description="Your own side, unless you write down what WhatsApp decided."
    )


class LicenceEventShown(BaseModel):
    """Something that happened to a licence."""

    what: str = Field(description="`suspend`, `resume`, `end`, …")
    by: str = Field(description="Whose step it is: `municipality`, `provider` or `platform`.")
    status: str = Field(description="The status after it.")
    cause: str
    reason: str
    facts: dict[str, Any] = Field(description="Such as how many messages no longer leave.")
    actor: str = Field(description="Who wrote it down.")
    at: datetime


class LicenceLived(LicenceShown):
    """A licence with its whole history."""

    events: list[LicenceEventShown]
    allowed: list[str] = Field(description="The steps that your side may take now.")


@router.get(
    "/licences/{licence_id}",
    auth=Token(TokenScope.LICENCES),
    response=LicenceLived,
    summary="Read a licence with its history",
)
def get_licence(request: Call, licence_id: UUID) -> LicenceLived:
    """One licence of your organisation."""
    return _show(licence_id, request.auth)


@router.post(
    "/licences/{licence_id}/suspend",
    auth=Token(TokenScope.LICENCES),
    response={200: LicenceLived},
    summary="Suspend a licence",
    openapi_extra=refuses("transition_not_allowed", "reason_missing"),
)
@once
def suspend(
    request: Call, licence_id: UUID, payload: GroundsGiven | None = None
) -> Status[LicenceLived]:
    """Nothing leaves until the same side resumes it. What waits, waits on; after some hours it
    fails with `suspended_too_long`, as it would come too late."""
    return _take(request, licence_id, LicenceStep.SUSPEND, payload)


@router.post(
    "/licences/{licence_id}/resume",
    auth=Token(TokenScope.LICENCES),
    response={200: LicenceLived},
    summary="Resume a licence",
    openapi_extra=refuses("transition_not_allowed", "reason_missing"),
)
@once
def resume(
    request: Call, licence_id: UUID, payload: GroundsGiven | None = None
) -> Status[LicenceLived]:
    """Take back your side's suspension; once nobody suspends it, what waited leaves."""
    return _take(request, licence_id, LicenceStep.RESUME, payload)


@router.post(
    "/licences/{licence_id}/end",
    auth=Token(TokenScope.LICENCES),
    response={200: LicenceLived},
    summary="End a licence",
    openapi_extra=refuses("transition_not_allowed", "reason_missing"),
)
@once
def end(
    request: Call, licence_id: UUID, payload: GroundsGiven | None = None
) -> Status[LicenceLived]:
    """End it for good; what waits fails at once with `no_licence`."""
    return _take(request, licence_id, LicenceStep.END, payload)


def _take(
    request: Call, licence_id: UUID, step: LicenceStep, payload: GroundsGiven | None
) -> Status[LicenceLived]:
    given = payload or GroundsGiven()
    by = given.by or writer_of(queries.access_licence(licence_id), request.auth)
    grounds = Grounds(
        by=LicenceParty(by or LicenceParty.PLATFORM),
        cause=Cause(given.cause),
        evidence=given.reason,
    )
    STEPS[step](request.auth, licence_id, grounds)
    return Status(200, _show(licence_id, request.auth))


def _show(licence_id: UUID, actor: Actor) -> LicenceLived:
    licence = queries.access_licence(licence_id)
    return LicenceLived(
        **show_licence(licence).model_dump(),
        events=[_show_event(event) for event in list_licence_events(licence.id)],
        allowed=_allowed(licence, actor),
    )


def _allowed(licence: Licence, actor: Actor) -> list[str]:
    return list(dict.fromkeys(step for step, _by in list_licence_steps(licence, actor)))


def _show_event(event: LicenceEvent) -> LicenceEventShown:
    return LicenceEventShown(
        what=event.what,
        by=event.by,
        status=event.status,
        cause=event.cause,
        reason=event.evidence,
        facts=event.facts,
        actor=event.actor,
        at=event.at,
    )
