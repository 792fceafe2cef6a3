"""Made-up histories, so that the demo has something to show. Marked as invented in every row.

Nothing here follows from any source; outside the demo nobody calls it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256

from bode.organisations.models import Municipality

from .claims import Certainty, SourceKind
from .models import Status
from .uses import Use

_NAME = "Verzonnen voor de demo"
_END_OF_2019 = date(2019, 12, 7)
_PURPOSES = ("municipal_services", "appointments", "permits", "crisis_response", "tourism")
_UNKNOWN, _STAYS_AWAY, _STOPS = 22, 34, 46  # of 100: where each course ends


def invent_statuses(providers: Sequence[str], today: date) -> None:
    """Give the municipalities of today histories that end today, unless that was done before."""
    if Status.objects.filter(is_invented=True).exists():
        return
    there = Municipality.objects.filter(valid_to=None, is_invented=False)
    Status.objects.bulk_create(
        status
        for municipality in there.select_related("organisation")
        for status in _course(municipality, providers, today)
    )


def _course(municipality: Municipality, providers: Sequence[str], today: date) -> Iterator[Status]:
    """One of some courses, by chance but always the same for the same municipality."""
    digits = sha256(municipality.organisation.code.encode()).digest()
    chance, year, month, of = digits[0] * 100 // 256, digits[1], digits[2], digits[3]
    began = date(2015 + year % 5, 1 + month % 12, 1)
    licensed = date(2021 + year % 5, 2 + month % 11, 1)
    early = Use.ISV if of % 3 else Use.PRIVATE_APP

    def told(use: Use, first_day: date, until: date | None, **more: object) -> Status:
        return Status(
            municipality=municipality.organisation,
            use=use,
            first_day=first_day,
            until=until,
            source_kind=SourceKind.IMPORT,
            source_name=_NAME,
            source_day=today,
            certainty=list(Certainty)[of % len(Certainty)],
            is_invented=True,
            entered_by="demo",
            **more,
        )

    if chance < _UNKNOWN:
        return
    if chance < _STAYS_AWAY:
        yield told(Use.NONE, began, None)
        return
    yield told(early, began, _END_OF_2019)
    if chance < _STOPS:
        yield told(Use.NONE, _END_OF_2019, None)
        return
    yield told(Use.BUSINESS_APP if of % 2 else Use.NONE, _END_OF_2019, licensed)
    yield told(
        Use.BSP,
        licensed,
        None,
        provider=providers[of % len(providers)],
        purposes=sorted(_PURPOSES[: 1 + of % len(_PURPOSES)]),
    )
