"""“WAT KRIJG IK?”: a citizen is told what they get of us, and how to change that."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext

from bode import policy
from bode.basics import is_window_open, now
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.whatsapp import limits

from .areas import areas_of
from .consents import list_emails, list_last_words
from .errors import ConversationError
from .languages import DUTCH, ENGLISH, language_in, take_over
from .menu import purpose_of_none
from .models import Contact, Conversation, EmailAsked, Message
from .outgoing import Outgoing
from .saying_no import words_of
from .sending import send
from .states import Direction, OfItself

_ASKS = {
    DUTCH: re.compile(r"wat (?:krijg|ontvang) ik(?: van (?:jullie|u|de gemeente))?"),
    ENGLISH: re.compile(r"what (?:do|will) i (?:get|receive)(?: from you)?"),
}
ONCE_IN = timedelta(hours=1)
"""The same answer is not given twice in a row within this time: it would face a machine."""


def asks_what_they_get(words: str) -> str:
    """The language in which these words, in small letters, ask it; empty where they do not."""
    return next((each for each, asks in _ASKS.items() if asks.fullmatch(words)), "")


def heed_what_they_get(
    bode: Actor, number: PhoneNumber, contact: Contact, message: Message
) -> bool:
    """Tell who asks, while their window is open; False for any other message."""
    language = asks_what_they_get(words_of(message.text)) if message.type == "text" else ""
    if not language:
        return False
    take_over(contact, language)
    conversation = Conversation.objects.select_related("contact").get(id=message.conversation_id)
    text = tell(contact, language_in(conversation))
    if is_window_open(conversation.last_inbound_at, now()) and not _just_said(conversation, text):
        # Where the rules do not let it leave, an agent reads the question all the same.
        with suppress(ConversationError):
            send(bode, answer(conversation, number, text, OfItself.TOLD))
    return True


def tell(contact: Contact, language: str) -> str:
    """What a citizen gets, purpose by purpose with its areas, and how to stop."""
    given = [each for each in list_last_words(contact) if each.withdrawn_at is None]
    with translation.override(language):
        if not given:
            return gettext(
                "U krijgt van ons geen berichten uit onszelf. Wilt u ze wel? Stuur START."
            )
        whole = gettext("de hele gemeente")
        lines = [
            f"• {_name(each.purpose, language)}: {', '.join(areas_of(each)) or whole}"
            for each in given
        ]
        opening = gettext("U krijgt van ons berichten over:")
        closing = gettext(
            "Wilt u een onderwerp niet meer? Stuur STOP met dat onderwerp, zoals STOP %(purpose)s. "
            "Wilt u niets meer? Stuur STOP."
        ) % {"purpose": _name(given[0].purpose, language).upper()}
    listed = "\n".join(lines)
    mailed = _tell_emails(contact, language)
    room = limits.TEXT_BODY - len(opening) - len(mailed) - len(closing) - 3
    if len(listed) > room:
        listed = f"{listed[: room - 1]}…"
    return f"{opening}\n{listed}\n\n{mailed}{closing}"


def _tell_emails(contact: Contact, language: str) -> str:
    asked = EmailAsked.objects.filter(contact=contact).first()
    emails = list_emails(contact)
    with translation.override(language):
        lines = [
            gettext("Uw e-mailadres: %(email)s. Wilt u geen e-mail? Stuur EMAIL WEG.")
            % {"email": ", ".join(emails)}
            if emails
            else "",
            gettext("Nog niet bevestigd: %(email)s.") % {"email": asked.email} if asked else "",
        ]
    return "".join(f"{each}\n\n" for each in lines if each)


def _name(purpose: str, language: str) -> str:
    return str(getattr(policy.purpose(purpose), f"name_{language}"))


def _just_said(conversation: Conversation, text: str) -> bool:
    said = Message.objects.filter(conversation=conversation, direction=Direction.OUT)
    last = said.order_by("-at", "-id").first()
    return last is not None and last.text == text and last.at > now() - ONCE_IN


def answer(conversation: Conversation, number: PhoneNumber, text: str, why: str) -> Outgoing:
    """An answer of Bode itself, and by which rule: `Message.automatic`."""
    return Outgoing(
        type="text",
        content={"body": text},
        purpose=conversation.purpose or purpose_of_none(number.licence.purposes),
        conversation_id=conversation.id,
        automatic=why,
    )
