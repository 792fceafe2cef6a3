"""The webhook around the items: several accounts, odd parts, other fields."""

from __future__ import annotations

from typing import Any

import pytest

from bode.whatsapp import (
    InboundMessage,
    NotAWebhook,
    StatusUpdate,
    TemplateStatus,
    Unknown,
    ValueErrors,
    parse_webhook,
)


def test_one_webhook_may_serve_several_municipalities(webhooks: Any) -> None:
    def value_of(number: str) -> dict[str, Any]:
        value: dict[str, Any] = webhooks.value(
            messages=[webhooks.message(text={"body": number})],
            statuses=[webhooks.status()],
            metadata={"phone_number_id": number},
        )
        return value

    events = parse_webhook(
        webhooks.body(
            webhooks.entry(
                webhooks.change(value_of("1")), webhooks.change(value_of("2")), account="A"
            ),
            webhooks.entry(webhooks.change(value_of("3")), account="B"),
        )
    )

    assert [(type(event), event.waba_id, event.phone_number_id) for event in events] == [
        (InboundMessage, "A", "1"),
        (StatusUpdate, "A", "1"),
        (InboundMessage, "A", "2"),
        (StatusUpdate, "A", "2"),
        (InboundMessage, "B", "3"),
        (StatusUpdate, "B", "3"),
    ]


def test_a_bad_item_never_harms_its_neighbours(webhooks: Any) -> None:
    events = webhooks.read(
        contacts=["odd", {"wa_id": "31600000001", "profile": {"name": "Noor"}}],
        messages=[
            webhooks.message(id="wamid.1", text={"body": "x"}),
            {"id": ["odd"]},
            "odd",
            webhooks.message(id="wamid.2", text={"body": "y"}),
        ],
        statuses=[None, webhooks.status()],
    )

    kinds = [type(event) for event in events]
    assert kinds == [
        Unknown,  # the odd contact
        InboundMessage,
        Unknown,
        Unknown,
        InboundMessage,
        Unknown,
        StatusUpdate,
    ]
    assert events[1].sender.name == "Noor"
    assert events[3].raw == b'"odd"'


def test_a_bad_entry_or_change_never_harms_its_neighbours(webhooks: Any) -> None:
    good = webhooks.change(webhooks.value(statuses=[webhooks.status()]))

    events = parse_webhook(
        webhooks.body(7, webhooks.entry("odd", good), {"id": "B"}, webhooks.entry(good))
    )

    assert [type(event) for event in events] == [
        Unknown,
        Unknown,
        StatusUpdate,
        Unknown,
        StatusUpdate,
    ]


def test_trouble_with_the_account_is_told_beside_messages(webhooks: Any) -> None:
    message, trouble = webhooks.read(
        messages=[webhooks.message(type="interactive")],
        errors=[{"code": 131000, "title": "Something went wrong"}],
    )

    assert isinstance(message, InboundMessage)
    assert isinstance(trouble, ValueErrors)
    assert [error.code for error in trouble.errors] == [131000]


def test_empty_lists_tell_nothing(webhooks: Any) -> None:
    event = webhooks.read_one(statuses=[webhooks.status()], errors=[], messages=[], contacts=[])

    assert isinstance(event, StatusUpdate)


def test_a_value_without_a_number_can_not_be_routed_and_is_kept(webhooks: Any) -> None:
    event = webhooks.read_one(metadata=None, statuses=[webhooks.status()])

    assert isinstance(event, Unknown)
    assert event.reason == "phone_number_id is missing"


def test_a_template_event_names_the_template(webhooks: Any) -> None:
    value = {
        "event": "REJECTED",
        "message_template_id": 7001,
        "message_template_name": "afspraak",
        "message_template_language": "nl",
        "message_template_category": "UTILITY",
        "reason": "INVALID_FORMAT",
        "rejection_info": {"reason": "…"},
    }
    change = webhooks.change(value, "message_template_status_update")

    [event] = parse_webhook(webhooks.body(webhooks.entry(change)))

    assert isinstance(event, TemplateStatus)
    assert (event.event, event.template_id, event.name) == ("REJECTED", "7001", "afspraak")
    assert (event.language, event.category) == ("nl", "UTILITY")
    assert event.reason == "INVALID_FORMAT"


def test_a_field_that_nobody_knows_is_kept_whole(webhooks: Any) -> None:
    field = "not_yet_invented"
    change = webhooks.change({"event": "X", "more": [1, 2]}, field)

    [event] = parse_webhook(webhooks.body(webhooks.entry(change)))

    assert isinstance(event, Unknown)
    assert (event.field, event.waba_id) == (field, "400000000000001")
    assert event.raw == b'{"event": "X", "more": [1, 2]}'


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        b"null",
        b'"text"',
        b'{"object": "page", "entry": [{}]}',
        b'{"object": "whatsapp_business_account"}',
        b'{"object": "whatsapp_business_account", "entry": []}',
        b'{"object": "whatsapp_business_account", "entry": [{"id": "A", "changes": []}]}',
        b"[" * 5000 + b"]" * 5000,
    ],
    ids=lambda body: body[:60].decode(),
)
def test_json_that_is_no_webhook_is_kept_whole(body: bytes) -> None:
    [event] = parse_webhook(body)

    assert isinstance(event, Unknown)
    assert event.raw in body


@pytest.mark.parametrize("body", [b"", b"{", b"hello", b"\xff\xfe{}", b'{"a": "\xff"}', b"{} {}"])
def test_what_is_not_json_is_no_webhook(body: bytes) -> None:
    with pytest.raises(NotAWebhook):
        parse_webhook(body)


def test_no_text_holds_what_a_database_can_not(webhooks: Any) -> None:
    body = webhooks.body(
        webhooks.entry(
            webhooks.change(
                webhooks.value(
                    messages=[webhooks.message(text={"body": "a\0b \ud83d c \\u0000 😀"})]
                )
            )
        )
    )

    [event] = parse_webhook(body)

    assert isinstance(event, InboundMessage)
    assert event.content.body == "a\ufffdb \ufffd c \\u0000 😀"
    assert b"\\ud83d c" not in event.raw
