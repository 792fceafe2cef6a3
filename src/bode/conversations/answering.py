"""What Bode does of itself with a citizen's message: at most one answer; the rest is for people.

Rooms above this one take part by `listen`, in the order in which they begin to.
"""

from __future__ import annotations

from collections.abc import Callable

from bode.licensing.models import PhoneNumber

from .asking import heed_answer, heed_start
from .giving_email import heed_email
from .keywords import heed_keyword, heed_stop_word
from .languages import language_in
from .menu import heed_choice, offer_menu
from .models import Contact, Message
from .saying_no import bode_of, heed_no
from .self_service import close_if_settled
from .what_they_get import heed_what_they_get

Listener = Callable[[PhoneNumber, Contact, Message, bool], bool]
"""Called with whether the message was heeded or answered already; returns whether it is now.

It runs in the transaction that records the message, before the menu is offered: what it raises
keeps the message from being recorded.
"""

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Let another room see each citizen's message, and answer it where nothing did before."""
    _listeners.append(listener)


def answer_of_itself(number: PhoneNumber, contact: Contact, message: Message) -> None:
    """Heed a word or a button that asks for something; what says nothing yet may get the menu."""
    bode = bode_of(number)
    settled = (
        heed_answer(bode, contact, message)
        or heed_what_they_get(bode, number, contact, message)
        or heed_email(bode, number, contact, message)
        or heed_keyword(bode, contact, message)
    )
    heeded = (
        settled
        or heed_no(bode, number, contact, message)
        or heed_stop_word(bode, number, contact, message)
        or heed_start(bode, contact, message)
        or heed_choice(contact, message)
    )
    for listener in _listeners:
        heeded = listener(number, contact, message, heeded) or heeded
    if settled:
        close_if_settled(message)
    if not heeded:
        offer_menu(bode, number, message, language_in(message.conversation))
