"""In which language a citizen writes: by their words, until an agent says which it is."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.language.recognising import LANGUAGES, recognise
from bode.organisations.actors import Actor

from . import assigning, live
from .errors import LanguageUnknown
from .locking import lock_conversation
from .models import Conversation, Message
from .states import LanguageFrom


def notice_language(message: Message) -> None:
    """Learn from a citizen's message in which language they write.

    What says too little says nothing: then a new conversation goes on in the language of the one
    before. What an agent said stays.
    """
    conversation = message.conversation
    if conversation.language_from == LanguageFrom.AGENT:
        return
    found, source = recognise(message.text), LanguageFrom.WORDS
    if found is None and not conversation.language and not conversation.preview_type:
        found, source = _as_before(conversation)
    if found and found != conversation.language:
        _write(conversation, found, source)


@transaction.atomic
def set_written_language(actor: Actor, conversation_id: UUID, language: str) -> Conversation:
    """An agent says in which language this citizen writes, or (empty) that Bode may go on guessing.

    Raises `NotAllowed`, `Conversation.DoesNotExist` or `LanguageUnknown`.
    """
    actor.require("agent")
    if language and language not in LANGUAGES:
        raise LanguageUnknown
    conversation = lock_conversation(conversation_id)
    _write(conversation, language, LanguageFrom.AGENT if language else LanguageFrom.NOBODY)
    live.announce(conversation.municipality_id, [conversation.id])
    assigning.tell_waiting(conversation)  # it may be for another team now
    return conversation


def _as_before(conversation: Conversation) -> tuple[str | None, LanguageFrom]:
    earlier = Conversation.objects.filter(contact_id=conversation.contact_id).exclude(language="")
    found = earlier.order_by("-last_message_at").values_list("language", "language_from").first()
    return (found[0], LanguageFrom(found[1])) if found else (None, LanguageFrom.NOBODY)


def _write(conversation: Conversation, language: str, source: LanguageFrom) -> None:
    conversation.language, conversation.language_from = language, source
    conversation.save(update_fields=["language", "language_from"])
