"""What waits for a citizen never goes to whoever has their earlier number now."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.db import connections, transaction
from tests.conversations.street import PHONE, Citizen

from bode.basics import now
from bode.conversations import queries
from bode.conversations.errors import SendRefused
from bode.conversations.explaining import explain_error
from bode.conversations.models import Message
from bode.conversations.sending import Outgoing, send
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.tenancy import scope
from bode.outbox.models import Sending
from bode.outbox.states import SendingState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]

NEW_PHONE = "31612345699"
OLD_ID, NEW_ID = "NL.old123", "NL.new456"
AGO = timedelta(minutes=10)
NEW_NUMBER = {"type": "user_changed_number", "body": "…", "wa_id": NEW_PHONE}


def answer(agent: Actor, name: str = "Sanne") -> Message:
    """Answer the citizen of this name in their conversation."""
    [asked] = [each for each in queries.list_conversations() if each.contact.name == name]
    content = {"body": "Uw vergunning is klaar"}
    return send(
        agent, Outgoing(type="text", content=content, purpose="permits", conversation_id=asked.id)
    )


def goes_to(message: Message) -> tuple[str, dict[str, Any]]:
    """For whom it waits in line, and to whom the platform is asked to bring it."""
    row = Sending.objects.get(message_id=message.id)
    body = orjson.loads(bytes(row.payload))
    return row.recipient, {name: body[name] for name in ("to", "recipient") if name in body}


def fate(message_id: UUID) -> tuple[str, str]:
    message = Message.objects.get(id=message_id)
    return message.status, message.error_code


@pytest.mark.parametrize("state", SendingState)
def test_what_waits_follows_to_the_new_number_wherever_it_is_in_line(
    citizen: Citizen, agent: Actor, state: SendingState
) -> None:
    citizen.write()
    message = answer(agent)
    Sending.objects.update(state=state)

    citizen.write("system", NEW_NUMBER)

    assert goes_to(message) == (NEW_PHONE, {"to": NEW_PHONE})
    assert Sending.objects.get().state == state


def test_all_else_of_the_message_stays_as_it_was(citizen: Citizen, agent: Actor) -> None:
    asked = citizen.write()
    message = send(
        agent,
        Outgoing(
            type="text", content={"body": "Ja"}, purpose="permits", to=PHONE, reply_to_wamid=asked
        ),
    )
    before = orjson.loads(bytes(Sending.objects.get().payload))

    citizen.write("system", NEW_NUMBER)

    row = Sending.objects.get(message_id=message.id)
    assert orjson.loads(bytes(row.payload)) == before | {"to": NEW_PHONE}


def test_what_waits_under_a_user_id_follows_to_the_new_one(agent: Actor) -> None:
    citizen = Citizen(None, user_id=OLD_ID)
    citizen.write()
    message = answer(agent)

    told = {"type": "user_changed_user_id", "user_id": NEW_ID, "previous_user_id": OLD_ID}
    citizen.write("system", told)

    assert goes_to(message) == (NEW_ID, {"recipient": NEW_ID})


def test_what_goes_to_a_number_that_stays_theirs_goes_there_still(agent: Actor) -> None:
    citizen = Citizen(user_id=OLD_ID)
    citizen.write()
    message = answer(agent)

    told = {"type": "user_changed_user_id", "user_id": NEW_ID, "previous_user_id": OLD_ID}
    citizen.write("system", told)

    assert goes_to(message) == (PHONE, {"to": PHONE})


def test_who_wrote_from_the_new_number_before_it_was_told_gets_all_of_it_there(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write(at=now() - AGO)
    old = answer(agent)
    Citizen(NEW_PHONE, name="Sanne Nieuw").write()
    new = answer(agent, "Sanne Nieuw")

    citizen.write("system", NEW_NUMBER, at=now() - AGO)

    assert [goes_to(each)[0] for each in (old, new)] == [NEW_PHONE, NEW_PHONE]


def test_what_waits_for_the_next_owner_of_a_number_stays_with_them(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    citizen.write("system", NEW_NUMBER)
    Citizen(PHONE, name="Noor").write()
    message = answer(agent, "Noor")

    Citizen(NEW_PHONE).write("system", {**NEW_NUMBER, "wa_id": "31612345677"})

    assert goes_to(message) == (PHONE, {"to": PHONE})


def test_what_waited_at_a_number_that_got_another_owner_goes_to_the_user_id(
    agent: Actor,
) -> None:
    Citizen(user_id=OLD_ID, name="Daan").write()
    message = answer(agent, "Daan")

    Citizen(user_id=NEW_ID, name="Noor").write()

    assert goes_to(message) == (OLD_ID, {"recipient": OLD_ID})


def test_what_waited_for_someone_whom_nothing_reaches_any_more_fails_and_says_why(
    citizen: Citizen, agent: Actor
) -> None:
    Citizen(NEW_PHONE, name="Daan").write(at=now() - AGO)
    waiting, on_the_wire = answer(agent, "Daan"), answer(agent, "Daan")
    Sending.objects.filter(message_id=on_the_wire.id).update(state=SendingState.SENDING)

    citizen.write("system", NEW_NUMBER)

    assert fate(waiting.id) == ("failed", "recipient_gone")
    assert explain_error("recipient_gone") is not None
    # When it comes to sending it once more, it fails for this reason.
    assert fate(on_the_wire.id) == ("queued", "")
    assert Sending.objects.get().barred == "recipient_gone"


def test_whom_nothing_reaches_any_more_can_not_be_answered(citizen: Citizen, agent: Actor) -> None:
    Citizen(NEW_PHONE, name="Daan").write(at=now() - AGO)
    citizen.write("system", NEW_NUMBER)

    with pytest.raises(SendRefused) as refused:
        answer(agent, "Daan")

    assert refused.value.refusal.code == "recipient_invalid"


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_is_sent_while_the_number_changes_follows_too(
    citizen: Citizen, agent: Actor, number: PhoneNumber
) -> None:
    citizen.write()

    def answer_meanwhile() -> Message:
        try:
            with scope(number.municipality_id):
                return answer(agent)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as beside:
        with transaction.atomic():
            citizen.write("system", NEW_NUMBER)
            sent = beside.submit(answer_meanwhile)
            with pytest.raises(TimeoutError):
                sent.result(0.5)
        message = sent.result(10)

    assert goes_to(message) == (NEW_PHONE, {"to": NEW_PHONE})
