"""What a citizen's message does to a conversation that is out of sight: closed, or snoozed.

A thank-you, or a question that comes right after, belongs to what was just closed: within a day
that conversation goes on. Later it is another matter, and a new one starts.
"""

from __future__ import annotations

from datetime import timedelta

from bode.basics import now
from bode.licensing.models import PhoneNumber

from .events import keep_event
from .models import Contact, Conversation
from .states import ConversationStatus, EventKind

GOES_ON_WITHIN = timedelta(days=1)
"""So long after it was closed, a conversation goes on when the citizen writes."""


def reopen_recent(number: PhoneNumber, contact: Contact) -> Conversation | None:
    """The conversation that was closed a moment ago, open again. `contact_for` holds the lock."""
    closed = Conversation.objects.select_for_update(of=("self",)).filter(
        municipality_id=number.municipality_id,
        contact=contact,
        number=number,
        status=ConversationStatus.CLOSED,
        closed_at__gt=now() - GOES_ON_WITHIN,
    )
    latest = closed.order_by("-closed_at").first()
    if latest is not None:
        was_quiet, latest.is_quiet = latest.is_quiet, False
        latest.status, latest.closed_at = ConversationStatus.OPEN, None
        latest.save(update_fields=["status", "closed_at", "is_quiet"])
        if not was_quiet:  # else it begins now
            keep_event(latest, EventKind.REOPENED)
    return latest
