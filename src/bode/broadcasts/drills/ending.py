"""The end of a drill: what still waits is stopped, and nobody acts in its world any more."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.licensing.drilling import close_licence
from bode.organisations.actors import Actor
from bode.organisations.exercising import close_organisation
from bode.organisations.models import OrganisationKind
from bode.organisations.tenancy import scope
from bode.outbox import actions as outbox
from bode.privacy import audit

from ..actions import CRISIS, stop
from ..errors import NotTold
from ..models import Broadcast, Drill
from ..states import STEPS, Step
from .apart import apart
from .telling import keep

MAY_END = ("broadcaster", "approver")
LONGEST = timedelta(hours=12)
"""After which a drill that was forgotten ends by itself."""


def end(actor: Actor, drill_id: UUID) -> None:
    """End it, whoever began it; for one that has ended nothing changes.

    Whoever acts may do so for the municipality, or in the drill itself.
    """
    actor.require(*MAY_END)
    _end(actor, drill_id, actor.name)


def end_forgotten() -> None:
    """End what has gone on for too long; with every tenant in scope."""
    for drill in Drill.objects.filter(ended_at=None, began_at__lt=now() - LONGEST):
        bode = Actor(
            organisation_id=drill.municipality_id,
            organisation_kind=OrganisationKind.MUNICIPALITY,
            name="Bode",
            roles=frozenset(MAY_END),
        )
        with apart(drill, "drills.not_ended"):
            _end(bode, drill.id, "")


@transaction.atomic
def _end(actor: Actor, drill_id: UUID, ended_by: str) -> None:
    drill = Drill.objects.select_for_update(of=("self",)).select_related("world").get(id=drill_id)
    if drill.ended_at is not None:
        return
    with scope(drill.world_id):
        inside = replace(actor, organisation_id=drill.world_id)
        # Locked first: what is done or stopped by now is not there to be stopped any more.
        begun = Broadcast.objects.filter(started_at__isnull=False).select_for_update(no_key=True)
        for each in begun.filter(status__in=STEPS[Step.STOP][0]).order_by("id"):
            stop(inside, each.id)
        outbox.take_out_all(drill.world_id)
    close_licence(drill.world)
    close_organisation(drill.world_id)
    drill.ended_at, drill.ended_by = now(), ended_by
    drill.save(update_fields=["ended_at", "ended_by"])
    with suppress(NotTold):  # it must not keep a drill from its end; it is tried again
        keep(drill)
    with scope(drill.municipality_id):
        audit.record(
            organisation_id=drill.municipality_id,
            actor=actor.name,
            what="drill.end",
            subject="broadcasts.Drill",
            subject_id=drill.id,
            purpose=CRISIS,
        )
