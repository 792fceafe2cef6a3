"""What the platform tells of accounts and numbers: kept as it was told, and given its effect.

A notice is open until someone handled it, or until newer news of the same made an end of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import QuerySet

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
    meaning,
    meaning_for_administrator,
    meaning_of_news,
)
from bode.whatsapp.number_news import FREE_ANSWERS_ALMOST_USED

from . import accounts, jobs
from .models import PhoneNumber, PlatformNotice
from .queries import find_number_in_account
from .standing import ENDS_ACCESS, PAUSES, month_of

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

ERROR = "PlatformError"
"""The kind of a notice of an error that a webhook told, under its code."""

FREE_ANSWERS = "FreeAnswers"
"""The kind of our own notice that a number has used almost all of its free answers."""

_PLATFORM = "WhatsApp"  # who made an end of what newer news made an end of
_OF_ONE_SUBJECT = {"AccountReview", "BusinessCapability", "NumberName"}
_ENDS = {"ACCOUNT_RECONNECTED": "ACCOUNT_OFFBOARDED"}
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
        news = f"{event.waba_id} {event.told_at} ".encode() + event.raw
        facts = _facts(event)
        is_new = _keep(anyone, number, type(event).__name__, _word(event), facts, at, news)
        if is_new:
            accounts.take_in(anyone, number, event, at)
            if number is not None:
                jobs.read_number_soon(number.id)  # the news tells a part of it
            if isinstance(event, AccountUpdate) and event.event in ENDS_ACCESS:
                _check_access(event.waba_id)


def record_errors(number: PhoneNumber, codes: Sequence[int], at: datetime) -> None:
    """Take in errors that were told of a number without any message."""
    for code in codes:
        record_error(number, code, at, was_template=True)


def record_error(number: PhoneNumber, code: int, at: datetime, *, was_template: bool) -> None:
    """Take in an error that a message met, in the answer to its send or in a status.

    It becomes a notice as far as whoever manages the number must act on it: once a day, however
    many messages met it. It holds or withholds what would meet it again; for that it matters
    whether the message was a template, and one of which that is not known counts as such.

    In the scope of the number's municipality, and before anything else stops the number for it.
    """
    sense = meaning(code, None)
    if sense.acts in (Acts.ADMINISTRATOR, Acts.PROVIDER):
        news = f"{number.platform_id} {code} {at:%Y-%m-%d}".encode()
        _keep(number, number, ERROR, str(code), {}, at, news)
    if sense.stops_number or code in PAUSES:
        accounts.take_in_error(number, code, at, was_template=was_template)


def warn_of_free_answers(number: PhoneNumber, *, used: int, free: int) -> None:
    """Warn that the free answers of this month are almost gone, while payment is missing; once."""
    at = now()
    news = f"{number.platform_id} {FREE_ANSWERS} {month_of(at):%Y-%m}".encode()
    facts = {"used": used, "free": free}
    _keep(number, number, FREE_ANSWERS, "ALMOST_USED", facts, at, news)


def not_warned_yet(numbers: Sequence[PhoneNumber]) -> list[PhoneNumber]:
    """Those of which nobody was warned this month that their free answers are almost gone."""
    told = PlatformNotice.objects.filter(
        number__in=numbers, kind=FREE_ANSWERS, told_at__gte=month_of(now())
    )
    warned = set(told.values_list("number_id", flat=True))
    return [number for number in numbers if number.id not in warned]


def handle_notice(actor: Actor, notice_id: UUID) -> PlatformNotice:
    """Someone did what a notice asks. Raises `PlatformNotice.DoesNotExist`."""
    actor.require("administrator", "account_manager")
    notice = PlatformNotice.objects.get(id=notice_id)
    _close(PlatformNotice.objects.filter(id=notice.id), actor.name)
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


def _keep(
    anyone: PhoneNumber,
    number: PhoneNumber | None,
    kind: str,
    word: str,
    facts: dict[str, Any],
    at: datetime,
    news: bytes,
) -> bool:
    """Keep a notice, and close those that it makes an end of; False when it was known.

    One that asks nothing of anyone is closed from the start.
    """
    asks = explain(kind, word, facts).acts is not Acts.NOBODY
    notice, is_new = PlatformNotice.objects.get_or_create(
        municipality_id=anyone.municipality_id,
        fingerprint=sha256(news).hexdigest(),
        defaults={
            "provider_id": anyone.provider_id,
            "account_id": anyone.account_id,
            "number": number,
            "kind": kind,
            "event": word[:80],
            "facts": facts,
            "told_at": at,
            "handled_at": None if asks else now(),
        },
    )
    if is_new:
        _close(_ended_by(notice), _PLATFORM)
    return is_new


def _ended_by(notice: PlatformNotice) -> QuerySet[PlatformNotice]:
    """What is no longer so after this; of an account or alert only what has the same subject."""
    same = PlatformNotice.objects.filter(
        municipality_id=notice.municipality_id,
        account_id=notice.account_id,
        number=notice.number,
        kind=notice.kind,
        told_at__lte=notice.told_at,
    ).exclude(id=notice.id)
    if notice.kind in _OF_ONE_SUBJECT:
        return same
    return same.filter(event=_ENDS.get(notice.event, notice.event))


def _close(notices: QuerySet[PlatformNotice], actor: str) -> None:
    notices.filter(handled_at=None).update(handled_at=now(), actor=actor)


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
