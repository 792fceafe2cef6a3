"""GET /conversations and what is said in them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from tests.api.conftest import StartConversation
from tests.api.programs import CITIZEN, Program

from bode.basics import now
from bode.conversations.models import ContactIdentity, Conversation, Message
from bode.licensing.models import PhoneNumber
from bode.organisations.tenancy import every_tenant


def write(conversation: Conversation, *texts: str) -> None:
    with every_tenant("a test's world"):
        for minute, each in enumerate(texts):
            Message.objects.create(
                municipality_id=conversation.municipality_id,
                conversation=conversation,
                direction="in",
                type="text",
                text=each,
                content={"body": each},
                status="received",
                at=now() + timedelta(minutes=minute),
            )


def test_a_conversation_is_found_by_phone(
    alices: Program, start_conversation: StartConversation
) -> None:
    conversation = start_conversation(CITIZEN)
    start_conversation("+31612345679")

    for written in ("%2B31612345678", "+31612345678", "0612345678", "06-12345678"):
        results = alices.get(f"/conversations?phone={written}").json()["results"]
        assert [each["id"] for each in results] == [str(conversation.id)], written


def test_a_conversation_is_found_by_a_number_that_the_books_do_not_know(
    alices: Program, start_conversation: StartConversation
) -> None:
    conversation = start_conversation("+31600000001")

    for written in ("%2B31600000001", "+31600000001", "0600000001", "0031600000001"):
        results = alices.get(f"/conversations?phone={written}").json()["results"]
        assert [each["id"] for each in results] == [str(conversation.id)], written


def test_a_conversation_tells_where_it_stands(
    alices: Program, start_conversation: StartConversation
) -> None:
    conversation = start_conversation(CITIZEN, name="Noa")

    shown = alices.get(f"/conversations/{conversation.id}").json()

    assert shown["contact"] == {"phone": CITIZEN, "user_id": None, "name": "Noa"}
    assert shown["status"] == "open"
    assert shown["purpose"] is None
    assert shown["assignee"] is None
    assert shown["unread_count"] == 1
    assert shown["last_message_at"]
    assert shown["window_expires_at"] > shown["last_message_at"]


def test_the_number_that_is_told_is_the_latest_one(
    alices: Program, start_conversation: StartConversation, number: PhoneNumber
) -> None:
    conversation = start_conversation(CITIZEN)
    with every_tenant("a test's world"):
        ContactIdentity.objects.create(
            id=UUID(int=1),  # from before, wherever it stands in the table
            municipality_id=number.municipality_id,
            contact=conversation.contact,
            kind="phone",
            value="31612345679",
        )

    shown = alices.get(f"/conversations/{conversation.id}").json()

    assert shown["contact"]["phone"] == CITIZEN


def test_who_has_no_number_is_found_by_user_id(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation(CITIZEN)
    conversation = start_conversation(None, user_id="NL.1234567890")

    results = alices.get("/conversations?user_id=NL.1234567890").json()["results"]

    assert [each["id"] for each in results] == [str(conversation.id)]
    assert results[0]["contact"]["phone"] is None
    assert results[0]["contact"]["user_id"] == "NL.1234567890"


def test_what_is_no_number_finds_nobody(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation(CITIZEN)

    for phone in ("", "Noa", "%2B3161234567", "14030"):
        assert alices.get(f"/conversations?phone={phone}").json()["results"] == []


def test_conversations_come_in_pages_the_latest_first(
    alices: Program, start_conversation: StartConversation
) -> None:
    started = [
        str(start_conversation(f"+3161234567{each}", hours_ago=each).id) for each in range(5)
    ]

    first = alices.get("/conversations?limit=3").json()
    second = alices.get(first["next"].removeprefix("http://testserver/api/v1")).json()

    assert [each["id"] for each in first["results"]] == started[:3]
    assert [each["id"] for each in second["results"]] == started[3:]
    assert second["next"] is None


def test_messages_come_in_pages_the_oldest_first(
    alices: Program, start_conversation: StartConversation
) -> None:
    conversation = start_conversation()
    write(conversation, "een", "twee", "drie")

    first = alices.get(f"/conversations/{conversation.id}/messages?limit=2").json()
    second = alices.get(first["next"].removeprefix("http://testserver/api/v1")).json()

    assert [each["text"] for each in first["results"]] == ["een", "twee"]
    assert [each["text"] for each in second["results"]] == ["drie"]
    assert second["results"][0]["conversation"] == str(conversation.id)


def test_a_stranger_and_the_provider_find_no_conversation(
    charlies: Program, doras: Program, start_conversation: StartConversation
) -> None:
    conversation = start_conversation()

    for program in (charlies, doras):
        assert program.get("/conversations").json()["results"] == []
        assert program.get(f"/conversations/{conversation.id}").status_code == 404
        assert program.get(f"/conversations/{conversation.id}/messages").status_code == 404


def test_a_conversation_that_is_not_there_is_not_found(alices: Program) -> None:
    assert alices.get(f"/conversations/{uuid4()}").status_code == 404
