"""What Bode does of itself with a citizen's message: at most one thing; the rest is for people."""

from __future__ import annotations

from bode.licensing.models import PhoneNumber

from .asking import heed_answer, heed_start
from .languages import language_of
from .menu import heed_choice, offer_menu
from .models import Contact, Message
from .saying_no import bode_of, heed_no


def answer_of_itself(number: PhoneNumber, contact: Contact, message: Message) -> None:
    """Heed a word or a button that asks for something; what says nothing yet may get the menu."""
    bode = bode_of(number)
    heeded = (
        heed_no(bode, number, contact, message)
        or heed_answer(bode, contact, message)
        or heed_start(bode, contact, message)
        or heed_choice(contact, message)
    )
    if not heeded:
        offer_menu(bode, number, message, language_of(contact))
