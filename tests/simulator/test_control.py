"""The control calls: to drive citizens from a program."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.simulator.running import ACCOUNT, NUMBER, World, configure, eventually

from bode.simulator import create_app

DIGITS = "31612345678"


def test_a_citizens_message_comes_as_the_platform_tells_it(world: World) -> None:
    world.set_phone(name="Fatima el Amrani")
    moment = int(time.time()) - 60
    text = {"body": "Goedemiddag"}
    first = world.write(type="text", text=text, timestamp=moment)
    world.write(type="text", text=text, context={"message_id": first})
    seen = eventually(lambda: len(world.receiver.messages) == 2 and world.receiver.messages)
    value = world.receiver.values[0]
    assert value["metadata"] == {
        "display_phone_number": "31850000001",
        "phone_number_id": NUMBER,
    }
    identity = seen[0]["from_user_id"]
    assert identity.startswith("NL.")
    assert value["contacts"] == [
        {"profile": {"name": "Fatima el Amrani"}, "wa_id": DIGITS, "user_id": identity}
    ]
    assert seen[0] == {
        "from": DIGITS,
        "from_user_id": identity,
        "id": first,
        "timestamp": str(moment),
        "type": "text",
        "text": text,
    }
    assert seen[1]["context"] == {"from": DIGITS, "id": first}


def test_ticks_follow_the_webhook(world: World) -> None:
    world.receiver.statuses = [500]
    world.write()
    assert world.shown()[0]["status"] == "sent"
    eventually(lambda: world.shown()[0]["status"] == "delivered")


def test_a_number_may_be_written_in_any_way(world: World) -> None:
    for way in ("+31 6 12345678", "0031612345678", DIGITS, "+31-6-1234.5678"):
        world.write(way)
    assert len(world.shown(DIGITS)) == 4


def test_a_file_of_the_business_can_be_sent_back(world: World) -> None:
    form = {"messaging_product": "whatsapp", "type": "application/pdf"}
    file = {"file": ("besluit.pdf", b"%PDF-1.4", "application/pdf")}
    uploaded = world.graph.post(f"/{NUMBER}/media", data=form, files=file).json()["id"]
    world.write(type="document", document={"id": uploaded, "caption": "Klopt dit?"})
    document = eventually(lambda: world.receiver.messages)[0]["document"]
    assert document["id"] == uploaded
    assert (document["filename"], document["caption"]) == ("besluit.pdf", "Klopt dit?")


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({"type": "text", "text": {"body": "x"}, "to": "1"}, "to"),
        ({"type": "Gedachte!"}, "type"),
        ({"type": "text"}, "text"),
        ({"type": "text", "text": {"body": ""}}, "text.body"),
        ({"type": "image", "image": {"id": "1"}}, "image.id"),
        ({"type": "image", "image": {"mime_type": "text/plain"}}, "image.mime_type"),
        ({"type": "location", "location": {"latitude": 99, "longitude": 5}}, "location.latitude"),
        ({"type": "contacts", "contacts": [{}]}, "contacts[0].name"),
        ({"type": "interactive", "interactive": {"type": "x"}}, "interactive.x"),
        ({"type": "text", "text": {"body": "x"}, "timestamp": "gisteren"}, "timestamp"),
        ({"type": "text", "text": {"body": "x"}, "context": []}, "context"),
    ],
)
def test_bad_input_is_refused_with_the_fields_name(
    world: World, message: dict[str, Any], field: str
) -> None:
    answer = world.control.post(f"/phones/{DIGITS}/messages", json={"to": NUMBER} | message)
    assert answer.status_code == 400
    assert answer.json()["field"] == field
    assert world.shown() == []


def test_what_is_no_json_or_no_phone_number_is_refused(world: World) -> None:
    assert world.control.post(f"/phones/{DIGITS}/messages", content=b"{").status_code == 400
    assert world.control.post("/phones/abc/messages", json={"to": NUMBER}).status_code == 400
    assert world.control.get("/phones/abc/messages").status_code == 400
    assert world.set_phone(online="ja").status_code == 400
    assert world.set_phone(kleur="rood").status_code == 400
    assert world.control.post("/faults", json={"kind": "brand"}).status_code == 400
    assert world.control.post("/faults", json={"kind": "timeout", "rate": 2}).status_code == 400
    assert world.control.post("/webhooks", json={"field": "x"}).status_code == 400


def test_any_value_is_sent_as_given(world: World) -> None:
    value = {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "SCAM"}}
    answer = world.control.post("/webhooks", json={"field": "account_update", "value": value})
    assert answer.status_code == 201
    eventually(lambda: world.receiver.values == [value])
    entry = httpx.Response(200, content=world.receiver.bodies[0]).json()["entry"][0]
    assert entry["id"] == ACCOUNT
    assert isinstance(entry["time"], int)


async def test_another_machine_is_refused() -> None:
    app = create_app(configure("http://127.0.0.1:9"))
    for address, status in (("192.0.2.7", 403), ("127.0.0.1", 200), ("::1", 200)):
        transport = httpx.ASGITransport(app, client=(address, 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://simulator") as client:
            answer = await client.get("/simulator/stats")
        assert answer.status_code == status


words = st.text(max_size=5)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)
TYPES = [
    "text",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "contacts",
    "reaction",
    "button",
    "interactive",
    "order",
    "system",
    "edit",
    "revoke",
    "unsupported",
    "template",
]
FIELDS = [
    "body",
    "id",
    "link",
    "caption",
    "filename",
    "latitude",
    "longitude",
    "name",
    "message_id",
    "emoji",
    "payload",
    "type",
    "button_reply",
    "action",
    "buttons",
    "sections",
    "header",
    "footer",
    "language",
    "components",
    "original_message_id",
    "message",
]
contents = values | st.dictionaries(st.sampled_from(FIELDS), values, max_size=4)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    type_=st.sampled_from(TYPES), content=contents, more=st.dictionaries(words, values, max_size=2)
)
def test_whatever_is_sent_the_simulator_answers(
    world: World, type_: str, content: Any, more: dict[str, Any]
) -> None:
    message = more | {"type": type_, type_: content}
    citizen = world.control.post(f"/phones/{DIGITS}/messages", json={"to": NUMBER} | message)
    assert citizen.status_code in (201, 400)
    assert world.send(**message).status_code in (200, 400)
    assert httpx.get(f"{world.address}/phones/{DIGITS}").status_code == 200
