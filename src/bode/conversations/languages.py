"""In which language Bode answers a citizen of itself."""

from __future__ import annotations

from bode import policy
from bode.organisations.actors import Actor

from .models import Contact, Conversation

DUTCH, ENGLISH = "nl", "en"
LANGUAGES = (DUTCH, ENGLISH)
# What tells it: words for which the other language has another one, so not stop, start or crisis.
_IN = {
    **dict.fromkeys(("stoppen", "afmelden", "uitschrijven"), DUTCH),
    **dict.fromkeys(("aanmelden", "inschrijven", "diensten"), DUTCH),
    **dict.fromkeys(("unsubscribe", "subscribe"), ENGLISH),
    **{each.name_nl.lower(): DUTCH for each in policy.PURPOSES.values()},
    **{each.name_en.lower(): ENGLISH for each in policy.PURPOSES.values()},
}


def language_in(conversation: Conversation) -> str:
    """The language of what Bode says of itself in a conversation.

    The one in which the citizen asked for something, or what they write in; else Dutch.
    """
    written = conversation.language if conversation.language in LANGUAGES else DUTCH
    return conversation.contact.language or written


def learn_language(contact: Contact, words: str) -> None:
    """Take over in which language a citizen asks for something: `unsubscribe`, `stop permits`.

    `words` are in small letters.
    """
    what, _, about = words.partition(" ")
    take_over(contact, _IN.get(about) or _IN.get(what) or "")


def take_over(contact: Contact, language: str) -> None:
    """A citizen asked for something in this language; nothing is known of an empty one."""
    if language and language != contact.language:
        contact.language = language
        contact.save(update_fields=["language"])


def set_language(actor: Actor, contact: Contact, language: str) -> None:
    """An agent says in which of `LANGUAGES` a citizen is answered. Raises `NotAllowed`."""
    actor.require("agent")
    contact.language = language
    contact.save(update_fields=["language"])
