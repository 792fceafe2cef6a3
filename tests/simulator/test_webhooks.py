"""Webhooks: signed, repeated until answered 200, and with trouble on request."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import httpx
import orjson
import pytest
from tests.simulator.running import (
    ACCOUNT,
    NUMBER,
    SECRET,
    Receiver,
    World,
    configure,
    eventually,
    serve,
)

from bode.simulator import create_app
from bode.whatsapp import is_signed

TEXT: dict[str, Any] = {"type": "text", "text": {"body": "Goedemiddag"}}


def switch_on(world: World, kind: str, **settings: Any) -> None:
    body = {"kind": kind, "rate": 1.0} | settings
    assert world.control.post("/faults", json=body).status_code == 201


def test_a_webhook_is_signed_over_its_exact_bytes(world: World) -> None:
    world.write()
    eventually(lambda: world.receiver.bodies)
    header = world.receiver.headers[0]["x-hub-signature-256"]
    assert is_signed(world.receiver.bodies[0], header, SECRET)
    assert world.receiver.headers[0]["content-type"] == "application/json"


def test_a_webhook_that_is_refused_comes_again_the_same_and_ever_later(world: World) -> None:
    world.receiver.statuses = [503, 500, 404, 302]
    world.write()
    eventually(lambda: world.stats()["webhooks_pending"] == 0)
    assert len(set(world.receiver.bodies)) == 1
    assert len(world.receiver.bodies) == 5
    moments = world.receiver.moments
    pauses = [after - before for before, after in pairwise(moments)]
    shortest = (0.01, 0.02, 0.04, 0.08)  # half of what is meant: a busy loop's clock runs behind
    assert all(pause >= least for pause, least in zip(pauses, shortest, strict=True))
    assert world.stats()["webhooks_sent"] == 1


def test_a_webhook_that_nobody_takes_is_given_up_after_a_week(world: World) -> None:
    world.receiver.statuses = [500] * 1000
    world.write()
    eventually(lambda: world.receiver.bodies)
    world.control.post("/clock", json={"seconds": 6 * 24 * 3600})
    assert world.stats()["webhooks_pending"] == 1
    world.control.post("/clock", json={"seconds": 25 * 3600})
    eventually(lambda: world.stats()["webhooks_pending"] == 0)


def test_one_webhook_that_is_always_refused_does_not_hold_up_the_others(world: World) -> None:
    world.receiver.statuses = [500]
    world.write("31612345671")
    world.write("31612345671", type="text", text={"body": "tweede"})
    eventually(lambda: world.stats()["webhooks_pending"] == 0)
    assert len(world.receiver.bodies) == 3


def test_webhooks_wait_for_a_receiver_that_is_down() -> None:
    receiver = Receiver()
    with serve(receiver) as elsewhere:
        port = httpx.URL(elsewhere).port
    with serve(create_app(configure(f"http://127.0.0.1:{port}"))) as address:
        world = World(address, receiver)
        time.sleep(0.2)
        for number in range(3):
            world.write(type="text", text={"body": str(number)})
        time.sleep(0.1)
        assert world.stats()["webhooks_pending"] == 3
        with serve(receiver, port=port):
            eventually(lambda: world.stats()["webhooks_pending"] == 0)
    assert [one["text"]["body"] for one in receiver.messages] == ["0", "1", "2"]


def test_a_backlog_comes_in_larger_webhooks(world: World) -> None:
    world.receiver.held = True
    sent = {world.write(f"3161234{place:04}") for place in range(200)}
    world.receiver.held = False
    eventually(lambda: world.stats()["webhooks_pending"] == 0)
    assert len(world.receiver.messages) == len(sent)
    assert {one["id"] for one in world.receiver.messages} == sent
    assert len(world.receiver.bodies) < len(sent) / 2


def test_a_backlog_of_several_accounts_comes_together(world: World) -> None:
    world.receiver.held = True
    for place in range(200):
        world.write(f"3161234{place:04}", to=f"10000000000000{1 + place % 2}", **TEXT)
    world.receiver.held = False
    eventually(lambda: world.stats()["webhooks_pending"] == 0)
    entries = [orjson.loads(body)["entry"] for body in world.receiver.bodies]
    accounts = max(({entry["id"] for entry in each} for each in entries), key=len)
    assert accounts == {"200000000000001", "200000000000002"}
    assert len(world.receiver.messages) == 200


def test_no_webhook_is_larger_than_the_platforms(world: World) -> None:
    world.receiver.held = True
    long: dict[str, Any] = {"type": "text", "text": {"body": "x" * 60_000}}
    sent = [world.write(**long) for _ in range(60)]
    world.receiver.held = False
    eventually(lambda: world.stats()["webhooks_pending"] == 0)
    assert [one["id"] for one in world.receiver.messages] == sent
    sizes = [len(body) for body in world.receiver.bodies]
    assert 2**20 < max(sizes) <= 3 * 2**20


def test_an_account_can_send_its_webhooks_elsewhere_after_a_handshake(world: World) -> None:
    other = Receiver()
    with serve(other) as elsewhere:
        body = {"override_callback_uri": elsewhere + "/hook", "verify_token": "woord"}
        asked: list[dict[str, str]] = []

        def accept(query: dict[str, str]) -> tuple[int, str]:
            asked.append(query)
            return 200, query["hub.challenge"]

        other.challenge = accept
        answer = world.graph.post(f"/{ACCOUNT}/subscribed_apps", json=body)
        assert answer.json() == {"success": True}
        assert asked[0]["hub.mode"] == "subscribe"
        assert asked[0]["hub.verify_token"] == "woord"
        apps = world.graph.get(f"/{ACCOUNT}/subscribed_apps").json()["data"]
        assert apps[0]["override_callback_uri"] == elsewhere + "/hook"
        world.write()
        eventually(lambda: other.messages)
        assert world.receiver.bodies == []
        world.graph.post(f"/{ACCOUNT}/subscribed_apps")
        world.write()
        eventually(lambda: world.receiver.messages)


@pytest.mark.parametrize("answer", [(403, "Forbidden"), (200, "iets anders")])
def test_a_failed_handshake_changes_nothing(world: World, answer: tuple[int, str]) -> None:
    other = Receiver()
    other.challenge = lambda _: answer
    with serve(other) as elsewhere:
        body = {"override_callback_uri": elsewhere, "verify_token": "woord"}
        refused = world.graph.post(f"/{ACCOUNT}/subscribed_apps", json=body)
        assert refused.json()["error"]["code"] == 2200
        world.write()
        eventually(lambda: world.receiver.messages)
        assert other.bodies == []


def test_without_a_subscription_no_webhooks_come(world: World) -> None:
    assert world.graph.delete(f"/{ACCOUNT}/subscribed_apps").json() == {"success": True}
    world.write()
    assert world.graph.get(f"/{ACCOUNT}/subscribed_apps").json() == {"data": []}
    assert world.stats()["webhooks_pending"] == 0
    assert world.receiver.bodies == []


def test_requests_can_fail_on_request(world: World) -> None:
    world.write()
    switch_on(world, "http_500")
    answer = world.send()
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, 131016)
    world.control.delete("/faults")
    switch_on(world, "http_429")
    answer = world.send()
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, 130429)
    assert world.control.delete("/faults").status_code == 204
    assert world.send().status_code == 200
    assert world.stats()["accepted"] == 1


def test_any_error_can_be_asked_for(world: World) -> None:
    world.write()
    for code, status in ((131037, 400), (190, 401), (2388293, 400)):
        switch_on(world, "refuse", code=code)
        answer = world.send()
        error = answer.json()["error"]
        assert (answer.status_code, error.get("error_subcode", error["code"])) == (status, code)
    world.control.delete("/faults")
    switch_on(world, "fail", code=131049)
    wamid = world.send().json()["messages"][0]["id"]
    failed = eventually(lambda: world.receiver.statuses_seen)[0]
    assert (failed["id"], failed["status"], failed["errors"][0]["code"]) == (
        wamid,
        "failed",
        131049,
    )
    bare = world.control.post("/faults", json={"kind": "fail"})
    assert (bare.status_code, bare.json()["field"]) == (400, "code")


def test_a_timeout_takes_its_seconds_and_accepts_nothing(world: World) -> None:
    world.write()
    switch_on(world, "timeout", seconds=0.2)
    before = time.monotonic()
    with pytest.raises(httpx.TransportError):
        world.send()
    assert time.monotonic() - before >= 0.2
    assert world.stats()["accepted"] == 0


def test_a_dropped_answer_still_delivers_the_message(world: World) -> None:
    world.write()
    switch_on(world, "accept_then_drop")
    with pytest.raises(httpx.TransportError):
        world.send(type="text", text={"body": "x"}, biz_opaque_callback_data="een")
    shown = eventually(lambda: [one for one in world.shown() if one["status"] == "read"])
    assert shown[0]["biz_opaque_callback_data"] == "een"
    assert world.stats()["accepted"] == 1


def test_webhooks_can_come_twice(world: World) -> None:
    switch_on(world, "duplicate_webhooks")
    world.write()
    eventually(lambda: len(world.receiver.bodies) == 2)
    assert len(set(world.receiver.bodies)) == 1


def test_webhooks_can_come_late(world: World) -> None:
    switch_on(world, "delay_webhooks", seconds=0.3)
    before = time.monotonic()
    world.write()
    assert world.stats()["webhooks_pending"] == 1
    eventually(lambda: world.receiver.bodies)
    assert world.receiver.moments[0] - before >= 0.3


def test_webhooks_can_come_out_of_order(world: World) -> None:
    switch_on(world, "reorder_webhooks", seconds=0.5)
    sent = [world.write(type="text", text={"body": str(place)}) for place in range(12)]
    eventually(lambda: len(world.receiver.messages) == 12)
    came = [one["id"] for one in world.receiver.messages]
    assert sorted(came) == sorted(sent)
    assert came != sent


def test_normally_the_webhooks_of_a_message_come_in_order(world: World) -> None:
    for place in range(20):
        world.write(f"3161234{place:04}")
    wamids = [world.send(f"3161234{place:04}").json()["messages"][0]["id"] for place in range(20)]
    eventually(lambda: world.stats()["webhooks_pending"] == 0 and world.stats()["delivered"] == 20)
    eventually(lambda: len(world.receiver.statuses_seen) == 60)
    for wamid in wamids:
        assert world.statuses_of(wamid) == ["sent", "delivered", "read"]
    assert world.receiver.values[0]["metadata"]["phone_number_id"] == NUMBER
