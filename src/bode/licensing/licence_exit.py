"""Leaving: what must be done before a licence ends, and what of it was done."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from django.db import transaction

from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed

from .errors import LicenceStepNotAllowed
from .licence_history import remember
from .licence_states import LicenceParty
from .licence_steps import lock_licence, writer_of
from .models import Licence, LicenceEvent


class ExitStep(StrEnum):
    """What a person does and says; the export and the end show by themselves."""

    CITIZENS_TOLD = "citizens_told"
    TEMPLATES_APPLIED = "templates_applied"  # at the new provider
    PIN_OFF = "pin_off"  # two-step verification, by the provider that has the number
    NUMBER_MOVED = "number_moved"
    DATA_CHECKED = "data_checked"  # the export, in the other product


@transaction.atomic
def record_exit_step(actor: Actor, licence_id: UUID, step: ExitStep, *, done: bool) -> LicenceEvent:
    """Write down that a step of leaving was done, or that it was not after all.

    By either side. Raises `LicenceStepNotAllowed` when it is so already.
    """
    actor.require("administrator", "account_manager", "privacy_officer", "licences")
    licence = lock_licence(licence_id)
    writer = writer_of(licence, actor)
    if writer is None:
        raise NotAllowed(needed=("administrator", "account_manager"))
    if (step in exit_steps_done(licence)) == done:
        raise LicenceStepNotAllowed("exit_step", licence.status, [])
    return remember(
        licence,
        actor,
        "exit_step",
        by=LicenceParty(writer),
        facts={"step": str(step), "done": done},
    )


def exit_steps_done(licence: Licence) -> dict[str, LicenceEvent]:
    """The steps that are done by the history, each with the event that says so."""
    done = {}
    for event in licence.events.filter(what="exit_step"):
        if event.facts["done"]:
            done[event.facts["step"]] = event
        else:
            done.pop(event.facts["step"], None)
    return done
