"""The audit trail of one's own organisation: who did what, and whether it is still whole.

What a page shows is checked each time; the whole trail, which grows for ever, when someone asks.
"""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bode.privacy import audit
from bode.privacy.models import AuditEntry

from .access import ActingRequest, allow
from .audit_words import facts_in_words

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
    verify = "verify" in request.GET
    context = {
        "page": page,
        "lines": [
            (entry, names.get(entry.what, entry.what), facts_in_words(entry.facts))
            for entry in page
        ],
        "deeds": sorted(names.items(), key=lambda each: each[1]),
        "deed": deed,
        "broken_at": _first_broken(request.actor.organisation_id, list(page), verify=verify),
        "verified": verify,
        "head": audit.head(request.actor.organisation_id),
    }
    return render(request, "audit.html", context)


def _first_broken(organisation_id: UUID, shown: list[AuditEntry], *, verify: bool) -> int | None:
    if verify:
        return audit.first_broken(organisation_id)
    if not shown:
        return None
    places = [entry.position for entry in shown]
    return audit.first_broken(organisation_id, (min(places), max(places)))
