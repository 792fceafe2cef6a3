"""Sending without approval in a crisis: switching that on, doing it, and judging it afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from bode.broadcasts import actions, emergencies
from bode.broadcasts.errors import AudienceEmpty, EmergencyRefused, OwnApproval, StepNotAllowed
from bode.broadcasts.models import Broadcast, EmergencyStart
from bode.broadcasts.states import Verdict
from bode.web.access import ActingRequest, allow

_MARKS = {
    "": ("negative", gettext_noop("Zonder goedkeuring, nog niet beoordeeld")),
    Verdict.APPROVED: ("neutral", gettext_noop("Achteraf goedgekeurd")),
    Verdict.DISAPPROVED: ("negative", gettext_noop("Achteraf afgekeurd")),
}
_REFUSED = {
    "off": gettext_noop("De noodprocedure geldt nu niet. Een collega moet het goedkeuren."),
    "no_crisis": gettext_noop("De noodprocedure is alleen voor crisisberichten."),
    "no_reason": gettext_noop("Schrijf op waarom dit niet kan wachten. Er is nog niets verstuurd."),
}
_NOT_JUDGED = {
    "no_reason": gettext_noop("Schrijf op waarom u het afkeurt."),
    "judged": gettext_noop("Een collega heeft dit al beoordeeld."),
}


@require_GET
@allow(*emergencies.MAY_CONFIRM)
def emergency_procedure(request: ActingRequest) -> HttpResponse:
    """Whether the procedure holds, and who wanted it."""
    procedure = emergencies.find_procedure()
    context = {
        "procedure": procedure,
        "may_switch": request.actor.has(emergencies.MAY_SWITCH),
        "may_confirm": emergencies.may_confirm(request.actor, procedure),
    }
    return render(request, "broadcast/emergency_procedure.html", context)


@require_POST
@allow(emergencies.MAY_SWITCH)
def switch_emergency(request: ActingRequest) -> HttpResponse:
    """Switch the procedure on or off, beforehand."""
    emergencies.switch(request.actor, on=request.POST.get("on") == "yes")
    return redirect("emergency_procedure")


@require_POST
@allow(*emergencies.MAY_CONFIRM)
def confirm_emergency(request: ActingRequest) -> HttpResponse:
    """Let the procedure hold, as the second person."""
    try:
        emergencies.confirm(request.actor)
    except OwnApproval:
        messages.error(request, _("U zette dit zelf aan. Iemand anders bevestigt het."))
    except EmergencyRefused:
        messages.info(request, _("Dat kan nu niet meer. Kijk hoe het ervoor staat."))
    return redirect("emergency_procedure")


@require_POST
@allow(emergencies.MAY_START)
def start_emergency(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """Send it now, without approval."""
    try:
        emergencies.start(request.actor, broadcast_id, request.POST.get("reason", ""))
    except EmergencyRefused as refused:
        messages.error(request, _(_REFUSED[refused.code]))
    except StepNotAllowed:
        messages.info(request, _("Dat kan nu niet meer. Kijk hoe het ervoor staat."))
    except AudienceEmpty:
        messages.error(request, _("Niemand zou dit krijgen: geen van hen vroeg om deze berichten."))
    return redirect("broadcast", broadcast_id)


@require_POST
@allow(*actions.MAY_APPROVE[:1])
def judge_emergency(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """Approve or disapprove afterwards what was sent without approval."""
    try:
        verdict = Verdict(request.POST.get("verdict", ""))
        emergencies.judge(request.actor, broadcast_id, verdict, request.POST.get("remark", ""))
    except (ValueError, EmergencyStart.DoesNotExist):
        raise Http404 from None
    except EmergencyRefused as refused:
        messages.error(request, _(_NOT_JUDGED[refused.code]))
    except OwnApproval:
        messages.error(
            request,
            _("U werkte hier zelf aan, of een sleutel die u maakte. Iemand anders beoordeelt het."),
        )
    return redirect("broadcast", broadcast_id)


def mark_of(started: EmergencyStart | None) -> dict[str, str]:
    """What stands beside the status of a broadcast that was sent without approval."""
    if started is None:
        return {}
    tone, name = _MARKS[started.verdict]
    return {"tone": tone, "name": _(name)}


def show_emergency(request: ActingRequest, found: Broadcast) -> dict[str, Any]:
    """How it was sent without approval, or that one may do so."""
    started = emergencies.find_start(found)
    return {
        "emergency": started,
        "emergency_mark": mark_of(started),
        "may_judge": started is not None
        and not started.verdict
        and request.actor.has(*actions.MAY_APPROVE),
        "may_start_emergency": emergencies.may_start(request.actor, found),
    }
