"""What Bode mailed to one's own organisation; in the demo to everyone, as nothing leaves there."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bode.organisations import mailing
from bode.organisations.errors import MailForgotten
from bode.organisations.models import Mail
from bode.organisations.tenancy import every_tenant

from .access import ActingRequest, allow


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail as the page shows it."""

    mail: Mail
    text: str
    """Empty where it is for its reader alone."""


@require_GET
@allow("administrator", "account_manager", "monitor")
def mail(request: ActingRequest) -> HttpResponse:
    """The newest mail first."""
    context = {"letters": _letters(), "sends": settings.SENDS_MAIL, "demo": settings.DEMO}
    return render(request, "mail.html", context)


@require_POST
@allow("administrator", "account_manager", "monitor")
def send_again(request: ActingRequest, mail_id: UUID) -> HttpResponse:
    """Try once more what could not be delivered."""
    try:
        mailing.send_again(mail_id)
    except MailForgotten:
        messages.error(
            request,
            _("De tekst is weg. Doe opnieuw waar dit bericht over ging, zoals een uitnodiging."),
        )
    else:
        messages.success(request, _("Bode probeert het opnieuw."))
    return redirect("mail")


def _letters() -> list[Letter]:
    if settings.DEMO:
        with every_tenant("whoever tries the demo plays everyone in it"):
            return [Letter(mail=each, text=each.text) for each in mailing.list_mail()]
    return [
        Letter(mail=each, text="" if each.is_secret else each.text) for each in mailing.list_mail()
    ]
