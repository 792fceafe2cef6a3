"""What was once counted of all municipalities together. Pure data, each with its source.

Such a figure says nothing of any one municipality, and is never spread over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of those that used WhatsApp, and what they said they would do."""

    number: int
    about_nl: str
    about_en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Aggregate:
    """How many of the municipalities used WhatsApp by any route.

    `percent` as the source gives it, or as follows from its numbers; `day` is in the middle of the
    time that the source names (`when_nl`, `when_en`).
    """

    day: date
    when_nl: str
    when_en: str
    percent: float
    users: int | None
    of: int | None
    source: str
    url: str | None = None
    note_nl: str = ""
    note_en: str = ""
    parts: tuple[Part, ...] = ()


AGGREGATES: tuple[Aggregate, ...] = (
    Aggregate(
        day=date(2015, 7, 1),
        when_nl="2015",
        when_en="2015",
        percent=11,
        users=None,
        of=393,
        source="Kok Communicatie, 5-1-2016 (“Sociale media en gemeente 2015”)",
        note_nl="Aan de vragenlijst deden 224 mensen mee.",
        note_en="The survey had 224 respondents.",
    ),
    Aggregate(
        day=date(2017, 7, 1),
        when_nl="2017",
        when_en="2017",
        percent=14,
        users=None,
        of=None,
        source="iBestuur",
        note_nl="Emerce telde er in september ten minste 53; volgens Innoviq bleef het rond 70.",
        note_en="Emerce counted at least 53 in September; Innoviq says it stayed around 70.",
    ),
    Aggregate(
        day=date(2018, 7, 1),
        when_nl="2018",
        when_en="2018",
        percent=40,
        users=None,
        of=None,
        source="iBestuur",
        note_nl="Innoviq schatte het in september op meer dan 150 gemeenten.",
        note_en="Innoviq estimated more than 150 municipalities in September.",
    ),
    Aggregate(
        day=date(2019, 12, 15),
        when_nl="december 2019",
        when_en="December 2019",
        percent=round(100 * 189 / 355, 1),
        users=189,
        of=355,
        source="NU.nl, rondgang langs alle 355 gemeenten",
        url="https://www.nu.nl/tech/6015796/",
        note_nl="NU.nl vroeg het zelf. Het is geen onderzoek van VNG.",
        note_en="NU.nl asked them itself. It is not a survey by VNG.",
        parts=(
            Part(
                number=119,
                about_nl="gaan door met de zakelijke versie",
                about_en="go on with the business version",
            ),
            Part(number=54, about_nl="stoppen", about_en="stop"),
            Part(number=16, about_nl="gaven geen antwoord", about_en="gave no answer"),
        ),
    ),
)
"""From the oldest on. Of 2020 and of 2022 and later no figures were found."""
