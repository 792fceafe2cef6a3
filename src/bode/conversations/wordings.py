"""The words in which citizens are asked for consent: the municipality's own, or the usual ones.

Each change is a version that stays. What a citizen was shown stands in message and proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from bode import policy
from bode.basics import now
from bode.licensing.content_places import find_blocking
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.privacy import audit
from bode.whatsapp import limits

from .errors import PurposeForbidden, WordingWrong
from .languages import LANGUAGES
from .models import ConsentWording

_AREA_NAMED = 124  # characters, for the line that says which area a question is about
LONGEST = limits.INTERACTIVE_BODY - _AREA_NAMED
WORDINGS = {
    "crisis_response": gettext_noop(
        "Mag gemeente %(municipality)s u via WhatsApp waarschuwen en helpen bij gevaar of een "
        "grote storing? U kunt altijd stoppen. Stuur dan STOP."
    ),
    "permits": gettext_noop(
        "Mag gemeente %(municipality)s u via WhatsApp berichten sturen over uw vergunning? U kunt "
        "altijd stoppen. Stuur dan STOP."
    ),
    "appointments": gettext_noop(
        "Mag gemeente %(municipality)s u via WhatsApp berichten sturen over uw afspraken? U kunt "
        "altijd stoppen. Stuur dan STOP."
    ),
    "municipal_services": gettext_noop(
        "Mag gemeente %(municipality)s u via WhatsApp berichten sturen over onze diensten, zoals "
        "afval? U kunt altijd stoppen. Stuur dan STOP."
    ),
    "tourism": gettext_noop(
        "Mag gemeente %(municipality)s u via WhatsApp berichten sturen voor toeristen en "
        "bezoekers? U kunt altijd stoppen. Stuur dan STOP."
    ),
}


def wording_for(municipality: Organisation, purpose: str, language: str) -> str:
    """What a citizen of this municipality is asked for a purpose now, word for word."""
    own = list_wordings(municipality.id, purpose).filter(language=language).first()
    return own.text if own is not None and own.text else usual(municipality, purpose, language)


def usual(municipality: Organisation, purpose: str, language: str) -> str:
    """What is asked where the municipality has no words of its own."""
    with translation.override(language):
        return gettext(WORDINGS[purpose]) % {"municipality": municipality.name}


def list_wordings(municipality_id: UUID, purpose: str) -> QuerySet[ConsentWording]:
    """Every version of a purpose's own words, the latest first; an empty one is the usual words."""
    found = ConsentWording.objects.filter(municipality=municipality_id, purpose=purpose)
    return found.order_by("-at", "-id")


@transaction.atomic
def change_wordings(actor: Actor, purpose: str, texts: Mapping[str, str]) -> None:
    """Ask from now on with these words, by language; with the usual ones where it is empty.

    Raises `NotAllowed`, `policy.UnknownPurpose`, `PurposeForbidden`, and `WordingWrong` for what
    can't be sent, or does not say how to stop.
    """
    actor.require("administrator")
    if not policy.purpose(purpose).allowed:
        raise PurposeForbidden(purpose)
    municipality = Organisation.objects.select_for_update().get(id=actor.organisation_id)
    changed = []
    for language in LANGUAGES:
        text = texts.get(language, "").strip()
        text = "" if text == usual(municipality, purpose, language) else text
        _check(municipality.id, language, text)
        latest = list_wordings(municipality.id, purpose).filter(language=language).first()
        if text != (latest.text if latest is not None else ""):
            _keep(actor, purpose, language, text)
            changed.append(language)
    if changed:
        audit.record(
            organisation_id=actor.organisation_id,
            actor=actor.name,
            what="wording.change",
            subject="conversations.ConsentWording",
            purpose=purpose,
            facts={"languages": changed},
        )


def _keep(actor: Actor, purpose: str, language: str, text: str) -> None:
    ConsentWording.objects.create(
        municipality_id=actor.organisation_id,
        purpose=purpose,
        language=language,
        text=text,
        actor=actor.name,
        at=now(),
    )


def _check(municipality_id: UUID, language: str, text: str) -> None:
    if len(text) > LONGEST:
        raise WordingWrong(language, "too_long")
    if text and "STOP" not in text:
        raise WordingWrong(language, "no_stop")
    if finding := find_blocking(municipality_id, text):
        raise WordingWrong(language, "forbidden", finding)
