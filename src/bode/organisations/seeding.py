"""The municipalities of the Netherlands, put in where they are missing.

What VNG changed since stays as it is. See `data/README.md` for sources and dates.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from .models import MergerStatus, Municipality, Organisation, OrganisationKind, Succession

_DATA = Path(__file__).with_name("data")
_COUNTED_ON = date(2022, 1, 1)
_AS_PEOPLE_SAY = {"GM0518": "Den Haag"}

Row = dict[str, str]


@transaction.atomic
def seed_municipalities() -> None:
    """Put in every municipality and merger of the data that is not there yet."""
    municipalities, mergers = _read("municipalities.csv"), _read("mergers.csv")
    over = [row for row in mergers if row["status"] == MergerStatus.CONFIRMED]
    missing = _without_those_there([*municipalities, *over])
    organisations = _organisations_of(missing)
    begun = {row["successors"]: row["on"] for row in over if row["successor_is_new"] == "yes"}
    Municipality.objects.bulk_create(
        _municipality(organisations[row["code"]], row, begun) for row in missing
    )
    _succeed([row for row in mergers if row["code"] in organisations])


def _read(name: str) -> list[Row]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _without_those_there(rows: list[Row]) -> list[Row]:
    there = set(Municipality.objects.values_list("organisation__code", flat=True))
    return [row for row in rows if row["code"] not in there]


def _organisations_of(rows: list[Row]) -> dict[str, Organisation]:
    """By code; one that someone made by hand keeps its name."""
    Organisation.objects.bulk_create(
        (
            Organisation(
                kind=OrganisationKind.MUNICIPALITY,
                code=row["code"],
                name=_AS_PEOPLE_SAY.get(row["code"], row["name"]),
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )
    found = Organisation.objects.filter(code__in=[row["code"] for row in rows])
    return {each.code: each for each in found}


def _municipality(organisation: Organisation, row: Row, begun: dict[str, str]) -> Municipality:
    first_day, over_on = begun.get(row["code"]), row.get("on")
    known = Municipality(
        organisation=organisation,
        official_name=row["name"],
        province=row["province"],
        valid_from=date.fromisoformat(first_day) if first_day else None,
        valid_to=date.fromisoformat(over_on) - timedelta(days=1) if over_on else None,
    )
    if "population" in row:
        known.population, known.population_on = int(row["population"]), _COUNTED_ON
        known.lon, known.lat = float(row["lon"]), float(row["lat"])
        known.row, known.col = int(row["row"]), int(row["col"])
    return known


def _succeed(mergers: list[Row]) -> None:
    municipalities = Municipality.objects.select_related("organisation")
    by_code = {each.organisation.code: each for each in municipalities}
    Succession.objects.bulk_create(
        Succession(
            predecessor=by_code[row["code"]],
            successor=by_code[successor],
            on=date.fromisoformat(row["on"]),
            status=row["status"],
        )
        for row in mergers
        for successor in row["successors"].split()
    )
