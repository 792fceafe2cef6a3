"""How long the monitor's pages and downloads take, with 342 municipalities and ten years of claims.

Asked as a browser asks, through all of Django, without the network; PNG is drawn anew each time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from .table import Row, row

YEARS = 10
PAGES = ("", "timeline/", "shares/?by=purpose", "map.csv", "map.json", "map.svg", "timeline.csv")
FILTERS = (
    "date=2020-03-01",
    "province=Utrecht",
    "size=large",
    "route=bsp",
    "bsp=Waterlijn",
    "purpose=permits",
)


def measure(rounds: int) -> list[Row]:
    """The rows of the table; inside `world`."""
    _fill()
    asked = [
        f"{page}{'&' if '?' in page else '?'}{query}" for page in PAGES for query in _queries()
    ]
    slowest: list[float] = []
    usual: list[float] = []
    for address in PAGES:
        _milliseconds(address)  # a first time, for what is only done once
    for _ in range(rounds):
        taken = sorted(_milliseconds(address) for address in asked)
        usual.append(taken[len(taken) // 2])
        slowest.append(taken[-1])
    what = f"the monitor, {YEARS} years of claims, {len(asked)} pictures and filters"
    return [
        row(f"{what}: half of them within", "ms", usual),
        row(f"{what}: the slowest", "ms", slowest),
        row("the monitor's map as PNG", "ms", [_milliseconds("map.png") for _ in range(rounds)]),
    ]


def _queries() -> Iterator[str]:
    """None, each filter alone, and all of them."""
    yield ""
    yield from FILTERS
    yield "&".join(FILTERS)


def _milliseconds(address: str) -> float:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    began = time.perf_counter()
    answer = client.get(f"/monitor/{address}")
    taken = time.perf_counter() - began
    assert answer.status_code == 200, address
    return 1000 * taken


def _fill() -> None:
    """One claim for each municipality and year, and a weaker one that contradicts it."""
    from bode.monitor.models import Status
    from bode.organisations.models import Municipality

    there = Municipality.objects.filter(valid_to=None, is_invented=False)
    ids = list(there.order_by("organisation__code").values_list("organisation_id", flat=True))
    Status.objects.bulk_create(
        Status(municipality_id=id_, **_claim(number, year, kind))
        for number, id_ in enumerate(ids)
        for year in range(YEARS)
        for kind in ("survey", "news")
    )


def _claim(number: int, year: int, kind: str) -> dict[str, Any]:
    first_day = date(2026, 1, 1) - timedelta(days=365 * year)
    use = ("bsp", "business_app", "none", "isv")[(number + year) % 4]
    return {
        "use": use,
        "first_day": first_day,
        "until": first_day + timedelta(days=365) if year else None,
        "source_kind": kind,
        "source_name": "Meting",
        "source_day": first_day,
        "certainty": "likely",
        "purposes": ["permits", "appointments"] if use == "bsp" else [],
        "provider": "Waterlijn" if use == "bsp" else "",
        "entered_by": "bench",
    }
