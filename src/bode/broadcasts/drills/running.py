"""What goes on in a drill, for the process that runs it and for those who look at it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, Q

from bode.basics import now
from bode.organisations.tenancy import every_tenant, scope

from ..actions import CRISIS
from ..models import Broadcast, Drill
from ..queries import BOUND, count_each
from .faults import Chosen, Fault, Trouble, chosen_of
from .told import told_of


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What goes wrong now."""

    is_cut: bool
    troubles: Sequence[Trouble]


def list_running(unfinished: Collection[UUID] = ()) -> list[UUID]:
    """The drills that have not ended, and those of these that have; with every tenant in scope."""
    found = Drill.objects.filter(Q(ended_at=None) | Q(id__in=unfinished))
    return list(found.values_list("id", flat=True))


def find_running() -> Drill | None:
    """The drill that goes on now, of the municipality in scope."""
    return Drill.objects.filter(ended_at=None).first()


def find_drill_in(world_id: UUID) -> Drill | None:
    """The drill that happens in this organisation; None where it is a real one."""
    return Drill.objects.filter(world_id=world_id).select_related("municipality", "world").first()


def began_sending_at(drill: Drill) -> datetime | None:
    """When the first message of a drill was started."""
    with scope(drill.world_id):
        first: datetime | None = Broadcast.objects.aggregate(first=Min("started_at"))["first"]
        return first


def list_holding(drill: Drill) -> list[Chosen]:
    """The faults that hold now."""
    if drill.ended_at is not None:
        return []
    started_at, at = began_sending_at(drill), now()
    return [each for each in chosen_of(drill.faults) if each.holds(started_at, at)]


def look(drill_id: UUID) -> Wrong | None:
    """What goes wrong now, in the process of the drill; None: it has ended."""
    with every_tenant("in this process: the drill alone"):
        drill = Drill.objects.get(id=drill_id)
        if drill.ended_at is not None:
            return None
        holding = list_holding(drill)
    return Wrong(
        is_cut=any(each.fault is Fault.LINE for each in holding),
        troubles=[trouble for each in holding for trouble in each.troubles()],
    )


def keep_counted(drill_id: UUID, counted: Mapping[str, Any]) -> None:
    """Keep what the stand-in for WhatsApp counted so far."""
    with every_tenant("in this process: the drill alone"):
        Drill.objects.filter(id=drill_id).exclude(counted=counted).update(counted=counted)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How one message of a drill goes now, or went."""

    broadcast_id: UUID | None
    """None: it was deleted with the world of the drill, or will be."""
    name: str
    status: str
    counts: Mapping[str, int]

    @property
    def reached(self) -> int:
        """Who may get it."""
        return self.counts["total"] - self.counts["excluded"]

    @property
    def had_it(self) -> int:
        return self.counts["delivered"] + self.counts["read"]


def see(drill: Drill) -> list[Seen]:
    """How its messages go now, by one count for all of them: much less than a report tells."""
    if drill.told is not None:
        return [
            Seen(broadcast_id=None, name=each.name, status=each.status, counts=each.counts)
            for each in told_of(drill.told).sent
        ]
    if drill.is_untold:
        return []
    with scope(drill.world_id):
        broadcasts = list(Broadcast.objects.order_by("created_at", "id"))
        counted = count_each(broadcasts)
    return [
        Seen(broadcast_id=each.id, name=each.name, status=each.status, counts=counted[each.id])
        for each in broadcasts
    ]


def list_drills() -> list[Drill]:
    """The drills in scope, the newest first; in a drill that one."""
    return list(Drill.objects.select_related("municipality", "world").defer("told")[:BOUND])


def access_drill(drill_id: UUID) -> Drill:
    """One drill in scope; raises `Drill.DoesNotExist`."""
    return Drill.objects.select_related("municipality", "world").get(id=drill_id)


def list_sources() -> list[Broadcast]:
    """The broadcasts in scope with which a drill can begin: warnings, the newest first."""
    return list(Broadcast.objects.filter(purpose=CRISIS).order_by("-created_at", "-id")[:BOUND])
