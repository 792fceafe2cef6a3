"""Making one of two contacts that are one person: find the other, look at both, confirm."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bode.conversations import queries
from bode.conversations.errors import JoiningChanged, JoiningReasonMissing, JoiningSelf
from bode.conversations.joining import REASON_LENGTH, Side, join_contacts, plan_joining
from bode.conversations.past import find_contacts, find_namesakes, list_conversations_of
from bode.web.access import ActingRequest, allow

from ..contacts import show_citizen
from .card import show_known

_SHOWN = 5  # conversations of each


@require_GET
@allow("agent")
def find_same(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Who may be the same person: those with the same name, or whom the agent looks for."""
    found = queries.access_conversation(conversation_id)
    written = request.GET.get("who", "").strip()
    candidates = (
        find_contacts(written, besides=found.contact_id)
        if written
        else find_namesakes(found.contact)
    )
    context = {
        "conversation": found,
        "citizen": show_citizen(found.contact),
        "written": written,
        "candidates": [(each, show_citizen(each)) for each in candidates],
    }
    return render(request, "desk/same_person.html", context)


@require_http_methods(["GET", "POST"])
@allow("agent")
def join(request: ActingRequest, conversation_id: UUID, other_id: UUID) -> HttpResponse:
    """Both side by side, which one stays, what would happen, and the button that does it."""
    found = queries.access_conversation(conversation_id)
    swaps = "swap" in request.POST
    keeps_other = (request.POST.get("keeps") == "other") != swaps
    kept_id, gone_id = found.contact_id, other_id
    if keeps_other:
        kept_id, gone_id = gone_id, kept_id
    errors: dict[str, str] = {}
    if request.method == "POST" and not swaps:
        errors = _join(request, kept_id, gone_id)
        if not errors:
            messages.success(request, _("De twee contacten zijn nu één."))
            return redirect("conversation", _latest(kept_id))
    try:
        plan = plan_joining(kept_id, gone_id)
    except JoiningSelf as himself:
        raise Http404 from himself
    context = {
        "conversation": found,
        "plan": plan,
        "keeps": "other" if keeps_other else "this",
        "kept": _show(plan.kept),
        "gone": _show(plan.gone),
        "reached": show_citizen(plan.answered_at),
        "reached_at": next((e for e in show_known(plan.answered_at) if e.is_used), None),
        "reason": request.POST.get("reason", ""),
        "errors": errors,
        "longest": REASON_LENGTH,
    }
    return render(request, "desk/join.html", context, status=422 if errors else 200)


def _join(request: ActingRequest, kept_id: UUID, gone_id: UUID) -> dict[str, str]:
    """What is wrong, by field; empty once they are one."""
    reason = request.POST.get("reason", "")
    if len(reason) > REASON_LENGTH:
        most = {"most": REASON_LENGTH}
        return {"reason": _("Houd het korter: hooguit %(most)s tekens.") % most}
    try:
        join_contacts(
            request.actor,
            kept_id,
            gone_id,
            reason=reason,
            seen=request.POST.get("seen", ""),
        )
    except JoiningReasonMissing:
        return {"reason": _("Schrijf hoe u weet dat dit dezelfde persoon is.")}
    except JoiningChanged:
        return {"changed": _("Er is net iets veranderd. Kijk nog eens of dit klopt.")}
    return {}


def _latest(contact_id: UUID) -> UUID:
    """The running conversation of who is one now: the one that was looked at may have gone."""
    return list_conversations_of(contact_id)[0].id


def _show(side: Side) -> dict[str, Any]:
    return {
        "citizen": show_citizen(side.contact),
        "contact": side.contact,
        "known": show_known(side.contact),
        "conversations": side.conversations[:_SHOWN],
        "more": max(len(side.conversations) - _SHOWN, 0),
        "said_no": side.said_no,
    }
