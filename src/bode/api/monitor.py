"""Which municipality uses WhatsApp by which route; public, as open data."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field

from bode.monitor import opendata
from bode.monitor.choosing import Choice, choose
from bode.monitor.figures import FIRST_YEAR
from bode.monitor.queries import list_towns
from bode.monitor.towns import Size
from bode.monitor.uses import Use

from .language import told
from .problems import InvalidParam
from .reading import Invalid

router = Router(tags=["monitor"])


class MunicipalityShown(BaseModel):
    """How one municipality stands on the day that was asked for; null for what is not known."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "GM0344",
                    "uri": "https://identifier.overheid.nl/tooi/id/gemeente/gm0344",
                    "name": "Utrecht",
                    "province": "Utrecht",
                    "population": 361699,
                    "route": "unknown",
                    "provider": None,
                    "purposes": [],
                    "first_day": None,
                    "until": None,
                    "source": None,
                    "source_name": None,
                    "source_url": None,
                    "source_day": None,
                    "certainty": None,
                    "invented": False,
                }
            ]
        }
    )

    code: str
    uri: str | None = Field(description="Its name in the government's register (TOOI).")
    name: str
    province: str | None
    population: int | None
    route: str = Field(description="One of: " + ", ".join(f"`{use}`" for use in Use) + ".")
    provider: str | None = Field(description="The BSP or ISV.")
    purposes: list[str]
    first_day: date | None = Field(description="Since when the shown source says so.")
    until: date | None = Field(description="The first day on which it no longer holds.")
    source: str | None = Field(
        description="`own_licence`, `survey`, `import` or `news`, the strongest first."
    )
    source_name: str | None
    source_url: str | None
    source_day: date | None = Field(description="When the source said so.")
    certainty: str | None = Field(description="`certain`, `likely` or `hearsay`.")
    invented: bool = Field(description="Whether it is made up, as in the demo.")


class Monitor(BaseModel):
    """All of them at once; there is no second page."""

    day: date
    filters: dict[str, str | None]
    licence: Literal["CC0-1.0"]
    licence_url: str
    results: list[MunicipalityShown]
    next: None = None


class WhichMunicipalities(BaseModel):
    """Which municipalities are asked for, and on which day."""

    day: Annotated[
        date | None,
        Field(alias="date", description=f"Today unless given; not before {FIRST_YEAR}."),
    ] = None
    province: str = ""
    size: Size | None = None
    bsp: str = Field(default="", description="The BSP or ISV by name.")
    purpose: str = ""
    route: Use | None = None


@router.get("/monitor", auth=None, response=Monitor, summary="Read the monitor")
def read_monitor(
    request: HttpRequest,  # noqa: ARG001 - ninja passes it
    which: Query[WhichMunicipalities],
) -> dict[str, Any]:
    """The municipalities of a day with their routes. Needs no token; the data are CC0."""
    choice = Choice(
        day=_day(which.day),
        province=which.province,
        size=which.size,
        provider=which.bsp,
        purpose=which.purpose,
        use=which.route,
    )
    standings = choose(list_towns(), choice)
    return opendata.document([opendata.municipality_row(each) for each in standings], choice)


def _day(asked: date | None) -> date:
    today = timezone.localdate()
    day = asked or today
    if not date(FIRST_YEAR, 1, 1) <= day <= today:
        reason = told(
            f"Kies een datum van {FIRST_YEAR} of later, tot en met vandaag.",
            f"Choose a date in {FIRST_YEAR} or later, up to today.",
        )
        raise Invalid(InvalidParam(name="date", reason=reason, code="invalid"))
    return day
