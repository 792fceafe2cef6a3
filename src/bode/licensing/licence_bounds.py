"""What bounds a licence: its purposes and its last day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from bode.background.one_by_one import do_one_by_one
from bode.basics import LAST_DAY, now
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed

from . import licence_changes, licence_notices
from .errors import LicenceStepNotAllowed, ReasonMissing
from .licence_history import Grounds, remember
from .licence_states import LicenceParty, LicenceStep, take
from .licence_steps import become, lock_licence, standing_of, writer_of
from .models import Licence, LicenceEvent
from .states import LicenceStatus


@transaction.atomic
def withdraw_purpose(
    actor: Actor, licence_id: UUID, purpose: str, grounds: Grounds
) -> LicenceEvent:
    """Take a purpose out of a licence: what waits with it fails at once; done by the municipality.

    Raises `Licence.DoesNotExist`, `ReasonMissing`, and `LicenceStepNotAllowed` for one that is not
    in it, or is the only one: then the licence itself must end.
    """
    actor.require("administrator", "licences")
    licence = lock_licence(licence_id)
    if writer_of(licence, actor) is not LicenceParty.MUNICIPALITY:
        raise NotAllowed(needed=("administrator",))
    left = [each for each in licence.purposes if each != purpose]
    is_ended = licence.status == LicenceStatus.ENDED
    if is_ended or not left or len(left) == len(licence.purposes):
        allowed = [] if is_ended else [LicenceStep.END]
        raise LicenceStepNotAllowed("withdraw_purpose", licence.status, allowed)
    if not grounds.evidence.strip():
        raise ReasonMissing("withdraw_purpose")
    licence.purposes = left
    licence.save(update_fields=["purposes"])
    failed = licence_changes.tell(licence, "withdraw_purpose")
    event = remember(
        licence,
        actor,
        "withdraw_purpose",
        by=LicenceParty.MUNICIPALITY,
        cause=grounds.cause,
        evidence=grounds.evidence.strip(),
        facts={"purpose": purpose, "messages_failed": failed},
    )
    licence_notices.tell_of_purpose(licence, event)
    return event


@transaction.atomic
def plan_end(
    actor: Actor, licence_id: UUID, last_day: date | None, grounds: Grounds
) -> LicenceEvent:
    """Say after which day a licence ends by itself, or that it has no end; done by either side.

    Raises `Licence.DoesNotExist`, `ReasonMissing`, and `LicenceStepNotAllowed` for a licence that
    ended, or a day that is over or beyond what people plan.
    """
    actor.require("administrator", "account_manager", "licences")
    licence = lock_licence(licence_id)
    writer = writer_of(licence, actor)
    if writer is None or grounds.by is not writer:
        raise NotAllowed(needed=("administrator", "account_manager"))
    is_outside = last_day is not None and not localdate() <= last_day <= LAST_DAY
    if licence.status == LicenceStatus.ENDED or is_outside:
        raise LicenceStepNotAllowed("plan_end", licence.status, [LicenceStep.END])
    if not grounds.evidence.strip():
        raise ReasonMissing("plan_end")
    licence.valid_to = _midnight_after(last_day) if last_day is not None else None
    licence.save(update_fields=["valid_to"])
    event = remember(
        licence,
        actor,
        "plan_end",
        by=writer,
        cause=grounds.cause,
        evidence=grounds.evidence.strip(),
        facts={"last_day": last_day.isoformat() if last_day else None},
    )
    licence_notices.tell_of_planned_end(licence, event)
    return event


def end_what_expired() -> int:
    """End the licences whose last day is over, as their parties planned it.

    With every tenant in scope; returns how many there were, raises `SomeFailed`.
    """
    expired = Licence.objects.filter(valid_to__lte=now()).exclude(status=LicenceStatus.ENDED)
    return do_one_by_one("end_what_expired", expired.values_list("id", flat=True), _expire)


def _expire(licence_id: UUID) -> bool:
    licence = lock_licence(licence_id)
    planned = licence.events.filter(what="plan_end").last()
    by = LicenceParty(planned.by) if planned is not None else LicenceParty.MUNICIPALITY
    after = take(standing_of(licence), LicenceStep.END, by)
    if after is None or licence.valid_to is None or licence.valid_to > now():
        return False  # someone was first
    become(licence, after)
    failed = licence_changes.tell(licence, LicenceStep.END)
    event = remember(
        licence,
        None,
        LicenceStep.END,
        by=by,
        evidence="De laatste dag van de vergunning is voorbij.",
        facts={"messages_failed": failed},
    )
    licence_notices.tell(licence, event)
    return True


def _midnight_after(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time()))
