"""VNG's pages on which a version of the rules is drafted and compared."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.policy import PURPOSES, Era, Route
from bode.rulebook import actions
from bode.rulebook.errors import NoDraft, VersionIncomplete, VersionUnknown
from bode.rulebook.queries import access_version, draft_of, last_version
from bode.rulebook.states import VersionStatus
from bode.web.access import ActingRequest, allow
from bode.web.templatetags.bode import local

from .comparing import compare
from .forms import NameForm, PurposeForm, VerdictForm
from .words import ROUTE_NAMES

editors = allow(actions.EDITOR)


@require_POST
@editors
def start_draft(request: ActingRequest) -> HttpResponse:
    """Copy a version, to change the copy."""
    try:
        draft = actions.start_draft(request.actor, request.POST.get("based_on", ""))
    except VersionUnknown as unknown:
        raise Http404 from unknown
    return redirect("rules_draft", draft.id)


@require_GET
@editors
def draft(request: ActingRequest, version_id: UUID) -> HttpResponse:
    """What a draft says, what of it is new, and what may be done with it."""
    version = access_version(version_id)
    if version.status == VersionStatus.PUBLISHED:
        return redirect("rule_version", draft_of(version).code)
    era, last = draft_of(version), last_version()
    changed = {part.code for part in compare(last, era)}
    context = {
        "version": version,
        "era": era,
        "last": last,
        "is_draft": version.status == VersionStatus.DRAFT,
        "name_changed": "name" in changed,
        "routes": [
            (f"route-{route}", ROUTE_NAMES[route], said, f"route-{route}" in changed)
            for route, said in era.routes.items()
        ],
        "purposes": [
            (f"purpose-{code}", local(PURPOSES[code], "name"), said, f"purpose-{code}" in changed)
            for code, said in era.purposes.items()
        ],
    }
    return render(request, "rules/draft.html", context)


@require_http_methods(["GET", "POST"])
@editors
def edit_draft(request: ActingRequest, version_id: UUID, part: str) -> HttpResponse:
    """Change the name of a draft, or what it says of one route or purpose."""
    version = access_version(version_id)
    if version.status != VersionStatus.DRAFT:
        return redirect("rules_draft", version_id)
    form, name = _form_of(draft_of(version), part, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, version_id, part, form)
        except VersionIncomplete as incomplete:
            form.add_error(None, " ".join(local(each, "told") for each in incomplete.problems))
        except NoDraft:
            return too_late(request, version_id)
        else:
            messages.success(request, _("Bewaard: %(part)s.") % {"part": name})
            return redirect("rules_draft", version_id)
    context = {"form": form, "name": name, "version": version}
    return render(request, "rules/edit.html", context, status=422 if form.errors else 200)


@require_GET
@editors
def compare_draft(request: ActingRequest, version_id: UUID) -> HttpResponse:
    """A draft beside the last version, with what differs marked."""
    version = access_version(version_id)
    last = last_version()
    context = {"version": version, "last": last, "parts": compare(last, draft_of(version))}
    return render(request, "rules/compare.html", context)


@require_POST
@editors
def withdraw_draft(request: ActingRequest, version_id: UUID) -> HttpResponse:
    """Give a draft up."""
    try:
        actions.withdraw(request.actor, version_id)
    except NoDraft:
        return too_late(request, version_id)
    messages.success(request, _("Het concept is ingetrokken."))
    return redirect("rules")


def _form_of(era: Era, part: str, data: Any) -> tuple[forms.Form, str]:
    """The form for a part of a version, and what that part is called."""
    kind, _dash, code = part.partition("-")
    if part == "name":
        names = {"name_nl": era.name_nl, "name_en": era.name_en}
        return NameForm(data, initial=names), _("Naam van de versie")
    if kind == "route" and code in tuple(Route):
        route = Route(code)
        initial = VerdictForm.given(era.routes[route])
        return VerdictForm(data, initial=initial), str(ROUTE_NAMES[route])
    if kind == "purpose" and code in PURPOSES:
        initial = PurposeForm.given(era.purposes[code])
        return PurposeForm(code, data, initial=initial), local(PURPOSES[code], "name")
    raise Http404


def _save(request: ActingRequest, version_id: UUID, part: str, form: forms.Form) -> None:
    code = part.partition("-")[2]
    if isinstance(form, PurposeForm):
        actions.set_purpose(request.actor, version_id, code, form.purpose_verdict())
    elif isinstance(form, VerdictForm):
        actions.set_route(request.actor, version_id, Route(code), form.verdict())
    else:
        actions.rename(request.actor, version_id, **form.cleaned_data)


def too_late(request: ActingRequest, version_id: UUID) -> HttpResponse:
    """Say that this is no draft any more."""
    messages.error(request, _("Dit concept is intussen vastgesteld of ingetrokken."))
    return redirect("rules_draft", version_id)
