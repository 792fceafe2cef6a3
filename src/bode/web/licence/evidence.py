"""Evidence for an audit: tables for a period, to read and to take along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_GET

from bode.conversations.evidence import LONGEST, Evidence, Period, Table, collect
from bode.conversations.evidence_pack import pack
from bode.conversations.explaining import explain_error
from bode.licensing.licence_states import LicenceParty
from bode.organisations.models import Organisation
from bode.privacy import audit
from bode.web.access import ActingRequest, allow
from bode.web.desk.contacts import pretty
from bode.web.fields import DayField
from bode.web.saving import to_save
from bode.web.templatetags.bode import (
    category_name,
    language_name,
    local,
    purpose_name,
    spoken,
    template_status,
)

from .life_words import CAUSE_NAMES, DONE, result_in_words
from .steps import status_name

_TITLES = {
    "messages": gettext_noop("Verstuurde berichten"),
    "templates_used": gettext_noop("Gebruikte sjablonen"),
    "received": gettext_noop("Ontvangen berichten"),
    "not_sent": gettext_noop("Niet verstuurd, en waarom"),
    "consents": gettext_noop("Toestemmingen"),
    "templates": gettext_noop("Sjablonen"),
    "licences": gettext_noop("Vergunningen"),
    "licence_history": gettext_noop("Geschiedenis van de vergunning"),
    "deeds": gettext_noop("Handelingen in het logboek"),
}
_COLUMNS = {
    "month": gettext_noop("Maand"),
    "purpose": gettext_noop("Doel"),
    "kind": gettext_noop("Soort"),
    "queued": gettext_noop("Klaargezet"),
    "sent": gettext_noop("Verstuurd"),
    "delivered": gettext_noop("Bezorgd"),
    "read": gettext_noop("Gelezen"),
    "failed": gettext_noop("Mislukt"),
    "template": gettext_noop("Sjabloon"),
    "messages": gettext_noop("Berichten"),
    "conversations": gettext_noop("Gesprekken"),
    "reason": gettext_noop("Reden"),
    "given": gettext_noop("Gegeven"),
    "withdrawn": gettext_noop("Ingetrokken"),
    "name": gettext_noop("Naam"),
    "language": gettext_noop("Taal"),
    "category": gettext_noop("Categorie"),
    "status": gettext_noop("Status"),
    "provider_name": gettext_noop("BSP"),
    "purposes": gettext_noop("Doelen"),
    "valid_from": gettext_noop("Geldig vanaf"),
    "valid_to": gettext_noop("Geldig tot"),
    "numbers": gettext_noop("Nummers"),
    "at": gettext_noop("Wanneer (Nederlandse tijd)"),
    "what": gettext_noop("Wat"),
    "by": gettext_noop("Door"),
    "cause": gettext_noop("Soort reden"),
    "facts": gettext_noop("Gevolg"),
    "actor": gettext_noop("Vastgelegd door"),
    "deed": gettext_noop("Handeling"),
    "times": gettext_noop("Aantal"),
}
_KINDS = {"template": gettext_noop("sjabloon"), "free_form": gettext_noop("vrije tekst")}
_PARTIES = {
    LicenceParty.MUNICIPALITY: gettext_noop("gemeente"),
    LicenceParty.PROVIDER: gettext_noop("BSP"),
    LicenceParty.PLATFORM: gettext_noop("WhatsApp"),
}
_NOT_ON_THE_PAGE = {"provider"}  # its name stands beside it
_PLAIN_IN_A_FILE = {"month", "at", "valid_from", "valid_to", "numbers"}
"""Columns that people read as they are: no name stands beside them."""


class PeriodForm(forms.Form):
    """From which day to which."""

    first = DayField(
        label=gettext_lazy("Van"),
    )
    last = DayField(
        label=gettext_lazy("Tot en met"),
    )

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("Deze dag ligt voor de eerste."))
        elif first and last and last - first > LONGEST:
            self.add_error("first", _("Kies hoogstens vijf jaar."))
        return self.cleaned_data


@require_GET
@allow("administrator", "privacy_officer")
def evidence(request: ActingRequest) -> HttpResponse:
    """The tables of a period: the last year, unless another is asked for."""
    form = PeriodForm(request.GET if "first" in request.GET else _last_year())
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        found = _collect(request, form)
        context |= {"evidence": found, "tables": [_shown(table) for table in found.tables]}
    status = 422 if form.errors else 200
    return render(request, "licence/evidence.html", context, status=status)


@require_GET
@allow("administrator", "privacy_officer")
def evidence_pack(request: ActingRequest) -> HttpResponse:
    """All of it as CSV files with a manifest, in a ZIP."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return redirect("licence_evidence")
    found = _collect(request, form)
    name = f"bode-bewijs-{found.municipality.code}-{found.period.first}-{found.period.last}.zip"
    with translation.override("nl"):  # whoever it is for, whatever language it was asked in
        named = [_named(table) for table in found.tables]
    return to_save(pack(request.actor, found, named), "application/zip", name)


def _collect(request: ActingRequest, form: PeriodForm) -> Evidence:
    municipality = Organisation.objects.get(id=request.actor.organisation_id)
    period = Period(first=form.cleaned_data["first"], last=form.cleaned_data["last"])
    return collect(municipality, period)


def _last_year() -> dict[str, Any]:
    today = localdate()
    return {"first": today - timedelta(days=365), "last": today}


def _shown(table: Table) -> dict[str, Any]:
    """A table in words, without the columns that are for programs."""
    places = [i for i, name in enumerate(table.columns) if name not in _NOT_ON_THE_PAGE]
    names = [table.columns[i] for i in places]
    return {
        "name": table.name,
        "title": _(_TITLES[table.name]),
        "columns": [_(_COLUMNS[name]) for name in names],
        "rows": [[_word(table, table.columns[i], row[i]) for i in places] for row in table.rows],
    }


def _named(table: Table) -> Table:
    """A table with a column beside each code, that says what it means."""
    columns, of_rows = list[str](), list[list[Any]]()
    for name, values in zip(table.columns, _by_column(table), strict=True):
        columns.append(name)
        of_rows.append(values)
        if _saying(table, name) and name not in _PLAIN_IN_A_FILE:
            columns.append(f"{name}_name")
            of_rows.append([_word(table, name, value) for value in values])
    rows = list(zip(*of_rows, strict=True))
    return Table(name=table.name, columns=tuple(columns), rows=rows)


def _by_column(table: Table) -> list[list[Any]]:
    return [[row[i] for row in table.rows] for i in range(len(table.columns))]


def _saying(table: Table, column: str) -> Callable[[Any], str] | None:
    return _WORDS.get((table.name, column)) or _WORDS.get(("", column))


def _word(table: Table, column: str, value: Any) -> Any:
    """What a value says to people."""
    say = _saying(table, column)
    return say(value) if say is not None else value


def _reason(code: str) -> str:
    explained = explain_error(code)
    return local(explained, "title") if explained else code or "–"


def _moment(at: datetime | None) -> str:
    return date_format(localtime(at), "j F Y H:i") if at is not None else "–"


_WORDS: dict[tuple[str, str], Callable[[Any], str]] = {
    ("", "month"): lambda month: date_format(date.fromisoformat(f"{month}-01"), "F Y"),
    ("", "purpose"): lambda code: purpose_name(code) if code else "–",
    ("", "kind"): lambda kind: _(_KINDS[kind]),
    ("", "template"): lambda name: spoken(name or ""),
    ("", "at"): _moment,
    ("not_sent", "reason"): _reason,
    ("templates", "language"): language_name,
    ("templates", "category"): category_name,
    ("templates", "status"): template_status,
    ("licences", "status"): status_name,
    ("licences", "purposes"): lambda codes: ", ".join(map(purpose_name, codes)),
    ("licences", "valid_from"): _moment,
    ("licences", "valid_to"): _moment,
    ("licences", "numbers"): lambda numbers: ", ".join(map(pretty, numbers)),
    ("licence_history", "status"): status_name,
    ("licence_history", "what"): lambda what: _(DONE.get(what, what)),
    ("licence_history", "by"): lambda party: _(_PARTIES[LicenceParty(party)]),
    ("licence_history", "cause"): lambda cause: str(CAUSE_NAMES.get(cause, "–")),
    ("licence_history", "facts"): result_in_words,
    ("deeds", "deed"): lambda deed: _(audit.list_names().get(deed, deed)),
}
