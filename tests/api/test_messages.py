"""POST and GET /messages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.api.conftest import StartConversation
from tests.api.programs import CITIZEN, Program, text
from tests.workers import work

from bode.basics import now
from bode.conversations.models import Conversation, Message, Reaction
from bode.licensing.models import PhoneNumber
from bode.organisations.tenancy import every_tenant
from bode.outbox.models import Sending

UNKNOWN_TEMPLATE = {"name": "x", "language": {"code": "nl"}}


def template(**values: str) -> dict[str, Any]:
    filled = {"naam": "Noa", "datum": "1 juli", "tijd": "9.30 uur"} | values
    return {
        "to": CITIZEN,
        "purpose": "appointments",
        "type": "template",
        "template": {
            "name": "afspraak_herinnering",
            "language": {"code": "nl"},
            "components": [
                {
                    "type": "body",
                    "parameters": [
                        {"type": "text", "parameter_name": name, "text": value}
                        for name, value in filled.items()
                    ],
                }
            ],
        },
    }


def consent(alices: Program, purpose: str = "appointments") -> None:
    answer = alices.post(
        "/consents",
        {
            "phones": [CITIZEN],
            "purpose": purpose,
            "wording": "Ja, graag.",
            "given_at": "2026-07-01T09:30:00+02:00",
            "source": "balie",
        },
    )
    assert answer.status_code == 200


def test_an_answer_to_a_citizen_is_queued(
    alices: Program, start_conversation: StartConversation
) -> None:
    work()
    conversation = start_conversation()

    answer = alices.post("/messages", text("Uw vergunning is klaar."))

    assert answer.status_code == 202
    assert answer.json()["status"] == "queued"
    message = alices.get(f"/messages/{answer.json()['id']}").json()
    assert message["direction"] == "out"
    assert message["type"] == "text"
    assert message["text"] == "Uw vergunning is klaar."
    assert message["status"] == "queued"
    assert message["purpose"] == "permits"
    assert message["conversation"] == str(conversation.id)
    assert message["queued_at"]
    for unknown in ("wamid", "error", "sent_at", "delivered_at", "read_at", "reply_to"):
        assert message[unknown] is None
    assert message["reactions"] == []
    assert message["waits_for"] == "number_limit"


def test_a_citizen_without_a_number_is_reached_by_user_id(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation(None, user_id="NL.1234567890")

    answer = alices.post("/messages", text(to=None, recipient="NL.1234567890"))

    assert answer.status_code == 202


def test_a_template_reaches_who_asked_for_it(alices: Program, number: PhoneNumber) -> None:
    consent(alices)

    answer = alices.post("/messages", template())

    assert answer.status_code == 202
    message = alices.get(f"/messages/{answer.json()['id']}").json()
    assert message["text"] == "Beste Noa, u heeft op 1 juli om 9.30 uur een afspraak bij ons."


def test_the_platforms_own_constants_are_welcome(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation()

    body = text(messaging_product="whatsapp", recipient_type="individual")

    assert alices.post("/messages", body).status_code == 202


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("recipient_invalid", text(to="14030")),
        ("recipient_invalid", text(to=None)),
        ("purpose_forbidden", text(purpose="promotion")),
        ("purpose_forbidden", text(purpose="weather")),
        ("purpose_not_licensed", text(purpose="tourism")),
        (
            "template_not_approved",
            template() | {"template": {"name": "x", "language": {"code": "nl"}}},
        ),
        ("template_mismatch", template(extra="x")),
        ("window_closed", text()),
        ("no_consent", template()),
    ],
)
def test_the_first_rule_that_forbids_it_is_named(
    alices: Program, number: PhoneNumber, code: str, body: dict[str, Any]
) -> None:
    answer = alices.post("/messages", body)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    for member in ("detail", "advice", "rule", "source"):
        assert answer.json()[member]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("nl", "Dit sjabloon kent geen waarde “extra”."),
        ("en", "This template has no value “extra”."),
    ],
)
def test_what_does_not_fit_a_template_is_named(
    alices: Program, number: PhoneNumber, language: str, says: str
) -> None:
    answer = alices.post("/messages", template(extra="x"), accept_language=language)

    assert answer.json()["code"] == "template_mismatch"
    [wrong] = answer.json()["invalid_params"]
    assert wrong["name"] == "template.components.0.parameters.3.parameter_name"
    assert (wrong["reason"], wrong["code"]) == (says, "template_mismatch")


def test_without_a_licence_nothing_is_sent(charlies: Program, number: PhoneNumber) -> None:
    assert charlies.post("/messages", text()).json()["code"] == "no_licence"


def test_a_number_of_someone_is_never_repeated_in_a_problem(
    alices: Program, number: PhoneNumber
) -> None:
    assert "0302860000" not in alices.post("/messages", text(to="0302860000")).content.decode()


def test_a_user_id_that_is_none_is_named(alices: Program, number: PhoneNumber) -> None:
    answer = alices.post("/messages", text(to=None, recipient="Noa"))

    assert (answer.status_code, answer.json()["code"]) == (422, "recipient_invalid")
    assert [param["name"] for param in answer.json()["invalid_params"]] == ["recipient"]


def test_content_that_asks_for_a_bsn_is_refused(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation()

    answer = alices.post("/messages", text("Wat is uw BSN?"))

    assert answer.json()["code"] == "content_forbidden"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (text(""), "text.body"),
        (text("a" * 4097), "text.body"),
        (text(text=None), "text.body"),
        (text(type="contacts", text=None, contacts=[{}]), "contacts.0.name"),
    ],
)
def test_malformed_content_is_named(
    alices: Program, start_conversation: StartConversation, body: dict[str, Any], field: str
) -> None:
    start_conversation()

    answer = alices.post("/messages", body)

    assert (answer.status_code, answer.json()["code"]) == (422, "content_malformed")
    assert answer.json()["invalid_params"][0]["name"] == field


def test_content_of_another_type_is_refused(alices: Program) -> None:
    answer = alices.post("/messages", text(image={"id": "1"}))

    assert answer.json()["code"] == "invalid"
    assert answer.json()["invalid_params"][0]["name"] == "image"


def test_a_message_tells_its_whole_story(
    alices: Program, start_conversation: StartConversation
) -> None:
    conversation = start_conversation()
    with every_tenant("a test's world"):
        asked = Message.objects.create(
            municipality_id=conversation.municipality_id,
            conversation=conversation,
            direction="in",
            type="text",
            text="Is mijn vergunning klaar?",
            content={"body": "Is mijn vergunning klaar?"},
            status="received",
            wamid="wamid.1",
            at=now(),
        )
        answered = Message.objects.create(
            municipality_id=conversation.municipality_id,
            conversation=conversation,
            direction="out",
            purpose="permits",
            type="text",
            text="Ja.",
            content={"body": "Ja."},
            status="failed",
            error_code="131026",
            failed_at=now(),
            reply_to=asked,
            at=now(),
        )
        for direction, emoji, message in (("in", "👍", answered), ("in", "", asked)):
            Reaction.objects.create(
                municipality_id=conversation.municipality_id,
                message=message,
                direction=direction,
                emoji=emoji,
                at=now(),
            )

    question = alices.get(f"/messages/{asked.id}").json()
    answer = alices.get(f"/messages/{answered.id}").json()

    assert question["received_at"]
    assert question["queued_at"] is None
    assert question["wamid"] == "wamid.1"
    assert answer["reply_to"] == str(asked.id)
    assert question["reactions"] == []  # it was taken away
    assert answer["reactions"] == [{"emoji": "👍", "from": CITIZEN}]
    assert answer["failed_at"]
    assert answer["error"]["code"] == 131026
    assert answer["error"]["title"]
    assert answer["error"]["advice"]


def receive(conversation: Conversation, wamid: str = "wamid.1", **facts: Any) -> Message:
    """The citizen wrote this."""
    content = {"body": "Is mijn vergunning klaar?"}
    with every_tenant("a test's world"):
        return Message.objects.create(
            municipality_id=conversation.municipality_id,
            conversation=conversation,
            at=now().replace(microsecond=0),
            wamid=wamid,
            **(
                {
                    "direction": "in",
                    "type": "text",
                    "text": content["body"],
                    "content": content,
                    "status": "received",
                }
                | facts
            ),
        )


def test_an_answer_names_what_it_answers_in_the_platforms_own_shape(
    alices: Program, start_conversation: StartConversation
) -> None:
    question = receive(start_conversation())

    sent = alices.post("/messages", text(context={"message_id": "wamid.1"})).json()["id"]

    assert alices.get(f"/messages/{sent}").json()["reply_to"] == str(question.id)


def test_what_is_answered_is_named_once_and_must_be_there(
    alices: Program, start_conversation: StartConversation
) -> None:
    question = receive(start_conversation())
    context = {"message_id": "wamid.1"}

    unknown = alices.post("/messages", text(context={"message_id": "wamid.2"}))
    twice = alices.post("/messages", text(context=context, reply_to=str(question.id)))

    for answer, name, code in (
        (unknown, "context.message_id", "unknown"),
        (twice, "context", "not_allowed"),
    ):
        assert answer.status_code == 422
        [wrong] = answer.json()["invalid_params"]
        assert (wrong["name"], wrong["code"]) == (name, code)


def test_our_reaction_shows_on_the_message_that_it_is_for(
    alices: Program, start_conversation: StartConversation
) -> None:
    question = receive(start_conversation())

    def react(emoji: str) -> list[dict[str, str]]:
        content = {"message_id": "wamid.1", "emoji": emoji}
        body = text(type="reaction", text=None, reaction=content)
        assert alices.post("/messages", body).status_code == 202
        address = f"/conversations/{question.conversation_id}/messages"
        [shown, *_reactions] = alices.get(address).json()["results"]
        assert shown["id"] == str(question.id)
        return list(shown["reactions"])

    assert react("👍") == [{"emoji": "👍", "from": "+31850000091"}]
    assert react("❤️") == [{"emoji": "❤️", "from": "+31850000091"}]
    assert react("") == []


def test_a_message_that_was_taken_back_no_longer_says_what_it_said(
    alices: Program, start_conversation: StartConversation
) -> None:
    message = receive(start_conversation(), revoked_at=now())

    shown = alices.get(f"/messages/{message.id}").json()

    assert (shown["text"], shown["content"]) == ("", {})
    assert shown["revoked_at"]


def failed(conversation: Conversation, code: str = "131026") -> Message:
    return receive(
        conversation, direction="out", purpose="permits", status="failed", error_code=code
    )


def test_what_failed_is_sent_again_as_a_new_message_and_once(
    alices: Program, start_conversation: StartConversation
) -> None:
    message = failed(start_conversation(), "given_up")
    assert alices.get(f"/messages/{message.id}").json()["error"]["code"] == "given_up"

    first = alices.post(f"/messages/{message.id}/send-again", Idempotency_Key="een")
    again = alices.post(f"/messages/{message.id}/send-again", {}, Idempotency_Key="twee")

    assert (first.status_code, first.json()["status"]) == (202, "queued")
    assert first.json()["id"] != str(message.id)
    assert again.json()["id"] == first.json()["id"]


def test_what_nobody_knows_the_fate_of_is_decided_by_a_program(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation()
    sent = [alices.post("/messages", text()).json()["id"] for _ in range(2)]
    with every_tenant("a test's world"):
        Message.objects.update(status="sending", error_code="unsettled")
        Sending.objects.update(state="asks")

    again = alices.post(f"/messages/{sent[0]}/send-again")
    left = alices.post(f"/messages/{sent[1]}/give-up")

    assert (again.status_code, again.json()["status"]) == (202, "queued")
    assert (again.json()["id"], again.json()["error"]) == (sent[0], None)
    assert (left.status_code, left.json()["status"]) == (200, "failed")
    assert left.json()["error"]["code"] == "given_up"


def test_there_is_not_always_something_to_decide(
    alices: Program, bobs: Program, charlies: Program, start_conversation: StartConversation
) -> None:
    start_conversation()
    sent = alices.post("/messages", text()).json()["id"]

    for step in ("send-again", "give-up"):
        answer = alices.post(f"/messages/{sent}/{step}")
        assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_decide")
        assert bobs.post(f"/messages/{sent}/{step}").status_code == 403
        assert charlies.post(f"/messages/{sent}/{step}").status_code == 404
        assert alices.post(f"/messages/{sent}/{step}", {"sure": True}).status_code == 422


def test_sending_again_asks_the_rules_of_now(
    alices: Program, start_conversation: StartConversation
) -> None:
    message = failed(start_conversation(hours_ago=25))

    answer = alices.post(f"/messages/{message.id}/send-again")

    assert (answer.status_code, answer.json()["code"]) == (422, "window_closed")


def test_what_would_fail_again_is_refused_with_what_to_do_or_from_when(
    alices: Program, start_conversation: StartConversation
) -> None:
    message = failed(start_conversation(), "131049")

    later = alices.post(f"/messages/{message.id}/send-again")
    with every_tenant("a test's world"):
        Message.objects.update(error_code="131050")
    never = alices.post(f"/messages/{message.id}/send-again")

    assert (never.status_code, never.json()["code"]) == (409, "repeat_refused")
    assert never.json()["advice"].startswith("Stuur deze berichten niet meer.")
    assert "since" not in never.json()
    assert (later.status_code, later.json()["code"]) == (409, "repeat_refused")
    assert datetime.fromisoformat(later.json()["since"]) == message.at + timedelta(hours=24)
    assert later.json()["detail"].startswith("Dit bericht mag pas opnieuw vanaf")


def test_a_choice_is_told_in_one_language(alices: Program) -> None:
    answer = alices.post("/messages", text(type="fax"))

    [wrong] = answer.json()["invalid_params"]
    assert wrong["reason"].startswith("Kies uit: text, template, ")
    assert wrong["reason"].endswith(" of reaction.")


def test_a_stranger_finds_no_message(
    alices: Program, charlies: Program, start_conversation: StartConversation
) -> None:
    start_conversation()
    sent = alices.post("/messages", text()).json()["id"]

    assert charlies.get(f"/messages/{sent}").status_code == 404
    assert alices.get(f"/messages/{uuid4()}").status_code == 404
