"""The same platform, as it is reached through 360dialog."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from tests.simulator.running import NUMBER, SECRET, TOKEN, World, eventually

from bode.whatsapp import is_signed_by_dialog360

KEY = f"{TOKEN}-{NUMBER}"
TEXT = {"messaging_product": "whatsapp", "to": "31612345678", "type": "text"}
BODY = {"type": "BODY", "text": "Er is nieuws voor u van de gemeente."}


@pytest.fixture
def dialog(world: World) -> Iterator[httpx.Client]:
    """360dialog, as a client of it sees it."""
    with httpx.Client(base_url=world.address, headers={"D360-API-KEY": KEY}) as client:
        yield client


def send(client: httpx.Client, to: str = "31612345678") -> httpx.Response:
    return client.post("/messages", json=TEXT | {"to": to, "text": {"body": "Dag"}})


def upload(client: httpx.Client) -> str:
    file = {"file": ("a.txt", b"Dag", "text/plain")}
    answer = client.post("/media", data={"messaging_product": "whatsapp"}, files=file)
    return str(answer.json()["id"])


def test_a_message_goes_to_the_number_of_the_key(world: World, dialog: httpx.Client) -> None:
    world.write()

    answer = send(dialog)

    assert answer.status_code == 200, answer.text
    wamid = answer.json()["messages"][0]["id"]
    assert world.shown()[-1]["id"] == wamid
    eventually(lambda: "read" in world.statuses_of(wamid))


def test_the_limits_and_errors_are_the_platforms(world: World, dialog: httpx.Client) -> None:
    answer = send(dialog, to="31612345699")

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 131047)


def test_a_wrong_key_is_refused(dialog: httpx.Client) -> None:
    for key in ("", TOKEN, f"{TOKEN}-1", f"x{KEY}", f"{KEY}x"):
        for path in ("/messages", "/media", "/v1/configs/webhook", "/123", "/other"):
            answer = dialog.post(path, json={}, headers={"D360-API-KEY": key})

            assert (answer.status_code, answer.json()["meta"]["http_code"]) == (401, 401)


def test_no_key_is_refused_even_with_the_platforms_token(world: World) -> None:
    answer = httpx.post(world.address + "/messages", headers={"Authorization": f"Bearer {TOKEN}"})

    assert answer.status_code == 401


def test_a_file_is_fetched_at_the_address_with_the_host_swapped(dialog: httpx.Client) -> None:
    media_id = upload(dialog)

    url = urlsplit(dialog.get(f"/{media_id}").json()["url"])

    assert url.netloc == "lookaside.fbsbx.com"
    assert dialog.get(f"{url.path}?{url.query}").content == b"Dag"
    assert dialog.delete(f"/{media_id}").json() == {"success": True}


def test_what_is_anothers_is_not_there(dialog: httpx.Client) -> None:
    other = {"D360-API-KEY": f"{TOKEN}-100000000000002"}
    media = upload(dialog)
    template = dialog.get("/message_templates").json()["data"][0]["id"]

    for path in (media, f"message_templates/{template}"):
        answer = dialog.get(f"/{path}", headers=other)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)
    assert dialog.get(f"/message_templates/{template}").json()["id"] == template
    assert dialog.get(f"/{NUMBER}/whatsapp_business_profile").status_code == 404


def test_an_id_that_nothing_has_is_refused_as_the_platform_does(dialog: httpx.Client) -> None:
    for path in ("/123456789", "/message_templates/123456789"):
        error = dialog.get(path).json()["error"]

        assert (error["code"], error["error_subcode"]) == (100, 33)
        assert "123456789" in error["message"]


def test_templates_have_the_platforms_shape(dialog: httpx.Client) -> None:
    draft = {"name": "nieuws", "language": "nl", "category": "UTILITY", "components": [BODY]}
    made = dialog.post("/message_templates", json=draft).json()

    changed = dialog.post(f"/message_templates/{made['id']}", json={"category": "MARKETING"})
    assert changed.status_code == 400  # under review
    listed = dialog.get("/message_templates", params={"name": "nieuws"}).json()["data"]
    assert [one["id"] for one in listed] == [made["id"]]
    gone = dialog.delete("/message_templates", params={"name": "nieuws", "hsm_id": made["id"]})
    assert gone.json() == {"success": True}


def test_templates_are_under_the_older_address_too(dialog: httpx.Client) -> None:
    address = "/v1/configs/templates"
    draft = {"name": "nieuws", "language": "nl", "category": "UTILITY", "components": [BODY]}

    made = dialog.post(address, json=draft).json()

    assert (made["name"], made["status"]) == ("nieuws", "pending")
    listed = dialog.get(address).json()
    assert listed["total"] == listed["count"] == len(listed["waba_templates"])
    assert "nieuws" in [one["name"] for one in listed["waba_templates"]]
    assert dialog.delete(f"{address}/nieuws").status_code == 200
    assert dialog.delete(f"{address}/nieuws").status_code == 400


def test_the_profile_is_the_numbers(dialog: httpx.Client) -> None:
    about = {"messaging_product": "whatsapp", "about": "Gemeente"}

    assert dialog.post("/whatsapp_business_profile", json=about).json() == {"success": True}
    assert dialog.get("/whatsapp_business_profile").json()["data"][0]["about"] == "Gemeente"


def test_webhooks_are_passed_on_with_headers_and_another_signature(
    world: World, dialog: httpx.Client
) -> None:
    callback = world.graph.get(f"/{NUMBER}").json()["webhook_configuration"]["application"]
    wanted = {"url": callback, "headers": {"Authorization": "Bearer een-woord"}}

    assert dialog.post("/v1/configs/webhook", json=wanted).json() == wanted
    assert dialog.get("/v1/configs/webhook").json() == wanted
    world.write()

    [headers] = eventually(lambda: world.receiver.headers)
    assert headers["authorization"] == "Bearer een-woord"
    shown = headers["x-360dialog-signature"]
    assert is_signed_by_dialog360(world.receiver.bodies[0], shown, SECRET)
    assert "x-hub-signature-256" not in headers


def test_headers_that_are_none_are_refused(dialog: httpx.Client) -> None:
    for headers in ({"a b": "c"}, {"a": "b\r\nc: d"}, {"a": 1}, "text"):
        wanted = {"url": "http://127.0.0.1:9", "headers": headers}

        assert dialog.post("/v1/configs/webhook", json=wanted).status_code == 400
