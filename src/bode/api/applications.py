"""Applying for a licence: the municipality and its BSP each take their own steps."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from ninja import Query, Router
from ninja.responses import Status
from pydantic import Field

from bode.licensing import queries
from bode.licensing.actions import Declaration, apply, reapply, take_step
from bode.licensing.states import STEPS
from bode.organisations.models import TokenScope

from .access import Call, Token
from .application_shapes import ApplicationShown, NewApplication, Reason, show
from .once import once
from .openapi import refuses
from .paging import Page, Paging, page

router = Router(tags=["applications"])


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
    return Status(201, show(application, request.auth))


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
        show=lambda application: show(application, request.auth),
    )


@router.get(
    "/applications/{application_id}",
    auth=Token(TokenScope.APPLICATIONS),
    response=ApplicationShown,
    summary="Read an application",
)
def get_application(request: Call, application_id: UUID) -> ApplicationShown:
    """One application of your organisation."""
    return show(queries.access_application(application_id), request.auth)


@router.post(
    "/applications/{application_id}/reapply",
    auth=Token(TokenScope.APPLICATIONS),
    response={201: ApplicationShown},
    summary="Apply again",
    openapi_extra=refuses("transition_not_allowed", "followed_already", "purpose_licensed_already"),
)
@once
def apply_again(request: Call, application_id: UUID) -> Status[ApplicationShown]:
    """After a refusal, start a new application with what was declared in this one."""
    application = reapply(request.auth, application_id)
    return Status(201, show(application, request.auth))


Transition = Annotated[str, Field(json_schema_extra={"enum": list(STEPS)})]


@router.post(
    "/applications/{application_id}/{transition}",
    auth=Token(TokenScope.APPLICATIONS),
    response={200: ApplicationShown},
    summary="Take a step in an application",
    openapi_extra=refuses(
        "transition_not_allowed",
        "reason_missing",
        "purposes_missing",
        "purpose_not_declared",
        "section_changed",
    ),
)
@once
def take_transition(
    request: Call,
    application_id: UUID,
    transition: Transition,
    payload: Reason | None = None,
) -> Status[ApplicationShown]:
    """The municipality may `sign`, `withdraw` and `object`; its BSP may `accept`, `return` and
    `submit`.

    The BSP also records the platform's answer, with its reason: `approve` (all purposes, or those
    named), `reject`, `ask_information`, or `dismiss_objection`.
    """
    given = payload or Reason()
    application = take_step(
        request.auth,
        application_id,
        transition,
        reason=given.reason,
        decision=given.decision(),
        read=given.versions,
    )
    return Status(200, show(application, request.auth))
