"""The panel beside a conversation, as a whole and in the parts that change by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zlib import crc32

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.conversations import queries
from bode.conversations.consents import list_last_words
from bode.conversations.models import Consent, Conversation
from bode.conversations.past import list_earlier
from bode.desk.notes import LONGEST
from bode.desk.panels import Beside, list_panels
from bode.desk.queries import list_colleagues, list_tags, list_tags_of
from bode.web.access import ActingRequest, allow
from bode.web.sharing import for_a_moment

from ..contacts import show_citizen, show_history
from .card import show_known, show_marketing, show_words
from .speaking import show_writes

_EARLIER = 5


def show_aside(conversation: Conversation, last_words: Sequence[Consent]) -> dict[str, Any]:
    """Everything that the panel shows, but for what services know."""
    here = conversation.municipality_id
    return {
        **show_aside_parts(conversation, last_words),
        "all_tags": for_a_moment(here, "tags", list_tags),
        "colleagues": for_a_moment(here, "colleagues", lambda: list_colleagues(here)),
        "longest_note": LONGEST,
    }


def show_aside_parts(conversation: Conversation, last_words: Sequence[Consent]) -> dict[str, Any]:
    """What of the panel changes by itself."""
    contact = conversation.contact
    earlier = list_earlier(conversation, limit=_EARLIER + 1)
    parts: dict[str, Any] = {
        "known": show_known(contact),
        "words": show_words(conversation, last_words),
        "marketing": show_marketing(contact),
        "history": show_history(queries.list_contact_events(contact.id)),
        "given_tags": list_tags_of(conversation.id),
        "earlier": earlier[:_EARLIER],
        "more_earlier": len(earlier) > _EARLIER,
        "writes": show_writes(conversation),
    }
    facts = [
        (name, repr(value), [(each.status, each.purpose) for each in earlier])
        for name, value in parts.items()
    ]
    seen = (facts, contact.name, contact.username, contact.language, conversation.purpose)
    return {
        **parts,
        "conversation": conversation,
        "citizen": show_citizen(contact),
        "aside_version": f"{crc32(repr(seen).encode()):x}",
    }


@require_GET
@allow("agent")
def aside(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """What of the panel changes by itself."""
    found = queries.access_conversation(conversation_id)
    parts = show_aside_parts(found, list_last_words(found.contact))
    return render(request, "desk/aside_parts.html", parts)


@require_GET
@allow("agent")
def services(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """What services know of the citizen; asked apart, as the page does not wait for them."""
    found = queries.access_conversation(conversation_id)
    panels = list_panels(Beside(actor=request.actor, conversation=found))
    context = {"panels": panels, "conversation": found, "citizen": show_citizen(found.contact)}
    is_fragment = "HX-Request" in request.headers
    page = "desk/aside_services.html" if is_fragment else "desk/services.html"
    return render(request, page, context)
