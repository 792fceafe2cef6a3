"""The second person's page: what a colleague wants to send though the content check blocks it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bode import policy
from bode.basics import day_of
from bode.conversations import overriding, queries
from bode.conversations.errors import (
    ContentMalformed,
    OverrideDecided,
    OverrideOfOneself,
    OverrideWrong,
    PurposeReasonMissing,
    SendRefused,
)
from bode.conversations.models import ContentOverride
from bode.conversations.reading import texts_sent
from bode.licensing.content_places import place_of
from bode.web.access import ActingRequest, allow
from bode.web.templatetags.bode import local

from .problems import describe


@dataclass(frozen=True, kw_only=True)
class Request:
    """One message to decide about: what it says, with what was found in it."""

    override: ContentOverride
    findings: tuple[policy.Finding, ...]
    is_own: bool


@require_GET
@allow(*overriding.MAY_DECIDE)
def second_person(request: ActingRequest) -> HttpResponse:
    """Everything that waits for a second person."""
    return render(request, "desk/second_person.html", {"requests": _requests(request)})


@require_GET
@allow(*overriding.MAY_DECIDE)
def second_person_list(request: ActingRequest) -> HttpResponse:
    """What of it changes by itself."""
    return render(request, "desk/second_person_list.html", {"requests": _requests(request)})


@require_POST
@allow(*overriding.MAY_DECIDE)
def decide_override(request: ActingRequest, override_id: UUID) -> HttpResponse:
    """Let a colleague's message go, or not."""
    allows = request.POST.get("decision") == "allow"
    decide = overriding.allow_override if allows else overriding.refuse_override
    try:
        decided = decide(request.actor, override_id, request.POST.get("remark", ""))
    except OverrideOfOneself:
        messages.error(request, _("U vroeg dit zelf. Iemand anders beslist."))
    except OverrideDecided:
        messages.info(request, _("Over dit bericht hoeft u niet meer te beslissen."))
    else:
        told = (
            _("U staat het bericht van %(name)s toe.")
            if allows
            else _("U staat het bericht van %(name)s niet toe.")
        )
        messages.success(request, told % {"name": decided.requested_by_name})
    return redirect("second_person")


@require_POST
@allow("agent")
def send_allowed(request: ActingRequest, override_id: UUID) -> HttpResponse:
    """Send what a second person allowed."""
    override = queries.access_override(override_id)
    try:
        sent = overriding.send_allowed(request.actor, override_id)
    except (OverrideWrong, PurposeReasonMissing):  # also: about something else since
        messages.error(request, _("Dit bericht mag nu niet (meer) weg. Vraag het opnieuw."))
    except SendRefused as refused:
        messages.error(request, local(refused.refusal, "reason"))
    except ContentMalformed as malformed:
        messages.error(request, describe(malformed.problems))
    else:
        return redirect("conversation", sent.conversation_id)
    return redirect("conversation", override.conversation_id)


def _requests(request: ActingRequest) -> list[Request]:
    return [
        Request(
            override=each,
            findings=policy.find_in_texts(
                texts_sent(each.text, each.content),
                day_of(each.requested_at),
                place_of(each.municipality_id),
            ),
            is_own=each.requested_by_id == request.actor.person_id,
        )
        for each in queries.list_overrides_waiting()
    ]
