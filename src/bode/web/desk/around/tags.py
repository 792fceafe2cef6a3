"""Giving a conversation a tag, and taking it away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bode.conversations import queries
from bode.desk.errors import TagUnknown
from bode.desk.queries import list_tags
from bode.desk.tags import give_tag, take_tag
from bode.web.access import ActingRequest, allow


@require_POST
@allow("agent")
def tag_conversation(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Give the tag that was typed, or take the one whose cross was pressed."""
    found = queries.access_conversation(conversation_id)
    name, problem = request.POST.get("tag", ""), ""
    try:
        if "take" in request.POST:
            take_tag(request.actor, found.id, UUID(request.POST["take"]))
        elif name.strip():
            give_tag(request.actor, found.id, name)
    except (TagUnknown, ValueError):
        problem = _("Dit label bestaat niet. Kies er een uit de lijst.")
    if "HX-Request" in request.headers:
        context = {
            "conversation": found,
            "all_tags": list_tags(),
            "tag_text": name if problem else "",
            "tag_problem": problem,
        }
        return render(request, "desk/tag_form.html", context, status=422 if problem else 200)
    if problem:
        messages.error(request, problem)
    return redirect("conversation", found.id)
