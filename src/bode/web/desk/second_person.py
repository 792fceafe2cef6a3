"""The second person's page: what a colleague wants to send though the content check blocks it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

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
from bode.conversations.models import ContentOverride, Upload
from bode.conversations.reading import addresses_sent, texts_sent
from bode.licensing.content_places import place_of
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest, allow
from bode.web.templatetags.bode import local

from .media import answer_with
from .problems import describe


@dataclass(frozen=True, kw_only=True)
class Request:
    """One message to decide about: what it says, with what was found in it."""

    override: ContentOverride
    beside: tuple[str, ...]
    """What the citizen gets beside its text: buttons, footer, addresses, …"""
    files: list[Upload]
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


@require_safe
@allow(*overriding.MAY_DECIDE)
def override_file(request: ActingRequest, override_id: UUID, upload_id: UUID) -> HttpResponseBase:
    """A file that would be sent with a message that waits for a second person."""
    waiting = queries.list_overrides_waiting().get(id=override_id)
    for each in queries.list_files_of(waiting):
        if each.id == upload_id:
            return answer_with(request, each)
    raise Http404


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
    return [_request(each, request.actor) for each in queries.list_overrides_waiting()]


def _request(override: ContentOverride, actor: Actor) -> Request:
    texts = texts_sent(override.text, override.content)
    files = queries.list_files_of(override)
    shown = {override.text, *(each.filename for each in files)}
    beside = dict.fromkeys((*texts, *addresses_sent(override.content)))
    day, place = day_of(override.requested_at), place_of(override.municipality_id)
    return Request(
        override=override,
        beside=tuple(each for each in beside if each not in shown),
        files=files,
        findings=policy.find_in_texts(texts, day, place),
        is_own=override.requested_by_id == actor.person_id,
    )
