"""Consent: who asked for messages with which purpose, with proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When

from bode import policy
from bode.basics import RecipientInvalid, digits, now, parse_recipient
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import OrganisationKind
from bode.privacy import audit
from bode.whatsapp import Identity, is_user_id

from .consent_emails import EMAIL, EmailGiven, keep_emails
from .consent_rows import Said, record_rows
from .contacts import addresses_of
from .errors import ConsentFromFuture, PurposeForbidden, PurposeNotLicensed, TokenPurpose
from .given_away import SAID_AT, still_theirs
from .models import (
    Consent,
    ConsentArea,
    Contact,
    ContactIdentity,
    Conversation,
    IdentityKind,
    Message,
)
from .states import ConsentHow, ConversationStatus

CLOCKS_DIFFER = timedelta(minutes=5)  # at most, between a system that records consent and ours

_CHOSEN = ConsentArea.objects.filter(consent=OuterRef("id")).values("area")
_LAST_FIRST = (
    SAID_AT.desc(),
    F("withdrawn_at").desc(nulls_last=True),
)
"""What was said last, whenever we heard of it; of one moment, the no."""


@dataclass(frozen=True, kw_only=True)
class ConsentResult:
    """What became of a list of citizens; `refused` holds each bad phone number with its code."""

    recorded: int
    unchanged: int
    refused: tuple[tuple[str, str], ...]
    refused_user_ids: tuple[str, ...] = ()


@transaction.atomic
def record_consents(
    actor: Actor,
    *,
    phones: Sequence[str] = (),
    user_ids: Sequence[str] = (),
    purpose: str,
    wording: str,
    given_at: datetime,
    source: str,
    area: str = "",
    emails: Mapping[str, str] | None = None,
) -> ConsentResult:
    """Record that these people asked for messages with this purpose.

    `wording` is what they agreed to, word for word; `source` says where; `area` is as
    `areas.read_area` gives it; `emails` the e-mail addresses that some of them gave with it, by
    phone number or user id as these are given. Numbers that can't receive WhatsApp, and what is no
    user id, are refused one by one; who said no since `given_at` stays unchanged.
    Raises `NotAllowed`, `policy.UnknownPurpose`, `PurposeForbidden` or `ConsentFromFuture`.
    """
    actor.require("consents", "administrator", "broadcaster")
    require_municipality(actor)
    if actor.bound_to not in ("", purpose):
        raise TokenPurpose
    if not policy.purpose(purpose).allowed:
        raise PurposeForbidden(purpose)
    if given_at > now() + CLOCKS_DIFFER:
        raise ConsentFromFuture
    numbers, refused = _numbers(phones)
    strange = _strange(user_ids)
    addresses = sorted(numbers | set(user_ids) - strange)
    refused_user_ids = tuple(each for each in user_ids if each in strange)
    said = Said(purpose=purpose, wording=wording, given_at=given_at, source=source, area=area)
    recorded = record_rows(actor, [(each, said) for each in addresses], how=ConsentHow.PROGRAM)
    _keep_emails(actor, emails or {}, addresses, said)
    return ConsentResult(
        recorded=recorded,
        unchanged=len(phones) + len(user_ids) - len(refused) - len(refused_user_ids) - recorded,
        refused=tuple(refused),
        refused_user_ids=refused_user_ids,
    )


@transaction.atomic
def record_told(
    actor: Actor,
    conversation: Conversation,
    purpose: str,
    *,
    how: ConsentHow,
    wording: str,
    message_id: UUID | None = None,
) -> bool:
    """A citizen told an agent that they want messages with this purpose; False: they had said so.

    `wording` is what they agreed to; `message_id` theirs in which they did. It holds for every
    number and user id of theirs. Raises `NotAllowed` or `PurposeNotLicensed`.
    """
    actor.require("agent")
    if purpose not in conversation.number.licence.purposes:
        raise PurposeNotLicensed(purpose)
    contact = conversation.contact
    said = Said(purpose=purpose, wording=wording, given_at=now(), source=actor.name)
    rows = [(each, said) for each in sorted(addresses_of(contact))]
    recorded = record_rows(actor, rows, how=how, message_id=message_id)
    if recorded:
        audit.record(
            organisation_id=actor.organisation_id,
            actor=actor.name,
            what="consent.record",
            subject="conversations.Contact",
            subject_id=contact.id,
            purpose=purpose,
            facts={"how": how},
        )
    return bool(recorded)


def record_answered(
    actor: Actor, contact: Contact, purpose: str, *, wording: str, message: Message, area: str
) -> None:
    """A citizen answered yes, in this message, to our question with this wording.

    It is for an area, or for the whole municipality where that is empty.
    """
    said = Said(purpose=purpose, wording=wording, given_at=message.at, source="WhatsApp", area=area)
    rows = [(each, said) for each in sorted(addresses_of(contact))]
    record_rows(actor, rows, how=ConsentHow.CHAT, message_id=message.id)


def list_consents(contact: Contact) -> QuerySet[Consent]:
    """All that a citizen said yes or no to, the latest first."""
    found = still_theirs(Consent.objects.filter(address__in=addresses_of(contact)))
    found = found.select_related("given_in", "withdrawn_in").prefetch_related("areas")
    return found.order_by("-recorded_at", "-given_at")


def list_last_words(contact: Contact) -> list[Consent]:
    """The yes or no that a citizen said last, for each purpose of which they said any.

    With the areas that they chose in `chosen`, as `areas_of` reads them.
    """
    said = still_theirs(Consent.objects.filter(address__in=addresses_of(contact)))
    said = said.annotate(chosen=ArraySubquery(_CHOSEN))
    return list(said.order_by("purpose", *_LAST_FIRST).distinct("purpose"))


def list_emails(contact: Contact) -> list[str]:
    """The e-mail addresses at which a citizen may be mailed, by the alphabet."""
    found = list_consents(contact).annotate(email=EMAIL)
    return sorted({each.email for each in found if each.email is not None})


def list_ended(contact: Contact) -> list[Consent]:
    """The no that a citizen said last, for each purpose for which it was their last word."""
    return [each for each in list_last_words(contact) if each.withdrawn_at is not None]


def require_municipality(actor: Actor) -> None:
    """Only a municipality has citizens who ask for messages."""
    if actor.organisation_kind != OrganisationKind.MUNICIPALITY:
        raise NotAllowed(needed=(OrganisationKind.MUNICIPALITY,))


def consent_of(
    identity: Identity, purpose: str, conversation: Conversation | None
) -> policy.Consent:
    """Whether this citizen asked for messages with this purpose.

    Someone whose question is in a conversation that still runs has asked for its answer, also
    after they withdrew what they had asked for before.
    """
    addresses = [each for each in (identity.phone, identity.user_id) if each]
    latest = _latest(addresses, purpose).first()
    withdrawn_at = latest.withdrawn_at if latest is not None else None
    if latest is not None and withdrawn_at is None:
        return policy.Consent.GIVEN
    runs = conversation is not None and conversation.status != ConversationStatus.CLOSED
    asked_at = conversation.last_inbound_at if conversation is not None and runs else None
    if asked_at is not None and (withdrawn_at is None or asked_at > withdrawn_at):
        return policy.Consent.IMPLIED
    return policy.Consent.NONE if latest is None else policy.Consent.WITHDRAWN


def consent_in_a_query(
    municipality: OuterRef, addresses: QuerySet[Any, Any], purpose: OuterRef
) -> Subquery:
    """What was last said from these addresses, for each row: `given`, `withdrawn` or nothing."""
    withdrawn = Value(str(policy.Consent.WITHDRAWN))
    word = Case(When(withdrawn_at=None, then=Value(str(policy.Consent.GIVEN))), default=withdrawn)
    latest = _latest(addresses, purpose).filter(municipality=municipality)
    return Subquery(latest.annotate(word=word).values("word")[:1])


def _latest(
    addresses: Sequence[str] | QuerySet[Any, Any], purpose: str | OuterRef
) -> QuerySet[Consent]:
    """What was said from these addresses about a purpose; the first counts."""
    found = still_theirs(Consent.objects.filter(address__in=addresses, purpose=purpose))
    return found.order_by(*_LAST_FIRST)


def _keep_emails(
    actor: Actor, emails: Mapping[str, str], addresses: Sequence[str], said: Said
) -> None:
    """Of those who were named; a number may be written otherwise than Bode does."""
    named = set(addresses)
    of = {each: next(iter(_numbers([each])[0]), each) for each in emails}
    keep_emails(
        actor.organisation_id,
        [
            EmailGiven(of[each], said.purpose, email, said.given_at)
            for each, email in emails.items()
            if of[each] in named
        ],
    )


def _numbers(phones: Sequence[str]) -> tuple[set[str], list[tuple[str, str]]]:
    numbers = set()
    refused = []
    for phone in phones:
        try:
            numbers.add(digits(parse_recipient(phone)))
        except RecipientInvalid as invalid:
            refused.append((phone, invalid.code))
    return numbers, refused


def _strange(user_ids: Sequence[str]) -> set[str]:
    """Those that look like no user id, and are not a citizen's who wrote."""
    odd = {each for each in user_ids if not is_user_id(each)}
    known = ContactIdentity.objects.filter(kind=IdentityKind.USER_ID, value__in=odd)
    return odd.difference(known.values_list("value", flat=True)) if odd else odd
