"""What goes in and out of the calls for applications."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bode.licensing import queries
from bode.licensing.actions import EXPLANATION_LENGTH, REASON_LENGTH
from bode.licensing.deadlines import whose_turn
from bode.licensing.decisions import Decision
from bode.licensing.models import Application
from bode.licensing.readiness import list_missing
from bode.licensing.states import EventKind
from bode.organisations.actors import Actor

from .reading import Input

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
    """Why a step is taken; and of the platform's answer, what it is and how that is known."""

    reason: str = Field(default="", max_length=REASON_LENGTH)
    purposes: list[str] | None = Field(
        default=None,
        max_length=50,
        description="Of `approve`: the purposes that were granted, where that is not all of them; "
        "no other step grants any.",
    )
    refusals: dict[str, str] = Field(
        default_factory=dict, description="By purpose, why it was refused."
    )
    decided_on: date | None = None
    told_by: str = Field(default="", max_length=200)
    reference: str = Field(default="", max_length=200)
    answer_by: date | None = Field(
        default=None, description="Of `ask_information`: by when it must be there."
    )
    versions: dict[str, int] | None = Field(
        default=None,
        description="Of `sign`: the `versions` that you read. Where a section changed since, the "
        "step is refused.",
    )

    def decision(self) -> Decision:
        """What was decided, with its evidence."""
        return Decision(
            granted=self.purposes,
            refusals=self.refusals,
            decided_on=self.decided_on,
            told_by=self.told_by,
            reference=self.reference,
            answer_by=self.answer_by,
        )


class DeclaredPurposeShown(BaseModel):
    code: str
    explanation: str


class PurposeDetails(BaseModel):
    """What the municipality told of a purpose, and what the platform answered."""

    code: str
    volume: int | None = Field(description="Messages a month, as expected.")
    audience: str
    examples: list[str]
    granted: bool | None = Field(description="The platform's answer; null: none yet.")
    refusal: str


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
                    "next": "municipality",
                    "due_on": "2026-07-29",
                    "missing": ["municipality.kvk_number"],
                    "file": {"municipality": {"legal_name": "Gemeente Testdam"}},
                    "versions": {"municipality": 1, "purposes": 0},
                    "purpose_details": [],
                    "follows": None,
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
    next: str | None = Field(
        description="Who must do something now: `municipality` or `provider`; null: nobody."
    )
    due_on: date | None = Field(description="The last day for that.")
    missing: list[str] = Field(
        description="What the file in Bode lacks, as section and field. A person can't sign then; "
        "who signs with a token keeps the rest of the file in a system of their own."
    )
    file: dict[str, dict[str, str]] = Field(description="What was filled in, by section and field.")
    versions: dict[str, int] = Field(
        description="How often each section was changed; to send along in signing."
    )
    purpose_details: list[PurposeDetails]
    follows: UUID | None = Field(description="The earlier application that this one repeats.")


def show(application: Application, actor: Actor) -> ApplicationShown:
    """An application as its parties read it."""
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
        next=whose_turn(application.status),
        due_on=application.due_on,
        missing=[f"{each.section}.{each.field}" for each in list_missing(application)],
        file={each.name: each.data for each in application.sections.all() if each.data},
        versions={each.name: each.version for each in application.sections.all()},
        purpose_details=[
            PurposeDetails(
                code=each.code,
                volume=each.volume,
                audience=each.audience,
                examples=each.examples,
                granted=each.is_granted,
                refusal=each.refusal,
            )
            for each in application.purposes.all()
        ],
        follows=application.follows_id,
    )
