"""Mergers of municipalities: VNG announces them, and confirms or cancels what was announced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from bode.basics import FIRST_DAY, LAST_DAY

from . import mailing
from .actors import Actor
from .deeds import remember
from .errors import MergerNotOpen, MergerRefused
from .models import MergerStatus, Municipality, Role, Succession
from .municipalities import municipalities_on

_OPEN = (MergerStatus.ANNOUNCED, MergerStatus.CONFIRMED)


def list_successions(municipality: Municipality) -> list[Succession]:
    """Into which others it goes on, or went; not what was cancelled."""
    found = municipality.successions.filter(status__in=_OPEN)
    return list(found.select_related("successor__organisation").order_by("on", "id"))


def list_inheritances(municipality: Municipality) -> list[Succession]:
    """Which others went on in it, or will."""
    found = municipality.inheritances.filter(status__in=_OPEN)
    return list(found.select_related("predecessor__organisation").order_by("on", "id"))


@transaction.atomic
def announce(actor: Actor, code: str, *, successors: Sequence[str], on: date) -> None:
    """Plan that a municipality goes on in others from a day. Nothing ends by it.

    Raises `MergerRefused`.
    """
    actor.require(Role.MONITOR)
    leaving = _lock(code)
    _check(leaving, successors, on)
    heirs = {each.organisation.code: each for each in municipalities_on(on)}
    if not set(successors) <= set(heirs):
        raise MergerRefused("not_there")
    Succession.objects.bulk_create(
        Succession(predecessor=leaving, successor=heirs[each], on=on, status=MergerStatus.ANNOUNCED)
        for each in dict.fromkeys(successors)
    )
    remember(
        actor,
        "merger.announce",
        leaving.organisation,
        {"successors": list(successors), "on": on.isoformat()},
    )


@transaction.atomic
def confirm(actor: Actor, code: str) -> None:
    """What was announced is law: the municipality ends the day before, and its people hear it.

    Raises `MergerNotOpen`.
    """
    actor.require(Role.MONITOR)
    leaving = _lock(code)
    plan = _plan(leaving, MergerStatus.ANNOUNCED)
    leaving.successions.filter(id__in=[each.id for each in plan]).update(
        status=MergerStatus.CONFIRMED
    )
    leaving.valid_to = plan[0].on - timedelta(days=1)
    leaving.save(update_fields=["valid_to"])
    _tell(leaving, plan)
    remember(actor, "merger.confirm", leaving.organisation, {"on": plan[0].on.isoformat()})


@transaction.atomic
def cancel(actor: Actor, code: str) -> None:
    """The merger is off, as long as its day has not come. Raises `MergerNotOpen`."""
    actor.require(Role.MONITOR)
    leaving = _lock(code)
    plan = _plan(leaving, *_OPEN)
    if plan[0].status == MergerStatus.CONFIRMED and plan[0].on <= localdate():
        raise MergerNotOpen
    leaving.successions.filter(id__in=[each.id for each in plan]).update(
        status=MergerStatus.CANCELLED
    )
    leaving.valid_to = None
    leaving.save(update_fields=["valid_to"])
    remember(actor, "merger.cancel", leaving.organisation, {"on": plan[0].on.isoformat()})


def _lock(code: str) -> Municipality:
    found = Municipality.objects.select_related("organisation").select_for_update(of=("self",))
    return found.get(organisation__code=code)


def _check(leaving: Municipality, successors: Sequence[str], on: date) -> None:
    if not successors:
        raise MergerRefused("no_heir")
    if leaving.organisation.code in successors:
        raise MergerRefused("itself")
    if list_successions(leaving):
        raise MergerRefused("planned")
    if not (leaving.valid_from or FIRST_DAY) < on <= LAST_DAY:
        raise MergerRefused("not_there")


def _plan(leaving: Municipality, *statuses: MergerStatus) -> list[Succession]:
    plan = [each for each in list_successions(leaving) if each.status in statuses]
    if not plan:
        raise MergerNotOpen
    return plan


def _tell(leaving: Municipality, plan: Sequence[Succession]) -> None:
    heirs = " en ".join(each.successor.organisation.name for each in plan)
    day = mailing.say_day(plan[0].on)
    mailing.notify(
        leaving.organisation.id,
        roles=(Role.ADMINISTRATOR,),
        subject=f"{leaving.organisation.name} gaat op {day} op in {heirs}",
        text=(
            f"VNG heeft vastgelegd dat {leaving.organisation.name} op {day} opgaat in {heirs}.\n\n"
            "Vanaf die dag kunt u geen nieuwe aanvraag meer beginnen. Wat u in Bode heeft, blijft "
            "te lezen.\n\n"
            "Een vergunning voor WhatsApp stopt niet vanzelf: berichten worden verstuurd tot u de "
            "vergunning beëindigt. De nieuwe gemeente heeft een eigen vergunning nodig."
        ),
        path="/licence/",
    )
