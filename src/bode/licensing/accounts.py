"""What becomes of an account and its numbers by what the platform tells: the only writes to it.

What an account may not send waits in the outbox (`Account.withheld`), and an account that may send
nothing has its numbers stopped; both end by themselves when the platform lifts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from bode.basics import now
from bode.organisations.actors import Actor
from bode.whatsapp import (
    AccountEvent,
    AccountReview,
    AccountUpdate,
    BusinessCapability,
    NumberFacts,
    NumberName,
    NumberQuality,
    Restriction,
)

from .actions import stop_number
from .models import Account, AccountRestriction, PhoneNumber
from .notice_keeping import close_errors
from .number_facts import connect, judge_name, know, lift_stop, numbers_of, raise_throughput
from .ordering import is_news
from .standing import (
    ACCOUNT_LOCKED,
    BLOCKED_FOR_POLICY,
    CURED_BY_KEY,
    NOT_REGISTERED,
    NUMBER_GONE,
    PAUSES,
    PAYMENT_MISSING,
    REGISTERED_WRONGLY,
    AccountStatus,
    effect_of,
    month_of,
    reach_of,
    stop_left,
    stop_of,
    withheld,
)

_STATUS_AFTER = {
    ("DISABLED_UPDATE", "DISABLE"): AccountStatus.BANNED,
    ("DISABLED_UPDATE", "REINSTATE"): AccountStatus.ACTIVE,
    ("ACCOUNT_DELETED", None): AccountStatus.DELETED,
    ("ACCOUNT_OFFBOARDED", None): AccountStatus.OFFBOARDED,
    ("ACCOUNT_RECONNECTED", None): AccountStatus.ACTIVE,
}


def take_in(
    anyone: PhoneNumber, number: PhoneNumber | None, event: AccountEvent, at: datetime
) -> None:
    """Let news of an account have its effect; `anyone` is of that account, `number` is meant."""
    account = _locked_account(anyone)
    match event:
        case AccountUpdate():
            _update(account, event, at)
        case AccountReview():
            _review(account, event.decision, at)
        case BusinessCapability():
            _hear_reach(account, event.daily_conversations, at)
        case NumberQuality():
            _hear_reach(account, event.daily_conversations or event.limit, at)
            if number is not None and event.event == "THROUGHPUT_UPGRADE":
                raise_throughput(number)
        case NumberName() if number is not None:
            judge_name(account, number, event, at)


def take_in_error(number: PhoneNumber, code: int, at: datetime, *, was_template: bool) -> None:
    """An error after which what this number sends would go on failing.

    Older ones than the last time that someone resumed the number or its account change nothing.
    """
    account = _locked_account(number)
    if account.resumed_at is not None and at <= account.resumed_at:
        return
    if code in PAUSES:
        _pause(account, code, at)
    if code == PAYMENT_MISSING:
        account.payment_missing_since = account.payment_missing_since or at
        _reckon(account)
        if at < month_of(now()):
            return  # answers may be free again
    if effect_of(code, was_template=was_template).stops:
        stop_number(number.id, code)


def take_in_resumed(number: PhoneNumber) -> None:
    """Someone took away the cause for which a number stood still, and no other."""
    account = _locked_account(number)
    account.resumed_at = now()
    stood_for = PhoneNumber.objects.values_list("stopped_code", flat=True).get(id=number.id)
    if stood_for == PAYMENT_MISSING:
        _settle_payment(account)
    _reckon(account)
    if stood_for is not None:
        lift_stop(account, Q(id=number.id), {stood_for}, over={stood_for})


def take_in_key(number: PhoneNumber, access_token: str) -> None:
    """A number gets another key: that takes away what a key can, and what its old one met.

    How its account stands and is paid for stays as it was.
    """
    account = _locked_account(number)
    number.access_token, number.checked_at = access_token, None
    number.save(update_fields=["access_token", "checked_at"])
    if PhoneNumber.objects.filter(id=number.id, stopped_code__in=CURED_BY_KEY).exists():
        account.resumed_at = now()
        account.save(update_fields=["resumed_at"])
        lift_stop(account, Q(id=number.id), CURED_BY_KEY)


def take_in_registered(number: PhoneNumber) -> None:
    """A number was registered."""
    missed = {NOT_REGISTERED, REGISTERED_WRONGLY}
    with transaction.atomic():
        lift_stop(_locked_account(number), Q(id=number.id), missed, over=missed)


def take_in_connected(account: Account, number: PhoneNumber) -> None:
    """A number comes into an account, or is corrected: of itself nothing is known any more."""
    left = stop_left(account.status, is_rejected=account.is_rejected, connection="")
    number.stopped_code, number.stopped_at = left, None if left is None else now()
    number.connection, number.checked_at = "", None


@transaction.atomic
def resume_account(actor: Actor, account_id: UUID) -> Account:
    """Someone says that what the platform forbade is allowed again, which it does not always tell.

    If they are wrong, the platform's next refusal shows it. Raises `Account.DoesNotExist`.
    """
    actor.require("administrator", "account_manager")
    account = Account.objects.select_for_update().get(id=account_id)
    account.restrictions.all().delete()
    account.resumed_at = now()
    _settle_payment(account)
    _reckon(account)
    return account


@transaction.atomic
def take_over(number: PhoneNumber, facts: NumberFacts, asked_at: datetime) -> None:
    """Take over what the platform knew of a number when we asked; what it told later stays."""
    account = _locked_account(number)
    number.refresh_from_db(fields=["name_told_at", "connection"])
    if facts.connection and facts.connection != number.connection:
        connect(account, number, facts.connection[:40])
    know(number, quality=facts.quality[:20])
    if is_news(number.name_told_at, asked_at):
        know(number, display_name=facts.name[:512], name_status=facts.name_status[:40])
    if facts.is_fast:
        raise_throughput(number)
    if is_news(account.reach_told_at, asked_at):
        _reach(account, facts.people_a_day)


def lift_expired() -> None:
    """End the restrictions whose time is over; with every tenant in scope."""
    expired = Q(restrictions__expires_at__lte=now())
    for account in Account.objects.filter(expired).distinct():
        with transaction.atomic():
            locked = Account.objects.select_for_update().get(id=account.id)
            locked.restrictions.filter(expires_at__lte=now()).delete()
            _reckon(locked)


def lift_unpaid() -> None:
    """Let answers go that a new month made free again; with every tenant in scope."""
    before = Q(stopped_code=PAYMENT_MISSING, stopped_at__lt=month_of(now()))
    for number in PhoneNumber.objects.filter(before):
        with transaction.atomic():
            lift_stop(_locked_account(number), before & Q(id=number.id), {PAYMENT_MISSING})


def lock(municipality_id: UUID, provider_id: UUID, platform_id: str) -> Account:
    """The account, until this transaction ends; always before a number of it is."""
    account, _is_new = Account.objects.select_for_update().get_or_create(
        municipality_id=municipality_id,
        platform_id=platform_id,
        defaults={"provider_id": provider_id},
    )
    return account


def _locked_account(number: PhoneNumber) -> Account:
    return lock(number.municipality_id, number.provider_id, number.account_id)


def _update(account: Account, event: AccountUpdate, at: datetime) -> None:
    if event.restrictions:
        _restrict(account, event.restrictions, at)
    if event.ban_state == "SCHEDULE_FOR_DISABLE" and is_news(account.status_told_at, at):
        _announce_ban(account, (event.ban_date or "")[:40], at)
    status = _STATUS_AFTER.get((event.event, event.ban_state))
    if status is not None and is_news(account.status_told_at, at):
        _become(account, status, at)


def _announce_ban(account: Account, day: str, at: datetime) -> None:
    if is_news(account.ban_told_at, at):
        account.ban_announced, account.ban_told_at = day, at
        account.save(update_fields=["ban_announced", "ban_told_at"])


def _become(account: Account, status: AccountStatus, at: datetime) -> None:
    account.status, account.status_told_at = status, at
    account.save(update_fields=["status", "status_told_at"])
    _announce_ban(account, "", at)
    _hold_or_lift(account)


def _review(account: Account, decision: str, at: datetime) -> None:
    """An account that was rejected stays so while the platform looks at it again."""
    if decision in ("APPROVED", "REJECTED") and is_news(account.review_told_at, at):
        was_rejected, account.is_rejected = account.is_rejected, decision == "REJECTED"
        account.review_told_at = at
        account.save(update_fields=["is_rejected", "review_told_at"])
        if account.is_rejected or was_rejected:
            _hold_or_lift(account)


def _hold_or_lift(account: Account) -> None:
    code = stop_of(account.status, is_rejected=account.is_rejected)
    if code is None:
        lift_stop(account, Q(), {ACCOUNT_LOCKED, BLOCKED_FOR_POLICY, NUMBER_GONE})
        return
    for number in PhoneNumber.objects.filter(numbers_of(account)):
        stop_number(number.id, code)


def _restrict(account: Account, told: Sequence[Restriction], at: datetime) -> None:
    if account.resumed_at is not None and at <= account.resumed_at:
        return
    for each in told:
        if each.expires_at is None or each.expires_at > now():
            _keep_restriction(account, each, at)
    _reckon(account)
    if account.withheld:
        # That explains an error met before this news came: only these messages must wait.
        lift_stop(account, Q(), {BLOCKED_FOR_POLICY})


def _pause(account: Account, code: int, at: datetime) -> None:
    _, how_long = PAUSES[code]
    _keep_restriction(account, Restriction(type=str(code), expires_at=at + how_long), at)
    _reckon(account)


def _keep_restriction(account: Account, told: Restriction, at: datetime) -> None:
    restriction, _is_new = AccountRestriction.objects.get_or_create(
        account=account,
        kind=told.type[:80],
        defaults={"municipality_id": account.municipality_id, "provider_id": account.provider_id},
    )
    if is_news(restriction.told_at, at):
        restriction.expires_at, restriction.told_at = told.expires_at, at
        restriction.save(update_fields=["expires_at", "told_at"])


def _settle_payment(account: Account) -> None:
    account.payment_missing_since = None
    lift_stop(account, Q(), {PAYMENT_MISSING})
    close_errors(PhoneNumber.objects.filter(numbers_of(account)), PAYMENT_MISSING)


def _reckon(account: Account) -> None:
    """Work out anew which messages must wait."""
    kinds = account.restrictions.values_list("kind", flat=True)
    is_unpaid = account.payment_missing_since is not None
    account.withheld = withheld(kinds, payment_missing=is_unpaid)
    account.save(update_fields=["withheld", "payment_missing_since", "resumed_at"])


def _hear_reach(account: Account, people_a_day: str | None, at: datetime) -> None:
    if people_a_day and is_news(account.reach_told_at, at):
        account.reach_told_at = at
        _reach(account, people_a_day)


def _reach(account: Account, people_a_day: str) -> None:
    if people_a_day:
        account.people_a_day, account.reach = people_a_day[:20], reach_of(people_a_day)
        account.save(update_fields=["people_a_day", "reach", "reach_told_at"])
