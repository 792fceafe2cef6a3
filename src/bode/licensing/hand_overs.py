"""Telling whoever is next that it is their turn, and reminding them of the last day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from bode.organisations import mailing
from bode.organisations.actors import Actor

from .deadlines import reminder_at, whose_turn
from .history import happened, remember_of_bode
from .models import Application
from .queries import access_application, licences_in_force, party_of
from .states import CREATE, DISMISS, ApplicationStatus, EventKind, LicenceStatus, Party

_ROLES: Mapping[Party, tuple[str, ...]] = {
    Party.MUNICIPALITY: ("administrator", "signatory"),
    Party.PROVIDER: ("account_manager",),
}
_S = ApplicationStatus
# Mail is in Dutch: what language its reader chose is known in their browser alone.
_NEWS: Mapping[str, str] = {
    _S.DRAFT: "Uw BSP is een aanvraag voor u begonnen. Vul hem samen aan, en onderteken hem.",
    _S.RETURNED: "Uw BSP heeft de aanvraag teruggestuurd met opmerkingen. "
    "Pas de aanvraag aan en onderteken opnieuw.",
    _S.INFORMATION_ASKED: "WhatsApp wil meer weten voordat het beslist. "
    "Vul de aanvraag aan en onderteken opnieuw.",
    _S.SIGNED: "De gemeente heeft de aanvraag ondertekend. Wilt u hem nakijken?",
    _S.ACCEPTED: "De BSP heeft de aanvraag aangenomen en dient hem in bij WhatsApp.",
    _S.SUBMITTED: "De aanvraag is ingediend bij WhatsApp. Nu is het wachten op antwoord.",
    _S.APPROVED: "WhatsApp heeft de aanvraag goedgekeurd. De vergunning geldt.",
    _S.PARTLY_APPROVED: "WhatsApp heeft de aanvraag voor een deel goedgekeurd. "
    "Kijk welke doelen nu gelden, en of u bezwaar maakt.",
    _S.REJECTED: "WhatsApp heeft de aanvraag afgewezen. "
    "U kunt bezwaar maken, of een nieuwe aanvraag doen.",
    _S.OBJECTED: "De gemeente maakt bezwaar tegen de afwijzing. Geef dit door aan WhatsApp.",
    _S.PARTLY_OBJECTED: "De gemeente maakt bezwaar tegen een deel van het besluit. "
    "Geef dit door aan WhatsApp.",
    _S.WITHDRAWN: "De gemeente heeft de aanvraag ingetrokken. U hoeft niets meer te doen.",
}
_DISMISSED = (
    "WhatsApp heeft uw bezwaar afgewezen. De reden: {reason} U kunt een nieuwe aanvraag doen."
)
_GRANTED: Mapping[str, str] = {
    _S.APPROVED: "WhatsApp heeft de aanvraag goedgekeurd. De doelen staan in de vergunning.",
    _S.PARTLY_APPROVED: "WhatsApp heeft de aanvraag voor een deel goedgekeurd. "
    "Kijk welke doelen in de vergunning staan, en of u bezwaar maakt.",
}
_SUSPENDED = (
    "De vergunning is tijdelijk gestopt: Bode verstuurt pas weer berichten als zij wordt hervat."
)
_SOON = "De laatste dag is {day}."
_LATE = "Dit had op {day} klaar moeten zijn."


def tell_other(
    application: Application, actor: Actor, transition: str = CREATE, reason: str = ""
) -> None:
    """Write to the other party what was done, and what that means for them."""
    party = party_of(application, actor)
    if application.status not in _NEWS or (
        application.status == _S.DRAFT and party is Party.MUNICIPALITY
    ):
        return
    other = Party.PROVIDER if party is Party.MUNICIPALITY else Party.MUNICIPALITY
    text = _DISMISSED.format(reason=reason) if transition == DISMISS else _news(application)
    if application.due_on and whose_turn(application.status) is other:
        text = f"{text} {_SOON.format(day=mailing.say_day(application.due_on))}"
    _write(application, other, text, kind=EventKind.MAIL, what="mail")


def _news(application: Application) -> str:
    """What was done; a licence that is suspended stays so when it is extended."""
    granted = application.status in (_S.APPROVED, _S.PARTLY_APPROVED)
    licences = licences_in_force(application.municipality_id, application.provider_id)
    if granted and licences.filter(status=LicenceStatus.SUSPENDED).exists():
        return f"{_GRANTED[application.status]} {_SUSPENDED}"
    return _NEWS[application.status]


@transaction.atomic
def remind(application: Application, today: date) -> bool:
    """Remind whoever is next, if that is due and was not done before; whether it was done now."""
    application = access_application(application.id, lock=True)
    party = whose_turn(application.status)
    if party is None or application.due_on is None:
        return False
    reminder = reminder_at(application.due_on, today)
    once = f"{application.status}:{application.due_on}:{reminder}"
    if not reminder or happened(application, once):
        return False
    told = _SOON if reminder == "soon" else _LATE
    text = f"{_TODO[application.status]} {told.format(day=mailing.say_day(application.due_on))}"
    _write(application, party, text, kind=EventKind.REMINDER, what=reminder, once=once)
    return True


_TODO: Mapping[str, str] = {
    _S.DRAFT: "De aanvraag voor WhatsApp is nog niet ondertekend.",
    _S.RETURNED: "De aanvraag voor WhatsApp wacht op uw aanpassingen.",
    _S.INFORMATION_ASKED: "WhatsApp wacht op meer informatie bij de aanvraag.",
    _S.SIGNED: "De aanvraag wacht tot u hem nakijkt.",
    _S.ACCEPTED: "De aanvraag is aangenomen, maar nog niet ingediend bij WhatsApp.",
    _S.SUBMITTED: "Het antwoord van WhatsApp op de aanvraag is nog niet vastgelegd.",
    _S.OBJECTED: "De uitkomst van het bezwaar is nog niet vastgelegd.",
    _S.PARTLY_OBJECTED: "De uitkomst van het bezwaar is nog niet vastgelegd.",
}


def _write(
    application: Application,
    party: Party,
    text: str,
    *,
    kind: EventKind,
    what: str,
    once: str | None = None,
) -> None:
    is_municipality = party is Party.MUNICIPALITY
    reader = application.municipality if is_municipality else application.provider
    count = mailing.notify(
        reader.id,
        roles=_ROLES[party],
        subject=f"Aanvraag WhatsApp van {application.municipality.name}",
        text=text,
        path=f"/licence/applications/{application.id}/",
    )
    remember_of_bode(
        application,
        reader.id,
        what,
        kind=kind,
        details={"text": text, "people": count},
        once=once,
    )
