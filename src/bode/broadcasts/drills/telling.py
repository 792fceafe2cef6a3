"""What happened in a drill, for its report: how long each step took, and what the faults did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from bode.basics import now
from bode.organisations.tenancy import scope

from ..deciding import count_asking
from ..emergencies import find_start
from ..missing import Cause, count_causes
from ..models import Broadcast, BroadcastEvent, Drill, SecondChannel
from ..queries import count_recipients, list_events
from ..second_channel.counting import count_ways
from ..states import Step
from .faults import Chosen, chosen_of
from .running import began_sending_at

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


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One message of the drill: when each step was made, and how it arrived."""

    broadcast: Broadcast
    events: Sequence[BroadcastEvent]
    counts: Mapping[str, int]
    ways: Mapping[str, int]
    causes: Sequence[Cause]
    reached: int
    """Who may get it."""
    first_at: datetime | None
    last_at: datetime | None
    """When WhatsApp took the first message, and the last."""
    arrived: Mapping[int, int]
    """By minutes after the start: how many had it."""
    had_it: int
    asking: int
    """Of whom someone must still decide."""
    until: datetime
    """Until when it is told: now, or the end of the drill."""
    is_unjudged: bool
    """It went without approval, and nobody judged that."""

    def at(self, *steps: str) -> datetime | None:
        """When the first of these steps was made."""
        return next((each.at for each in self.events if each.step in steps), None)

    def between(self, first: datetime | None, then: datetime | None) -> timedelta | None:
        """How long it took; None where it did not come to that."""
        return then - first if first and then else None

    @property
    def lasted(self) -> timedelta:
        """How long it has had to arrive."""
        return self.until - (self.broadcast.started_at or self.until)

    @property
    def waited_for_approval(self) -> timedelta | None:
        asked = [each.at for each in self.events if each.step == Step.REQUEST_APPROVAL]
        return self.between(asked[-1] if asked else None, self.at(Step.APPROVE))


@dataclass(frozen=True, kw_only=True)
class Struck:
    """A fault as it was, and what happened meanwhile."""

    chosen: Chosen
    begin: datetime | None = None
    end: datetime | None = None
    """None: all the time; or the drill never came to it. Of one that holds now, this moment."""
    is_over: bool = False
    """It ended before the drill did."""
    accepted: int = 0
    """Messages that WhatsApp took in that time."""
    deeds: Sequence[BroadcastEvent] = ()
    """What people did in that time."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that the report of a drill tells."""

    drill: Drill
    sent: Sequence[Sent]
    struck: Sequence[Struck]
    has_second_channel: bool
    other_languages: int
    """How many of the invented people want another language than Dutch."""

    @property
    def duplicates(self) -> int:
        """How many messages came twice."""
        return int(self.drill.counted.get("duplicates", 0))

    def rejected(self, code: int) -> int:
        """How often the platform refused with this error."""
        return int(self.drill.counted.get("rejected", {}).get(str(code), 0))


def tell(drill: Drill) -> Told:
    """What happened in it so far."""
    with scope(drill.world_id):
        until = drill.ended_at or now()
        sent = [_tell(each, until) for each in Broadcast.objects.order_by("created_at", "id")]
        started_at = began_sending_at(drill)
        events = [event for each in sent for event in each.events]
        return Told(
            drill=drill,
            sent=sent,
            struck=[_strike(drill, each, started_at, events) for each in chosen_of(drill.faults)],
            has_second_channel=SecondChannel.objects.filter(is_on=True).exists(),
            other_languages=_ask(OTHER_LANGUAGES, [drill.world_id])[0],
        )


def _tell(broadcast: Broadcast, until: datetime) -> Sent:
    asked = {"broadcast": broadcast.id, "start": broadcast.started_at or broadcast.created_at}
    reached, first_at, last_at, *arrived, had_it = _ask(ARRIVED, asked)
    start = find_start(broadcast)
    return Sent(
        broadcast=broadcast,
        events=list_events(broadcast),
        counts=count_recipients(broadcast),
        ways=count_ways(broadcast),
        causes=count_causes(broadcast) if broadcast.started_at else [],
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
    deeds = [
        each
        for each in events
        if begin <= each.at < end and each.actor_key and each.step not in _STARTS
    ]
    accepted = _ask(ACCEPTED_BETWEEN, [drill.world_id, begin, end])[0]
    return Struck(
        chosen=chosen, begin=begin, end=end, is_over=is_over, accepted=accepted, deeds=deeds
    )


def _ask(statement: str, asked: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        [row] = cursor.fetchall()
    return tuple(row)
