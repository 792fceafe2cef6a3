"""The life of a licence, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from bode.licensing.licence_reviews import ReviewItem
from bode.licensing.licence_states import Cause, LicenceParty, LicenceStep
from bode.licensing.models import Licence, LicenceEvent
from bode.web.desk.contacts import pretty
from bode.web.templatetags.bode import purpose_name

TITLES = {
    LicenceStep.SUSPEND: gettext_noop("Vergunning tijdelijk stoppen"),
    LicenceStep.RESUME: gettext_noop("Vergunning weer aanzetten"),
    LicenceStep.END: gettext_noop("Vergunning beëindigen"),
}
DONE = {
    "begin": gettext_noop("Vergunning gegeven"),
    "extend": gettext_noop("Doelen erbij"),
    "suspend": gettext_noop("Tijdelijk gestopt"),
    "resume": gettext_noop("Weer aangezet"),
    "end": gettext_noop("Beëindigd"),
    "plan_end": gettext_noop("Laatste dag bepaald"),
    "withdraw_purpose": gettext_noop("Doel eruit gehaald"),
    "review": gettext_noop("Nagekeken"),
    "review_rhythm": gettext_noop("Bepaald hoe vaak er wordt nagekeken"),
    "exit_step": gettext_noop("Stap om weg te gaan"),
    "connect_number": gettext_noop("Nummer gekoppeld"),
    "correct_number": gettext_noop("Gegevens van een nummer verbeterd"),
    "change_key": gettext_noop("Sleutel van een nummer vervangen"),
    "number_left": gettext_noop("Nummer naar een andere BSP"),
    "number_joined": gettext_noop("Nummer van een andere BSP overgenomen"),
}
MEANINGS = {
    LicenceStep.SUSPEND: gettext_noop(
        "Er gaat niets meer weg tot iemand van uw kant de vergunning weer aanzet."
    ),
    LicenceStep.RESUME: gettext_noop("Wat klaarstaat gaat weg, als het niet te laat is."),
    LicenceStep.END: gettext_noop("Voorgoed. Daarna is een nieuwe aanvraag nodig."),
}
REVIEW_ITEMS = {
    ReviewItem.PURPOSES: gettext_noop("De doelen"),
    ReviewItem.DPIA: gettext_noop("De DPIA"),
    ReviewItem.PEOPLE: gettext_noop("Mensen en rollen"),
    ReviewItem.NUMBERS: gettext_noop("De nummers"),
    ReviewItem.RETENTION: gettext_noop("Hoe lang gegevens blijven"),
}
REVIEW_QUESTIONS = {
    ReviewItem.PURPOSES: gettext_noop(
        "Gebruikt u WhatsApp nog voor elk doel, en voor niets anders?"
    ),
    ReviewItem.DPIA: gettext_noop("Kloppen de risico’s en de maatregelen nog?"),
    ReviewItem.PEOPLE: gettext_noop(
        "Heeft iedereen met toegang die nog nodig, en niet meer dan nodig?"
    ),
    ReviewItem.NUMBERS: gettext_noop("Zijn alle nummers nog in gebruik, en van u?"),
    ReviewItem.RETENTION: gettext_noop("Is weg wat weg had moeten zijn?"),
}
CAUSES = (
    (Cause.QUALITY, gettext_lazy("Kwaliteit: inwoners blokkeren of melden het nummer")),
    (Cause.VIOLATION, gettext_lazy("Overtreding van de regels")),
    (Cause.REQUEST, gettext_lazy("Op verzoek")),
    (Cause.PAYMENT, gettext_lazy("Betaling")),
    (Cause.OTHER, gettext_lazy("Iets anders")),
)
CAUSE_NAMES = {str(cause): name for cause, name in CAUSES}


@dataclass(frozen=True, kw_only=True)
class Lived:
    """Something in the history of a licence."""

    title: str
    who: str
    at: datetime
    cause: str
    evidence: str
    result: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A step that someone may take now, on a page of its own."""

    step: str
    title: str
    meaning: str


def party_name(licence: Licence, party: str) -> str:
    """Who a party of a licence is."""
    match LicenceParty(party):
        case LicenceParty.MUNICIPALITY:
            return licence.municipality.name
        case LicenceParty.PROVIDER:
            return licence.provider.name
        case LicenceParty.PLATFORM:
            return "WhatsApp"


def offers_for(steps: Sequence[tuple[str, str]]) -> list[Offer]:
    """Each kind of step once, whoever's it may be."""
    kinds = dict.fromkeys(LicenceStep(step) for step, _by in steps)
    offers = [Offer(step=each, title=_(TITLES[each]), meaning=_(MEANINGS[each])) for each in kinds]
    whose = {by for step, by in steps if step == LicenceStep.SUSPEND}
    return [_of_platform(each) if _is_stop(each, whose) else each for each in offers]


def _is_stop(offer: Offer, whose: set[str]) -> bool:
    """One's own stop holds already: what is left is to write down that the platform stops too."""
    return offer.step == LicenceStep.SUSPEND and whose == {LicenceParty.PLATFORM}


def _of_platform(offer: Offer) -> Offer:
    return replace(
        offer,
        title=_("Vastleggen dat ook WhatsApp stopt"),
        meaning=_("Uw eigen stop geldt al. Dan gaat er pas weer iets weg als beide voorbij zijn."),
    )


def lived(licence: Licence, event: LicenceEvent) -> Lived:
    """An event, as the history shows it."""
    who = party_name(licence, event.by)
    return Lived(
        title=_(DONE.get(event.what, event.what)),
        who=f"{who} · {event.actor}",
        at=event.at,
        cause=str(CAUSE_NAMES.get(event.cause, "")),
        evidence=event.evidence,
        result=result_in_words(event.facts),
    )


def granted(licence: Licence) -> Lived:
    """How the history began, of a licence that is older than the event which tells it."""
    return Lived(
        title=_("Vergunning gegeven"),
        who=party_name(licence, LicenceParty.PLATFORM),
        at=licence.valid_from,
        cause="",
        evidence="",
        result="",
    )


def result_in_words(facts: Mapping[str, Any]) -> str:
    """What an event says in figures and codes."""
    told = []
    if purpose := facts.get("purpose"):
        told.append(f"{purpose_name(purpose)}.")
    if purposes := facts.get("purposes"):
        told.append(f"{', '.join(str(purpose_name(each)) for each in purposes)}.")
    if number := facts.get("number"):
        told.append(f"{pretty(number)}.")
    if day := facts.get("last_day"):
        told.append(_("Laatste dag: %(date)s.") % {"date": _date(day)})
    if amiss := [item for item, is_right in facts.get("in_order", {}).items() if not is_right]:
        names = ", ".join(_(REVIEW_ITEMS[ReviewItem(item)]) for item in amiss)
        told.append(_("Er moet iets gebeuren: %(items)s.") % {"items": names})
    if day := facts.get("next_on"):
        told.append(_("Volgende controle: %(date)s.") % {"date": _date(day)})
    if failed := facts.get("messages_failed"):
        told.append(_("%(count)s berichten gingen hierdoor niet weg.") % {"count": failed})
    return " ".join(told)


def _date(day: str) -> str:
    return date_format(date.fromisoformat(day), "j F Y")
