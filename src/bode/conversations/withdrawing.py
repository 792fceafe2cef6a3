"""When someone wants no more: written down, and obeyed by what waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from bode import policy
from bode.basics import RecipientInvalid, digits, now, parse_recipient
from bode.organisations.actors import Actor
from bode.privacy import audit
from bode.whatsapp import Identity

from .addressing import address_user_id
from .consent_emails import forget_emails
from .consents import list_ended, require_municipality
from .contacts import addresses_of, find_contact, hold, hold_contacts, identity_of
from .marketing import record_choice
from .models import Consent, Contact, Message
from .states import ConsentHow
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
    said = _No(how=ConsentHow.PROGRAM, by=actor.name, at=now())
    _withdraw(actor.organisation_id, addresses, purpose, said)


@transaction.atomic
def withdraw_told(
    actor: Actor,
    contact: Contact,
    purpose: str,
    *,
    how: ConsentHow,
    message_id: UUID | None = None,
) -> None:
    """A citizen told an agent that they want no more of this, in that message if in one.

    Raises `policy.UnknownPurpose`.
    """
    actor.require("agent")
    policy.purpose(purpose)
    hold_contacts(contact.municipality_id, [contact.id])
    said = _No(how=how, by=actor.name, at=now(), message_id=message_id)
    _withdraw(contact.municipality_id, sorted(addresses_of(contact)), purpose, said)
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what="consent.withdraw",
        subject="conversations.Contact",
        subject_id=contact.id,
        purpose=purpose,
        facts={"how": how},
    )


def withdraw_in_chat(contact: Contact, purposes: Sequence[str], message: Message) -> None:
    """A citizen wrote that they want no more of these."""
    hold_contacts(contact.municipality_id, [contact.id])
    said = _No(how=ConsentHow.CHAT, by="", at=message.at, message_id=message.id)
    for purpose in purposes:
        _withdraw(contact.municipality_id, sorted(addresses_of(contact)), purpose, said)


def withdraw_everywhere(actor: Actor, contact: Contact) -> None:
    """What a citizen said no to last, ends what they said yes to under another address of theirs.

    For who turns out to be one with someone else, and is held by now.
    """
    for ended in list_ended(contact):
        given = Consent.objects.filter(
            address__in=addresses_of(contact), purpose=ended.purpose, withdrawn_at=None
        )
        addresses = sorted(given.values_list("address", flat=True))
        said = _No(how=ConsentHow(ended.withdrawn_how), by=actor.name, at=now())
        _withdraw(contact.municipality_id, addresses, ended.purpose, said)


@dataclass(frozen=True, kw_only=True)
class _No:
    """How, to whom and when someone said that they want no more."""

    how: ConsentHow
    by: str
    at: datetime
    message_id: UUID | None = None


def _withdraw(municipality_id: UUID, addresses: Sequence[str], purpose: str, said: _No) -> None:
    facts: dict[str, Any] = {
        "withdrawn_at": said.at,
        "withdrawn_how": said.how,
        "withdrawn_by": said.by,
        "withdrawn_in_id": said.message_id,
    }
    # What is said late takes nothing back that was given after it.
    given = Consent.objects.filter(address__in=addresses, purpose=purpose, withdrawn_at=None)
    had = set(given.select_for_update().order_by("address").values_list("address", flat=True))
    later = given.filter(Q(given_at__gt=said.at) | Q(renewed_at__gt=said.at))
    if said.message_id is not None and later.exists():
        return
    given.update(**facts)
    forget_emails(addresses, purpose)
    Consent.objects.bulk_create(
        Consent(
            municipality_id=municipality_id,
            address=address,
            purpose=purpose,
            source=said.by,
            given_at=said.at,
            **facts,
        )
        for address in addresses
        if address not in had
    )
    obey_withdrawal(municipality_id, addresses, purpose)


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
    # What is just being sent, is sent first.
    hold_contacts(contact.municipality_id, [contact.id])
    record_choice(contact, wanted=wanted, at=at)
    obey_choice(contact.municipality_id, addresses_of(contact))
