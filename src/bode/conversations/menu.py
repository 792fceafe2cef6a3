"""The welcome menu: who starts a conversation may say by one press what it is about.

One automatic message at the start, where the municipality wants it, and nothing for it to remember:
whether it may come is read from the conversation as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from bode import policy
from bode.basics import new_id
from bode.licensing.menus import menu_text
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.whatsapp import limits

from .errors import ConversationError
from .models import Contact, Message
from .outgoing import Outgoing
from .pressing import find_offer, find_pressed
from .purposes import MENU, choose_from_menu
from .sending import send
from .states import Direction, OfItself

_TOLD_BY_THE_PLATFORM = ("system", "request_welcome")
_CHOICES = ("interactive", "button")  # something of ours that was pressed
_LIST_BUTTON = {"nl": "Kies een onderwerp", "en": "Choose a subject"}
_ON_A_BUTTON = {"municipal_services": {"nl": "Gemeentediensten", "en": "Municipal services"}}
_CHOSEN = re.compile(re.escape(MENU) + r"(?P<purpose>\w+):(?P<menu>[0-9a-f-]{36})")


def offer_menu(bode: Actor, number: PhoneNumber, message: Message, language: str) -> None:
    """Answer with the menu, if this message starts a conversation and does not say about what.

    Once for a conversation, as after it something was said there. Who presses a button or answers a
    message of ours has a subject already. Where the rules do not let it leave (no licence in force,
    the window closed since), there is none.
    """
    if not number.menu_on or not _starts(message):
        return
    licensed = [each for each in policy.PURPOSES.values() if each.code in number.licence.purposes]
    message_id = new_id()
    outgoing = Outgoing(
        type="interactive",
        content=_menu(menu_text(number, language), licensed, language, message_id),
        purpose=purpose_of_none(number.licence.purposes),
        conversation_id=message.conversation_id,
        message_id=message_id,
        automatic=OfItself.MENU,
    )
    with suppress(ConversationError):
        send(bode, outgoing)


def heed_choice(contact: Contact, message: Message) -> bool:
    """Whether this is a choice from a menu; then the conversation is about it, if it still may be.

    Of several choices the last one that the citizen made counts, in whatever order they come.
    """
    chosen = find_pressed(message, _CHOSEN, ("list_reply", "button_reply"))
    if chosen is None:
        return False
    if _was_offered(contact, chosen) and not _chose_since(message):
        choose_from_menu(message.conversation_id, chosen["purpose"])
    return True


def _starts(message: Message) -> bool:
    """Whether this is the first that anyone says in a conversation, and says nothing about what."""
    if message.conversation.purpose or message.reply_to_id is not None:
        return False
    if message.type in (*_TOLD_BY_THE_PLATFORM, *_CHOICES):
        return False
    others = Message.objects.filter(conversation=message.conversation_id).exclude(id=message.id)
    return not others.exclude(type__in=_TOLD_BY_THE_PLATFORM).exists()


def purpose_of_none(licensed: Sequence[str]) -> str:
    """Every message has a purpose, also one of Bode itself that comes before it is known.

    To help someone to the right place is a service of the municipality. Where that is not licensed
    it is the first purpose that is; crisis messages come last, as they have a lane of their own.
    """
    if "municipal_services" in licensed:
        return "municipal_services"
    return next((code for code in licensed if code != "crisis_response"), licensed[0])


def _menu(
    text: str, purposes: Sequence[policy.Purpose], language: str, message_id: UUID
) -> Mapping[str, Any]:
    """Buttons for a few purposes, and a list for more."""
    rows = [
        {
            "id": f"{MENU}{each.code}:{message_id}",
            "title": getattr(each, f"name_{language}"),
            "description": getattr(each, f"about_{language}"),
        }
        for each in purposes
    ]
    if len(rows) > limits.BUTTONS_MAX:
        action = {"button": _LIST_BUTTON[language], "sections": [{"rows": rows}]}
        return {"type": "list", "body": {"text": text}, "action": action}
    buttons = [
        {"type": "reply", "reply": {"id": row["id"], "title": _on_a_button(each, language)}}
        for each, row in zip(purposes, rows, strict=True)
    ]
    return {"type": "button", "body": {"text": text}, "action": {"buttons": buttons}}


def _on_a_button(purpose: policy.Purpose, language: str) -> str:
    """A button holds fewer characters than a row."""
    short = _ON_A_BUTTON.get(purpose.code)
    return short[language] if short else str(getattr(purpose, f"name_{language}"))


def _was_offered(contact: Contact, chosen: re.Match[str]) -> bool:
    """Whether a menu of ours to this citizen has this choice."""
    menu = find_offer(contact, chosen["menu"])
    return menu is not None and menu.author_id is None and chosen[0] in str(menu.content)


def _chose_since(message: Message) -> bool:
    later = Message.objects.filter(
        conversation=message.conversation_id, direction=Direction.IN, at__gt=message.at
    )
    return later.filter(content__id__startswith=MENU).exists()
