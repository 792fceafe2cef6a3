"""Sending: the rules are asked once, and message and outbox row are written together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.db import connection, connections, transaction
from tests.conversations.street import PHONE, Citizen
from tests.people import actor_of

from bode.basics import new_id, now
from bode.conversations import actions, queries
from bode.conversations.consents import record_consents
from bode.conversations.errors import ContentMalformed, SendRefused
from bode.conversations.models import Conversation, Message
from bode.conversations.purposes import set_purpose
from bode.conversations.sending import Outgoing, send
from bode.conversations.withdrawing import withdraw_consent
from bode.licensing.models import Licence, PhoneNumber, Template
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, OrganisationKind, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending
from bode.outbox.states import Lane

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]


def filled(values: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        "name": "afspraak_herinnering",
        "language": {"code": "nl"},
        "components": [
            {
                "type": "body",
                "parameters": [
                    {"type": "text", "parameter_name": name, "text": value}
                    for name, value in values.items()
                ],
            }
        ],
    }


REMINDER = filled({"naam": "Sanne", "datum": "3 mei", "tijd": "10.00"})


def text(body: str = "Uw vergunning is klaar", **facts: Any) -> Outgoing:
    return Outgoing(
        **({"type": "text", "content": {"body": body}, "purpose": "permits", "to": PHONE} | facts)
    )


def reminder(**facts: Any) -> Outgoing:
    return text(**({"type": "template", "content": REMINDER, "purpose": "appointments"} | facts))


def consent(agent: Actor, purpose: str = "appointments") -> None:
    record_consents(
        agent, phones=[PHONE], purpose=purpose, wording="Ja", given_at=now(), source="Balie"
    )


def test_a_reply_is_queued_in_the_running_conversation(citizen: Citizen, agent: Actor) -> None:
    citizen.write()

    message = send(agent, text("Graag gedaan"))

    [conversation] = queries.list_conversations()
    assert message.conversation_id == conversation.id
    assert (message.status, message.author_name) == ("queued", "Alice")
    assert (conversation.status, conversation.preview) == ("waiting", "Graag gedaan")
    row = Sending.objects.get(message_id=message.id)
    assert (row.recipient, row.lane) == (PHONE, Lane.CONVERSATION)
    assert orjson.loads(row.payload)["biz_opaque_callback_data"] == str(message.id)


def test_a_template_is_kept_as_the_citizen_reads_it(citizen: Citizen, agent: Actor) -> None:
    consent(agent)

    message = send(agent, reminder())

    assert message.text == "Beste Sanne, u heeft op 3 mei om 10.00 een afspraak bij ons."


def as_it_is() -> None:
    pass


def suspend_licence() -> None:
    Licence.objects.update(status="suspended", suspended_by=["provider"])


def pause_template() -> None:
    Template.objects.update(status="PAUSED")


BARE = {"name": "afspraak_herinnering", "language": {"code": "nl"}}

# Each refusal with a message that has this fault and others that come after it.
REFUSALS = [
    ("recipient_invalid", suspend_licence, text(to="+31 20 123", purpose="promotion")),
    ("purpose_forbidden", suspend_licence, text(purpose="promotion", content={"body": ""})),
    ("no_licence", suspend_licence, text(purpose="tourism", content={"body": ""})),
    ("purpose_not_licensed", pause_template, reminder(purpose="tourism")),
    ("template_not_approved", pause_template, text(type="template", content=BARE)),
    ("template_mismatch", as_it_is, text(type="template", content=BARE)),
    ("window_closed", as_it_is, text("Stem op lijst 3")),
    ("no_consent", as_it_is, reminder()),
]


@pytest.mark.parametrize(("code", "spoil", "outgoing"), REFUSALS, ids=[r[0] for r in REFUSALS])
def test_the_first_rule_that_forbids_it_is_named_and_nothing_is_written(
    agent: Actor, code: str, spoil: Callable[[], None], outgoing: Outgoing
) -> None:
    spoil()

    with pytest.raises(SendRefused) as refused:
        send(agent, outgoing)

    assert refused.value.refusal.code == code
    assert refused.value.refusal.source
    assert not Message.objects.exists()
    assert not Sending.objects.exists()


def test_what_may_not_be_said_is_refused_wherever_it_stands(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    buttons = {
        "type": "button",
        "body": {"text": "Wat kiest u?"},
        "action": {
            "buttons": [{"type": "reply", "reply": {"id": "1", "title": "Stem op lijst 3"}}]
        },
    }

    with pytest.raises(SendRefused) as refused:
        send(agent, text(type="interactive", content=buttons))

    assert refused.value.refusal.code == "content_forbidden"


def test_a_number_in_a_template_is_judged_with_the_words_around_it(agent: Actor) -> None:
    consent(agent)
    values = {"naam": "Sanne", "datum": "3 mei", "tijd": "zaaknummer 123456782"}

    assert send(agent, reminder(content=filled(values))).status == "queued"

    with pytest.raises(SendRefused) as refused:
        send(agent, reminder(content=filled(values | {"tijd": "123456782"})))
    assert refused.value.refusal.code == "content_forbidden"


def test_a_message_that_does_not_fit_names_its_fields(citizen: Citizen, agent: Actor) -> None:
    citizen.write()

    with pytest.raises(ContentMalformed) as malformed:
        send(agent, text("x" * 4097))

    assert [problem.name for problem in malformed.value.problems] == ["text.body"]


def test_message_and_outbox_row_are_written_together_or_not_at_all(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()

    with transaction.atomic():
        send(agent, text())
        assert Sending.objects.count() == 1
        transaction.set_rollback(True)

    assert not Message.objects.filter(direction="out").exists()
    assert not Sending.objects.exists()


def test_the_same_message_id_is_one_message(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    outgoing = text(message_id=new_id())

    assert send(agent, outgoing) == send(agent, outgoing)
    assert Sending.objects.count() == 1


def test_what_says_something_else_under_the_same_message_id_is_another_message(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    first = text("Het is klaar op 3 mei", message_id=new_id())
    changed = replace(first, content={"body": "Het is klaar op 4 mei"})

    sent = [send(agent, each) for each in (first, changed, first, changed)]

    assert [each.text[-5:] for each in sent] == ["3 mei", "4 mei", "3 mei", "4 mei"]
    assert Sending.objects.count() == 2


def test_the_same_words_to_another_citizen_are_another_message(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    Citizen("31612345699").write()
    first, second = queries.list_conversations()
    outgoing = text(to=None, conversation_id=first.id, message_id=new_id())

    send(agent, outgoing)
    other = send(agent, replace(outgoing, conversation_id=second.id))

    assert other.conversation_id == second.id
    assert Sending.objects.count() == 2


def test_the_same_answer_to_a_closed_conversation_is_one_message(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    [closed] = queries.list_conversations()
    actions.close_conversation(agent, closed.id)
    outgoing = text(to=None, conversation_id=closed.id, message_id=new_id())

    assert send(agent, outgoing) == send(agent, outgoing)
    assert Sending.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_message_id_at_the_same_moment_is_one_message(
    citizen: Citizen, agent: Actor, municipality: Organisation
) -> None:
    citizen.write()
    outgoing = text(message_id=new_id())

    def send_here(_: int) -> Message:
        try:
            with scope(municipality.id):
                return send(agent, outgoing)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert {each.id for each in pool.map(send_here, range(4))} == {outgoing.message_id}
    assert Sending.objects.count() == 1


def program_of(municipality: Organisation) -> Actor:
    return Actor(
        organisation_id=municipality.id,
        organisation_kind=OrganisationKind.MUNICIPALITY,
        name="Zaaksysteem",
        scopes=frozenset({"messages"}),
    )


def test_a_question_goes_on_waiting_for_an_agent_when_a_program_sends_something(
    citizen: Citizen, agent: Actor, municipality: Organisation
) -> None:
    citizen.write()
    [asked] = queries.list_conversations()
    set_purpose(agent, asked.id, "appointments")

    send(program_of(municipality), text())

    [conversation] = queries.list_conversations(status="open")
    assert (conversation.purpose, conversation.preview) == (
        "appointments",
        "Uw vergunning is klaar",
    )


def test_a_conversation_that_a_program_begins_waits_for_the_citizen(
    agent: Actor, municipality: Organisation
) -> None:
    consent(agent)

    send(program_of(municipality), reminder())

    [conversation] = queries.list_conversations()
    assert (conversation.status, conversation.purpose) == ("waiting", "appointments")


def test_crisis_messages_go_before_replies_and_replies_before_what_programs_send(
    citizen: Citizen, agent: Actor, municipality: Organisation
) -> None:
    citizen.write()
    program = program_of(municipality)

    sent = [
        send(program, text()),
        send(agent, text()),
        send(program, text(purpose="crisis_response")),
    ]

    lanes = dict(Sending.objects.values_list("message_id", "lane"))
    assert [lanes[each.id] for each in sent] == [Lane.NOTICE, Lane.CONVERSATION, Lane.CRISIS]


def test_a_reply_reaches_a_citizen_by_their_user_id_and_by_their_latest_number(
    citizen: Citizen, agent: Actor
) -> None:
    Citizen(None, user_id="NL.abc123").write()
    by_user_id = send(agent, text(to=None, recipient="NL.abc123"))
    citizen.write()
    citizen.write("system", {"type": "user_changed_number", "wa_id": "31612345699"})
    conversation = queries.find_conversations(phone="+31612345699")[0]
    by_number = send(agent, text(to=None, conversation_id=conversation.id))

    payloads = {each.message_id: orjson.loads(each.payload) for each in Sending.objects.all()}
    assert payloads[by_user_id.id]["recipient"] == "NL.abc123"
    assert payloads[by_number.id]["to"] == "31612345699"


@pytest.mark.parametrize("to", ["+31600000001", "0031 6 0000 0001", "06-00000001", "31600000001"])
def test_who_wrote_to_us_is_answered_whatever_the_books_say_of_their_number(
    number: PhoneNumber, agent: Actor, to: str
) -> None:
    Citizen("31600000001").write()
    [conversation] = queries.list_conversations()

    message = send(agent, text(to=to))

    assert message.conversation_id == conversation.id
    assert Sending.objects.get(message_id=message.id).recipient == "31600000001"
    assert queries.find_conversations(phone=to) == [conversation]


def test_a_number_that_nobody_wrote_from_must_be_in_the_books(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()

    with pytest.raises(SendRefused) as refused:
        send(agent, text(to="+31600000001"))
    assert refused.value.refusal.code == "recipient_invalid"


def test_a_user_id_looks_like_one_or_belongs_to_who_wrote(
    number: PhoneNumber, agent: Actor
) -> None:
    Citizen(None, user_id="odd-one").write()
    assert send(agent, text(to=None, recipient="odd-one")).status == "queued"

    for user_id in ("31612345678", "NL.", "NL.a b", "NLD.abc", f"NL.{'a' * 129}", "odd-two"):
        with pytest.raises(SendRefused) as refused:
            send(agent, text(to=None, recipient=user_id))
        assert refused.value.refusal.code == "recipient_invalid"
        assert refused.value.field == "recipient"
    for user_id in ("NL.abc123", "NL.ENT.abc123", f"nl.{'a' * 128}"):
        with pytest.raises(SendRefused) as refused:
            send(agent, text(to=None, recipient=user_id))
        assert refused.value.refusal.code == "window_closed"


def test_without_a_number_the_licence_still_decides_first(
    agent: Actor, number: PhoneNumber
) -> None:
    with every_tenant("a test's world"):
        number.delete()

    refusals = {
        "purpose_not_licensed": text(purpose="tourism"),
        "window_closed": text(),
        "template_not_approved": reminder(),
    }
    for code, outgoing in refusals.items():
        with pytest.raises(SendRefused) as refused:
            send(agent, outgoing)
        assert refused.value.refusal.code == code


def test_the_window_stays_open_when_the_conversation_was_closed(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write(at=now() - timedelta(hours=2))
    [closed] = queries.list_conversations()
    actions.close_conversation(agent, closed.id)

    message = send(agent, text(to=None, conversation_id=closed.id))

    assert message.conversation_id != closed.id
    assert message.conversation.last_inbound_at == closed.last_inbound_at


def test_consent_is_what_lets_a_template_start_a_conversation(agent: Actor) -> None:
    consent(agent)
    assert send(agent, reminder()).status == "queued"

    withdraw_consent(agent, phone=PHONE, purpose="appointments")
    with pytest.raises(SendRefused) as refused:
        send(agent, reminder())
    assert refused.value.refusal.code == "no_consent"


def test_who_has_no_part_in_it_may_not_send(bob: Person, citizen: Citizen) -> None:
    with pytest.raises(NotAllowed):
        send(actor_of(bob), text())


def test_a_stranger_finds_nobody_to_send_to(
    charlie: Person, citizen: Citizen, other_municipality: Organisation
) -> None:
    citizen.write()
    [conversation] = queries.list_conversations()

    with scope(other_municipality.id):
        with pytest.raises(Conversation.DoesNotExist):
            send(actor_of(charlie), text(to=None, conversation_id=conversation.id))
        with pytest.raises(SendRefused) as refused:
            send(actor_of(charlie), text())
    assert refused.value.refusal.code == "no_licence"


def test_row_security_keeps_a_strangers_message_out(
    citizen: Citizen, agent: Actor, other_municipality: Organisation, number: PhoneNumber
) -> None:
    citizen.write()
    message = send(agent, text())

    with scope(other_municipality.id), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM conversations_message WHERE id = %s", [message.id])
        assert cursor.fetchone() == (0,)


def test_in_one_second_question_and_answer_stand_in_the_order_in_which_they_came(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write(content={"body": "Is het klaar?"})
    send(agent, text("Ja, het is klaar."))
    citizen.write(content={"body": "Dank u wel!"})
    (conversation,) = queries.list_conversations()

    told = [message.text for message in queries.list_messages(conversation.id)]

    assert told == ["Is het klaar?", "Ja, het is klaar.", "Dank u wel!"]
