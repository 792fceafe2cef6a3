"""What a conversation is about: how it came to be so, and saying that it is something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from bode import policy
from bode.conversations import queries
from bode.conversations.errors import PurposeNotLicensed, PurposeReasonMissing
from bode.conversations.models import Conversation, PurposeChange
from bode.conversations.purposes import REASON_LENGTH, list_purpose_changes, set_purpose
from bode.conversations.states import PurposeFrom
from bode.web.access import ActingRequest, allow

from .contacts import show_citizen

_FROM = {
    PurposeFrom.TEMPLATE: gettext_noop("Het gesprek begon met een sjabloon voor dit doel."),
    PurposeFrom.PROGRAM: gettext_noop("Een programma van de gemeente begon met dit doel."),
    PurposeFrom.AGENT: gettext_noop("Een medewerker koos dit doel."),
    PurposeFrom.MENU: gettext_noop("De inwoner koos dit onderwerp in het menu."),
}


@dataclass(frozen=True, kw_only=True)
class PurposeStory:
    """From what a conversation had its first purpose, and each change since."""

    first: str
    """The code of the first purpose; empty while nobody said one."""
    told: str
    changes: Sequence[PurposeChange]


@require_http_methods(["GET", "POST"])
@allow("agent")
def change_purpose(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Why a conversation is about what it is about, and a form for another purpose."""
    found = queries.access_conversation(conversation_id)
    chosen = request.POST.get("purpose", found.purpose)
    reason = request.POST.get("reason", "").strip()
    errors = _change(request, found, chosen, reason) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        messages.success(request, _("Het doel van dit gesprek is gewijzigd."))
        return redirect("conversation", found.id)
    context = {
        "conversation": found,
        "citizen": show_citizen(found.contact),
        "story": tell_purpose(found),
        "purposes": [policy.purpose(code) for code in found.number.licence.purposes],
        "chosen": chosen,
        "reason": reason,
        "errors": errors,
        "longest": REASON_LENGTH,
    }
    return render(request, "desk/change_purpose.html", context, status=422 if errors else 200)


def _change(
    request: ActingRequest, found: Conversation, chosen: str, reason: str
) -> dict[str, str]:
    """What is wrong, by field; empty once the purpose is changed."""
    if chosen == found.purpose:
        return {"purpose": _("Kies een ander doel dan nu.")}
    if len(reason) > REASON_LENGTH:
        return {"reason": _("Houd het korter: hooguit %(most)s tekens.") % {"most": REASON_LENGTH}}
    try:
        set_purpose(request.actor, found.id, chosen, reason)
    except policy.UnknownPurpose:
        return {"purpose": _("Kies een doel uit de lijst.")}
    except PurposeNotLicensed:
        return {"purpose": _("Dit doel staat niet in de vergunning van uw gemeente.")}
    except PurposeReasonMissing:
        return {"reason": _("Schrijf waarom dit gesprek een ander doel krijgt.")}
    return {}


def tell_purpose(conversation: Conversation) -> PurposeStory:
    """The whole story, oldest first."""
    changes = list(list_purpose_changes(conversation)[:100])
    first = changes[0].purpose_before if changes else conversation.purpose
    origin = changes[0].from_before if changes else conversation.purpose_from
    told = _(_FROM[PurposeFrom(origin)]) if origin else ""
    return PurposeStory(first=first, told=told, changes=changes)
