"""The one timeline of an application, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from bode.licensing import queries
from bode.licensing.models import Application, ApplicationEvent
from bode.licensing.sections import Section
from bode.licensing.signing import Mandate
from bode.licensing.states import EventKind
from bode.web.access import ActingRequest, allow
from bode.web.licence.steps import done_name
from bode.web.templatetags.bode import purpose_name

from .labels import field_label, field_value, place_name

KIND_NAMES = {
    EventKind.STEP: gettext_noop("Stappen"),
    EventKind.CHANGE: gettext_noop("Wijzigingen"),
    EventKind.REMARK: gettext_noop("Opmerkingen"),
    EventKind.FILE: gettext_noop("Bestanden"),
    EventKind.DPIA: gettext_noop("DPIA"),
    EventKind.MAIL: gettext_noop("E-mail"),
    EventKind.REMINDER: gettext_noop("Herinneringen"),
}
MANDATE_NAMES = {
    Mandate.COLLEGE: gettext_noop("als lid van het college of als burgemeester"),
    Mandate.REGISTER: gettext_noop("volgens het mandaatregister van de gemeente"),
    Mandate.LETTER: gettext_noop("met een eigen machtiging"),
}
_SHORT = 5
"""Entries on the page of the application itself."""


@dataclass(frozen=True, kw_only=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    kind: str
    title: str
    actor: str
    organisation: str
    reason: str
    at: datetime
    facts: list[tuple[str, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """Ids of documents."""


@require_GET
@allow("administrator", "signatory", "privacy_officer", "account_manager")
def timeline(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Everything that happened, or only what is of one kind."""
    application = queries.access_application(application_id)
    chosen = request.GET.get("kind", "")
    kind = EventKind(chosen) if chosen in tuple(EventKind) else None
    events = queries.list_events(application, kind)
    context = {
        "application": application,
        "entries": [show_event(each) for each in reversed(events)],
        "kinds": [(str(each), _(name)) for each, name in KIND_NAMES.items()],
        "chosen": kind or "",
    }
    return render(request, "application/timeline.html", context)


def latest(application: Application) -> list[Entry]:
    """The steps of the procedure and what was said, the newest first; the rest has its own page."""
    loud = (EventKind.STEP, EventKind.REMARK, EventKind.DPIA)
    events = [each for each in queries.list_events(application) if each.kind in loud]
    return [show_event(each) for each in reversed(events)][:_SHORT]


def show_event(event: ApplicationEvent) -> Entry:
    """One thing that happened, as the parties read it."""
    details = event.details
    return Entry(
        kind=event.kind,
        title=_title(event),
        actor=details.get("adviser", event.actor),
        organisation=event.organisation.name,
        reason=event.reason or details.get("text", ""),
        at=event.at,
        facts=[*_recorder(event), *_facts(details)],
        changes=[_change(each) for each in details.get("changes", [])],
        files=[*details.get("files", []), *([details["file"]] if "file" in details else [])],
    )


_TITLES = {
    "remark": gettext_noop("Opmerking bij %(where)s"),
    "answer": gettext_noop("Antwoord op een opmerking bij %(where)s"),
    "resolve": gettext_noop("Opmerking opgelost bij %(where)s"),
    "check": gettext_noop("Akkoord met %(where)s"),
    "change": gettext_noop("Gewijzigd: %(where)s"),
}


def _title(event: ApplicationEvent) -> str:
    if event.kind == EventKind.MAIL:
        return _("E-mail aan %(name)s") % {"name": event.organisation.name}
    if event.kind == EventKind.REMINDER:
        return _("Herinnering aan %(name)s") % {"name": event.organisation.name}
    if event.kind == EventKind.FILE:
        return _("Bestand toegevoegd: %(name)s") % {"name": event.details.get("filename", "")}
    section = event.details.get("section", "")
    if event.transition not in _TITLES or section not in tuple(Section):
        return done_name(event.transition)
    where = place_name(Section(section), event.details.get("field"))
    return _(_TITLES[event.transition]) % {"where": where}


def _recorder(event: ApplicationEvent) -> Iterator[tuple[str, str]]:
    """Who wrote down what another advised."""
    if event.details.get("adviser", event.actor) != event.actor:
        yield _("Vastgelegd door"), event.actor


def _facts(details: dict[str, Any]) -> Iterator[tuple[str, str]]:
    signature = details.get("signature")
    if signature:
        mandate = _(MANDATE_NAMES[Mandate(signature["mandate"])])
        yield _("Getekend door"), f"{signature['name']}, {signature['function']}, {mandate}"
    if details.get("by_program"):
        told = _("Een programma. De rest van het dossier staat in het eigen systeem.")
        yield _("Getekend door"), told
    for name, label in (("decided_on", _("Datum")), ("answer_by", _("Antwoord vóór"))):
        if details.get(name):
            yield label, date_format(date.fromisoformat(details[name]), "j F Y")
    for name, label in (("told_by", _("Bericht van")), ("reference", _("Kenmerk"))):
        if details.get(name):
            yield label, details[name]
    if details.get("purposes"):  # of a DPIA that is about other ones now
        yield _("Doelen"), ", ".join(purpose_name(code) for code in details["purposes"])
    if details.get("granted"):
        yield _("Toegestaan"), ", ".join(purpose_name(code) for code in details["granted"])
    for code, reason in details.get("refusals", {}).items():
        yield _("Geweigerd: %(purpose)s") % {"purpose": purpose_name(code)}, reason


def _change(change: dict[str, Any]) -> Change:
    name = change["field"]
    return Change(
        label=field_label(name),
        old=field_value(name, change["old"]),
        new=field_value(name, change["new"]),
    )
