"""One's own account, and who and what the organisation has in Bode."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.broadcasts import emergencies
from bode.desk.states import UNDO_SECONDS
from bode.desk.undoing import undo_time
from bode.licensing.queries import list_numbers
from bode.organisations.models import OrganisationKind, Role

from .access import ActingRequest, signed_in
from .people.views import MANAGERS


@require_GET
@signed_in
def settings_page(request: ActingRequest) -> HttpResponse:
    """Account, language, and the way to what one may set for the organisation."""
    context = {
        "roles": sorted(request.actor.roles),
        "may_set_contact": request.actor.has(Role.ACCOUNT_MANAGER),
        "may_manage_people": request.actor.has(*MANAGERS),
        "is_administrator": request.actor.has(Role.ADMINISTRATOR)
        and request.actor.organisation_kind == OrganisationKind.MUNICIPALITY,
        "sees_emergency_procedure": request.actor.has(*emergencies.MAY_CONFIRM),
        "may_confirm_emergency": emergencies.may_confirm(
            request.actor, emergencies.find_procedure()
        ),
        "numbers": list_numbers(),
        "languages": settings.LANGUAGES,
        **_writing(request),
    }
    return render(request, "settings.html", context)


def _writing(request: ActingRequest) -> dict[str, Any]:
    """What an agent sets for the reply box."""
    if not request.actor.has(Role.AGENT):
        return {}
    chosen = int(undo_time(request.actor).total_seconds())
    return {"undo_choices": UNDO_SECONDS, "undo_seconds": chosen}
