"""Applying for a licence: the municipality and its BSP each take their own steps."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router
from ninja.responses import Status
from pydantic import BaseModel, ConfigDict, Field

from bode.licensing import queries
from bode.licensing.actions import (
    EXPLANATION_LENGTH,
    REASON_LENGTH,
    Declaration,
    apply,
    take_step,
)
from bode.licensing.models import Application
from bode.licensing.states import STEPS, EventKind
from bode.organisations.actors import Actor
from bode.organisations.models import TokenScope

from .access import Call, Token
from .once import once
from .openapi import refuses
from .paging import Page, Paging, page
from .reading import Input

router = Router(tags=["applications"])

_EXAMPLE: dict[str, Any] = {
    "municipality": "GM9902",
    "route": "bsp",
    "provider": "waterlijn",
    "purposes": [{"code": "permits", "explanation": "Wij melden of een vergunning klaar is."}],
}


class DeclaredPurpose(Input):
    """A purpose, with the municipality's own explanation of it."""

    code: str = Field(description="See GET /purposes.", max_length=40)
    explanation: str = Field(default="", max_length=EXPLANATION_LENGTH)


class NewApplication(Input):
    """What a municipality, or its BSP for it, applies for."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    municipality: str = Field(description="Its code, such as GM9902.", max_length=40)
    route: str = Field(description="`bsp`. Other routes, such as `isv`, are refused.")
    provider: str = Field(description="The code of the BSP.", max_length=40)
    purposes: list[DeclaredPurpose] = Field(max_length=50)


class Reason(Input):
    """Why a step is taken."""

    reason: str = Field(default="", max_length=REASON_LENGTH)


class DeclaredPurposeShown(BaseModel):
    code: str
    explanation: str


class EventShown(BaseModel):
    """One step in the history of an application."""

    transition: str
    status: str = Field(description="The status after this step.")
    actor: str = Field(description="Who took it.")
    reason: str
    at: datetime


class ApplicationShown(BaseModel):
    """An application, its purposes and its whole history."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b11",
                    **_EXAMPLE,
                    "status": "draft",
                    "created_at": "2026-07-01T07:30:00Z",
                    "events": [
                        {
                            "transition": "create",
                            "status": "draft",
                            "actor": "Zaaksysteem",
                            "reason": "",
                            "at": "2026-07-01T07:30:00Z",
                        }
                    ],
                    "allowed": ["sign", "withdraw"],
                }
            ]
        }
    )

    id: UUID
    municipality: str
    provider: str
    route: str
    status: str
    purposes: list[DeclaredPurposeShown]
    created_at: datetime
    events: list[EventShown]
    allowed: list[str] = Field(description="The transitions that are yours to make now.")


@router.post(
    "/applications",
    auth=Token(TokenScope.APPLICATIONS),
    response={201: ApplicationShown},
    summary="Start an application",
    openapi_extra=refuses(
        "route_not_allowed",
        "purpose_forbidden",
        "purpose_unknown",
        "purpose_twice",
        "purpose_licensed_already",
        "purposes_missing",
        "explanation_missing",
        "organisation_unknown",
    ),
)
@once
def create_application(request: Call, payload: NewApplication) -> Status[ApplicationShown]:
    """Start an application as a draft, by the municipality or by its BSP."""
    application = apply(
        request.auth,
        municipality=payload.municipality,
        provider=payload.provider,
        route=payload.route,
        purposes=[
            Declaration(code=each.code, explanation=each.explanation) for each in payload.purposes
        ],
    )
    return Status(201, _show(application, request.auth))


@router.get(
    "/applications",
    auth=Token(TokenScope.APPLICATIONS),
    response=Page[ApplicationShown],
    summary="List your applications",
)
def list_applications(request: Call, paging: Query[Paging]) -> Page[ApplicationShown]:
    """The applications of your organisation, the newest first."""
    return page(
        request,
        paging,
        queries.list_applications(before=paging.after, limit=paging.one_more),
        cursor=lambda application: (application.created_at, application.id),
        show=lambda application: _show(application, request.auth),
    )


@router.get(
    "/applications/{application_id}",
    auth=Token(TokenScope.APPLICATIONS),
    response=ApplicationShown,
    summary="Read an application",
)
def get_application(request: Call, application_id: UUID) -> ApplicationShown:
    """One application of your organisation."""
    return _show(queries.access_application(application_id), request.auth)


Transition = Annotated[str, Field(json_schema_extra={"enum": list(STEPS)})]


@router.post(
    "/applications/{application_id}/{transition}",
    auth=Token(TokenScope.APPLICATIONS),
    response={200: ApplicationShown},
    summary="Take a step in an application",
    openapi_extra=refuses("transition_not_allowed", "reason_missing"),
)
@once
def take_transition(
    request: Call,
    application_id: UUID,
    transition: Transition,
    payload: Reason | None = None,
) -> Status[ApplicationShown]:
    """The municipality may `sign` and `withdraw`; its BSP may `accept`, `return` and `submit`.

    The BSP also records the platform's answer: `approve` or `reject`, with its reason.
    """
    reason = payload.reason if payload is not None else ""
    application = take_step(request.auth, application_id, transition, reason=reason)
    return Status(200, _show(application, request.auth))


def _show(application: Application, actor: Actor) -> ApplicationShown:
    return ApplicationShown(
        id=application.id,
        municipality=application.municipality.code,
        provider=application.provider.code,
        route=application.route,
        status=application.status,
        purposes=[
            DeclaredPurposeShown(code=purpose.code, explanation=purpose.explanation)
            for purpose in application.purposes.all()
        ],
        created_at=application.created_at,
        events=[
            EventShown(
                transition=event.transition,
                status=event.status,
                actor=event.actor,
                reason=event.reason,
                at=event.at,
            )
            for event in application.events.all()
            if event.kind == EventKind.STEP
        ],
        allowed=queries.list_steps(application, actor),
    )
