"""The register of personal data, for whoever answers for it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bode.licensing.dpia.queries import list_waiting_for_advice
from bode.privacy.register import list_personal_data

from .access import ActingRequest, allow


@require_GET
@allow("privacy_officer", "administrator")
def privacy(request: ActingRequest) -> HttpResponse:
    """Which personal data Bode keeps, why, and for how long; and which DPIA waits for advice."""
    entries = sorted(list_personal_data(), key=lambda entry: gettext(entry.what))
    context = {"entries": entries, "waiting": list_waiting_for_advice()}
    return render(request, "privacy.html", context)
