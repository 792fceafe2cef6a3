"""Reports: how the desk did in a period, beside the period before; each figure as CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bode.basics.spreadsheets import write_csv
from bode.reports.report import Report
from bode.web.access import ActingRequest, allow
from bode.web.saving import csv_to_save

from .choosing import ChoiceForm, query_of
from .figures import KINDS, Kind
from .tables import Figure
from .words import percent, shown


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A figure on the page."""

    code: str
    kind: Kind
    figure: Figure

    @property
    def picture(self) -> SafeString:
        return mark_safe(self.figure.picture)  # noqa: S308 - drawn by us, with all text escaped


@dataclass(frozen=True, kw_only=True)
class Headline:
    """A number of the period, beside the period before."""

    name: str
    value: str
    before: str


@require_GET
@allow("administrator", "agent")
def reports(request: ActingRequest) -> HttpResponse:
    """Every figure of the chosen period."""
    form = ChoiceForm(request.GET)
    choice = form.choice()
    report = Report(request.actor.organisation_id, choice)
    context: dict[str, Any] = {
        "form": form,
        "period": choice.period,
        "before": choice.before.period,
        "is_compared": report.is_compared,
        "is_running": choice.period.last == form.today,
        "quick": form.quick(choice),
        "beside": form.beside(choice),
        "query": query_of(choice, choice.period),
        "headlines": _headlines(report),
        "figures": [
            Shown(
                code=code,
                kind=kind,
                figure=kind.count(report, request.actor).shown(with_before=report.is_compared),
            )
            for code, kind in KINDS.items()
        ],
        "may_administer": request.actor.has("administrator"),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "reports/report.html", context, status=status)


@require_GET
@allow("administrator", "agent")
def download(request: ActingRequest, figure: str) -> HttpResponse:
    """One figure, of the same address with the same choice, for a spreadsheet."""
    form = ChoiceForm(request.GET)
    choice = form.choice()
    if figure not in KINDS or not form.is_valid():
        raise Http404
    found = KINDS[figure].count(Report(request.actor.organisation_id, choice), request.actor)
    name = f"bode-{figure}-{choice.period.first}-{choice.period.last}.csv"
    return csv_to_save(write_csv(found.to_save()), name)


def _headlines(report: Report) -> list[Headline]:
    values: list[tuple[str, Callable[[Report], str]]] = [
        (_("Nieuwe gesprekken"), lambda of: shown(len(of.began))),
        (_("Ontvangen berichten"), lambda of: shown(of.spoken.received)),
        (_("Verstuurde berichten"), lambda of: shown(of.spoken.sent)),
        (_("Eerste antwoord: de helft binnen"), lambda of: shown(of.first_answers.median)),
        (_("Afgehandeld"), lambda of: shown(of.closed_after.counted)),
        (_("Tevreden inwoners"), lambda of: percent(of.satisfied_percent)),
        (_("Niet aangekomen"), lambda of: shown(of.failed)),
    ]
    return [Headline(name=name, value=of(report), before=of(report.before)) for name, of in values]
