"""When someone wants no more: written down, and obeyed by what waits for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bode import policy
from bode.basics import RecipientInvalid, digits, now, parse_recipient
from bode.organisations.actors import Actor
from bode.whatsapp import Identity

from .addressing import address_user_id
from .consents import require_municipality
from .contacts import addresses_of, find_contact, hold, identity_of
from .marketing import record_choice
from .models import Consent, Contact
from .template_stops import obey_choice, obey_withdrawal

MARKETING_STOPPED = 131050  # the platform's refusal of marketing to who wants none


@transaction.atomic
def withdraw_consent(
    actor: Actor, *, purpose: str, phone: str | None = None, user_id: str | None = None
) -> None:
    """Someone no longer wants messages with this purpose, whether they once asked or not.

    It holds for every number and user id of theirs. Raises `NotAllowed`, `policy.UnknownPurpose`,
    or `RecipientInvalid`, also with the code `NOT_A_USER_ID`.
    """
    actor.require("consents", "administrator", "agent")
    require_municipality(actor)
    policy.purpose(purpose)
    addresses = _held_addresses(actor.organisation_id, _named(actor, phone, user_id))
    given = Consent.objects.filter(address__in=addresses, purpose=purpose, withdrawn_at=None)
    had = set(given.select_for_update().values_list("address", flat=True))
    given.update(withdrawn_at=now())
    Consent.objects.bulk_create(
        Consent(
            municipality_id=actor.organisation_id,
            address=address,
            purpose=purpose,
            source=actor.name,
            given_at=now(),
            withdrawn_at=now(),
        )
        for address in addresses
        if address not in had
    )
    obey_withdrawal(actor.organisation_id, addresses, purpose)


def _named(actor: Actor, phone: str | None, user_id: str | None) -> Identity:
    if user_id is None:
        return Identity(phone=digits(parse_recipient(phone or "")))
    to = address_user_id(actor.organisation_id, user_id)
    if to.problem is not None:
        raise RecipientInvalid(to.problem)
    return to.identity


def _held_addresses(municipality_id: UUID, named: Identity) -> list[str]:
    """Every address of whoever has this one; what is just being sent to them, is sent first."""
    contact = find_contact(municipality_id, named)
    theirs = identity_of(contact) if contact is not None else named
    phone, user_id = named.phone or theirs.phone, named.user_id or theirs.user_id
    hold(municipality_id, Identity(phone=phone, user_id=user_id))
    others = addresses_of(contact) if contact is not None else []
    return sorted({each for each in (phone, user_id, *others) if each})


@transaction.atomic
def choose_marketing(contact: Contact, *, wanted: bool, at: datetime) -> None:
    """A citizen told the platform that they want marketing, or none."""
    hold(contact.municipality_id, identity_of(contact))  # what is just being sent, is sent first
    record_choice(contact, wanted=wanted, at=at)
    obey_choice(contact.municipality_id, addresses_of(contact))
