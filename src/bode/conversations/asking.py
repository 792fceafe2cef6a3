"""Asking for consent in the chat: a question with two buttons, of which one is the proof."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from bode import policy
from bode.basics import new_id, now
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.whatsapp import Content, InteractiveReply

from .consents import consent_of, record_answered
from .contacts import hold, identity_of
from .errors import AskedAlready, ConversationError, PurposeNotLicensed, SaidNo
from .languages import LANGUAGES, language_in, learn_language
from .models import Contact, Conversation, Message
from .outgoing import Outgoing
from .pressing import find_offer, find_pressed
from .saying_no import CALLED, words_of
from .sending import send
from .states import ConversationStatus, Direction, MessageStatus, OfItself
from .withdrawing import withdraw_in_chat
from .wordings import wording_for

_STARTS = re.compile(r"(?:start|aanmelden|inschrijven|subscribe)(?: (?P<what>[\w ]+))?")
AGAIN_AFTER = timedelta(days=1)
CONSENT_BUTTON = re.compile(
    r"consent:(?P<purpose>\w+):(?P<asked>[0-9a-f-]{36}):(?P<says>yes|no)(?::(?P<area>.+))?"
)


@transaction.atomic
def ask_consent(actor: Actor, conversation_id: UUID, purpose: str) -> Message:
    """Ask a citizen in their conversation whether they want messages with this purpose.

    Raises `NotAllowed`, `PurposeNotLicensed`, `AskedAlready` within a day of the last time,
    `SaidNo` until who said no writes again, and whatever `send` raises: the question leaves only
    while the citizen's window is open.
    """
    actor.require("agent")
    conversation = find_conversation(conversation_id)
    if said_no(conversation, purpose):
        raise SaidNo(purpose)
    return put_question(actor, conversation, purpose)


def said_no(conversation: Conversation, purpose: str) -> bool:
    """Whether this citizen wants none with this purpose, and did not write here since."""
    word = consent_of(identity_of(conversation.contact), purpose, conversation)
    return word is policy.Consent.WITHDRAWN


def heed_start(actor: Actor, contact: Contact, message: Message) -> bool:
    """Ask who writes just START, or START and a purpose; the word itself is no consent yet.

    Alone, it is about what the conversation is about, or the licence's only purpose; where that
    leaves a choice, an agent reads it. False for any other message.
    """
    said = _STARTS.fullmatch(words_of(message.text)) if message.type in ("text", "button") else None
    if said is None:
        return False
    learn_language(contact, words_of(message.text))
    conversation = find_conversation(message.conversation_id)
    licensed = conversation.number.licence.purposes
    only = licensed[0] if len(licensed) == 1 else ""
    purpose = CALLED.get(said["what"]) if said["what"] else conversation.purpose or only
    if purpose:
        # Where the rules do not let the question leave, an agent reads the word all the same.
        with suppress(ConversationError):
            put_question(actor, conversation, purpose)
    return True


def is_start(words: str) -> bool:
    """Whether these words, in small letters, mean START."""
    return _STARTS.fullmatch(words) is not None


def find_conversation(conversation_id: UUID) -> Conversation:
    """A conversation, with what a question in it needs."""
    found = Conversation.objects.select_related("contact__municipality", "number__licence")
    return found.get(id=conversation_id)


def put_question(actor: Actor, conversation: Conversation, purpose: str, area: str = "") -> Message:
    """Ask whether they want messages with this purpose, of an area or of the whole municipality.

    Raises `PurposeNotLicensed`, `AskedAlready`, and whatever `send` raises.
    """
    if purpose not in conversation.number.licence.purposes:
        raise PurposeNotLicensed(purpose)
    contact = conversation.contact
    hold(contact.municipality_id, identity_of(contact))
    if _was_asked(contact, purpose, area):
        raise AskedAlready
    message_id = new_id()
    language = language_in(conversation)
    wording = wording_for(contact.municipality, purpose, language)
    if area:
        wording = f"{wording}\n\n{_name_area(area, language)}"
    return send(
        actor,
        Outgoing(
            type="interactive",
            content=_question(wording, purpose, message_id, language, area),
            purpose=conversation.purpose or purpose,
            conversation_id=conversation.id,
            message_id=message_id,
            automatic="" if actor.person_id else OfItself.CONSENT,
        ),
    )


def find_asked(number: PhoneNumber, contact: Contact, content: Content) -> Conversation | None:
    """The closed conversation in which this citizen was asked what they answer: it stays so."""
    if not isinstance(content, InteractiveReply):
        return None
    said = CONSENT_BUTTON.fullmatch(content.id or "")
    asked = _asked(contact, said) if said is not None else None
    if asked is None or asked.conversation.number_id != number.id:
        return None
    is_closed = asked.conversation.status == ConversationStatus.CLOSED
    return asked.conversation if is_closed else None


def heed_answer(actor: Actor, contact: Contact, message: Message) -> bool:
    """Keep a citizen's yes or no. False for a message that is no button of such a question."""
    said = find_pressed(message, CONSENT_BUTTON, ("button_reply",))
    if said is None:
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
        record_answered(
            actor,
            contact,
            said["purpose"],
            wording=asked.text,
            message=message,
            area=said["area"] or "",
        )
    else:
        withdraw_in_chat(contact, [said["purpose"]], message)


def _name_area(area: str, language: str) -> str:
    with translation.override(language):
        return gettext("Het gaat om: %(area)s.") % {"area": area}


def _question(
    wording: str, purpose: str, message_id: UUID, language: str, area: str
) -> dict[str, Any]:
    begin, end = f"consent:{purpose}:{message_id}", f":{area}" if area else ""
    with translation.override(language):
        answers = (("yes", gettext("Ja graag")), ("no", gettext("Nee")))
    return {
        "type": "button",
        "body": {"text": wording},
        "action": {
            "buttons": [
                {
                    "type": "reply",
                    "reply": {
                        "id": f"{begin}:{says}{end}",
                        "title": title,
                    },
                }
                for says, title in answers
            ]
        },
    }


def _was_asked(contact: Contact, purpose: str, area: str) -> bool:
    lately = Message.objects.filter(
        conversation__contact=contact,
        direction=Direction.OUT,
        type="interactive",
        at__gt=now() - AGAIN_AFTER,
        content__action__buttons__0__reply__id__startswith=f"consent:{purpose}:",
        content__action__buttons__0__reply__id__endswith=f":yes:{area}" if area else ":yes",
    )
    return lately.exclude(status=MessageStatus.FAILED).exists()


def _asked(contact: Contact, said: re.Match[str]) -> Message | None:
    """The question of ours to this citizen that has this button."""
    asked = find_offer(contact, said["asked"])
    if asked is None:
        return None
    questions = [
        _question(asked.text, said["purpose"], asked.id, each, said["area"] or "")
        for each in LANGUAGES
    ]
    return asked if asked.content in questions else None
