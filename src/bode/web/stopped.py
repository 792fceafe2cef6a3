"""Numbers from which the platform no longer lets us send: told on every page, and resumed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bode.licensing.models import PhoneNumber
from bode.licensing.numbers import resume_number
from bode.licensing.queries import access_number, list_stopped_numbers
from bode.whatsapp import Meaning, meaning

from .access import ActingRequest, allow
from .desk.contacts import pretty


@dataclass(frozen=True, kw_only=True)
class Stopped:
    number: PhoneNumber
    meaning: Meaning


def list_stopped() -> list[Stopped]:
    """The stopped numbers in scope, each with what the platform's error means."""
    return [
        Stopped(number=number, meaning=meaning(number.stopped_code or 0, None))
        for number in list_stopped_numbers()
    ]


@require_POST
@allow("administrator", "account_manager")
def resume(request: ActingRequest, number_id: UUID) -> HttpResponse:
    """The cause is gone, says who manages the number: send again."""
    number = access_number(number_id)
    resume_number(number)
    if access_number(number_id).stopped_code is None:  # else the page shows what stops it still
        messages.success(
            request,
            _("%(number)s staat weer aan. Berichten die wachtten, gaan nu weg.")
            % {"number": pretty(number.display_number)},
        )
    page = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()})
    return redirect(page if is_ours else "home")
