"""What befalls a licence, obeyed by what waits to be sent under it, in the same transaction.

Under a suspension messages wait where they are: the outbox claims none of them. They leave when the
licence is resumed, as long as they are still of use. After an end they fail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

from bode import policy
from bode.background.one_by_one import do_one_by_one
from bode.licensing import licence_changes, number_moves
from bode.licensing.licence_states import LicenceStep
from bode.licensing.licence_steps import lock_licence
from bode.licensing.models import Licence, PhoneNumber
from bode.licensing.queries import list_suspended_licences
from bode.licensing.states import LicenceStatus
from bode.organisations.tenancy import scope
from bode.outbox import actions as outbox
from bode.outbox.queries import count_waiting, list_too_old, list_waiting
from bode.outbox.states import Lane

from . import live
from .models import PlatformCopy
from .stopping import lock_all, stop

USEFUL_FOR: Mapping[Lane, timedelta] = MappingProxyType(
    {
        Lane.CRISIS: timedelta(hours=1),  # an alarm that is over frightens
        Lane.CONVERSATION: timedelta(hours=24),  # for so long a citizen waits for an answer
        Lane.NOTICE: timedelta(hours=8),  # a reminder of yesterday's appointment helps nobody
    }
)
"""How long after it was queued a message may still leave once its licence is resumed."""
TOO_LATE = "suspended_too_long"


def listen() -> None:
    """Be told of changed licences from now on."""
    licence_changes.listen(obey)
    number_moves.listen(go_along)


def obey(licence: Licence, what: str) -> int:
    """Keep from leaving what may no longer; return how many messages that were."""
    live.announce(licence.municipality_id, [])  # above every desk stands whether one may send
    with scope(licence.municipality_id):  # a provider's deed too is about the citizens of this one
        numbers = _numbers(licence)
        if licence.status == LicenceStatus.ENDED:
            return _stop(list_waiting(numbers), str(policy.RefusalCode.NO_LICENCE))
        if what in ("withdraw_purpose", "number_joined"):
            unlicensed = list_waiting(numbers, besides=licence.purposes)
            return _stop(unlicensed, str(policy.RefusalCode.PURPOSE_NOT_LICENSED))
        if what == LicenceStep.RESUME:
            return _stop(list_too_old(numbers, USEFUL_FOR), TOO_LATE)
        return 0


def go_along(number: PhoneNumber, templates: Mapping[UUID, UUID]) -> None:
    """A number moved to an account that has templates of its own, and none of our files."""
    for old, new in templates.items():
        outbox.use_instead(old, new)
    PlatformCopy.objects.filter(number=number).delete()


def count_under(licence: Licence) -> dict[str, int]:
    """How many messages wait to be sent under a licence, by purpose; both sides may know that."""
    with scope(licence.municipality_id):
        return count_waiting(_numbers(licence))


def fail_what_is_too_late() -> int:
    """Fail what waits under a suspended licence and is no longer of use: its sender may act.

    With every tenant in scope; returns under how many licences there was any, raises `SomeFailed`.
    """
    suspended = [licence.id for licence in list_suspended_licences()]
    return do_one_by_one("fail_too_late", suspended, _fail_too_late)


def _fail_too_late(licence_id: UUID) -> bool:
    licence = lock_licence(licence_id)
    if licence.status != LicenceStatus.SUSPENDED:
        return False  # someone was first
    return _stop(list_too_old(_numbers(licence), USEFUL_FOR), TOO_LATE) > 0


def _numbers(licence: Licence) -> list[UUID]:
    return list(licence.phone_numbers.values_list("id", flat=True))


def _stop(message_ids: Sequence[UUID], code: str) -> int:
    return stop(lock_all(message_ids), code)
