"""The page on which people decide what the platform decides, and what befalls a chat."""

from __future__ import annotations

import re
import time
from typing import Any

import httpx
import pytest
from tests.simulator.pywa_client import CITIZEN, Pywa
from tests.simulator.running import NUMBER, World, configure, eventually
from tests.simulator.test_sending import STATUS_TEMPLATE

from bode.simulator import create_app
from bode.simulator.citizens import EVENTS as CHAT_EVENTS
from bode.simulator.control.templates import CATEGORIES
from bode.simulator.control.words import CHANGES, OF_BUSINESSES, OF_CHATS
from bode.simulator.reviewing import EVENTS, SCORES


def press(world: World, form: str, **fields: str) -> httpx.Response:
    """Send a form of the page, and see the page that follows."""
    return httpx.post(f"{world.address}/simulator/desk/{form}", data=fields, follow_redirects=True)


def befall(world: World, event: str, detail: str = "") -> None:
    body = {"to": NUMBER, "event": event, "detail": detail}
    answer = world.control.post(f"/phones/{CITIZEN}/events", json=body)
    assert answer.status_code == 201, answer.text


def test_the_page_shows_how_numbers_stand(world: World) -> None:
    assert "In orde" in httpx.get(f"{world.address}/simulator").text
    assert "Verbannen" in press(world, "events", number=NUMBER, event="ban").text
    eventually(lambda: world.receiver.values)


def test_a_template_is_decided_on_by_hand(world: World) -> None:
    page = press(world, "reviews", by_hand="on").text
    assert "checked" in page
    template = world.control.get("/templates").json()["results"][0]["id"]
    page = press(world, "templates", id=template, change="quality:RED").text
    assert "PAUSED" in page


def test_each_template_stands_under_its_account(world: World) -> None:
    page = httpx.get(f"{world.address}/simulator").text
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', page)
    assert groups[0][0] == "Gemeente Voorbeeldstad, account 200000000000001 (+31 85 000 0001)"
    assert [text.count("afspraak_herinnering") for _, text in groups] == [1, 1, 1]


def test_the_page_says_of_each_event_what_it_does_and_what_its_detail_is(world: World) -> None:
    page = httpx.get(f"{world.address}/simulator").text
    events = world.control.get("/events").json()["results"]
    assert {*events} == {*OF_BUSINESSES}
    assert {*CHAT_EVENTS, "number_changed"} == {*OF_CHATS}
    for name, words in (OF_BUSINESSES | OF_CHATS).items():
        assert f'<option value="{name}">{words.label} ({name})</option>' in page
        assert words.effect in page
    assert "RESTRICTED_UTILITY_TEMPLATES" in page
    assert "TIER_250" in page


QUIET = ("restrictions_lifted", "payment_missing", "payment_restored")


@pytest.mark.parametrize("event", sorted(OF_BUSINESSES.keys() - {*QUIET, "throughput_upgrade"}))
def test_an_event_gives_a_webhook_unless_the_page_says_that_it_does_not(
    world: World, event: str
) -> None:
    assert "geen webhook" not in OF_BUSINESSES[event].effect
    press(world, "events", number=NUMBER, event=event)
    assert eventually(lambda: world.receiver.values)


def test_an_event_that_gives_no_webhook_says_so(world: World) -> None:
    for event in QUIET:
        assert "geen webhook" in OF_BUSINESSES[event].effect
        press(world, "events", number=NUMBER, event=event)
    time.sleep(0.3)
    assert world.receiver.values == []


def test_every_decision_about_a_template_can_be_pressed(world: World) -> None:
    events = [f"event:{event}" for event in EVENTS]
    scores = [f"quality:{score}" for score in SCORES]
    assert {*CHANGES} == {*events, *scores, *(f"category:{one}" for one in CATEGORIES)}


def test_time_passes_at_the_press_of_a_button(world: World) -> None:
    assert press(world, "clock", hours="24").status_code == 200
    assert world.control.get("/clock").json()["ahead"] == 24 * 3600
    assert press(world, "clock", hours="-1").status_code == 422


def test_a_mistake_is_told_on_the_page(world: World) -> None:
    page = press(world, "chats", number=NUMBER, phone="geen", event="history")
    assert page.status_code == 422
    assert "phone: must be" in page.text
    assert press(world, "events", number=NUMBER, event="brand").status_code == 422


def test_another_site_cannot_press_its_buttons(world: World) -> None:
    elsewhere = {"Origin": "https://elders.example"}
    fields = {"number": NUMBER, "event": "ban"}
    answer = httpx.post(f"{world.address}/simulator/desk/events", data=fields, headers=elsewhere)
    assert answer.status_code == 403


async def test_the_page_is_for_this_machine_alone() -> None:
    transport = httpx.ASGITransport(
        create_app(configure("http://127.0.0.1:9")), client=("192.0.2.7", 1)
    )
    async with httpx.AsyncClient(transport=transport, base_url="http://simulator") as client:
        assert (await client.get("/simulator")).status_code == 403


@pytest.mark.parametrize(
    ("event", "value"), [("marketing_stop", "stop"), ("marketing_resume", "resume")]
)
def test_a_citizen_stops_and_resumes_marketing(world: World, event: str, value: str) -> None:
    befall(world, event)
    told = eventually(lambda: world.receiver.values)[0]
    assert told["user_preferences"][0]["value"] == value
    assert told["user_preferences"][0]["wa_id"] == CITIZEN


def test_a_citizen_with_another_number_has_another_user_id(world: World) -> None:
    befall(world, "number_changed", "+31 6 12345699")
    system = eventually(lambda: world.receiver.messages)[0]["system"]
    assert system["wa_id"] == "31612345699"
    assert system["user_id"] != system["previous_user_id"]


def test_a_citizen_with_another_number_keeps_their_name(world: World) -> None:
    world.control.put(f"/phones/{CITIZEN}", json={"name": "Nora Nieuw"})
    befall(world, "number_changed", "+31 6 12345699")
    world.write("31612345699")
    written = eventually(lambda: [one for one in world.receiver.values if "contacts" in one])
    assert written[-1]["contacts"][0]["profile"]["name"] == "Nora Nieuw"


def test_the_history_of_a_chat_is_told_from_both_sides(world: World) -> None:
    world.write()
    world.send()
    eventually(lambda: len(world.receiver.statuses_seen) == 3)
    befall(world, "history")
    told: list[dict[str, Any]] = eventually(
        lambda: [one["history"] for one in world.receiver.values if "history" in one]
    )[0]
    thread = told[0]["threads"][0]
    assert thread["id"] == CITIZEN
    assert [one["from"] for one in thread["messages"]] == [CITIZEN, "31850000001"]
    assert thread["messages"][1]["history_context"] == {"status": "READ"}


def test_a_history_has_its_own_word_for_what_did_not_arrive(world: World) -> None:
    world.set_phone(has_whatsapp=False)
    world.send(type="template", template=STATUS_TEMPLATE)
    eventually(lambda: world.receiver.statuses_seen)
    befall(world, "history")
    told: list[dict[str, Any]] = eventually(
        lambda: [one["history"] for one in world.receiver.values if "history" in one]
    )[0]
    assert told[0]["threads"][0]["messages"][0]["history_context"] == {"status": "ERROR"}


def test_pywa_takes_what_befalls_a_chat(pywa: Pywa) -> None:
    befall(pywa.world, "marketing_stop")
    befall(pywa.world, "written_in_app", "Ik bel u zo")
    befall(pywa.world, "number_changed", "31612345699")
    befall(pywa.world, "history")
    eventually(lambda: pywa.world.stats()["webhooks_pending"] == 0)
    kinds = {"UserMarketingPreferences": 1, "OutgoingMessage": 1, "PhoneNumberChange": 1}
    eventually(lambda: pywa.kinds() == kinds)
