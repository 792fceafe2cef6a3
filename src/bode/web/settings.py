"""One's own account, and who and what the organisation has in Bode."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.licensing.queries import list_numbers
from bode.organisations.actors import list_members

from .access import ActingRequest, signed_in


@require_GET
@signed_in
def settings_page(request: ActingRequest) -> HttpResponse:
    """Account, colleagues, numbers and language."""
    context = {
        "members": list_members(request.actor.organisation_id),
        "numbers": list_numbers(),
        "languages": settings.LANGUAGES,
    }
    return render(request, "settings.html", context)
