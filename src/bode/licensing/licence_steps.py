"""Suspending, resuming and ending a licence, with effect at once on all that waits under it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import OrganisationKind

from . import licence_changes, licence_notices
from .errors import LicenceStepNotAllowed, ReasonMissing
from .licence_history import Grounds, remember
from .licence_states import RECORDED_BY, LicenceParty, LicenceStep, Standing, steps_for, take
from .models import Licence, LicenceEvent
from .states import LicenceStatus

EVIDENCE_LENGTH = 4000
"""Characters, at most, for the reason of a step; the doors see to it."""

_WRITERS = {
    OrganisationKind.MUNICIPALITY: LicenceParty.MUNICIPALITY,
    OrganisationKind.PROVIDER: LicenceParty.PROVIDER,
}


def suspend(actor: Actor, licence_id: UUID, grounds: Grounds) -> LicenceEvent:
    """Let nothing leave under a licence until it is resumed; what waits, goes on waiting.

    Raises `Licence.DoesNotExist`, `LicenceStepNotAllowed`, `ReasonMissing`.
    """
    return _step(actor, licence_id, LicenceStep.SUSPEND, grounds)


def resume(actor: Actor, licence_id: UUID, grounds: Grounds) -> LicenceEvent:
    """Take back a suspension; what waited leaves, unless it is too late for it.

    Raises as `suspend`; one resumes only what the same party suspended.
    """
    return _step(actor, licence_id, LicenceStep.RESUME, grounds)


def end(actor: Actor, licence_id: UUID, grounds: Grounds) -> LicenceEvent:
    """End a licence for good; what waits fails at once. Raises as `suspend`."""
    return _step(actor, licence_id, LicenceStep.END, grounds)


STEPS = {LicenceStep.SUSPEND: suspend, LicenceStep.RESUME: resume, LicenceStep.END: end}


def list_licence_steps(licence: Licence, actor: Actor) -> list[tuple[str, str]]:
    """The steps that the actor's side may write down now, each with whose it is."""
    return steps_for(standing_of(licence), writer_of(licence, actor))


def writer_of(licence: Licence, actor: Actor) -> LicenceParty | None:
    """As which party the actor writes in the history of this licence; None for an outsider."""
    if actor.organisation_id not in (licence.municipality_id, licence.provider_id):
        return None
    return _WRITERS.get(actor.organisation_kind)


def standing_of(licence: Licence) -> Standing:
    """How a licence stands."""
    return Standing(
        status=LicenceStatus(licence.status),
        suspended_by=frozenset(map(LicenceParty, licence.suspended_by)),
    )


def lock_licence(licence_id: UUID) -> Licence:
    """A licence in scope, until this transaction ends: whoever sends under it waits.

    Always before the messages that it is about. Raises `Licence.DoesNotExist`.
    """
    found = Licence.objects.select_for_update(of=("self",))
    return found.select_related("municipality", "provider").get(id=licence_id)


@transaction.atomic
def _step(actor: Actor, licence_id: UUID, step: LicenceStep, grounds: Grounds) -> LicenceEvent:
    actor.require("administrator", "account_manager", "licences")
    licence = lock_licence(licence_id)
    writer = writer_of(licence, actor)
    if writer is None:
        raise NotAllowed(needed=("administrator", "account_manager"))
    before = standing_of(licence)
    after = take(before, step, grounds.by)
    if after is None or writer not in RECORDED_BY[step, grounds.by]:
        allowed = [name for name, by in steps_for(before, writer) if by == grounds.by]
        raise LicenceStepNotAllowed(step, licence.status, allowed)
    if not grounds.evidence.strip():
        raise ReasonMissing(step)
    become(licence, after)
    failed = licence_changes.tell(licence, step)
    event = remember(
        licence,
        actor,
        step,
        by=grounds.by,
        cause=grounds.cause,
        evidence=grounds.evidence.strip(),
        facts={"messages_failed": failed},
    )
    licence_notices.tell(licence, event)
    return event


def become(licence: Licence, standing: Standing) -> None:
    """Write down how a locked licence stands from now on."""
    licence.status, licence.suspended_by = standing.status, sorted(standing.suspended_by)
    licence.ended_at = now() if standing.status is LicenceStatus.ENDED else None
    licence.save(update_fields=["status", "suspended_by", "ended_at"])
