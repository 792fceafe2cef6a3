"""The only reads of conversations for other rooms; all of them inside a scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from bode.basics import RecipientInvalid, digits, parse_recipient
from bode.organisations.tenancy import organisation_in_scope

from .models import Conversation, IdentityKind, Media, Message

Cursor = tuple[datetime, UUID]


def list_conversations(
    *, status: str | None = None, before: Cursor | None = None, limit: int = 50
) -> list[Conversation]:
    """The conversations with the latest messages; `before` is the last one of the page before."""
    found = _conversations()
    if status is not None:
        found = found.filter(status=status)
    return _page(found, before, limit)


def find_conversations(
    *,
    phone: str | None = None,
    user_id: str | None = None,
    before: Cursor | None = None,
    limit: int = 50,
) -> list[Conversation]:
    """The conversations with one citizen, latest first; `phone` in any notation."""
    identities: Sequence[tuple[str, str]] = [
        (kind, value)
        for kind, value in (
            (IdentityKind.PHONE, _digits(phone) if phone else None),
            (IdentityKind.USER_ID, user_id),
        )
        if value
    ]
    found = _conversations()
    for kind, value in identities:
        found = found.filter(contact__identities__kind=kind, contact__identities__value=value)
    return _page(found, before, limit) if identities else []


def access_conversation(conversation_id: UUID) -> Conversation:
    """One conversation in scope; raises `Conversation.DoesNotExist`."""
    return _conversations().get(id=conversation_id)


def list_messages(
    conversation_id: UUID, *, after: Cursor | None = None, limit: int = 100
) -> list[Message]:
    """Messages, oldest first, from after a (time, id) on."""
    found = _messages().filter(conversation_id=conversation_id)
    if after is not None:
        at, key = after
        found = found.filter(Q(at__gt=at) | Q(at=at, id__gt=key))
    return list(found.order_by("at", "id")[:limit])


def list_latest_messages(conversation_id: UUID, *, limit: int = 100) -> list[Message]:
    """The newest messages of a conversation, oldest first."""
    found = _messages().filter(conversation_id=conversation_id).order_by("-at", "-id")
    return list(found[:limit])[::-1]


def access_message(message_id: UUID) -> Message:
    """One message in scope; raises `Message.DoesNotExist`."""
    return _messages().get(id=message_id)


def access_media(media_id: UUID) -> Media:
    """One attachment in scope; raises `Media.DoesNotExist`."""
    return Media.objects.select_related("message").get(id=media_id)


def media_path(media: Media) -> Path:
    """Where an attachment is kept: outside any web root, under its municipality."""
    return Path(settings.MEDIA_ROOT) / str(media.municipality_id) / str(media.id)


def _conversations() -> QuerySet[Conversation]:
    found = Conversation.objects.select_related("contact", "number", "assignee")
    municipality_id = organisation_in_scope()
    if municipality_id is not None:
        # Row security says the same, but leaves the index that starts with it unused.
        found = found.filter(municipality_id=municipality_id)
    return found.prefetch_related("contact__identities").order_by("-last_message_at", "-id")


def _page(found: QuerySet[Conversation], before: Cursor | None, limit: int) -> list[Conversation]:
    if before is not None:
        at, key = before
        found = found.filter(Q(last_message_at__lt=at) | Q(last_message_at=at, id__lt=key))
    return list(found[:limit])


def _messages() -> QuerySet[Message]:
    return Message.objects.select_related("reply_to", "media").prefetch_related("reactions")


def _digits(phone: str) -> str:
    """The platform's notation; what is no phone number stays as it is, and is not found."""
    try:
        return digits(parse_recipient(phone))
    except RecipientInvalid:
        return phone.lstrip("+")
