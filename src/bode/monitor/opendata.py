"""The figures as open data: the rows behind each picture, to download and for the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bode.basics.spreadsheets import Row

from .aggregates import AGGREGATES
from .choosing import Choice
from .figures import Group, Moment, Share
from .towns import COMPLETE_FROM, Standing

LICENCE = "CC0-1.0"
LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"

COLUMNS = (
    "code",
    "uri",
    "name",
    "province",
    "population",
    "route",
    "provider",
    "purposes",
    "first_day",
    "until",
    "source",
    "source_name",
    "source_url",
    "source_day",
    "certainty",
    "invented",
)
"""Of what is told of one municipality (`municipality_row`)."""


def municipality_row(standing: Standing) -> Row:
    """One municipality on the chosen day; what is not known is null."""
    town, claim = standing.town, standing.claim
    source = claim.source if claim else None
    first_day, until = claim.term if claim else (None, None)
    return {
        "code": town.code,
        "uri": town.uri,
        "name": town.name,
        "province": town.province or None,
        "population": town.population,
        "route": str(standing.use),
        "provider": (claim.provider or None) if claim else None,
        "purposes": list(claim.purposes) if claim else [],
        "first_day": first_day.isoformat() if first_day else None,
        "until": until.isoformat() if until else None,
        "source": str(source.kind) if source else None,
        "source_name": source.name if source else None,
        "source_url": (source.url or None) if source else None,
        "source_day": source.day.isoformat() if source else None,
        "certainty": str(claim.certainty) if claim else None,
        "invented": standing.is_invented,
    }


def moment_row(moment: Moment) -> Row:
    """The numbers of one day: `municipalities` are those that were asked for, out of `of`.

    `complete`: whether every municipality of that day is counted.
    """
    return {
        "day": moment.day.isoformat(),
        "municipalities": moment.total,
        **{str(use): number for use, number in moment.counts.items()},
        "complete": moment.day >= COMPLETE_FROM,
        "invented": moment.has_invented,
        "of": moment.of,
    }


def share_row(group: Group, share: Share) -> Row:
    """The numbers of one group, out of `of`; an empty key holds those of no group."""
    return {
        str(group): share.key or None,
        "municipalities": share.total,
        **{str(use): number for use, number in share.counts.items()},
        "invented": share.has_invented,
        "of": share.of,
    }


def aggregate_rows() -> list[Row]:
    """What was counted of all municipalities together, with the sources."""
    return [
        {
            "day": each.day.isoformat(),
            "when": each.when_en,
            "percent": each.percent,
            "users": each.users,
            "of": each.of,
            "source": each.source,
            "source_url": each.url,
            "note": each.note_en or None,
            "parts": [{"number": part.number, "about": part.about_en} for part in each.parts],
        }
        for each in AGGREGATES
    ]


def document(rows: Sequence[Row], choice: Choice) -> dict[str, Any]:
    """A whole data set: when and what was asked, under which licence, and the rows."""
    return {
        "day": choice.day.isoformat(),
        "filters": {
            "province": choice.province or None,
            "size": str(choice.size) if choice.size else None,
            "bsp": choice.provider or None,
            "purpose": choice.purpose or None,
            "route": str(choice.use) if choice.use else None,
        },
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "results": list(rows),
        "next": None,
    }
