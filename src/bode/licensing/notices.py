"""What the platform tells of accounts and numbers: kept as it was told, and given its effect.

A notice is open until someone handled it, or until newer news of the same made an end of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Q

from bode.basics import bare_digits, now
from bode.organisations.actors import Actor
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import (
    AccountAlert,
    AccountReview,
    AccountUpdate,
    Acts,
    BusinessCapability,
    FlowUpdate,
    Meaning,
    News,
    NumberName,
    NumberQuality,
    NumberSecurity,
    meaning_for_administrator,
    meaning_of_news,
)
from bode.whatsapp.number_news import FREE_ANSWERS_ALMOST_USED

from . import accounts, jobs
from .error_notices import FREE_ANSWERS
from .models import PhoneNumber, PlatformNotice
from .notice_keeping import ERROR, Told, close, keep
from .queries import find_number_in_account
from .standing import ENDS_ACCESS

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

_OF_ONE_SUBJECT = {"AccountReview", "BusinessCapability", "NumberName"}
_ENDS = {"ACCOUNT_RECONNECTED": ["ACCOUNT_OFFBOARDED", "ACCOUNT_DELETED"]}
_NOT_A_FACT = {"raw", "waba_id", "phone_number_id", "display_phone_number", "told_at"}
_WHO = {"requester"}  # a person at the business: it says nothing that Bode needs


def record_notice(event: Noticed, provider: str) -> None:
    """Take in what a provider's webhook told of one of its accounts; twice changes nothing.

    Of an account in which none of its numbers has a licence, it is left to the log.
    """
    with every_tenant("an account is named, and not whose it is"), transaction.atomic():
        anyone = find_number_in_account(event.waba_id, provider=provider)
        if anyone is None:
            return
        number, at = _number(event), min(event.told_at or now(), now())
        if _keep(anyone, number, event, at):
            accounts.take_in(anyone, number, event, at)
            if number is not None:
                jobs.read_number_soon(number.id)  # the news tells a part of it
            if isinstance(event, AccountUpdate) and event.event in ENDS_ACCESS:
                _check_access(event.waba_id)


def handle_notice(actor: Actor, notice_id: UUID) -> PlatformNotice:
    """Someone did what a notice asks. Raises `PlatformNotice.DoesNotExist`."""
    actor.require("administrator", "account_manager")
    notice = PlatformNotice.objects.get(id=notice_id)
    close(PlatformNotice.objects.filter(id=notice.id), actor.name)
    return notice


def explain(kind: str, word: str, facts: dict[str, Any]) -> News | Meaning:
    """What a notice means, and who must do what about it."""
    if kind == FREE_ANSWERS:
        return FREE_ANSWERS_ALMOST_USED
    if kind == ERROR:
        return meaning_for_administrator(int(word), None)
    return meaning_of_news(kind, word, facts.get("ban_state"))


def list_notices(*, limit: int = 200) -> list[PlatformNotice]:
    """The notices in scope, newest first."""
    return list(PlatformNotice.objects.select_related("number")[:limit])


def _check_access(account_id: str) -> None:
    """Find out before a message does: what the platform refuses stops the number."""
    for number in PhoneNumber.objects.filter(account_id=account_id):
        jobs.sync_templates.defer(number_id=str(number.id))


def _keep(anyone: PhoneNumber, number: PhoneNumber | None, event: Noticed, at: datetime) -> bool:
    kind, word, facts = type(event).__name__, _word(event), _facts(event)
    told = Told(
        kind=kind,
        word=word,
        facts=facts,
        at=at,
        news=f"{event.waba_id} {event.told_at} ".encode() + event.raw,
        asks=explain(kind, word, facts).acts is not Acts.NOBODY,
        number=number,
    )
    same = Q(number=number)
    if kind in _OF_ONE_SUBJECT:
        return keep(anyone, told, ends=same, ended_by=same)
    # Of an account or alert only the same event, or what makes it undone.
    undone_by = [later for later, before in _ENDS.items() if word in before]
    return keep(
        anyone,
        told,
        ends=same & Q(event__in=_ENDS.get(word, [word[:80]])),
        ended_by=same & Q(event__in=[word[:80], *undone_by]),
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
