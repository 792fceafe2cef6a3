"""What holds for every body that can come, and for every message that can be sent."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.damage import anything, damage, json_values, odd_texts, texts, with_a_key_twice
from tests.webhook_samples import SAMPLES

from bode.whatsapp import (
    InboundMessage,
    NotAWebhook,
    StatusUpdate,
    Unknown,
    build_send,
    check_send,
    parse_webhook,
)

# No deadline: how long one example takes says more about the machine than about the code.
often = settings(max_examples=400, deadline=None)

CONTENTS: list[tuple[str, Any]] = [
    ("text", {"body": "Hoi"}),
    ("image", {"id": "900", "mime_type": "image/png", "sha256": "aGFzaA==", "caption": "x"}),
    ("audio", {"id": "901", "mime_type": "audio/ogg", "voice": True}),
    ("document", {"id": "902", "filename": "brief.pdf"}),
    ("sticker", {"id": "903", "animated": False}),
    ("location", {"latitude": 52.1, "longitude": 4.9, "name": "Stadhuis"}),
    ("contacts", [{"name": {"formatted_name": "Noor"}, "phones": [{"phone": "+31"}]}]),
    ("reaction", {"message_id": "wamid.A", "emoji": "👍"}),
    ("button", {"payload": "JA", "text": "Ja"}),
    ("interactive", {"type": "button_reply", "button_reply": {"id": "ja", "title": "Ja"}}),
    ("interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": "{}"}}),
    ("order", {"catalog_id": "5", "product_items": [{"quantity": 1, "item_price": 2.5}]}),
    ("system", {"type": "user_changed_number", "wa_id": "31600000002"}),
    (
        "edit",
        {
            "original_message_id": "wamid.A",
            "message": {"type": "text", "text": {"body": "Beter"}},
        },
    ),
    ("revoke", {"original_message_id": "wamid.A"}),
    ("unsupported", {"type": "poll"}),
    ("hologram", {"depth": 3}),
]
ERROR = {"code": 131026, "title": "t", "error_data": {"details": "d"}}
STATUS = {
    "id": "wamid.S",
    "status": "failed",
    "timestamp": "1795500000",
    "recipient_id": "31600000001",
    "biz_opaque_callback_data": "ours",
    "pricing": {"billable": True, "category": "utility"},
    "errors": [ERROR],
}


def message_of(type_: str, content: Any) -> dict[str, Any]:
    return {
        "from": "31600000001",
        "from_user_id": "NL.abc",
        "id": "wamid.M",
        "timestamp": "1795500000",
        "type": type_,
        type_: content,
        "context": {"id": "wamid.A"},
        "errors": [ERROR],
    }


def webhook_of(value: Any, field: str = "messages") -> dict[str, Any]:
    change = {"field": field, "value": value}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "400000000000001", "changes": [change]}],
    }


def value_of(**members: Any) -> dict[str, Any]:
    return {
        "metadata": {"display_phone_number": "31850000091", "phone_number_id": "3"},
        "contacts": [{"wa_id": "31600000001", "profile": {"name": "Noor", "username": "n"}}],
        **members,
    }


VALID = [
    *(
        webhook_of(value_of(messages=[message_of(*content)], statuses=[STATUS], errors=[ERROR]))
        for content in CONTENTS
    ),
    webhook_of(
        value_of(message_echoes=[message_of("text", {"body": "Dag"})]), "smb_message_echoes"
    ),
    webhook_of(
        {"event": "APPROVED", "message_template_id": 7001}, "message_template_status_update"
    ),
    *(webhook_of(value, field) for field, value in SAMPLES.values()),
]


@given(st.binary(max_size=300) | anything.map(lambda value: json.dumps(value).encode()))
@often
def test_any_body_is_events_or_no_webhook(body: bytes) -> None:
    try:
        events = parse_webhook(body)
    except NotAWebhook:
        return
    assert events


@given(anything)
@often
def test_whatever_is_json_is_kept(value: Any) -> None:
    assert parse_webhook(json.dumps(value).encode())


@given(st.sampled_from(VALID), st.randoms(), st.data())
@settings(max_examples=600, deadline=None)
def test_a_damaged_webhook_never_stops_the_reader(
    valid: dict[str, Any], random: Random, data: Any
) -> None:
    def odd() -> Any:
        return data.draw(anything)

    payload = copy.deepcopy(valid)
    for _ in range(random.randint(1, 4)):
        damage(payload, random, odd)
    body = json.dumps(payload)
    if random.random() < 0.5:
        body = with_a_key_twice(body, random, odd)

    events = parse_webhook(body.encode())

    assert events
    for event in events:
        for text in _texts_in(msgspec.to_builtins(event)):
            assert "\0" not in text
            text.encode()  # fails for half of a surrogate pair
        event.raw.decode()


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner)


items = json_values(texts.filter(lambda text: "\0" not in text))


@given(
    st.lists(items | st.sampled_from([message_of(*one) for one in CONTENTS]), max_size=5),
    st.lists(items | st.just(STATUS), max_size=5),
)
@often
def test_every_item_comes_out_in_some_event(messages: list[Any], statuses: list[Any]) -> None:
    webhook = webhook_of(value_of(messages=messages, statuses=statuses))

    events = parse_webhook(json.dumps(webhook).encode())

    if messages or statuses:
        given_in = [json.dumps(one).encode() for one in [*messages, *statuses]]
        assert [event.raw for event in events] == given_in
    else:
        assert isinstance(events[0], Unknown)
    good = [event for event in events if isinstance(event, InboundMessage | StatusUpdate)]
    assert len(good) >= sum(isinstance(one, dict) and "wamid.M" in one.values() for one in messages)


@given(odd_texts, json_values(odd_texts) | st.floats())
@often
def test_whatever_fits_can_be_built_and_arrives_unchanged(body: str, extra: Any) -> None:
    content = {"body": body, "extra": extra}

    if not check_send("text", content):
        sent = json.loads(build_send("31600000001", None, "text", content))
        assert sent["text"] == content


@given(st.sampled_from([type_ for type_, _ in CONTENTS] + ["template", "video"]), anything)
@often
def test_checking_a_message_never_fails(type_: str, content: Any) -> None:
    for problem in check_send(type_, content):
        assert problem.name.split(".")[0].split("[")[0] in (type_, "type")
