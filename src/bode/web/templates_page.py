"""The message templates that the municipality has, or may use."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.licensing.queries import list_approved_templates, list_templates

from .access import ActingRequest, allow
from .desk.filling import fill_in


@require_GET
@allow("agent", "administrator", "broadcaster", "approver")
def message_templates(request: ActingRequest) -> HttpResponse:
    """Every approved template, as a citizen reads it; for administrators the others too."""
    may_write = request.actor.has("administrator")
    found = list_templates() if may_write else list_approved_templates()
    context = {"fillings": [fill_in(each, {}) for each in found], "may_write": may_write}
    return render(request, "message_templates.html", context)
