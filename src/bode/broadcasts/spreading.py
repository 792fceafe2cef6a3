"""Spreading a broadcast over days: to at most so many citizens in any 24 hours.

It keeps room for other messages where WhatsApp allows few conversations a day, and it is told
beforehand what goes when. One broadcast stays one: who had it, a pause, a stop and the counts are
as for any other. When a day's part is full, the next begins 24 hours after its last was handed
over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.organisations.actors import Actor

from .actions import MAY_PREPARE, SPREAD, check_per_day, remember
from .audiences import is_empty
from .errors import StepNotAllowed
from .models import Broadcast
from .states import BroadcastStatus, steps_from

DAY = timedelta(hours=24)


@transaction.atomic
def spread(actor: Actor, broadcast_id: UUID, per_day: int | None) -> Broadcast:
    """Send it to at most so many in 24 hours; None: to as many as WhatsApp allows.

    Whoever approves it must see how it goes: raises `StepNotAllowed` for what is no draft, and
    `PerDayWrong`.
    """
    actor.require(*MAY_PREPARE)
    broadcast = Broadcast.objects.select_for_update(no_key=True).get(id=broadcast_id)
    if broadcast.status != BroadcastStatus.DRAFT:
        raise StepNotAllowed(SPREAD, steps_from(broadcast.status))
    check_per_day(per_day, broadcast.purpose)
    broadcast.per_day = per_day
    broadcast.save(update_fields=["per_day"])
    remember(broadcast, actor, SPREAD, "" if per_day is None else str(per_day))
    return broadcast


def room_in_part(broadcast: Broadcast) -> int | None:
    """How many more may get it now; None: it is not spread."""
    if broadcast.per_day is None:
        return None
    begins = _next_at(broadcast)
    had = 0 if begins is None or begins <= now() else broadcast.part_handed
    return max(broadcast.per_day - had, 0)


def count_in_part(broadcast: Broadcast, handed: int) -> None:
    """So many more have it, of a locked broadcast."""
    room = room_in_part(broadcast)
    if room is None or broadcast.per_day is None or not handed:
        return
    broadcast.part_handed = broadcast.per_day - room + handed
    broadcast.part_last_at = now()
    broadcast.save(update_fields=["part_handed", "part_last_at"])


def next_part_at(broadcast: Broadcast) -> datetime | None:
    """When the next part goes, of one whose part of today is full."""
    goes_on = broadcast.status == BroadcastStatus.RUNNING and room_in_part(broadcast) == 0
    return _next_at(broadcast) if goes_on and not is_empty(broadcast) else None


def _next_at(broadcast: Broadcast) -> datetime | None:
    return None if broadcast.part_last_at is None else broadcast.part_last_at + DAY
