"""The panel beside a conversation, as a whole and in the parts that change by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zlib import crc32

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from bode.conversations import queries
from bode.conversations.models import Consent, Conversation
from bode.conversations.past import list_earlier
from bode.desk.notes import LONGEST
from bode.desk.panels import Beside, list_panels
from bode.desk.queries import list_colleagues, list_tags, list_tags_of
from bode.desk.surroundings import Surroundings
from bode.web.access import ActingRequest, allow
from bode.web.sharing import for_a_moment

from ..contacts import show_citizen, show_history
from .card import show_known, show_marketing, show_words
from .speaking import show_writes

_EARLIER = 5


def show_aside(
    conversation: Conversation, last_words: Sequence[Consent], there: Surroundings
) -> dict[str, Any]:
    """Everything that the panel shows, but for what services know."""
    here = conversation.municipality_id
    return {
        **show_aside_parts(conversation, last_words, there),
        "all_tags": for_a_moment(here, "tags", list_tags),
        "colleagues": for_a_moment(here, "colleagues", lambda: _choices_of(here)),
        "longest_note": LONGEST,
    }


def _choices_of(municipality_id: UUID) -> SafeString:
    """All colleagues, to choose who is named: as HTML, as there may be hundreds."""
    names = ((each.name,) for each in list_colleagues(municipality_id))
    return format_html_join("", '<option value="{}"></option>', names)


def show_aside_parts(
    conversation: Conversation, last_words: Sequence[Consent], there: Surroundings
) -> dict[str, Any]:
    """What of the panel changes by itself."""
    contact = conversation.contact
    happened = queries.list_contact_events(contact.id) if there.contact_events else []
    others = there.other_conversations
    earlier = list_earlier(conversation, limit=_EARLIER + 1) if others else []
    parts: dict[str, Any] = {
        "known": show_known(contact),
        "words": show_words(conversation, last_words),
        "marketing": show_marketing(contact) if there.marketing else [],
        "history": show_history(happened),
        "given_tags": list_tags_of(conversation.id) if there.tags else [],
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
def services(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """What services know of the citizen; asked apart, as the page does not wait for them."""
    found = queries.access_conversation(conversation_id)
    panels = list_panels(Beside(actor=request.actor, conversation=found))
    context = {"panels": panels, "conversation": found, "citizen": show_citizen(found.contact)}
    is_fragment = "HX-Request" in request.headers
    page = "desk/aside_services.html" if is_fragment else "desk/services.html"
    return render(request, page, context)
