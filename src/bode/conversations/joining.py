"""An agent says that two contacts are one person: what would happen then, and doing it.

What the platform tells by itself is in `contacts`. Of people it tells less: a second phone, or a
new account, is a new contact, until someone says whose it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zlib import crc32

from django.db import transaction

from bode.basics import now
from bode.organisations.actors import Actor
from bode.privacy import audit

from .consents import list_ended
from .contacts import addresses_of, hold_contacts, identity_of, make_latest
from .errors import JoiningChanged, JoiningReasonMissing, JoiningSelf
from .merging import merge
from .models import Consent, Contact, Conversation, IdentityKind
from .readdressing import readdress
from .states import ConversationStatus
from .withdrawing import withdraw_everywhere

REASON_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of two contacts, as an agent compares them."""

    contact: Contact
    conversations: Sequence[Conversation]
    """The latest first."""
    said_no: Sequence[Consent]


@dataclass(frozen=True, kw_only=True)
class Joining:
    """Two contacts side by side, and what becomes of them."""

    kept: Side
    gone: Side
    running_into_one: int
    """How many running conversations of the one go on in one of the other."""
    answered_at: Contact
    """Of whom the number or user id is, to which answers go."""
    has_two_accounts: bool
    """Whether each has a user id of their own: then it is at least not one WhatsApp account."""

    @property
    def seen(self) -> str:
        """Another text when what would happen is something else."""
        facts = [_facts(each) for each in (self.kept, self.gone)]
        return f"{crc32(repr(facts).encode()):x}"


def plan_joining(kept_id: UUID, gone_id: UUID) -> Joining:
    """What would happen; raises `Contact.DoesNotExist` or `JoiningSelf`."""
    if kept_id == gone_id:
        raise JoiningSelf
    kept, gone = _side(kept_id), _side(gone_id)
    both = [*kept.conversations, *gone.conversations]
    latest = max(both, key=lambda each: each.last_message_at, default=None)
    numbers = _running_at(kept) & _running_at(gone)
    return Joining(
        kept=kept,
        gone=gone,
        running_into_one=len(numbers),
        answered_at=gone.contact if latest in gone.conversations else kept.contact,
        has_two_accounts=all(identity_of(each.contact).user_id for each in (kept, gone)),
    )


@transaction.atomic
def join_contacts(actor: Actor, kept_id: UUID, gone_id: UUID, *, reason: str, seen: str) -> Contact:
    """Make one of two contacts, as it was shown (`seen`) and for this reason; can't be undone.

    A no that was said under any address holds for all. Answers go to where the citizen wrote
    last. Raises `Contact.DoesNotExist`, `JoiningSelf`, `JoiningReasonMissing` or, when something
    changed since it was shown, `JoiningChanged`.
    """
    actor.require("agent")
    if not reason.strip():
        raise JoiningReasonMissing
    hold_contacts(actor.organisation_id, [kept_id, gone_id])
    plan = plan_joining(kept_id, gone_id)
    if plan.seen != seen:
        raise JoiningChanged
    reached = identity_of(plan.answered_at)
    merge(
        plan.kept.contact,
        plan.gone.contact,
        now(),
        actor=actor.name,
        reason=reason.strip()[:REASON_LENGTH],
    )
    contact = Contact.objects.get(id=kept_id)
    _reach_at(contact, {IdentityKind.USER_ID: reached.user_id, IdentityKind.PHONE: reached.phone})
    withdraw_everywhere(actor, contact)
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what="contact.join",
        subject="conversations.Contact",
        subject_id=contact.id,
        facts={"conversations": len(plan.gone.conversations)},
    )
    return contact


def _reach_at(contact: Contact, values: dict[IdentityKind, str | None]) -> None:
    """The number comes last: where both are known, the platform takes it first."""
    for kind, value in values.items():
        if value:
            make_latest(contact, kind, value)
    readdress(contact, identity_of(contact))


def _side(contact_id: UUID) -> Side:
    contact = Contact.objects.prefetch_related("identities").get(id=contact_id)
    theirs = contact.conversations.select_related("number", "assignee")
    return Side(
        contact=contact,
        conversations=list(theirs.order_by("-last_message_at", "-id")),
        said_no=list_ended(contact),
    )


def _running_at(side: Side) -> set[UUID]:
    running = [each for each in side.conversations if each.status != ConversationStatus.CLOSED]
    return {each.number_id for each in running}


def _facts(side: Side) -> tuple[object, ...]:
    return (
        side.contact.id,
        side.contact.name,
        sorted(addresses_of(side.contact)),
        sorted(str(each.id) for each in side.conversations),
        sorted(_running_at(side)),
        sorted(each.purpose for each in side.said_no),
    )
