"""Asking for consent in the chat: a question with two buttons, of which one is the proof."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from bode import policy
from bode.basics import new_id, now
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation

from .consents import record_answered
from .contacts import hold, identity_of
from .errors import AskedAlready, ConversationError, PurposeNotLicensed
from .models import Contact, Conversation, Message
from .outgoing import Outgoing
from .saying_no import CALLED, words_of
from .sending import send
from .states import Direction, MessageStatus
from .withdrawing import withdraw_in_chat

WORDINGS = {
    "crisis_response": "u via WhatsApp waarschuwen en helpen bij gevaar of een grote storing?",
    "permits": "u via WhatsApp berichten sturen over uw vergunning?",
    "appointments": "u via WhatsApp berichten sturen over uw afspraken?",
    "municipal_services": "u via WhatsApp berichten sturen over onze diensten, zoals afval?",
    "tourism": "u via WhatsApp berichten sturen voor toeristen en bezoekers?",
}
_WHOLE = "Mag gemeente {gemeente} {what} U kunt altijd stoppen. Stuur dan STOP."
_STARTS = re.compile(r"(?:start|aanmelden|inschrijven|subscribe)(?: (?P<what>[\w ]+))?")
AGAIN_AFTER = timedelta(days=1)
_ANSWER = re.compile(r"consent:(?P<purpose>\w+):(?P<asked>[0-9a-f-]{36}):(?P<says>yes|no)")


def wording_for(purpose: str, municipality: str) -> str:
    """What a citizen is asked for this purpose, word for word."""
    return _WHOLE.format(gemeente=municipality, what=WORDINGS[purpose])


@transaction.atomic
def ask_consent(actor: Actor, conversation_id: UUID, purpose: str) -> Message:
    """Ask a citizen in their conversation whether they want messages with this purpose.

    Raises `NotAllowed`, `PurposeNotLicensed`, `AskedAlready` within a day of the last time, and
    whatever `send` raises: the question leaves only while the citizen's window is open.
    """
    actor.require("agent")
    return _ask(actor, _find(conversation_id), purpose)


def heed_start(actor: Actor, message: Message) -> bool:
    """Ask who writes just START, or START and a purpose; the word itself is no consent yet.

    Alone, it is about what the conversation is about, or the licence's only purpose; where that
    leaves a choice, an agent reads it. False for any other message.
    """
    said = _STARTS.fullmatch(words_of(message.text)) if message.type in ("text", "button") else None
    if said is None:
        return False
    conversation = _find(message.conversation_id)
    licensed = conversation.number.licence.purposes
    only = licensed[0] if len(licensed) == 1 else ""
    purpose = CALLED.get(said["what"]) if said["what"] else conversation.purpose or only
    if purpose:
        # Where the rules do not let the question leave, an agent reads the word all the same.
        with suppress(ConversationError):
            _ask(actor, conversation, purpose)
    return True


def _find(conversation_id: UUID) -> Conversation:
    found = Conversation.objects.select_related("contact", "number__licence")
    return found.get(id=conversation_id)


def _ask(actor: Actor, conversation: Conversation, purpose: str) -> Message:
    if purpose not in conversation.number.licence.purposes:
        raise PurposeNotLicensed(purpose)
    contact = conversation.contact
    hold(contact.municipality_id, identity_of(contact))
    if _was_asked(contact, purpose):
        raise AskedAlready
    message_id = new_id()
    municipality = Organisation.objects.get(id=contact.municipality_id).name
    return send(
        actor,
        Outgoing(
            type="interactive",
            content=_question(wording_for(purpose, municipality), purpose, message_id),
            purpose=conversation.purpose or purpose,
            conversation_id=conversation.id,
            message_id=message_id,
        ),
    )


def heed_answer(actor: Actor, contact: Contact, message: Message) -> bool:
    """Keep a citizen's yes or no. False for a message that is no button of such a question."""
    content = message.content if isinstance(message.content, dict) else {}
    said = _ANSWER.fullmatch(str(content.get("id") or ""))
    if said is None or content.get("kind") != "button_reply":
        return False
    asked = _asked(contact, said)
    if asked is not None and policy.purpose(said["purpose"]).allowed:
        _keep_answer(actor, contact, message, asked, said)
    return True


def _keep_answer(
    actor: Actor, contact: Contact, message: Message, asked: Message, said: re.Match[str]
) -> None:
    if message.reply_to_id is None:  # the proof leads from the answer to the question
        Message.objects.filter(id=message.id).update(reply_to=asked)
    if said["says"] == "yes":
        record_answered(actor, contact, said["purpose"], wording=asked.text, message=message)
    else:
        withdraw_in_chat(contact, [said["purpose"]], message)


def _question(wording: str, purpose: str, message_id: UUID) -> dict[str, Any]:
    answers = (("yes", "Ja graag"), ("no", "Nee"))
    return {
        "type": "button",
        "body": {"text": wording},
        "action": {
            "buttons": [
                {
                    "type": "reply",
                    "reply": {"id": f"consent:{purpose}:{message_id}:{says}", "title": title},
                }
                for says, title in answers
            ]
        },
    }


def _was_asked(contact: Contact, purpose: str) -> bool:
    lately = Message.objects.filter(
        conversation__contact=contact,
        direction=Direction.OUT,
        type="interactive",
        at__gt=now() - AGAIN_AFTER,
        content__action__buttons__0__reply__id__startswith=f"consent:{purpose}:",
    )
    return lately.exclude(status=MessageStatus.FAILED).exists()


def _asked(contact: Contact, said: re.Match[str]) -> Message | None:
    """The question of ours to this citizen that has this button."""
    try:
        message_id = UUID(said["asked"])
    except ValueError:
        return None
    asked = Message.objects.filter(
        id=message_id, conversation__contact=contact, direction=Direction.OUT
    ).first()
    if asked is None or asked.content != _question(asked.text, said["purpose"], message_id):
        return None
    return asked
