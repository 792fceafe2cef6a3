"""What the news told of single municipalities. Pure data, each with its source.

A report holds for its own day alone: that a municipality said in 2019 it would stop tells nothing
of 2021, and mostly not by which route it worked. So these stand in a municipality's history, and
never decide what a picture shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop


class Told(StrEnum):
    """What was reported."""

    USES = "uses"
    GOES_ON = "goes_on"
    STOPS = "stops"


TOLD_NAMES: Mapping[Told, str] = MappingProxyType(
    {
        Told.USES: gettext_noop("Gebruikt WhatsApp"),
        Told.GOES_ON: gettext_noop("Gaat door met WhatsApp"),
        Told.STOPS: gettext_noop("Kondigt aan te stoppen met WhatsApp"),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One report; `day` is that of the report, or the first of the month that is known of it."""

    code: str
    told: Told
    day: date
    source: str
    note_nl: str = ""
    note_en: str = ""


_NOVEMBER = date(2019, 11, 1)
_DECEMBER = date(2019, 12, 1)
_ZEELAND = ("GM0715", "GM1714", "GM0677", "GM0664", "GM0703", "GM0716")
_DRENTHE = ("GM0106", "GM1701", "GM0109")


def _stops(code: str, source: str, note_nl: str = "", note_en: str = "") -> Case:
    return Case(
        code=code,
        told=Told.STOPS,
        day=_NOVEMBER,
        source=source,
        note_nl=note_nl,
        note_en=note_en,
    )


CASES: tuple[Case, ...] = (
    Case(
        code="GM0715",
        told=Told.USES,
        day=date(2013, 1, 1),
        source="Metronieuws, 11-5-2017",
        note_nl="Als eerste gemeente; alleen het jaar is bekend.",
        note_en="As the first municipality; only the year is known.",
    ),
    Case(code="GM0758", told=Told.USES, day=date(2016, 12, 1), source="Nieuws, december 2016"),
    Case(
        code="GM1783",
        told=Told.USES,
        day=date(2017, 1, 1),
        source="Nieuws, januari 2017",
        note_nl="Een proef.",
        note_en="A pilot.",
    ),
    Case(code="GM0518", told=Told.STOPS, day=date(2017, 4, 1), source="Emerce, september 2017"),
    Case(code="GM0503", told=Told.STOPS, day=date(2017, 4, 1), source="Emerce, september 2017"),
    *(
        Case(code=code, told=Told.USES, day=_NOVEMBER, source="Omroep Zeeland 116390")
        for code in _ZEELAND
    ),
    *(
        Case(code=code, told=Told.USES, day=_NOVEMBER, source="RTV Drenthe 155021")
        for code in _DRENTHE
    ),
    Case(
        code="GM0518",
        told=Told.STOPS,
        day=date(2019, 11, 28),
        source="Den Haag FM, 28-11-2019",
        note_nl="Per 1 december 2019.",
        note_en="As of 1 December 2019.",
    ),
    _stops("GM0484", "NU.nl 6010623", "Per 22 november 2019.", "As of 22 November 2019."),
    _stops("GM0375", "NH Nieuws 257417"),
    _stops("GM0394", "NH Nieuws 257417"),
    _stops("GM1696", "NH Nieuws 257417"),
    _stops("GM0479", "NH Nieuws 257417"),
    _stops("GM0153", "ED.nl"),
    _stops("GM0147", "ED.nl"),
    _stops("GM1709", "Tweakers 160820"),
    _stops("GM1699", "RTV Drenthe 155021", "Tijdelijk.", "For the time being."),
    Case(
        code="GM0363",
        told=Told.GOES_ON,
        day=_DECEMBER,
        source="NU.nl 6015796",
        note_nl="Volgens Tweakers (160820) was dat nog niet zeker.",
        note_en="Tweakers (160820) says this was not yet sure.",
    ),
    Case(code="GM1952", told=Told.GOES_ON, day=_DECEMBER, source="NU.nl 6015796"),
    Case(code="GM0114", told=Told.GOES_ON, day=_DECEMBER, source="RTV Drenthe 155021"),
)


def cases_of(code: str) -> list[Case]:
    """What was told of one municipality, from the oldest on."""
    return sorted((case for case in CASES if case.code == code), key=lambda case: case.day)


def told_name(told: Told) -> str:
    """What was reported, in the page's language."""
    return _(TOLD_NAMES[told])
