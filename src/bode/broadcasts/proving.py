"""Whose phone gets tests: a colleague proves theirs by writing from it.

They are told a code, and send it by WhatsApp to the municipality's number. So nobody has tests sent
to a number that is another's, and their window is open at once.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from bode.basics import bare_digits, is_drill_id, now
from bode.conversations.contacts import identity_of
from bode.conversations.errors import ConversationError
from bode.conversations.models import Contact, Conversation, Message
from bode.conversations.saying_no import bode_of, words_of
from bode.conversations.sending import send
from bode.conversations.what_they_get import answer
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.privacy import audit

from .models import TestCode, TestNumber

MAY_READ = ("broadcaster", "approver", "administrator")
AS_PROOF = "test_number"
"""What the answer to a code is, in `Message.automatic`."""
LASTS = timedelta(hours=1)
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
_LENGTH = 8
_SAYS_CODE = re.compile(rf"proef ([{_SIGNS}]{{{_LENGTH}}})")


@transaction.atomic
def ask_code(actor: Actor) -> TestCode:
    """A new code for this person; an earlier one proves nothing any more."""
    person_id = person_of(actor)
    TestCode.objects.filter(person_id=person_id).delete()
    return TestCode.objects.create(
        municipality_id=actor.organisation_id,
        person_id=person_id,
        code="".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)),
        expires_at=now() + LASTS,
    )


def find_code(actor: Actor) -> TestCode | None:
    """The code that this person may still send."""
    return TestCode.objects.filter(person_id=person_of(actor), expires_at__gt=now()).first()


def text_of(code: TestCode) -> str:
    """What is sent to prove it."""
    return f"PROEF {code.code.upper()}"


def link_of(code: TestCode, number: PhoneNumber) -> str:
    """Opens WhatsApp with the code already written to this number."""
    text = text_of(code).replace(" ", "%20")
    return f"https://wa.me/{bare_digits(number.display_number)}?text={text}"


def heed_code(number: PhoneNumber, contact: Contact, message: Message, heeded: bool) -> bool:
    """Keep the number of a colleague who sends their code, and tell them."""
    said = _SAYS_CODE.fullmatch(words_of(message.text)) if message.type == "text" else None
    phone = identity_of(contact).phone
    if heeded or said is None or not phone:
        return heeded
    found = TestCode.objects.select_for_update().filter(code=said[1], expires_at__gt=now())
    code = found.select_related("person").first()
    if code is None:
        return False
    _keep(code.person, number.municipality_id, phone)
    code.delete()
    _tell(number, message)
    return True


@transaction.atomic
def take_number_away(actor: Actor) -> None:
    """Get no tests any more."""
    own = TestNumber.objects.filter(person_id=person_of(actor)).select_related("person").first()
    if own is not None:
        _remove(own, actor.name)


def find_own_number(actor: Actor) -> str:
    """The digits of the phone that this person proved to be theirs, or nothing."""
    own = TestNumber.objects.filter(person_id=person_of(actor)).first()
    return own.address if own else ""


def person_of(actor: Actor) -> UUID:
    """Raises `NotAllowed` for a program, for who has nothing to do with broadcasts, and in a drill:
    a colleague's phone is a real one."""
    actor.require(*MAY_READ)
    if actor.person_id is None or is_drill_id(actor.organisation_id):
        raise NotAllowed(needed=MAY_READ)
    return actor.person_id


def _keep(person: Person, municipality_id: UUID, phone: str) -> None:
    """A phone is one colleague's, and a colleague has one."""
    earlier = TestNumber.objects.filter(address=phone) | TestNumber.objects.filter(person=person)
    for each in earlier.select_related("person"):
        _remove(each, person.name)
    kept = TestNumber.objects.create(municipality_id=municipality_id, person=person, address=phone)
    _record(kept, person.name, "test_number.prove")


def _remove(number: TestNumber, by: str) -> None:
    _record(number, by, "test_number.remove")
    number.delete()


def _record(number: TestNumber, by: str, what: str) -> None:
    audit.record(
        organisation_id=number.municipality_id,
        actor=by,
        what=what,
        subject="broadcasts.TestNumber",
        subject_id=number.id,
        facts={"colleague": number.person.name},
    )


def _tell(number: PhoneNumber, message: Message) -> None:
    conversation = Conversation.objects.get(id=message.conversation_id)
    text = gettext("Dit nummer krijgt proefberichten van de gemeente.")
    # Where the rules do not let it leave, the page tells that the number is known.
    with suppress(ConversationError):
        send(bode_of(number), answer(conversation, number, text, AS_PROOF))
