"""What a citizen says by one word: STOP ends messages, of one purpose or of all.

Read narrowly: the whole message is the word, with a purpose behind it or not. Anything else is for
an agent to read. All means all, crisis messages too; the answer says so, and who calls them back
does so with an agent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from bode import policy
from bode.basics import is_window_open, now
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import OrganisationKind, TokenScope

from .errors import ConversationError
from .languages import language_in, learn_language
from .models import Contact, Conversation, Message
from .outgoing import Outgoing
from .sending import send
from .states import OfItself
from .withdrawing import withdraw_in_chat

_SAYS_NO = re.compile(r"(?:stop|stoppen|afmelden|uitschrijven|unsubscribe)(?: (?P<what>[\w ]+))?")
_ALLOWED = [purpose for purpose in policy.PURPOSES.values() if purpose.allowed]
_SHORT = {"crisis": "crisis_response", "diensten": "municipal_services"}
CALLED = _SHORT | {
    name.lower(): each.code for each in _ALLOWED for name in (each.name_nl, each.name_en)
}
"""Purposes by what a citizen may call them, in small letters."""


def purposes_refused(text: str) -> Sequence[str]:
    """The purposes of which someone wants no more who writes just this; none for anything else."""
    said = _SAYS_NO.fullmatch(words_of(text))
    if said is None:
        return ()
    if said["what"] is None:
        return [each.code for each in _ALLOWED]
    code = CALLED.get(said["what"])
    return [code] if code else ()


def words_of(text: str) -> str:
    """The words alone: in small letters, with one space between them."""
    return " ".join(re.sub(r"[^\w ]", "", text.lower()).split())


def heed_no(bode: Actor, number: PhoneNumber, contact: Contact, message: Message) -> bool:
    """Obey a message that says no, and answer what was ended while the citizen's window is open.

    False for any other message.
    """
    refused = purposes_refused(message.text) if message.type in ("text", "button") else ()
    if not refused:
        return False
    obey(bode, number, contact, message, refused)
    return True


def word_refused(text: str) -> str:
    """Of which word someone wants no more who writes just STOP and that word; in small letters."""
    said = _SAYS_NO.fullmatch(words_of(text))
    return (said["what"] or "") if said is not None else ""


def obey(
    bode: Actor, number: PhoneNumber, contact: Contact, message: Message, refused: Sequence[str]
) -> None:
    """A citizen wants no more with these purposes: write it down, and answer what was ended."""
    learn_language(contact, words_of(message.text))
    withdraw_in_chat(contact, refused, message)
    conversation = Conversation.objects.get(id=message.conversation_id)
    purpose = conversation.purpose or next(
        (code for code in refused if code in number.licence.purposes), ""
    )
    if purpose and is_window_open(conversation.last_inbound_at, now()):
        # Where the rules do not let it leave, the word is heeded all the same.
        with suppress(ConversationError):
            send(bode, _answer(message, refused, purpose, language_in(conversation)))


def bode_of(number: PhoneNumber) -> Actor:
    """Bode itself, as it answers at this number."""
    return Actor(
        organisation_id=number.municipality_id,
        organisation_kind=OrganisationKind.MUNICIPALITY,
        name="Bode",
        scopes=frozenset({TokenScope.MESSAGES}),
    )


_ENDED_ONE = gettext_noop(
    "U krijgt van ons geen berichten over: %(purpose)s. Wilt u ze weer? Laat het ons hier weten."
)
_ENDED_ALL = gettext_noop(
    "U krijgt van ons geen berichten uit onszelf, ook niet bij een crisis. Wilt u ze weer? Laat "
    "het ons hier weten."
)


def _answer(message: Message, refused: Sequence[str], purpose: str, language: str) -> Outgoing:
    name = getattr(policy.purpose(refused[0]), f"name_{language}")
    with translation.override(language):
        ended = gettext(_ENDED_ALL if len(refused) > 1 else _ENDED_ONE)
    body = ended % {"purpose": name}
    return Outgoing(
        type="text",
        content={"body": body},
        purpose=purpose,
        conversation_id=message.conversation_id,
        automatic=OfItself.STOPPED,
    )
