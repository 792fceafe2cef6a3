"""Notices of our own making: of errors that were met, and of what will soon be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from bode.basics import now
from bode.whatsapp import Acts, meaning

from . import accounts
from .models import PhoneNumber, PlatformNotice
from .notice_keeping import ERROR, Told, keep, open_again
from .standing import effect_of, month_of

FREE_ANSWERS = "FreeAnswers"
"""The kind of our own notice that a number has used almost all of its free answers."""


def record_errors(number: PhoneNumber, codes: Sequence[int], at: datetime) -> None:
    """Take in errors that were told of a number without any message."""
    for code in codes:
        record_error(number, code, at, was_template=True)


def record_error(number: PhoneNumber, code: int, at: datetime, *, was_template: bool) -> None:
    """Take in an error that a message met, in the answer to its send or in a status.

    So do a citizen's file and the reading of templates that met one. It becomes a notice as far as
    whoever manages the number must act on it: once a day, however many messages met it, and open
    again when it is met after someone handled it. It holds or withholds what would meet it again;
    for that it matters whether the message was a template, and one of which that is not known
    counts as such.

    In the scope of the number's municipality, and before anything else stops the number for it.
    """
    if meaning(code, None).acts in (Acts.ADMINISTRATOR, Acts.PROVIDER):
        news = f"{number.platform_id} {code} {at:%Y-%m-%d}".encode()
        _keep(number, ERROR, str(code), {}, at, news)
    if any(effect_of(code, was_template=was_template)):
        accounts.take_in_error(number, code, at, was_template=was_template)


def warn_of_free_answers(number: PhoneNumber, *, used: int, free: int) -> None:
    """Warn that the free answers of this month are almost gone, while payment is missing; once."""
    at = now()
    news = f"{number.platform_id} {FREE_ANSWERS} {month_of(at):%Y-%m}".encode()
    _keep(number, FREE_ANSWERS, "ALMOST_USED", {"used": used, "free": free}, at, news)


def not_warned_yet(numbers: Sequence[PhoneNumber]) -> list[PhoneNumber]:
    """Those of which nobody was warned this month that their free answers are almost gone."""
    told = PlatformNotice.objects.filter(
        number__in=numbers, kind=FREE_ANSWERS, told_at__gte=month_of(now())
    )
    warned = set(told.values_list("number_id", flat=True))
    return [number for number in numbers if number.id not in warned]


def _keep(
    number: PhoneNumber, kind: str, word: str, facts: dict[str, int], at: datetime, news: bytes
) -> None:
    same = Q(number=number, event=word)
    told = Told(kind=kind, word=word, facts=facts, at=at, news=news, asks=True, number=number)
    if not keep(number, told, ends=same, ended_by=same) and kind == ERROR:
        open_again(told, number.municipality_id)
