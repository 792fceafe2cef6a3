"""What happened in a drill, for its report: how long each step took, and what the faults did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction

from bode.basics import now
from bode.organisations.tenancy import every_tenant, scope

from ..deciding import count_asking
from ..emergencies import find_start
from ..errors import NotTold
from ..missing import count_causes
from ..models import Broadcast, BroadcastEvent, Drill, SecondChannel
from ..queries import count_recipients, list_events
from ..second_channel.counting import count_ways
from ..states import Step
from .faults import Chosen, chosen_of
from .running import began_sending_at
from .told import Deed, Sent, Struck, Told, told_of

MINUTES = (1, 5, 15)
"""So long after the start it is told how many had it."""

# Who may get it: their turn has not come, it is on its way, or it was stopped before.
ARRIVED = """
SELECT count(*), min(message.accepted_at), max(message.accepted_at),
  count(*) FILTER (WHERE had.at <= %(start)s + interval '1 minute'),
  count(*) FILTER (WHERE had.at <= %(start)s + interval '5 minutes'),
  count(*) FILTER (WHERE had.at <= %(start)s + interval '15 minutes'),
  count(had.at)
FROM broadcasts_recipient AS recipient
LEFT JOIN conversations_message AS message ON message.id = recipient.message_id
CROSS JOIN LATERAL (SELECT coalesce(message.delivered_at, message.read_at) AS at) AS had
WHERE recipient.broadcast_id = %(broadcast)s AND recipient.state <> 'excluded'
"""
ACCEPTED_BETWEEN = """
SELECT count(*) FROM conversations_message
WHERE municipality_id = %s AND automatic = 'broadcast' AND accepted_at >= %s AND accepted_at < %s
"""
OTHER_LANGUAGES = """
SELECT count(*) FROM conversations_contact
WHERE municipality_id = %s AND language NOT IN ('', 'nl')
"""


_STARTS = (Step.START, Step.EMERGENCY)
"""By which a fault begins."""
_log = structlog.get_logger(__name__)


def tell(drill: Drill) -> Told:
    """What happened in it so far; of one that ended, what was kept then.

    Raises `NotTold` where that can't be made.
    """
    if drill.told is not None:
        return told_of(drill.told)
    if drill.is_untold:
        raise NotTold
    with _or_not_told(drill):
        return look_back(drill)


def keep(drill: Drill) -> None:
    """Keep what happened in a drill that ended: it outlives its world. Raises `NotTold`, also where
    that world began to go: the rest of it would tell something else."""
    if drill.cleaning_at is not None:
        raise NotTold
    with _or_not_told(drill):
        drill.told = look_back(drill).as_kept()
        drill.save(update_fields=["told"])


def keep_the_last(drill_id: UUID) -> None:
    """Keep it anew: what the platform told before the end was read after it. Where that can't be,
    what was kept at the end stays."""
    with every_tenant("in this process: the drill alone"):
        drill = Drill.objects.get(id=drill_id)
        if drill.ended_at is not None:
            with suppress(NotTold):
                keep(drill)


@contextmanager
def _or_not_told(drill: Drill) -> Iterator[None]:
    """A report that can't be made keeps nothing from going on, and is no reason to show no page."""
    try:
        with transaction.atomic():
            yield
    except (OperationalError, InterfaceError):
        raise  # the database is away: another time it can be made
    except Exception as wrong:  # noqa: BLE001 - whatever it is; its words may hold a number
        _log.error("drills.not_told", drill=str(drill.id), error=type(wrong).__name__)
        raise NotTold from None


def look_back(drill: Drill) -> Told:
    """The same, from what is in its world."""
    with scope(drill.world_id):
        until = drill.ended_at or now()
        broadcasts = list(Broadcast.objects.order_by("created_at", "id"))
        events = {each.id: list_events(each) for each in broadcasts}
        all_events = [event for each in events.values() for event in each]
        started_at, faults = began_sending_at(drill), chosen_of(drill.faults)
        return Told(
            sent=tuple(_tell(each, events[each.id], until) for each in broadcasts),
            struck=tuple(_strike(drill, each, started_at, all_events) for each in faults),
            has_second_channel=SecondChannel.objects.filter(is_on=True).exists(),
            other_languages=_ask(OTHER_LANGUAGES, [drill.world_id])[0],
        )


def _tell(broadcast: Broadcast, events: Sequence[BroadcastEvent], until: datetime) -> Sent:
    asked = {"broadcast": broadcast.id, "start": broadcast.started_at or broadcast.created_at}
    reached, first_at, last_at, *arrived, had_it = _ask(ARRIVED, asked)
    start = find_start(broadcast)
    return Sent(
        name=broadcast.name,
        purpose=broadcast.purpose,
        status=broadcast.status,
        incident=broadcast.incident,
        is_translated=bool(broadcast.translations),
        started_at=broadcast.started_at,
        deeds=_deeds(events),
        counts=dict(count_recipients(broadcast)),
        ways=dict(count_ways(broadcast)),
        causes=tuple(count_causes(broadcast)) if broadcast.started_at else (),
        reached=reached,
        first_at=first_at,
        last_at=last_at,
        arrived=dict(zip(MINUTES, arrived, strict=True)),
        had_it=had_it,
        asking=count_asking(broadcast),
        until=until,
        is_unjudged=start is not None and not start.verdict,
    )


def _strike(
    drill: Drill,
    chosen: Chosen,
    started_at: datetime | None,
    events: Sequence[BroadcastEvent],
) -> Struck:
    window = chosen.window(started_at) if started_at else None
    if window is None or window[0] >= (drill.ended_at or now()):
        return Struck(chosen=chosen)
    begin, end = window
    until = drill.ended_at or now()
    is_over, end = end < until, min(end, until)
    deeds = _deeds(
        each
        for each in events
        if begin <= each.at < end and each.actor_key and each.step not in _STARTS
    )
    accepted = _ask(ACCEPTED_BETWEEN, [drill.world_id, begin, end])[0]
    return Struck(
        chosen=chosen, begin=begin, end=end, is_over=is_over, accepted=accepted, deeds=deeds
    )


def _deeds(events: Iterable[BroadcastEvent]) -> tuple[Deed, ...]:
    return tuple(Deed(step=each.step, at=each.at, actor=each.actor) for each in events)


def _ask(statement: str, asked: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        [row] = cursor.fetchall()
    return tuple(row)
