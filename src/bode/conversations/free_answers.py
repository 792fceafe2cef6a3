"""How many of its free answers a number has used this month, and a warning before they are gone.

The platform counts the delivered answers of each number in a calendar month; those after the free
ones cost money, and without a means of payment they fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import Coalesce

from bode.basics import now
from bode.licensing.error_notices import not_warned_yet, warn_of_free_answers
from bode.licensing.models import PhoneNumber
from bode.licensing.queries import list_unpaid_numbers
from bode.licensing.standing import month_of
from bode.whatsapp.tariffs import SERVICE

from .costs import LONGEST_WAY, WARN_AT
from .kept import Kept
from .models import Message
from .states import Direction

_latest: Kept[tuple[datetime, frozenset[UUID]], dict[UUID, int]] = Kept()  # of month and numbers


def free_answers() -> int:
    """How many answers of each number cost nothing this month; 0 where no number has any."""
    return int(settings.TARIFFS.on(month_of(now()).date()).free_service_messages)


def is_answer_free(number: PhoneNumber) -> bool:
    """Whether the platform charges nothing for one more answer from this number this month."""
    prices = settings.TARIFFS.on(month_of(now()).date())
    if prices.price_of("", SERVICE) == 0:
        return True
    return count_lately([number])[number.id] < free_answers()


def count_answers(numbers: Sequence[PhoneNumber]) -> dict[UUID, int]:
    """How many answers of these numbers were delivered this month; none is left out."""
    began = month_of(now())
    delivered = (
        Message.objects.annotate(arrived_at=Coalesce("delivered_at", "read_at"))
        .filter(
            conversation__number__in=[number.id for number in numbers],
            direction=Direction.OUT,
            price_category=SERVICE,
            created_at__gte=began - LONGEST_WAY,
            arrived_at__gte=began,
        )
        .values_list("conversation__number")
        .annotate(Count("id"))
    )
    return dict.fromkeys([number.id for number in numbers], 0) | dict(delivered)


def count_lately(numbers: Sequence[PhoneNumber]) -> dict[UUID, int]:
    """The same for pages: it may be some minutes old."""
    which = month_of(now()), frozenset(number.id for number in numbers)
    return _latest.count(which, lambda: count_answers(numbers))


def warn_before_answers_stop() -> None:
    """Tell whose payment is missing that the free answers are almost gone; with every tenant in
    scope. Each number is told of once a month."""
    free, unpaid = free_answers(), not_warned_yet(list_unpaid_numbers())
    if not free or not unpaid:
        return
    used = count_answers(unpaid)
    for number in unpaid:
        if used[number.id] >= WARN_AT * free:
            warn_of_free_answers(number, used=used[number.id], free=free)
