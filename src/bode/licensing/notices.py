"""What the platform tells of accounts and numbers, kept as it was told.

Whoever makes a state of it (a restricted account, a new limit) finds here what happened and when.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec
from django.db import transaction

from bode.basics import bare_digits, now
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import (
    AccountAlert,
    AccountReview,
    AccountUpdate,
    BusinessCapability,
    FlowUpdate,
    NumberName,
    NumberQuality,
    NumberSecurity,
)

from .models import PhoneNumber, PlatformNotice
from .queries import find_number_in_account

Noticed = (
    AccountAlert
    | AccountReview
    | AccountUpdate
    | BusinessCapability
    | FlowUpdate
    | NumberName
    | NumberQuality
    | NumberSecurity
)

_NOT_A_FACT = {"raw", "waba_id", "phone_number_id", "display_phone_number", "told_at"}
_WHO = {"requester"}  # a person at the business: it says nothing that Bode needs


def record_notice(event: Noticed, provider: str) -> None:
    """Keep what a provider's webhook told of one of its accounts; twice changes nothing.

    Of an account in which none of its numbers has a licence, it is left to the log.
    """
    with every_tenant("an account is named, and not whose it is"), transaction.atomic():
        number = find_number_in_account(event.waba_id, provider=provider)
        if number is not None:
            _keep(number, event)


def list_notices(*, limit: int = 200) -> list[PlatformNotice]:
    """The notices in scope, newest first."""
    return list(PlatformNotice.objects.select_related("number")[:limit])


def _keep(number: PhoneNumber, event: Noticed) -> None:
    news = f"{event.waba_id} {event.told_at} ".encode() + event.raw
    PlatformNotice.objects.get_or_create(
        municipality_id=number.municipality_id,
        fingerprint=sha256(news).hexdigest(),
        defaults={
            "provider_id": number.provider_id,
            "account_id": number.account_id,
            "number": _number(event),
            "kind": type(event).__name__,
            "event": _word(event)[:80],
            "facts": _facts(event),
            "told_at": event.told_at or now(),
        },
    )


def _number(event: Noticed) -> PhoneNumber | None:
    """The number that is meant, where one is: these events name it as people write it."""
    if not event.display_phone_number:
        return None
    named = bare_digits(event.display_phone_number)
    in_account = PhoneNumber.objects.filter(account_id=event.waba_id)
    return next((each for each in in_account if bare_digits(each.display_number) == named), None)


def _word(event: Noticed) -> str:
    match event:
        case AccountReview() | NumberName():
            return event.decision
        case AccountAlert():
            return event.type
        case BusinessCapability():
            return event.daily_conversations or ""
        case _:
            return event.event or ""


def _facts(event: Noticed) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(event, builtin_types=(bytes,))
    return {
        name: value
        for name, value in told.items()
        if name not in _NOT_A_FACT | _WHO and value not in (None, [], ())
    }
