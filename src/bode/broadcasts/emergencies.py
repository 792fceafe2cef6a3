"""The emergency procedure: in a crisis one person sends at once, and an approver judges it later.

For crises alone, and only where the municipality switched it on beforehand. Triggers and
constraints in the database hold the same.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.privacy import audit

from .actions import MAY_APPROVE, make_step, remember, require_another
from .audiences import add_subscribers, is_empty
from .errors import AudienceEmpty, EmergencyRefused, StepNotAllowed
from .models import Broadcast, EmergencyProcedure, EmergencyStart
from .states import STEPS, Step, Verdict, steps_from

CRISIS = "crisis_response"
MAY_SWITCH = "administrator"
MAY_START = "broadcaster"


def find_procedure() -> EmergencyProcedure | None:
    """The procedure of the municipality in scope, where it is on."""
    return EmergencyProcedure.objects.first()


@transaction.atomic
def switch(actor: Actor, *, on: bool) -> None:
    """Allow or forbid sending without approval in a crisis. Raises `NotAllowed`."""
    actor.require(MAY_SWITCH)
    if on == (find_procedure() is not None):
        return
    if on:
        EmergencyProcedure.objects.create(municipality_id=actor.organisation_id, set_by=actor.name)
    else:
        EmergencyProcedure.objects.filter(municipality_id=actor.organisation_id).delete()
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what="emergency.switch_on" if on else "emergency.switch_off",
        subject="broadcasts.EmergencyProcedure",
        subject_id=actor.organisation_id,
        purpose=CRISIS,
    )


def may_start(actor: Actor, broadcast: Broadcast) -> bool:
    """Whether this person may send this broadcast without approval now."""
    return (
        actor.has(MAY_START)
        and actor.person_id is not None
        and broadcast.purpose == CRISIS
        and broadcast.status in STEPS[Step.EMERGENCY][0]
        and find_procedure() is not None
    )


@transaction.atomic
def start(actor: Actor, broadcast_id: UUID, reason: str) -> Broadcast:
    """Let it go now, without approval.

    Raises `EmergencyRefused`, `StepNotAllowed`, `AudienceEmpty`, and `NotAllowed` for a program.
    """
    actor.require(MAY_START)
    if actor.person_id is None:
        raise NotAllowed(needed=(MAY_START,))
    broadcast = Broadcast.objects.select_for_update(no_key=True).get(id=broadcast_id)
    if broadcast.purpose != CRISIS:
        raise EmergencyRefused("no_crisis")
    if find_procedure() is None:
        raise EmergencyRefused("off")
    if not reason.strip():
        raise EmergencyRefused("no_reason")
    _start(actor, broadcast, reason.strip())
    return broadcast


def _start(actor: Actor, broadcast: Broadcast, reason: str) -> None:
    if broadcast.status not in STEPS[Step.EMERGENCY][0]:
        raise StepNotAllowed(Step.EMERGENCY, steps_from(broadcast.status))
    EmergencyStart.objects.create(
        broadcast=broadcast,
        municipality_id=broadcast.municipality_id,
        reason=reason,
        actor_key=actor.key,
        actor=actor.name,
    )
    make_step(broadcast, Step.EMERGENCY)
    add_subscribers(broadcast)
    if is_empty(broadcast):
        raise AudienceEmpty
    remember(broadcast, actor, Step.EMERGENCY, reason)


@transaction.atomic
def judge(actor: Actor, broadcast_id: UUID, verdict: Verdict, remark: str = "") -> None:
    """Say afterwards whether it was right to send it; who disapproves says why.

    Raises `EmergencyRefused`, `OwnApproval`, and `EmergencyStart.DoesNotExist` for one that was
    approved in the usual way.
    """
    actor.require(*MAY_APPROVE)
    started = EmergencyStart.objects.select_for_update().get(broadcast_id=broadcast_id)
    if started.verdict:
        raise EmergencyRefused("judged")
    require_another(actor, started.broadcast)
    if verdict is Verdict.DISAPPROVED and not remark.strip():
        raise EmergencyRefused("no_reason")
    started.verdict, started.remark = verdict, remark.strip()
    started.judge_key, started.judge = actor.key, actor.name
    started.judged_at = now()
    started.save()
    remember(started.broadcast, actor, verdict, remark)


def find_start(broadcast: Broadcast) -> EmergencyStart | None:
    """How it was sent without approval; None for one that was not."""
    return EmergencyStart.objects.filter(broadcast=broadcast).first()


def find_starts(broadcasts: Collection[Broadcast]) -> dict[UUID, EmergencyStart]:
    """Which of these were sent without approval, by their ids."""
    return EmergencyStart.objects.in_bulk([each.id for each in broadcasts])


def list_unjudged() -> list[EmergencyStart]:
    """What was sent without approval in scope and nobody has judged yet, the oldest first."""
    found = EmergencyStart.objects.filter(verdict="").select_related("broadcast")
    return list(found.order_by("at"))
