"""Connecting a phone number to a licence."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bode.licensing import queries
from bode.licensing.errors import NumberTaken
from bode.licensing.numbers import connect_number
from bode.web.access import ActingRequest, allow

from .forms import NumberForm
from .licences import licence_page


@require_http_methods(["GET", "POST"])
@allow("account_manager")
def connect(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    """Put a number under the licence; its templates follow by themselves."""
    if request.method == "GET":  # the address after a refusal, loaded again
        return redirect("licence_detail", licence_id)
    form = NumberForm(request.POST)
    if form.is_valid():
        try:
            connect_number(request.actor, licence_id, **form.cleaned_data)
        except NumberTaken:
            form.add_error("platform_id", _("Dit nummer hoort al bij een vergunning."))
        else:
            messages.success(
                request,
                _(
                    "Het nummer is gekoppeld. Bode haalt nu de sjablonen van WhatsApp op. Heeft "
                    "een sjabloon nog geen doel, dan legt een beheerder van de gemeente dat vast."
                ),
            )
            return redirect("licence_detail", licence_id)
    return licence_page(request, queries.access_licence(licence_id), form, status=422)
