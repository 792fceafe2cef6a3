"""What becomes of what a business sends."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from tests.simulator.running import NUMBER, World, eventually

DAY = 24 * 3600


def template(*values: tuple[str, str], name: str = "vergunning_status") -> dict[str, Any]:
    parameters = [{"type": "text", "parameter_name": key, "text": value} for key, value in values]
    components = [{"type": "body", "parameters": parameters}]
    return {"name": name, "language": {"code": "nl"}, "components": components}


STATUS_TEMPLATE = template(("zaaknummer", "ZAAK-2026-0042"), ("status", "verleend"))


def test_a_text_is_sent_delivered_and_read(world: World) -> None:
    world.write()
    answer = world.send(
        "+31 6 1234 5678", type="text", text={"body": "Welkom"}, biz_opaque_callback_data="een"
    )
    assert answer.status_code == 200
    body = answer.json()
    assert body["messaging_product"] == "whatsapp"
    assert body["contacts"][0]["input"] == "+31 6 1234 5678"
    assert body["contacts"][0]["wa_id"] == "31612345678"
    wamid = body["messages"][0]["id"]
    eventually(lambda: world.statuses_of(wamid) == ["sent", "delivered", "read"])
    first = next(one for one in world.receiver.statuses_seen if one["id"] == wamid)
    assert first["biz_opaque_callback_data"] == "een"
    assert first["recipient_id"] == "31612345678"
    assert first["pricing"]["category"] == "service"
    shown = world.shown()[-1]
    assert (shown["id"], shown["status"]) == (wamid, "read")
    assert (shown["direction"], shown["text"]) == ("to_citizen", {"body": "Welkom"})
    assert shown["biz_opaque_callback_data"] == "een"


@pytest.mark.parametrize(
    "message",
    [
        {"type": "image", "image": {"link": "https://voorbeeldstad.example/a.jpg"}},
        {"type": "document", "document": {"link": "https://voorbeeldstad.example/a.pdf"}},
        {"type": "location", "location": {"latitude": 52.1, "longitude": "5.1"}},
        {"type": "contacts", "contacts": [{"name": {"formatted_name": "Gemeente"}}]},
        {"type": "reaction", "reaction": {"message_id": "wamid.een", "emoji": ""}},
        {
            "type": "interactive",
            "interactive": {
                "type": "cta_url",
                "body": {"text": "Lees meer"},
                "action": {
                    "name": "cta_url",
                    "parameters": {"display_text": "Lees", "url": "https://voorbeeldstad.example"},
                },
            },
        },
        {
            "type": "interactive",
            "interactive": {
                "type": "flow",
                "body": {"text": "Vul in"},
                "action": {
                    "name": "flow",
                    "parameters": {
                        "flow_message_version": "3",
                        "flow_id": "1",
                        "flow_cta": "Beginnen",
                    },
                },
            },
        },
        {
            "type": "interactive",
            "interactive": {
                "type": "location_request_message",
                "body": {"text": "Waar bent u?"},
                "action": {"name": "send_location"},
            },
        },
        {
            "type": "interactive",
            "interactive": {
                "type": "request_contact_info",
                "body": {"text": "Wat is uw nummer?"},
                "action": {"name": "request_contact_info"},
            },
        },
    ],
    ids=lambda message: message.get("interactive", message)["type"],
)
def test_every_type_arrives_on_the_phone(world: World, message: dict[str, Any]) -> None:
    world.write()
    assert world.send(**message).status_code == 200
    shown = world.shown()[-1]
    assert shown["type"] == message["type"]
    assert shown[message["type"]] == message[message["type"]]


def test_without_a_citizens_message_in_24_hours_only_templates_go(world: World) -> None:
    assert world.refusal()["code"] == 131047
    world.write(type="text", text={"body": "oud"}, timestamp=int(time.time()) - DAY - 1)
    assert world.refusal()["code"] == 131047
    assert world.send(type="template", template=STATUS_TEMPLATE).status_code == 200
    world.write(type="text", text={"body": "nieuw"}, timestamp=int(time.time()) - DAY + 60)
    assert world.send().status_code == 200


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (template(name="bestaat_niet"), 132001),
        (STATUS_TEMPLATE | {"language": {"code": "fr"}}, 132001),
        (template(("zaaknummer", "1")), 132000),
        (template(("zaaknummer", "1"), ("wat", "2")), 132000),
        (template(("", "1"), ("", "2")), 100),
        (template(("zaaknummer", "1\n2"), ("status", "x")), 132018),
        (template(("zaaknummer", "1" * 1100), ("status", "x")), 132005),
        (
            STATUS_TEMPLATE
            | {"components": [{"type": "body", "parameters": [{"type": "image"}] * 2}]},
            132012,
        ),
        ({"language": {"code": "nl"}}, 131008),
    ],
)
def test_a_template_that_does_not_fit_is_refused(
    world: World, given: dict[str, Any], code: int
) -> None:
    assert world.refusal(type="template", template=given)["code"] == code
    assert world.shown() == []


def test_a_positional_template_needs_its_picture_its_values_and_its_link(world: World) -> None:
    picture = {"type": "image", "image": {"link": "https://voorbeeldstad.example/a.jpg"}}
    header = {"type": "header", "parameters": [picture]}
    words = [{"type": "text", "text": "maandag"}, {"type": "text", "text": "papier"}]
    body = {"type": "body", "parameters": words}
    link = {
        "type": "button",
        "sub_type": "url",
        "index": "1",
        "parameters": [{"type": "text", "text": "1234AB"}],
    }

    def send(*components: Any) -> httpx.Response:
        given = {"name": "afval_bericht", "language": {"code": "nl"}, "components": components}
        return world.send(type="template", template=given)

    assert send(body, link).json()["error"]["code"] == 132000
    assert send(header, body).json()["error"]["code"] == 131008
    answer = send(header, body, link)
    assert answer.json()["messages"][0]["message_status"] == "accepted"


@pytest.mark.parametrize(
    ("message", "code", "field"),
    [
        ({"type": "text", "text": {}}, 100, "text['body']"),
        ({"type": "text", "text": {"body": "x" * 4097}}, 100, "text['body']"),
        ({"type": "image"}, 100, "image"),
        ({"type": "image", "image": {}}, 131008, "image.id"),
        ({"type": "image", "image": {"link": "ftp://a"}}, 131009, "image.link"),
        ({"type": "image", "image": {"id": "1"}}, 131053, "image.id"),
        ({"type": "poll", "poll": {}}, 131051, "poll"),
        ({"type": "location", "location": {"latitude": 91, "longitude": 5}}, 131009, "latitude"),
        ({"type": "contacts", "contacts": []}, 131009, "contacts"),
        (
            {"type": "text", "text": {"body": "x"}, "biz_opaque_callback_data": "x" * 513},
            100,
            "biz_opaque_callback_data",
        ),
        ({"type": "text", "text": {"body": "x"}, "context": {}}, 100, "context['message_id']"),
    ],
)
def test_what_is_wrong_is_refused_with_the_fields_name(
    world: World, message: dict[str, Any], code: int, field: str
) -> None:
    world.write()
    error = world.refusal(**message)
    assert error["code"] == code
    assert field in error["error_data"]["details"]
    assert set(error) >= {"message", "type", "fbtrace_id"}


def buttons(*titles: str) -> dict[str, Any]:
    replies = [
        {"type": "reply", "reply": {"id": f"id{place}", "title": title}}
        for place, title in enumerate(titles)
    ]
    return {"type": "button", "body": {"text": "Kies"}, "action": {"buttons": replies}}


def rows(count: int) -> dict[str, Any]:
    section = {"title": "A", "rows": [{"id": str(n), "title": f"Rij {n}"} for n in range(count)]}
    return {
        "type": "list",
        "body": {"text": "Kies"},
        "action": {"button": "Kies", "sections": [section]},
    }


def test_interactive_messages_have_the_platforms_limits(world: World) -> None:
    world.write()
    for fits in (buttons("Ja"), buttons("Ja", "Nee", "Later"), rows(10)):
        assert world.send(type="interactive", interactive=fits).status_code == 200
    for odd in (buttons(), buttons("a", "b", "c", "d"), buttons("x" * 21), rows(11), rows(0)):
        assert world.refusal(type="interactive", interactive=odd)["code"] == 131009
    assert world.refusal(type="interactive", interactive={"type": "button"})["code"] == 131008


def test_a_request_that_is_no_message_is_refused(world: World) -> None:
    def code_for(content: bytes) -> int:
        answer = world.graph.post(f"/{NUMBER}/messages", content=content)
        assert answer.status_code == 400
        return int(answer.json()["error"]["code"])

    assert code_for(b"{") == 100
    assert code_for(b"[]") == 100
    assert code_for(b'{"to": "31612345678"}') == 100
    assert code_for(b'{"messaging_product": "whatsapp"}') == 100
    assert code_for(b'{"messaging_product": "whatsapp", "to": "abc"}') == 100
    own = b'{"messaging_product": "whatsapp", "to": "31850000001", "text": {"body": "x"}}'
    assert code_for(own) == 131021
    assert world.stats()["rejected"] == {"100": 5, "131021": 1}


def test_a_wrong_token_and_an_unknown_number_are_refused(world: World) -> None:
    body = {"messaging_product": "whatsapp", "to": "31612345678", "text": {"body": "x"}}
    wrong = {"Authorization": "Bearer another"}
    answer = world.graph.post(f"/{NUMBER}/messages", json=body, headers=wrong)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)
    error = world.graph.post("/123/messages", json=body).json()["error"]
    assert (error["code"], error["error_subcode"]) == (100, 33)


def test_who_is_not_on_whatsapp_gets_nothing_and_the_business_hears_so(world: World) -> None:
    world.set_phone(has_whatsapp=False)
    answer = world.send(type="template", template=STATUS_TEMPLATE)
    wamid = answer.json()["messages"][0]["id"]
    eventually(lambda: world.statuses_of(wamid) == ["failed"])
    assert world.receiver.statuses_seen[-1]["errors"][0]["code"] == 131026
    assert world.stats()["delivered"] == 0


def test_a_phone_that_is_off_gets_its_messages_later(world: World) -> None:
    world.write()
    world.set_phone(online=False)
    wamid = world.send().json()["messages"][0]["id"]
    eventually(lambda: world.statuses_of(wamid) == ["sent"])
    world.set_phone(online=True, reads=False)
    eventually(lambda: world.statuses_of(wamid) == ["sent", "delivered"])
    world.set_phone(reads=True)
    eventually(lambda: world.statuses_of(wamid) == ["sent", "delivered", "read"])


def test_a_business_that_is_blocked_is_never_told_of_delivery(world: World) -> None:
    world.write()
    world.set_phone(blocks=[NUMBER])
    wamid = world.send().json()["messages"][0]["id"]
    world.write("31612345670")
    other = world.send("31612345670").json()["messages"][0]["id"]
    eventually(lambda: world.statuses_of(other) == ["sent", "delivered", "read"])
    assert world.statuses_of(wamid) == ["sent"]


def test_a_pair_may_burst_45_messages_and_then_waits(world: World) -> None:
    world.write()
    for _ in range(45):
        assert world.send().status_code == 200
    assert world.refusal()["code"] == 131056
    world.write("31612345670")
    assert world.send("31612345670").status_code == 200


def test_a_user_id_stands_for_a_number(world: World) -> None:
    world.set_phone(username="fatima.a", name="Fatima el Amrani")
    world.write()
    told = eventually(lambda: world.receiver.messages)[0]
    assert "from" not in told
    contact = world.receiver.values[0]["contacts"][0]
    assert contact["profile"] == {"name": "Fatima el Amrani", "username": "fatima.a"}
    assert "wa_id" not in contact
    identity = told["from_user_id"]
    body = {"messaging_product": "whatsapp", "recipient": identity, "text": {"body": "Dag"}}
    answer = world.graph.post(f"/{NUMBER}/messages", json=body).json()
    assert answer["contacts"] == [{"input": identity, "user_id": identity}]
    wamid = answer["messages"][0]["id"]
    eventually(lambda: world.statuses_of(wamid) == ["sent", "delivered", "read"])
    status = world.receiver.statuses_seen[-1]
    assert status["recipient_user_id"] == identity
    assert "recipient_id" not in status


def test_a_citizen_has_another_user_id_at_another_business(world: World) -> None:
    world.write()
    eventually(lambda: world.receiver.messages)
    world.write(to="100000000000002", type="text", text={"body": "Dag"})
    seen = eventually(lambda: len(world.receiver.messages) == 2 and world.receiver.messages)
    first, second = (one["from_user_id"] for one in seen)
    assert first != second
    body = {"messaging_product": "whatsapp", "recipient": first, "text": {"body": "Dag"}}
    answer = world.graph.post("/100000000000002/messages", json=body)
    assert answer.json()["error"]["code"] == 100


def test_a_voice_message_is_played(world: World) -> None:
    world.write()
    form = {"messaging_product": "whatsapp", "type": "audio/ogg"}
    files = {"file": ("a.ogg", b"OggS", "audio/ogg")}
    media = world.graph.post(f"/{NUMBER}/media", data=form, files=files).json()["id"]
    sent = world.send(type="audio", audio={"id": media, "voice": True}).json()
    wamid = sent["messages"][0]["id"]
    steps = ["sent", "delivered", "read", "played"]
    eventually(lambda: world.statuses_of(wamid) == steps)


def test_a_message_may_be_read_without_being_told_as_delivered(world: World) -> None:
    world.write()
    world.control.post("/faults", json={"kind": "skip_delivered"})
    wamid = world.send().json()["messages"][0]["id"]
    eventually(lambda: world.statuses_of(wamid) == ["sent", "read"])
    assert world.stats()["delivered"] == 1


@pytest.mark.parametrize(("kind", "ends"), [("phone_off", "sent"), ("no_whatsapp", "failed")])
def test_trouble_of_phones_befalls_a_share_of_them_always_the_same(
    world: World, kind: str, ends: str
) -> None:
    world.control.post("/faults", json={"kind": kind, "rate": 0.5})
    phones = [f"3161234{each:04}" for each in range(40)]
    template = {"type": "template", "template": STATUS_TEMPLATE}

    def struck() -> set[str]:
        for phone in phones:
            world.send(phone, **template)
        eventually(
            lambda: all(world.shown(each)[-1]["status"] in (ends, "read") for each in phones)
        )
        return {each for each in phones if world.shown(each)[-1]["status"] == ends}

    first = struck()
    assert 5 < len(first) < 35
    assert struck() == first


def test_marking_as_read_turns_the_citizens_ticks_blue(world: World) -> None:
    world.write()
    wamid = world.write()
    world.write()
    body = {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": wamid,
        "typing_indicator": {"type": "text"},
    }
    answer = world.graph.post(f"/{NUMBER}/messages", json=body)
    assert answer.json() == {"success": True}
    statuses = [one["status"] for one in world.shown()]
    assert statuses[:2] == ["read", "read"]  # with it, all that came before
    assert statuses[2] != "read"
    unknown = world.graph.post(f"/{NUMBER}/messages", json=body | {"message_id": "wamid.x"})
    assert unknown.json()["error"]["code"] == 100


def test_the_same_callback_data_twice_counts_as_a_duplicate(world: World) -> None:
    world.write()
    for data in ("een", "twee", "een"):
        message = {"type": "text", "text": {"body": "x"}, "biz_opaque_callback_data": data}
        world.send(**message)
    stats = world.stats()
    assert (stats["accepted"], stats["duplicates"]) == (3, 1)


def test_who_asks_is_told_by_what_to_see_that_a_number_has_the_same_owner(world: World) -> None:
    asked = {"user_identity_change": {"enable_identity_key_check": True}}
    assert world.graph.post(f"/{NUMBER}/settings", json=asked).json() == {"success": True}
    world.write()
    told = eventually(lambda: [one for one in world.receiver.values if "contacts" in one])[0]
    known = told["contacts"][0]["identity_key_hash"]

    text = {"type": "text", "text": {"body": "Dag"}}
    assert world.send(**text, recipient_identity_key_hash=known).status_code == 200
    assert world.refusal(**text, recipient_identity_key_hash="b3RoZXI=")["code"] == 137000
