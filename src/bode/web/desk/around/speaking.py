"""In which language the citizen writes: shown beside the conversation, and said by an agent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bode.conversations.errors import LanguageUnknown
from bode.conversations.languages import language_in
from bode.conversations.models import Conversation
from bode.conversations.states import LanguageFrom
from bode.conversations.written import set_written_language
from bode.language.recognising import LANGUAGES
from bode.web.access import ActingRequest, allow

from ...templatetags.bode import language_name


@dataclass(frozen=True, kw_only=True)
class Writes:
    """The language, what an agent said it is, and what it may be."""

    name: str
    by_bode: str
    """In which language Bode answers of itself."""
    is_guess: bool
    said: str
    choices: Sequence[tuple[str, str]]


def show_writes(conversation: Conversation) -> Writes:
    """In which language this citizen writes, for the panel."""
    code = conversation.language
    by_agent = conversation.language_from == LanguageFrom.AGENT
    return Writes(
        name=language_name(code) if code else _("nog niet bekend"),
        by_bode=language_name(language_in(conversation)),
        is_guess=bool(code) and not by_agent,
        said=code if by_agent else "",
        choices=[(each, language_name(each)) for each in LANGUAGES],
    )


@require_POST
@allow("agent")
def set_language(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Say in which language this citizen writes, or leave it to Bode."""
    try:
        set_written_language(request.actor, conversation_id, request.POST.get("language", ""))
    except LanguageUnknown:
        messages.error(request, _("Kies een taal uit de lijst."))
    return redirect("conversation", conversation_id)
