"""Each picture to take along: its rows as CSV and JSON, itself as SVG and PNG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.basics.spreadsheets import Row, write_csv
from bode.monitor import opendata
from bode.monitor.choosing import Choice, among, candidates, choose
from bode.monitor.figures import Group, shares, through_the_years
from bode.monitor.pictures.hexmap import draw_map
from bode.monitor.pictures.shares_chart import draw_shares
from bode.monitor.pictures.timeline import draw_timeline
from bode.monitor.queries import list_towns
from bode.web.access import public
from bode.web.saving import BYTE_ORDER_MARK, to_save

from .filters import FiltersForm
from .pages import asked_group
from .png import render_png

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """What there is to take along; either part is made only when it is asked for."""

    rows: Callable[[], Sequence[Row]]
    picture: Callable[[], str]


@require_GET
@public
def download(request: HttpRequest, picture: str, kind: str) -> HttpResponse:
    """One picture in one form, of the same address with the same filters."""
    form = FiltersForm(request.GET)
    if picture not in _PICTURES or kind not in _TYPES:
        raise Http404
    choice = form.choice()
    if not form.is_valid():
        return render(request, "monitor/wrong_filters.html", {"form": form}, status=422)
    found = _PICTURES[picture](choice, asked_group(request))
    name = f"bode-{picture}-{choice.day}.{kind}"
    response = to_save(_written(found, kind, choice), _TYPES[kind], name)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _written(found: Download, kind: str, choice: Choice) -> str | bytes:
    match kind:
        case "csv":
            return BYTE_ORDER_MARK + write_csv(found.rows())
        case "json":
            return orjson.dumps(opendata.document(found.rows(), choice))
        case "svg":
            return found.picture()
        case _:
            return render_png(found.picture())


def _map(choice: Choice, group: Group) -> Download:  # noqa: ARG001 - only shares have groups
    towns = list_towns()
    chosen = choose(towns, choice)
    return Download(
        rows=lambda: [opendata.municipality_row(standing) for standing in chosen],
        picture=lambda: draw_map(towns, chosen, choice),
    )


def _timeline(choice: Choice, group: Group) -> Download:  # noqa: ARG001
    moments = through_the_years(list_towns(), choice)
    return Download(
        rows=lambda: [opendata.moment_row(moment) for moment in moments],
        picture=lambda: draw_timeline(moments, choice),
    )


def _shares(choice: Choice, group: Group) -> Download:
    there = candidates(list_towns(), choice, choice.day)
    chosen = among(there, choice, choice.day)
    rows = shares(chosen, there, group)
    return Download(
        rows=lambda: [opendata.share_row(group, row) for row in rows],
        picture=lambda: draw_shares(rows, chosen, group, choice),
    )


_PICTURES: dict[str, Callable[[Choice, Group], Download]] = {
    "map": _map,
    "timeline": _timeline,
    "shares": _shares,
}
