"""The reads of the outbox for other rooms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from bode.background.beating import find_still
from bode.background.states import Part
from bode.basics import now

from . import statements
from .models import MAY_YET_LEAVE, NumberCircuit, OpenedCitizen, Sending
from .pacing import CitizenLimit
from .states import CircuitState, Lane, SendingState, Waits


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


def list_using(template_id: UUID) -> list[UUID]:
    """The messages with this template that may yet be sent, or sent once more."""
    # By reading the whole queue: an index would cost each message a write, and templates seldom
    # change.
    found = Sending.objects.filter(template_id=template_id)
    return list(found.values_list("message_id", flat=True))


def list_using_templates(
    municipality_id: UUID, recipients: Sequence[str]
) -> Mapping[UUID, Sequence[UUID]]:
    """The messages to these recipients that may yet leave, by the template that they use."""
    waiting = Sending.objects.filter(
        MAY_YET_LEAVE, number__municipality_id=municipality_id, recipient__in=recipients
    )
    using: dict[UUID, list[UUID]] = defaultdict(list)
    for template_id, message_id in waiting.values_list("template_id", "message_id"):
        if template_id is not None:
            using[template_id].append(message_id)
    return using


def list_waiting(numbers: Collection[UUID], *, besides: Collection[str] = ()) -> list[UUID]:
    """The messages from these numbers that may yet leave, besides those with these purposes."""
    found = _waiting(numbers).exclude(purpose__in=list(besides))
    return list(found.values_list("message_id", flat=True))


def list_too_old(numbers: Collection[UUID], useful_for: Mapping[Lane, timedelta]) -> list[UUID]:
    """The messages from these numbers that were queued longer ago than their lane is of use for."""
    of_no_use = Q()
    for lane, how_long in useful_for.items():
        of_no_use |= Q(lane=lane, queued_at__lt=now() - how_long)
    return list(_waiting(numbers).filter(of_no_use).values_list("message_id", flat=True))


def count_waiting(numbers: Collection[UUID]) -> dict[str, int]:
    """How many messages from these numbers may yet leave, by purpose."""
    counted = _waiting(numbers).values_list("purpose").annotate(Count("message_id"))
    return dict(counted.order_by("purpose"))


def count_waiting_by_purpose() -> Counter[str]:
    """How many messages in scope may yet leave, by purpose; by reading the whole queue."""
    counted = Sending.objects.filter(MAY_YET_LEAVE).values_list("purpose")
    return Counter(dict(counted.annotate(Count("message_id")).order_by("purpose")))


def _waiting(numbers: Collection[UUID]) -> QuerySet[Sending]:
    return Sending.objects.filter(MAY_YET_LEAVE, number_id__in=list(numbers))


def list_batch(batch_id: UUID) -> list[UUID]:
    """The messages of a batch that have not left for good, and are not barred yet."""
    found = Sending.objects.filter(batch_id=batch_id, barred="")
    return list(found.values_list("message_id", flat=True))


def list_asking(batch_id: UUID) -> list[UUID]:
    """The messages of a batch about which a person must decide, as no status came."""
    found = Sending.objects.filter(batch_id=batch_id, state=SendingState.ASKS)
    return list(found.values_list("message_id", flat=True))


def count_batch(batch_id: UUID) -> Counter[str]:
    """How many messages of a batch have not left for good, by state."""
    counted = Sending.objects.filter(batch_id=batch_id).values_list("state")
    return Counter(dict(counted.annotate(Count("message_id")).order_by("state")))


def find_room_again(batch_id: UUID) -> datetime | None:
    """When the portfolio may write first to another citizen, where a batch waits for that."""
    waits = Sending.objects.filter(
        batch_id=batch_id, state=SendingState.WITHHELD, error_code=Waits.FOR_PORTFOLIO
    )
    if not waits.exists():
        return None
    first = OpenedCitizen.objects.aggregate(at=Min("opened_at"))["at"]
    return None if first is None else first + timedelta(hours=24)


def list_circuits() -> list[NumberCircuit]:
    """The numbers in scope whose platform keeps failing, with since when."""
    return list(NumberCircuit.objects.select_related("number").order_by("opened_at", "number_id"))


def find_circuit(number_id: UUID) -> NumberCircuit | None:
    """The circuit of this number; None: it is closed."""
    return NumberCircuit.objects.filter(number_id=number_id).first()


def count_circuits() -> dict[CircuitState, int]:
    """How many numbers in scope have a circuit that is not closed, by its state."""
    counted = Counter(NumberCircuit.objects.values_list("state", flat=True))
    return {state: counted[state] for state in CircuitState}


def find_waits(message_ids: Sequence[UUID]) -> dict[UUID, Waits]:
    """Why these messages have not left yet; without those that have, or are on the wire."""
    limit = CitizenLimit(settings.CITIZEN_BURST)
    still = Part.SENDING in find_still()
    with connection.cursor() as cursor:
        asked = {"ids": list(message_ids), "still": still, **limit.parameters}
        cursor.execute(statements.WAITS, asked)
        return {message_id: Waits(why) for message_id, why in cursor.fetchall()}


def find_held(message_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Which of these messages may yet be taken back, and until when."""
    held = Sending.objects.filter(
        message_id__in=message_ids,
        state__in=[SendingState.UNREADY, SendingState.QUEUED],
        attempts=0,
        due_at__gt=now(),
    )
    return dict(held.values_list("message_id", "due_at"))
