"""“EMAIL naam@voorbeeld.nl”: a citizen says where they may be mailed too when WhatsApp fails.

An address counts once the code that was mailed there comes back in the chat. Read narrowly, as STOP
is: the whole message says it, and anything else is for an agent to read.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from bode.basics import is_window_open, now
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.privacy import audit

from .consent_emails import EmailGiven, keep_emails, read_email, take_back_emails
from .consents import list_last_words
from .contacts import addresses_of
from .errors import ConversationError
from .languages import DUTCH, ENGLISH, language_in, take_over
from .models import Contact, Conversation, EmailAsked, MailboxAsked, Message
from .sending import send
from .states import Direction, OfItself
from .what_they_get import answer

_DAY = timedelta(days=1)
KEPT = timedelta(days=7)
"""An address that nobody confirmed."""
MOST_ANSWERS = 6
"""To a citizen in a day: nobody has us mail another's mailbox full, or guesses a code."""
MOST_CODES = 3
"""To a mailbox in a day, whoever asks."""
_CODE = r"\d{3} ?\d{3}"
_WORD = "e-?mail|mail"
_BARE = re.compile(_CODE)
_SHORT = re.compile(
    rf"(?:{_WORD}) (?:(?P<code>{_CODE})|(?P<nl>weg|uit)|(?P<en>off)|stop)", re.IGNORECASE
)
_ADDRESS = re.compile(
    rf"(?:(?:(?P<nl>mijn)|(?P<en>my)) )?(?:{_WORD})(?: ?adres| address)?(?: is)?(?::? |:)"
    r"(?P<email>\S* ?@ ?\S*)",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"e-?mail(?::? |:)\S*@", re.IGNORECASE)

PurposeOf = Callable[[UUID], str]
_purposes: list[PurposeOf] = []


def mail_by(purpose_of: PurposeOf) -> None:
    """Let a room above mail citizens: with which purpose it does so for a municipality, if any."""
    _purposes.append(purpose_of)


@dataclass(frozen=True, kw_only=True)
class _Said:
    """One of these three; none of them: their address goes."""

    email: str = ""
    code: str = ""
    language: str = ""
    """Empty where the words do not tell it."""
    is_loose: bool = False
    """Whether it may as well answer what a colleague asked: their address, or a number."""


def is_about_email(text: str) -> bool:
    """Whether someone who writes just this says where they may be mailed, or no longer."""
    return _read(text) is not None


def is_code(text: str) -> bool:
    """Whether this is no more than a code."""
    return _BARE.fullmatch(text.strip()) is not None


def heed_email(bode: Actor, number: PhoneNumber, contact: Contact, message: Message) -> bool:
    """Keep, confirm or let go of a citizen's e-mail address, and say so; False for other messages.

    What can't be answered now is for an agent to read, but who wants no mail gets none.
    """
    said = _read(message.text) if message.type == "text" else None
    if said is None and message.type == "text" and is_code(message.text):
        has_asked = EmailAsked.objects.filter(contact=contact).exists()
        said = _Said(code=message.text, is_loose=True) if has_asked else None
    if said is None or (said.is_loose and _is_with_colleague(message)):
        return False
    take_over(contact, said.language)
    conversation = Conversation.objects.select_related("contact").get(id=message.conversation_id)
    is_open = is_window_open(conversation.last_inbound_at, now())
    is_often = _answered_often(contact) or _mailed_often(contact.municipality_id, said.email)
    may_answer = is_open and not is_often
    is_removal = not (said.email or said.code)
    if is_removal:
        _remove(bode, contact)
    # Else what can't be answered is undone: nor would it count among the answers of a day.
    with suppress(ConversationError), transaction.atomic():
        if may_answer:
            language = language_in(conversation)
            text = _GONE if is_removal else _obey(bode, number, contact, said, language)
            with translation.override(language):
                body = gettext(text)
            send(bode, answer(conversation, number, body, OfItself.EMAIL))
            return True
    return is_removal


def write_letter(asked: EmailAsked) -> str:
    """What is mailed to an address that waits to be confirmed."""
    with translation.override(asked.language):
        return gettext(_LETTER) % {"municipality": asked.municipality.name, "code": asked.code}


def forget_unconfirmed() -> int:
    """Forget the addresses that nobody confirmed in a week; how many they were.

    And for which mailboxes codes were asked, once that no longer counts.
    """
    MailboxAsked.objects.filter(at__lt=now() - _DAY).delete()
    return EmailAsked.objects.filter(asked_at__lt=now() - KEPT).delete()[0]


SUBJECT = "Uw code / Your code"
_LETTER = gettext_noop(
    "Dit is geen waarschuwing.\n\n"
    "Iemand gaf dit e-mailadres in WhatsApp aan gemeente %(municipality)s, voor berichten bij een "
    "crisis. Was u dat? Stuur dan deze code in WhatsApp: %(code)s\n\n"
    "Was u dat niet? Dan hoeft u niets te doen. Zonder de code sturen wij geen berichten bij een "
    "crisis naar dit adres."
)
_MAILED = gettext_noop(
    "Wij sturen een code naar het e-mailadres dat u stuurde. Dat kan een paar minuten duren. Stuur "
    "die code hier terug. Daarna kunnen wij u bij een crisis mailen als WhatsApp niet werkt. Doe "
    "dat binnen een week.\n\nKomt er geen e-mail? Kijk of het adres klopt, en stuur het opnieuw."
)
_CONFIRMED = gettext_noop(
    "Dank u wel. Komt een bericht bij een crisis niet aan via WhatsApp? Dan kunnen wij het "
    "mailen. Wilt u dat niet meer? Stuur EMAIL WEG."
)
_GONE = gettext_noop(
    "Wij sturen u geen e-mail bij een crisis. Wilt u het weer? Stuur EMAIL met uw adres, zoals: "
    "EMAIL naam@voorbeeld.nl"
)
_WRONG_CODE = gettext_noop(
    "Deze code klopt niet. Kijk in de laatste e-mail van ons. Of stuur uw adres opnieuw, zoals: "
    "EMAIL naam@voorbeeld.nl"
)
_WRONG_EMAIL = gettext_noop(
    "Dit e-mailadres klopt niet: er staat een fout in. Stuur het opnieuw, zoals: EMAIL "
    "naam@voorbeeld.nl"
)
_NOT_MAILED = gettext_noop(
    "Wij sturen geen e-mail bij een crisis. Uw adres bewaren wij daarvoor niet. Wilt u dat iemand "
    "u mailt over uw vraag? Schrijf dat hier."
)
_NO_CONSENT = gettext_noop(
    "U krijgt van ons nog geen berichten bij een crisis. Wilt u die wel? Stuur START CRISIS. Stuur "
    "daarna uw e-mailadres opnieuw."
)


def _read(text: str) -> _Said | None:
    words = " ".join(text.split()).rstrip(".!")
    if given := _ADDRESS.fullmatch(words):
        is_loose = _COMMAND.match(words) is None
        return _Said(email=given["email"], language=_language(given), is_loose=is_loose)
    if short := _SHORT.fullmatch(words):
        return _Said(code=short["code"] or "", language=_language(short))
    return None


def _language(said: re.Match[str]) -> str:
    return DUTCH if said["nl"] else ENGLISH if said["en"] else ""


def _obey(bode: Actor, number: PhoneNumber, contact: Contact, said: _Said, language: str) -> str:
    """Take the address or the code; what to answer. It repeats no address: an answer is kept."""
    if said.email:
        return _ask(number, contact, said.email, language)
    return _confirm(bode, contact, said.code.replace(" ", "").strip())


def _ask(number: PhoneNumber, contact: Contact, email: str, language: str) -> str:
    named = (purpose_of(contact.municipality_id) for purpose_of in _purposes)
    purpose = next((each for each in named if each in number.licence.purposes), "")
    if not purpose:
        return _NOT_MAILED
    if not _wants(contact, purpose):
        return _NO_CONSENT
    try:
        address = read_email(email)
    except ValueError:
        return _WRONG_EMAIL
    EmailAsked.objects.update_or_create(
        contact=contact,
        municipality_id=contact.municipality_id,
        defaults={
            "purpose": purpose,
            "email": address,
            "code": f"{secrets.randbelow(1_000_000):06}",
            "language": language,
            "asked_at": now(),
            "tried_at": None,
            "mailed_at": None,
        },
    )
    MailboxAsked.objects.create(
        municipality_id=contact.municipality_id, email=address.lower(), at=now()
    )
    return _MAILED


def _confirm(bode: Actor, contact: Contact, code: str) -> str:
    asked = EmailAsked.objects.select_for_update().filter(contact=contact, code=code).first()
    if asked is None:
        return _WRONG_CODE
    asked.delete()
    if not _wants(contact, asked.purpose):
        return _NO_CONSENT
    at = now()
    keep_emails(
        contact.municipality_id,
        [EmailGiven(each, asked.purpose, asked.email, at) for each in addresses_of(contact)],
    )
    _note(bode, contact, "consent.email", asked.purpose)
    return _CONFIRMED


def _remove(bode: Actor, contact: Contact) -> None:
    EmailAsked.objects.filter(contact=contact).delete()
    for purpose in take_back_emails(contact.municipality_id, addresses_of(contact)):
        _note(bode, contact, "consent.email_remove", purpose)


def _wants(contact: Contact, purpose: str) -> bool:
    words = list_last_words(contact)
    return any(each.purpose == purpose and each.withdrawn_at is None for each in words)


def _is_with_colleague(message: Message) -> bool:
    said = Message.objects.filter(conversation=message.conversation_id, direction=Direction.OUT)
    last = said.exclude(type="template").order_by("-at", "-id").first()
    return last is not None and last.author_id is not None


def _answered_often(contact: Contact) -> bool:
    answered = Message.objects.filter(
        conversation__contact=contact,
        direction=Direction.OUT,
        automatic=OfItself.EMAIL,
        at__gt=now() - _DAY,
    )
    return answered.count() >= MOST_ANSWERS


def _mailed_often(municipality_id: UUID, email: str) -> bool:
    asked = MailboxAsked.objects.filter(
        municipality=municipality_id, email=email.lower(), at__gt=now() - _DAY
    )
    return asked.count() >= MOST_CODES


def _note(bode: Actor, contact: Contact, what: str, purpose: str) -> None:
    audit.record(
        organisation_id=contact.municipality_id,
        actor=bode.name,
        what=what,
        subject="conversations.Contact",
        subject_id=contact.id,
        purpose=purpose,
    )
