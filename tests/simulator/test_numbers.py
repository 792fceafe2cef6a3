"""Business numbers: how they come onto the platform, and what can be set."""

from __future__ import annotations

from typing import Any

import httpx
from tests.simulator.running import ACCOUNT, NUMBER, SECRET, Receiver, World, eventually, serve

REGISTER = {"messaging_product": "whatsapp", "pin": "123456"}
CITIZEN = "31612345678"


def code_of(answer: httpx.Response) -> int:
    assert answer.status_code == 400, answer.text
    return int(answer.json()["error"]["code"])


def test_a_new_number_is_verified_and_registered_before_it_sends(world: World) -> None:
    body = {"cc": "31", "phone_number": "850000042", "verified_name": "Gemeente Voorbeeldstad"}
    number = world.graph.post(f"/{ACCOUNT}/phone_numbers", json=body).json()["id"]
    shown = world.graph.get(f"/{number}").json()
    assert (shown["status"], shown["code_verification_status"]) == ("DISCONNECTED", "NOT_VERIFIED")
    assert code_of(world.graph.post(f"/{number}/register", json=REGISTER)) == 133006
    world.graph.post(f"/{number}/request_code", json={"code_method": "SMS", "language": "nl"})
    code = world.control.get(f"/numbers/{number}").json()["code"]
    assert code_of(world.graph.post(f"/{number}/verify_code", json={"code": "x"})) == 100
    assert world.graph.post(f"/{number}/verify_code", json={"code": code}).json()["success"]
    send = {"messaging_product": "whatsapp", "to": CITIZEN, "text": {"body": "Hoi"}}
    world.write(to=number, type="text", text={"body": "Hoi"})
    assert code_of(world.graph.post(f"/{number}/messages", json=send)) == 133010
    assert world.graph.post(f"/{number}/register", json=REGISTER).json()["success"]
    assert world.graph.post(f"/{number}/messages", json=send).status_code == 200
    assert code_of(world.graph.post(f"/{ACCOUNT}/phone_numbers", json=body)) == 100


def test_a_pin_is_asked_again_and_not_to_be_guessed(world: World) -> None:
    world.graph.post(f"/{NUMBER}/register", json=REGISTER)
    world.graph.post(f"/{NUMBER}/deregister")
    for _ in range(5):
        wrong = world.graph.post(f"/{NUMBER}/register", json=REGISTER | {"pin": "654321"})
        assert code_of(wrong) == 133005
    assert code_of(world.graph.post(f"/{NUMBER}/register", json=REGISTER)) == 133008
    assert world.graph.post(f"/{NUMBER}", json={"pin": "111111"}).json()["success"]
    new = REGISTER | {"pin": "111111"}
    assert world.graph.post(f"/{NUMBER}/register", json=new).json()["success"]


def test_a_region_without_storage_is_refused(world: World) -> None:
    wrong = REGISTER | {"data_localization_region": "NL"}
    assert code_of(world.graph.post(f"/{NUMBER}/register", json=wrong)) == 100
    german = REGISTER | {"data_localization_region": "DE"}
    assert world.graph.post(f"/{NUMBER}/register", json=german).json()["success"]


def test_a_number_has_webhooks_of_its_own(world: World) -> None:
    other = Receiver()
    with serve(other) as elsewhere:
        hook = {"override_callback_uri": elsewhere, "verify_token": "woord"}
        body = {"webhook_configuration": hook}
        assert world.graph.post(f"/{NUMBER}", json=body).json()["success"]
        world.write()
        eventually(lambda: other.messages)
    body = {"webhook_configuration": {"override_callback_uri": ""}}
    assert world.graph.post(f"/{NUMBER}", json=body).json()["success"]
    world.write()
    eventually(lambda: world.receiver.messages)


def test_the_app_sends_all_webhooks_elsewhere(world: World) -> None:
    asked = {"client_id": "900000000000001", "client_secret": SECRET}
    token = httpx.get(f"{world.address}/v23.0/oauth/access_token", params=asked).json()
    assert token["access_token"] == "simulator-token"
    asked["client_secret"] = "x"
    refused = httpx.get(f"{world.address}/v23.0/oauth/access_token", params=asked)
    assert code_of(refused) == 1
    other = Receiver()
    with serve(other) as elsewhere:
        body = {"object": "whatsapp_business_account", "callback_url": elsewhere}
        answer = world.graph.post(
            "/900000000000001/subscriptions", json=body | {"verify_token": "woord"}
        )
        assert answer.json() == {"success": True}
        world.write()
        eventually(lambda: other.messages)


def test_the_message_of_a_blocked_citizen_never_arrives(world: World) -> None:
    body: dict[str, Any] = {"messaging_product": "whatsapp", "block_users": [{"user": CITIZEN}]}
    failed = world.graph.post(f"/{NUMBER}/block_users", json=body).json()
    assert failed["errors"]["code"] == 139100
    assert failed["block_users"]["failed_users"][0]["input"] == CITIZEN
    world.write()
    added = world.graph.post(f"/{NUMBER}/block_users", json=body).json()["block_users"]
    assert added["added_users"][0]["wa_id"] == CITIZEN
    assert [one["wa_id"] for one in blocked(world)] == [CITIZEN]
    world.write(type="text", text={"body": "hoort niemand"})
    world.graph.request("DELETE", f"/{NUMBER}/block_users", json=body)
    assert blocked(world) == []
    world.write(type="text", text={"body": "weer hoorbaar"})
    eventually(lambda: len(world.receiver.messages) == 2)
    assert world.receiver.messages[-1]["text"]["body"] == "weer hoorbaar"
    assert world.shown()[1]["status"] == "sent"


def blocked(world: World) -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = world.graph.get(f"/{NUMBER}/block_users").json()["data"]
    return people


def test_a_username_belongs_to_one_number(world: World) -> None:
    second, third = "100000000000002", "100000000000003"
    wanted = {"username": "Gemeente.Testdam"}
    assert world.graph.post(f"/{second}/username", json=wanted).json() == {"status": "approved"}
    assert code_of(world.graph.post(f"/{NUMBER}/username", json=wanted)) == 147001
    assert code_of(world.graph.post(f"/{third}/username", json=wanted)) == 147005
    moved = wanted | {"transfer_action": "force_transfer"}
    assert world.graph.post(f"/{third}/username", json=moved).status_code == 200
    assert code_of(world.graph.get(f"/{second}/username")) == 100
    assert world.graph.get(f"/{third}/username").json()["username"] == "gemeente.testdam"
    assert code_of(world.graph.post(f"/{third}/username", json={"username": "a"})) == 147001


def test_calling_cannot_be_switched_on(world: World) -> None:
    body = {"calling": {"status": "ENABLED"}}
    assert code_of(world.graph.post(f"/{NUMBER}/settings", json=body)) == 138018


def test_an_unknown_qr_code_is_not_there(world: World) -> None:
    assert world.graph.get(f"/{NUMBER}/message_qrdls/X").json() == {"data": []}
    assert code_of(world.graph.delete(f"/{NUMBER}/message_qrdls/X")) == 100
    long = {"prefilled_message": "x" * 141}
    assert code_of(world.graph.post(f"/{NUMBER}/message_qrdls", json=long)) == 131009
