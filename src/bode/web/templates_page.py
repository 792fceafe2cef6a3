"""The message templates that the municipality may use."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.licensing.queries import list_approved_templates

from .access import ActingRequest, allow
from .desk.filling import fill_in


@require_GET
@allow("agent", "administrator", "broadcaster", "approver")
def message_templates(request: ActingRequest) -> HttpResponse:
    """Every approved template, as a citizen reads it."""
    approved = [fill_in(template, {}) for template in list_approved_templates()]
    return render(request, "message_templates.html", {"fillings": approved})
