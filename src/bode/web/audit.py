"""The audit trail of one's own organisation: who did what, and whether it is still whole."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bode.privacy import audit

from .access import ActingRequest, allow

_ON_A_PAGE = 50


@require_GET
@allow("privacy_officer", "administrator", "account_manager", "monitor")
def audit_trail(request: ActingRequest) -> HttpResponse:
    """The newest first; of one deed where the address names one."""
    names = {code: _(name) for code, name in audit.list_names().items()}
    entries = audit.list_entries()
    deed = request.GET.get("deed", "")
    if deed in names:
        entries = entries.filter(what=deed)
    page = Paginator(entries, _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(entry, names.get(entry.what, entry.what)) for entry in page],
        "deeds": sorted(names.items(), key=lambda each: each[1]),
        "deed": deed,
        "broken_at": audit.first_broken(request.actor.organisation_id),
        "head": audit.head(request.actor.organisation_id),
    }
    return render(request, "audit.html", context)
