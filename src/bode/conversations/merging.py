"""Two contacts that turn out to be one citizen become one; it says so in its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Subquery
from django.db.models.functions import Greatest, Least

from . import live
from .events import keep_event
from .models import (
    Contact,
    ContactEvent,
    ContactEventKind,
    ContactIdentity,
    ContentOverride,
    Conversation,
    ConversationEvent,
    EmailAsked,
    MarketingChoice,
    Message,
    PurposeChange,
)
from .moving import keep_where
from .states import ConversationStatus, EventKind

Joined = Callable[[Conversation, Conversation], None]
_listeners: list[Joined] = []


def on_join(listener: Joined) -> None:
    """Call this before a conversation goes into another, with that other one first.

    For rooms above, which keep something by conversation; called in the transaction.
    """
    _listeners.append(listener)


def merge(kept: Contact, gone: Contact, at: datetime, *, actor: str = "", reason: str = "") -> None:
    """Give everything of one contact to another. Both of their identities are locked by now.

    `actor` and `reason`: of the agent who says that they are one person; the platform else.
    """
    list(Contact.objects.select_for_update().filter(id__in=[kept.id, gone.id]).order_by("id"))
    _take_over_conversations(kept, gone)
    ContactIdentity.objects.filter(contact=gone).update(contact=kept)
    ContactEvent.objects.filter(contact=gone).update(contact=kept)
    _take_over_choice(kept, gone)
    if not EmailAsked.objects.filter(contact=kept).exists():
        EmailAsked.objects.filter(contact=gone).update(contact=kept)
    taken = {name for name in ("name", "username", "language") if not getattr(kept, name)}
    for name in taken:
        setattr(kept, name, getattr(gone, name))
    kept.joined_at = at if actor else kept.joined_at or gone.joined_at
    kept.save(update_fields={*taken, "joined_at"})
    since = Contact.objects.filter(id=gone.id).values("created_at")
    Contact.objects.filter(id=kept.id).update(created_at=Least("created_at", Subquery(since)))
    kind = ContactEventKind.JOINED if actor else ContactEventKind.MERGED
    remember(kept, kind, at, value=gone.name, actor=actor, reason=reason)
    gone.delete()


def remember(
    contact: Contact,
    kind: str,
    at: datetime,
    *,
    identity_kind: str = "",
    value: str = "",
    actor: str = "",
    reason: str = "",
) -> None:
    """Add a line to the history of a contact."""
    ContactEvent.objects.create(
        municipality_id=contact.municipality_id,
        contact=contact,
        kind=kind,
        identity_kind=identity_kind,
        value=value,
        actor=actor,
        reason=reason,
        at=at,
    )


def _take_over_conversations(kept: Contact, gone: Contact) -> None:
    changed: list[UUID] = []
    running = {each.number_id: each for each in _running(kept)}
    for conversation in _running(gone):
        own = running.get(conversation.number_id)
        if own is not None:
            changed += [own.id, conversation.id]  # before it is gone, with its id
            _join(own, conversation)
    Conversation.objects.filter(contact=gone).update(contact=kept)
    if changed:
        live.announce(kept.municipality_id, changed)


def _running(contact: Contact) -> list[Conversation]:
    found = Conversation.objects.select_for_update().filter(contact=contact)
    return list(found.exclude(status=ConversationStatus.CLOSED).order_by("id"))


def _join(own: Conversation, other: Conversation) -> None:
    """Of two running conversations at one number, one goes on with the messages of both."""
    for listener in _listeners:
        listener(own, other)
    Message.objects.filter(conversation=other).update(conversation=own)
    PurposeChange.objects.filter(conversation=other).update(conversation=own)
    ContentOverride.objects.filter(conversation=other).update(conversation=own)
    ConversationEvent.objects.filter(conversation=other).update(conversation=own)
    keep_event(own, EventKind.MERGED)
    keep_where(other, own)
    of_purpose = own if own.purpose else other
    of_language = own if own.language else other
    latest = max(own, other, key=lambda each: each.last_message_at)
    Conversation.objects.filter(id=own.id).update(
        status=latest.status,
        purpose=of_purpose.purpose,
        purpose_from=of_purpose.purpose_from,
        assignee=own.assignee_id or other.assignee_id,
        team=own.team_id or other.team_id,
        language=of_language.language,
        language_from=of_language.language_from,
        urgent_since=Least(F("urgent_since"), other.urgent_since),
        snoozed_until=own.snoozed_until and other.snoozed_until,
        last_message_at=latest.last_message_at,
        preview=latest.preview,
        preview_type=latest.preview_type,
        unread_count=F("unread_count") + other.unread_count,
        last_inbound_at=Greatest(F("last_inbound_at"), other.last_inbound_at),
    )
    other.delete()


def _take_over_choice(kept: Contact, gone: Contact) -> None:
    choices = MarketingChoice.objects.filter(contact__in=[kept, gone])
    latest = choices.order_by("at").last()
    if latest is None:
        return
    MarketingChoice.objects.update_or_create(
        contact=kept,
        municipality_id=kept.municipality_id,
        defaults={"wanted": latest.wanted, "at": latest.at},
    )
