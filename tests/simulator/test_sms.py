"""NotifyNL, as far as the simulator stands in for it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.simulator.running import World

from bode.broadcasts.second_channel.notify import write_token
from bode.simulator import NOTIFY_KEY

DIGITS = "31612345899"
SERVICE, SECRET = NOTIFY_KEY[-73:-37], NOTIFY_KEY[-36:]
WHOLE = {
    "phone_number": f"+{DIGITS}",
    "template_id": "0f0e0d0c-3333-4ccc-8ccc-000000000003",
    "personalisation": {"bericht": "Blijf binnen."},
    "reference": "one",
}


def at(world: World, path: str) -> httpx.URL:
    return world.control.base_url.join(path)


def send(world: World, secret: str = SECRET, **changed: Any) -> httpx.Response:
    return httpx.post(
        at(world, "/v2/notifications/sms"),
        json=WHOLE | changed,
        headers={"Authorization": f"Bearer {write_token(SERVICE, secret)}"},
    )


def find(world: World, reference: str) -> list[dict[str, Any]]:
    answer = httpx.get(
        at(world, "/v2/notifications"),
        params={"reference": reference},
        headers={"Authorization": f"Bearer {write_token(SERVICE, SECRET)}"},
    )
    found: list[dict[str, Any]] = answer.json()["notifications"]
    return found


def test_an_sms_shows_on_the_phone_and_is_found_by_its_reference(world: World) -> None:
    assert send(world).status_code == 201

    shown = httpx.get(at(world, f"/simulator/sms/{DIGITS}")).json()["results"]
    assert [each["body"] for each in shown] == ["Blijf binnen."]
    assert [each["status"] for each in find(world, "one")] == ["delivered"]
    assert find(world, "another") == []


def test_a_reference_is_taken_twice_as_notify_does(world: World) -> None:
    send(world)
    send(world)

    assert len(find(world, "one")) == 2


def test_a_token_signed_with_another_secret_is_refused(world: World) -> None:
    answer = send(world, secret="0f0e0d0c-2222-4bbb-8bbb-000000000009")

    assert (answer.status_code, answer.json()["errors"][0]["error"]) == (403, "AuthError")


@pytest.mark.parametrize("wrong", [{"phone_number": "112"}, {"personalisation": {}}])
def test_what_is_not_whole_is_refused(world: World, wrong: dict[str, Any]) -> None:
    assert send(world, **wrong).status_code == 400
