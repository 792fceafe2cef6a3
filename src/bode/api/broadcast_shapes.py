"""How a broadcast is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bode.broadcasts.models import Broadcast, EmergencyStart

from .emergencies import EmergencyShown, show_emergency


class Counts(BaseModel):
    """What became of the recipients. Each is in one of these, and together they are the total."""

    total: int
    excluded: int = Field(description="May not get it: no consent, no mobile number, …")
    queued: int = Field(description="Waits for its turn, or is being sent.")
    sent: int = Field(description="The platform has it; it is not known to have arrived yet.")
    delivered: int
    read: int
    failed: int
    cancelled: int = Field(description="It was stopped before their turn.")
    unsettled: int = Field(description="Nobody knows yet whether the platform has it.")


class WaysShown(BaseModel):
    """Who may get it, by the way along which they were reached in a crisis; each counts once."""

    whatsapp: int
    sms: int
    email: int = Field(description="The mail server, or NotifyNL, took it.")
    nothing: int = Field(description="Not reached yet.")


class BroadcastShown(BaseModel):
    """A broadcast, and how far it is."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b14",
                    "name": "Rook in de haven",
                    "purpose": "crisis_response",
                    "status": "running",
                    "planned_for": None,
                    "per_day": None,
                    "created_at": "2026-11-24T02:55:00Z",
                    "started_at": "2026-11-24T03:00:00Z",
                    "ended_at": None,
                    "emergency": None,
                    "counts": {
                        "total": 1000,
                        "excluded": 12,
                        "queued": 300,
                        "sent": 100,
                        "delivered": 400,
                        "read": 180,
                        "failed": 8,
                        "cancelled": 0,
                        "unsettled": 0,
                    },
                    "ways": {"whatsapp": 580, "sms": 300, "email": 90, "nothing": 18},
                }
            ]
        }
    )

    id: UUID
    name: str
    purpose: str
    status: str = Field(
        description="`draft`, `awaiting_approval`, `approved`, `running`, `paused`, `stopped` or "
        "`done`."
    )
    planned_for: datetime | None
    per_day: int | None = Field(description="To at most so many in any 24 hours.")
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    emergency: EmergencyShown | None = Field(
        description="How it was sent without approval; null for one that was not."
    )
    counts: Counts
    ways: WaysShown | None = Field(
        description="Along which way they were reached; null while WhatsApp is the only one."
    )


def show_row(
    broadcast: Broadcast,
    counts: Mapping[str, int],
    ways: Mapping[str, int],
    started: EmergencyStart | None,
) -> BroadcastShown:
    """A broadcast, with what became of everyone."""
    return BroadcastShown(
        id=broadcast.id,
        name=broadcast.name,
        purpose=broadcast.purpose,
        status=broadcast.status,
        planned_for=broadcast.planned_for,
        per_day=broadcast.per_day,
        created_at=broadcast.created_at,
        started_at=broadcast.started_at,
        ended_at=broadcast.ended_at,
        emergency=show_emergency(started),
        counts=Counts(**counts),
        ways=WaysShown(**ways) if ways else None,
    )
