"""When someone wants no more: written down, and obeyed by what waits for them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bode import policy
from bode.basics import digits, now, parse_recipient
from bode.organisations.actors import Actor
from bode.whatsapp import Identity

from .consents import require_municipality
from .contacts import addresses_of, hold
from .marketing import record_choice
from .models import Consent, Contact
from .template_stops import obey_choice, obey_withdrawal

MARKETING_STOPPED = 131050  # the platform's refusal of marketing to who wants none


@transaction.atomic
def withdraw_consent(actor: Actor, *, phone: str, purpose: str) -> None:
    """Someone no longer wants messages with this purpose, whether they once asked or not.

    Raises `NotAllowed`, `RecipientInvalid`, `policy.UnknownPurpose`.
    """
    actor.require("consents", "administrator", "agent")
    require_municipality(actor)
    policy.purpose(purpose)
    address = digits(parse_recipient(phone))
    hold(actor.organisation_id, Identity(phone=address))  # what is just being sent, is sent first
    given = Consent.objects.filter(address=address, purpose=purpose, withdrawn_at=None)
    if not given.update(withdrawn_at=now()):
        Consent.objects.create(
            municipality_id=actor.organisation_id,
            address=address,
            purpose=purpose,
            source=actor.name,
            given_at=now(),
            withdrawn_at=now(),
        )
    obey_withdrawal(actor.organisation_id, address, purpose)


@transaction.atomic
def choose_marketing(contact: Contact, *, wanted: bool, at: datetime) -> None:
    """A citizen told the platform that they want marketing, or none."""
    record_choice(contact, wanted=wanted, at=at)
    obey_choice(contact.municipality_id, addresses_of(contact))
