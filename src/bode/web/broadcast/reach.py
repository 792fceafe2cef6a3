"""How many citizens asked for what a template is for, while one chooses areas."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.broadcasts.audiences import count_subscribers
from bode.conversations.areas import list_areas
from bode.licensing.models import Template
from bode.licensing.queries import find_licence, find_number, list_approved_templates
from bode.web.access import ActingRequest, allow


@require_GET
@allow("broadcaster")
def broadcast_reach(request: ActingRequest) -> HttpResponse:
    """The line that says how many, for the areas that are chosen now."""
    asked = request.GET.get("template")
    chosen = next((each for each in list_templates(request) if str(each.id) == asked), None)
    if chosen is None:
        raise Template.DoesNotExist
    context = {"subscribers": count_chosen(request, chosen)}
    return render(request, "broadcast/reach.html", context)


def count_chosen(request: ActingRequest, template: Template) -> int:
    """How many asked for what a template is for, of the areas in the request if any."""
    given = request.POST if request.method == "POST" else request.GET
    known = list_areas(request.actor.organisation_id, template.purpose)
    areas = [each for each in given.getlist("areas") if each in known]
    return count_subscribers(request.actor.organisation_id, template.purpose, areas)


def list_templates(request: ActingRequest) -> list[Template]:
    """The approved ones that are for a purpose of the licence."""
    licence = find_licence(request.actor.organisation_id)
    number = find_number(licence) if licence else None
    if licence is None or number is None:
        return []
    found = list_approved_templates(number.account_id)
    return sorted(
        (each for each in found if each.purpose in licence.purposes),
        key=lambda each: (
            each.purpose != "crisis_response",
            each.name,
            each.language != "nl",
            each.language,
        ),
    )
