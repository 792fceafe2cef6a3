"""What the reply box asks while one writes: how words will look, and whether a file will do."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from bode.basics import now
from bode.conversations import queries
from bode.conversations.errors import FileRefused
from bode.conversations.models import Message
from bode.conversations.reading import text_sent
from bode.conversations.states import Direction, MessageStatus
from bode.web.access import ActingRequest, allow
from bode.web.formatting import to_html
from bode.whatsapp import check_send

from .attaching import describe_file, take_in
from .bubbles import show_message
from .extras import read_extra

LONGEST = 4096
"""Characters of a message, as WhatsApp takes it."""


@require_POST
@allow("agent")
def preview_words(request: ActingRequest) -> HttpResponse:
    """What a phone makes of these words."""
    return HttpResponse(to_html(request.POST.get("body", "").strip()[:LONGEST]))


@require_POST
@allow("agent")
def keep_file(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Keep a file as soon as it is chosen, so that sending need not wait for it."""
    queries.access_conversation(conversation_id)
    try:
        upload = take_in(request)
    except FileRefused as refused:
        return HttpResponse(describe_file(refused), status=422, content_type="text/plain")
    if upload is None:
        return HttpResponse(status=400)
    return render(request, "desk/file.html", {"upload": upload})


@require_POST
@allow("agent")
def preview_extra(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """What a phone makes of buttons, a list, a place, … as far as they are filled in."""
    found = queries.access_conversation(conversation_id)
    extra = read_extra(request.POST.dict(), None)
    if extra is None or not extra.is_valid():
        return HttpResponse(status=204)
    content = extra.content()
    if not extra.grows and check_send(extra.type, content):
        return HttpResponse()
    message = Message(
        municipality_id=found.municipality_id,
        conversation=found,
        direction=Direction.OUT,
        type=extra.type,
        text=text_sent(extra.type, content),
        content=content,
        status=MessageStatus.QUEUED,
        forwarded="",
        at=now(),
    )
    return render(request, "desk/extra_preview.html", {"bubble": show_message(message, "")})
