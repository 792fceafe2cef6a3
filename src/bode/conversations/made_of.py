"""Of which template a message was made: for who shows it as the citizen got it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from bode.licensing.queries import list_templates_named, template_shape
from bode.whatsapp import TemplateShape, fill

from .models import Conversation, Message
from .states import Direction


def list_made_of(messages: Iterable[Message]) -> dict[UUID, TemplateShape]:
    """Their templates, by message.

    One that says something else by now is left out: it no longer tells how the citizen got it.
    """
    made = [each for each in messages if _is_made(each)]
    if not made:
        return {}
    conversations = Conversation.objects.filter(id__in={each.conversation_id for each in made})
    accounts = dict(conversations.values_list("id", "number__account_id"))
    found = list_templates_named(set(accounts.values()), {each.content["name"] for each in made})
    shapes = {(each.account_id, each.name, each.language): template_shape(each) for each in found}
    known = {
        each: shapes.get((accounts[each.conversation_id], each.content["name"], _language(each)))
        for each in made
    }
    return {
        message.id: shape
        for message, shape in known.items()
        if shape is not None and fill(shape, message.content) == message.text
    }


def _is_made(message: Message) -> bool:
    return (
        message.type == "template"
        and message.direction == Direction.OUT
        and isinstance(message.content, Mapping)
        and isinstance(message.content.get("name"), str)
    )


def _language(message: Message) -> str:
    language = message.content.get("language")
    return str(language.get("code", "")) if isinstance(language, Mapping) else ""
