"""What an open desk may tell by a notification: it asks after each change, for who chose that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import cast

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from bode.basics import now
from bode.conversations.models import Conversation
from bode.conversations.telling import list_news
from bode.desk.models import Mention
from bode.desk.queries import list_mentions_since
from bode.organisations.models import Person, Preferences
from bode.organisations.preferring import find_preferences
from bode.reports.queries import list_told
from bode.reports.states import Promise
from bode.web.access import ActingRequest, allow
from bode.web.desk.contacts import show_citizen
from bode.web.desk.saying import in_one_line

_LATE = {
    Promise.ANSWER: gettext_noop("Antwoord bijna te laat"),
    Promise.CLOSING: gettext_noop("Afhandeling bijna te laat"),
}
EARLIEST = timedelta(minutes=10)  # older news is none


@require_GET
@allow("agent")
def news(request: ActingRequest) -> HttpResponse:
    """What happened since the time given (Unix seconds), and the time to give next."""
    at = now()
    person = cast("Person", request.user)
    chosen = find_preferences(person)
    since = _since(request.GET.get("since", ""), at)
    told = [
        _told(each, chosen)
        for each in list_news(
            person.id, since, is_new=chosen.tells_new, is_urgent=chosen.tells_urgent
        )
    ]
    if chosen.tells_urgent:
        due = list_told(person.id, since)
        told += [_told(each.conversation, chosen, due=each.promise) for each in due]
    if chosen.tells_mention:
        named = list_mentions_since(request.actor, since)
        told += [_mentioned(each, chosen) for each in named]
    return JsonResponse({"at": at.timestamp(), "news": told})


def _since(given: str, at: datetime) -> datetime:
    try:
        since = datetime.fromtimestamp(float(given), UTC)
    except (ValueError, OverflowError, OSError):
        return at
    return min(max(since, at - EARLIEST), at)


def _told(
    conversation: Conversation, chosen: Preferences, *, due: Promise | None = None
) -> dict[str, str]:
    """Names and words only for who chose to see them: others may see the screen too."""
    title = _("Gesprek met spoed") if conversation.urgent_since else _("Nieuw bericht")
    if due is not None:
        title = _(_LATE[due])
    words = ""
    if chosen.shows_words:
        said = in_one_line(conversation.preview_type, conversation.preview)
        words = f"{show_citizen(conversation.contact).name}: {said[:60]}"
    return {
        "id": f"{due}-{conversation.id}" if due else str(conversation.id),
        "url": reverse("conversation", args=[conversation.id]),
        "title": title,
        "words": words,
    }


def _mentioned(mention: Mention, chosen: Preferences) -> dict[str, str]:
    """Who named one, and about whom; never what the note says."""
    note = mention.note
    citizen = show_citizen(note.conversation.contact).name
    told = _("%(author)s over %(name)s") % {"author": note.author_name, "name": citizen}
    return {
        "id": f"note-{note.id}",
        "url": reverse("conversation", args=[note.conversation_id]),
        "title": _("U bent genoemd in een notitie"),
        "words": told if chosen.shows_words else "",
    }
