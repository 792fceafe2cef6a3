"""What the platform tells of a number, and what becomes of it by that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from bode.basics import now
from bode.whatsapp import NumberName
from bode.whatsapp.limits import THROUGHPUT_RAISED

from .actions import stop_number
from .models import Account, PhoneNumber
from .notice_keeping import close_errors
from .ordering import is_news
from .standing import HELD_BY, NAME_NOT_APPROVED, stop_left


def numbers_of(account: Account) -> Q:
    """The numbers that are in this account."""
    return Q(municipality_id=account.municipality_id, account_id=account.platform_id)


def judge_name(account: Account, number: PhoneNumber, event: NumberName, at: datetime) -> None:
    """The platform decided about the name; news that comes late changes nothing."""
    number.refresh_from_db(fields=["name_told_at"])
    if not is_news(number.name_told_at, at):
        return
    PhoneNumber.objects.filter(id=number.id).update(name_told_at=at)
    know(number, name_status=event.decision[:40])
    if event.decision == "APPROVED":
        know(number, display_name=(event.name or "")[:512])
        lift_stop(account, Q(id=number.id), {NAME_NOT_APPROVED})


def connect(account: Account, number: PhoneNumber, connection: str) -> None:
    """A number got another connection.

    Who resumes it meanwhile is not overruled by the same connection, read once more.
    """
    before = HELD_BY.get(number.connection)
    know(number, connection=connection)
    if before is not None:
        lift_stop(account, Q(id=number.id), {before})
    if connection in HELD_BY:
        stop_number(number.id, HELD_BY[connection])


def raise_throughput(number: PhoneNumber) -> None:
    """Let a number send as fast as the platform now lets it."""
    same = PhoneNumber.objects.filter(id=number.id, messages_per_second__lt=THROUGHPUT_RAISED)
    same.update(messages_per_second=THROUGHPUT_RAISED)


def know(number: PhoneNumber, **told: str) -> None:
    """Keep what the platform told of a number; of what it did not, the last is kept."""
    known = {field: value for field, value in told.items() if value}
    PhoneNumber.objects.filter(id=number.id).update(**known)


def lift_stop(
    account: Account, numbers: Q, codes: Collection[int], *, over: Collection[int] = ()
) -> None:
    """Let an account's numbers that stand still for one of these errors send again.

    Those that may not for another cause go on standing still for that; causes that someone says
    are `over` don't count. The account is locked, so that it can't be banned meanwhile.
    """
    for number in PhoneNumber.objects.filter(numbers_of(account), numbers, stopped_code__in=codes):
        left = stop_left(
            account.status,
            is_rejected=account.is_rejected,
            connection=number.connection,
            over=over,
        )
        stood_for = number.stopped_code
        if stood_for is not None and left != stood_for:
            same = PhoneNumber.objects.filter(id=number.id)
            close_errors(same, stood_for)
            same.filter(stopped_code=stood_for).update(
                stopped_code=left, stopped_at=None if left is None else now()
            )
