"""What an agent may be told of by a notification."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from .models import Conversation
from .states import ConversationStatus

MOST = 5  # more at once is noise


def list_news(
    person_id: UUID, since: datetime, *, is_new: bool, is_urgent: bool
) -> list[Conversation]:
    """Conversations in which a citizen wrote since then and nobody has read it, the newest first.

    `is_new`: those of this person and of nobody; `is_urgent`: those that are urgent since then.
    """
    wanted = Q(pk__in=[])
    if is_new:
        wanted |= Q(assignee=person_id) | Q(assignee=None)
    if is_urgent:
        wanted |= Q(urgent_since__gt=since)
    recent = Conversation.objects.filter(
        last_message_at__gt=since, unread_count__gt=0, status=ConversationStatus.OPEN
    )
    found = recent.filter(wanted).select_related("contact")
    return list(found.order_by("-last_message_at")[:MOST])
