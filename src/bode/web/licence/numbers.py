"""Connecting a phone number to a licence."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bode.licensing import queries
from bode.licensing.errors import AnotherNumber, NumberTaken
from bode.licensing.models import Licence
from bode.licensing.number_proof import try_number
from bode.licensing.numbers import connect_number, declared_number
from bode.web.access import ActingRequest, allow
from bode.web.desk.contacts import pretty
from bode.whatsapp import Refused, Retry, WhatsAppError, meaning

from .forms import NumberForm
from .licences import licence_page


@require_http_methods(["GET", "POST"])
@allow("account_manager")
def connect(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    """Put a number under the licence once the platform knows it; its templates follow."""
    if request.method == "GET":  # the address after a refusal, loaded again
        return redirect("licence_detail", licence_id)
    licence, form = queries.access_licence(licence_id), NumberForm(request.POST)
    if form.is_valid():
        is_proven = _try(request, form)
        if form.is_valid() and _connect(request, licence, form):
            _tell(request, licence, form, is_proven=is_proven)
            return redirect("licence_detail", licence_id)
    return licence_page(request, licence, form, status=422)


def _try(request: ActingRequest, form: NumberForm) -> bool:
    """Whether the platform confirms the number; what is wrong with it stands on the form."""
    try:
        try_number(request.actor, **form.cleaned_data)
    except AnotherNumber as other:
        form.add_error("platform_id", another(other, form.cleaned_data["display_number"]))
    except Refused as refused:
        if meaning(refused.error.code, refused.http_status).retry is not Retry.NO:
            return False
        told = _("WhatsApp weigert deze sleutel of deze id’s. Er is niets veranderd.")
        form.add_error("access_token", told)
    except WhatsAppError:
        return False
    return True


def _connect(request: ActingRequest, licence: Licence, form: NumberForm) -> bool:
    try:
        connect_number(request.actor, licence.id, **form.cleaned_data)
    except NumberTaken:
        form.add_error("platform_id", _("Dit nummer hoort al bij een vergunning."))
    return form.is_valid()


def _tell(request: ActingRequest, licence: Licence, form: NumberForm, *, is_proven: bool) -> None:
    if is_proven:
        told = _(
            "Het nummer is gekoppeld. Bode haalt nu de sjablonen van WhatsApp op. Heeft "
            "een sjabloon nog geen doel, dan legt een beheerder van de gemeente dat vast."
        )
        messages.success(request, told)
    else:
        told = _(
            "Het nummer is bewaard, maar WhatsApp gaf nu geen antwoord: Bode kon het niet "
            "controleren. Kijk later of het werkt."
        )
        messages.warning(request, told)
    declared = declared_number(licence)
    if declared and declared != form.cleaned_data["display_number"]:
        told = _("In de aanvraag staat een ander nummer: %(number)s. Klopt dit?")
        messages.warning(request, told % {"number": pretty(declared)})


def another(other: AnotherNumber, meant: str) -> str:
    """Of which number an id is, that was given for another."""
    if not other.phone:
        return _("WhatsApp zegt niet van welk nummer dit id is. Er is niets veranderd.")
    numbers = {"other": other.phone, "number": pretty(meant)}
    return _("Dit id is bij WhatsApp van %(other)s. Geef het id van %(number)s.") % numbers
