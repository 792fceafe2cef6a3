"""Mail about a licence, to who manages it on either side: what happened, and what to do now."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from bode import policy
from bode.organisations import mailing

from .licence_states import LicenceParty, LicenceStep
from .models import Licence, LicenceEvent

_MUNICIPAL_ROLES = ("administrator", "privacy_officer")
_PROVIDER_ROLES = ("account_manager",)

_SUBJECTS = {
    LicenceStep.SUSPEND: "De vergunning voor WhatsApp van {town} is tijdelijk gestopt",
    LicenceStep.RESUME: "De vergunning voor WhatsApp van {town} geldt weer",
    LicenceStep.END: "De vergunning voor WhatsApp van {town} is beëindigd",
}
_TEXTS = {
    LicenceStep.SUSPEND: (
        "{who} heeft de vergunning voor WhatsApp van {town} op {when} tijdelijk gestopt.\n"
        "Reden: {evidence}\n\n"
        "Er gaan nu geen berichten meer weg. Wat klaarstaat, wacht. Geldt de vergunning weer, dan "
        "gaat het vanzelf weg, als het dan niet te laat is. Medewerkers kunnen inwoners intussen "
        "bellen of mailen."
    ),
    LicenceStep.RESUME: (
        "{who} heeft de vergunning voor WhatsApp van {town} op {when} weer aangezet.\n"
        "Toelichting: {evidence}\n\n"
        "{standing} Berichten die te laat zijn, gaan niet meer weg: {failed}."
    ),
    LicenceStep.END: (
        "{who} heeft de vergunning voor WhatsApp van {town} op {when} beëindigd.\n"
        "Reden: {evidence}\n\n"
        "Dit kan niet worden teruggedraaid. Er gaan geen berichten meer weg. Berichten die "
        "klaarstonden en niet zijn verstuurd: {failed}. Bij elk van die gesprekken staat wat een "
        "medewerker kan doen."
    ),
}
_STILL_SUSPENDED = "De vergunning staat nog stil, omdat een ander hem ook heeft gestopt."
_IN_FORCE = "Berichten die wachtten, gaan nu weg."


def tell(licence: Licence, event: LicenceEvent) -> None:
    """Mail about a step in the life of a licence, in the transaction that takes it."""
    step = LicenceStep(event.what)
    words = {
        "town": licence.municipality.name,
        "who": _party_name(licence, event.by),
        "when": f"{mailing.say_day(timezone.localdate())} om {timezone.localtime():%H:%M}",
        "evidence": event.evidence,
        "failed": event.facts["messages_failed"],
        "standing": _IN_FORCE if licence.status == "active" else _STILL_SUSPENDED,
    }
    write(licence, _SUBJECTS[step].format(**words), _TEXTS[step].format(**words))


def tell_of_purpose(licence: Licence, event: LicenceEvent) -> None:
    """Mail that a purpose was taken out of a licence."""
    purpose = policy.PURPOSES[event.facts["purpose"]].name_nl
    write(
        licence,
        f"{licence.municipality.name} gebruikt WhatsApp niet meer voor: {purpose}",
        f"De gemeente {licence.municipality.name} heeft het doel “{purpose}” uit de vergunning "
        f"gehaald.\nReden: {event.evidence}\n\n"
        "Met dit doel gaan geen berichten meer weg. Berichten die klaarstonden en niet zijn "
        f"verstuurd: {event.facts['messages_failed']}.",
    )


def tell_of_planned_end(licence: Licence, event: LicenceEvent) -> None:
    """Mail after which day a licence ends, or that it has no end any more."""
    who, town, day = _party_name(licence, event.by), licence.municipality.name, ""
    if event.facts["last_day"]:
        day = mailing.say_day(date.fromisoformat(event.facts["last_day"]))
    said = (
        f"De laatste dag is {day}. Daarna gaan er geen berichten meer weg, ook niet wat dan nog "
        "klaarstaat."
        if day
        else "De vergunning loopt door, zonder einddatum."
    )
    write(
        licence,
        f"De vergunning voor WhatsApp van {town}: laatste dag {day or 'vervallen'}",
        f"{who} heeft de laatste dag van de vergunning veranderd.\n{said}\nReden: {event.evidence}",
    )


def write(licence: Licence, subject: str, text: str) -> None:
    """Mail to who manages a licence, on both sides."""
    for organisation_id, roles in (
        (licence.municipality_id, _MUNICIPAL_ROLES),
        (licence.provider_id, _PROVIDER_ROLES),
    ):
        mailing.notify(
            organisation_id, roles=roles, subject=subject, text=text, path=f"/licence/{licence.id}/"
        )


def _party_name(licence: Licence, by: str) -> str:
    match LicenceParty(by):
        case LicenceParty.MUNICIPALITY:
            return f"De gemeente {licence.municipality.name}"
        case LicenceParty.PROVIDER:
            return f"BSP {licence.provider.name}"
        case LicenceParty.PLATFORM:
            return "WhatsApp"
