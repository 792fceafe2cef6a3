"""What a citizen settles with Bode alone, by words and buttons, is no work for the desk.

A poster with a QR code brings thousands of conversations in which nobody asks anything. Such a
one is closed once Bode has answered; it goes on, for people, when the citizen writes more.
"""

from __future__ import annotations

from collections.abc import Collection

from .actions import close_conversation
from .asking import CONSENT_BUTTON, is_start
from .giving_email import is_about_email, is_code
from .keywords import list_keywords
from .locking import lock_conversation
from .models import Conversation, Message
from .saying_no import purposes_refused, words_of
from .states import Direction, OfItself
from .what_they_get import asks_what_they_get

_MOST = 30
"""Messages to look at; who said more has something for people to read."""
_ANSWERS = (OfItself.CONSENT, OfItself.TOLD, OfItself.STOPPED, OfItself.EMAIL)


def close_if_settled(message: Message) -> None:
    """Close the conversation if all in it are words and buttons that Bode itself answered."""
    conversation = lock_conversation(message.conversation_id)
    if conversation.assignee_id is not None or not _is_settled(conversation):
        return
    close_conversation(None, conversation.id)
    Conversation.objects.filter(id=conversation.id).update(unread_count=0)


def _is_settled(conversation: Conversation) -> bool:
    said = list(Message.objects.filter(conversation=conversation).order_by("-at", "-id")[:_MOST])
    ours = [each for each in said if each.direction == Direction.OUT]
    theirs = [each for each in said if each.direction == Direction.IN]
    if len(said) == _MOST or not ours or any(each.automatic not in _ANSWERS for each in ours):
        return False
    known = set(list_keywords(conversation.municipality_id).values_list("word", flat=True))
    was_mailed = any(each.automatic == OfItself.EMAIL for each in ours)
    return all(_asks_nothing(each, known) or (was_mailed and is_code(each.text)) for each in theirs)


def _asks_nothing(message: Message, keywords: Collection[str]) -> bool:
    if message.type == "interactive":
        pressed = message.content.get("id") if isinstance(message.content, dict) else None
        return CONSENT_BUTTON.fullmatch(str(pressed)) is not None
    words = words_of(message.text)
    is_word = words in keywords or is_start(words) or bool(asks_what_they_get(words))
    is_word = is_word or is_about_email(message.text)
    return message.type == "text" and (is_word or bool(purposes_refused(message.text)))
