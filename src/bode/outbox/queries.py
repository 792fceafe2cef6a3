"""The reads of the outbox for other rooms."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from .models import Sending
from .states import Lane


@dataclass(frozen=True, kw_only=True)
class Queued:
    """How many messages are in which lane and state."""

    lane: str
    state: str
    count: int


def count_queue() -> list[Queued]:
    """How much has yet to leave, for the organisations in scope."""
    counted = (
        Sending.objects.values_list("lane", "state")
        .annotate(count=Count("message_id"))
        .order_by("lane", "state")
    )
    return [
        Queued(lane=Lane(lane).name.lower(), state=state, count=count)
        for lane, state, count in counted
    ]
