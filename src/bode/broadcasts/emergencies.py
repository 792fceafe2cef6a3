"""The emergency procedure: in a crisis one person sends at once, and an approver judges it later.

For crises alone, and only where two persons of the municipality wanted that beforehand. Triggers
and constraints in the database hold the same.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.organisations import mailing
from bode.organisations.actors import Actor, is_another
from bode.organisations.errors import NotAllowed
from bode.privacy import audit

from .actions import CRISIS, MAY_APPROVE, make_step, remember, require_another
from .audiences import add_subscribers, is_empty
from .errors import AudienceEmpty, EmergencyRefused, OwnApproval, StepNotAllowed
from .late import close_audience_soon
from .models import Broadcast, EmergencyProcedure, EmergencyStart
from .states import STEPS, Step, Verdict, steps_from

MAY_SWITCH = "administrator"
MAY_CONFIRM = ("administrator", "approver")
MAY_START = "broadcaster"


def find_procedure() -> EmergencyProcedure | None:
    """The procedure of the municipality in scope, where someone switched it on."""
    return EmergencyProcedure.objects.first()


def is_in_force() -> bool:
    """Whether two persons want the procedure in the municipality in scope."""
    return EmergencyProcedure.objects.filter(confirmed_at__isnull=False).exists()


@transaction.atomic
def switch(actor: Actor, *, on: bool) -> None:
    """Want it, which another person confirms; or forbid it, at once. Raises `NotAllowed`."""
    actor.require(MAY_SWITCH)
    if on:
        procedure, is_new = EmergencyProcedure.objects.get_or_create(
            municipality_id=actor.organisation_id,
            defaults={"set_by": actor.name, "set_by_key": actor.key},
        )
        if is_new:
            _ask_to_confirm(actor, procedure)
            _record(actor, "emergency.switch_on")
    elif EmergencyProcedure.objects.filter(municipality_id=actor.organisation_id).delete()[0]:
        _record(actor, "emergency.switch_off")


def _ask_to_confirm(actor: Actor, procedure: EmergencyProcedure) -> None:
    """Write to everyone who may be the second person; once, as it was switched on once."""
    mailing.notify(
        actor.organisation_id,
        roles=MAY_CONFIRM,
        besides=actor.person_id or actor.maker_id,
        subject="De noodprocedure bij een crisis wacht op een tweede persoon",
        text=(
            f"{actor.name} heeft bij gemeente {procedure.municipality.name} de noodprocedure "
            "aangezet. Dan mag één persoon een crisisbericht meteen versturen, en beoordeelt een "
            "collega het daarna. De noodprocedure geldt pas als iemand anders dat bevestigt: u, of "
            "een collega die deze e-mail ook kreeg.\n\nBent u het ermee eens? Bevestig het dan op "
            "deze pagina:"
        ),
        path="/settings/emergency/",
    )


def may_confirm(actor: Actor, procedure: EmergencyProcedure | None) -> bool:
    """Whether this is the second person for whom the procedure waits."""
    return (
        procedure is not None
        and procedure.confirmed_at is None
        and actor.has(*MAY_CONFIRM)
        and is_another(actor, {procedure.set_by_key})
    )


@transaction.atomic
def confirm(actor: Actor) -> None:
    """Let the procedure hold from now on. Raises `OwnApproval` for who switched it on.

    Raises `EmergencyRefused` where there is nothing to confirm.
    """
    actor.require(*MAY_CONFIRM)
    procedure = EmergencyProcedure.objects.select_for_update().first()
    if procedure is None or procedure.confirmed_at is not None:
        raise EmergencyRefused("nothing_to_confirm")
    if not may_confirm(actor, procedure):
        raise OwnApproval
    procedure.confirmed_by, procedure.confirmed_by_key = actor.name, actor.key
    procedure.confirmed_at = now()
    procedure.save()
    _record(actor, "emergency.confirm")


def _record(actor: Actor, what: str) -> None:
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what=what,
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
        and is_in_force()
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
    if not is_in_force():
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
    if is_empty(broadcast):
        add_subscribers(broadcast)  # when it was made nobody had asked yet
        if is_empty(broadcast):
            raise AudienceEmpty
    close_audience_soon(broadcast)
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
