"""The whole way, over HTTP, with a citizen who writes under a username: no number is anywhere."""

from __future__ import annotations

import re
from typing import Any

import httpx
from tests.browser.conftest import World
from tests.processes.running import wait_until

HIDDEN = "31612345699"  # known to the simulator alone
PERMIT = {
    "name": "vergunning_status",
    "language": {"code": "nl"},
    "components": [
        {
            "type": "body",
            "parameters": [
                {"type": "text", "parameter_name": "zaaknummer", "text": "Z-1"},
                {"type": "text", "parameter_name": "status", "text": "verleend"},
            ],
        }
    ],
}


def test_a_citizen_with_a_username_is_helped_from_question_to_read_receipt(world: World) -> None:
    ask(world, "Is het loket open?")
    agent = sign_in(world, "klantcontact@voorbeeldstad.example")
    wait_until(lambda: "Wies" in agent.get("/desk/?phone=@wies.wit").text, 15)
    here = re.search("/desk/[0-9a-f-]{36}/", agent.get("/desk/?phone=@wies.wit").text)
    assert here
    assert "@wies.wit" in agent.get(here[0]).text

    answer = {"body": "Ja, tot vijf uur.", "purpose": "municipal_services"}
    post(agent, f"{here[0]}reply/", answer)
    wait_until(lambda: "tick--read" in agent.get(here[0]).text, 15)

    program = httpx.Client(
        base_url=f"{world.pages}/api/v1",
        headers={"Authorization": "Bearer bode-demo-voorbeeldstad"},
    )
    [conversation] = [
        each for each in results(program, "/conversations") if each["contact"]["name"] == "Wies"
    ]
    assert conversation["contact"]["phone"] is None
    citizen = conversation["contact"]["user_id"]
    letter = {"recipient": citizen, "purpose": "permits", "type": "template", "template": PERMIT}
    sent = program.post("/messages", json=letter).raise_for_status().json()["id"]
    wait_until(lambda: program.get(f"/messages/{sent}").json()["status"] == "read", 15)
    [found] = results(program, f"/conversations?user_id={citizen}")
    said = results(program, f"/conversations/{found['id']}/messages")
    assert [each["direction"] for each in said] == ["in", "out", "out"]

    manager = sign_in(world, "beheer@voorbeeldstad.example")
    pages = [
        *(agent.get(path) for path in ("/desk/", here[0], f"{here[0]}thread/")),
        *(manager.get(path) for path in ("/costs/", "/privacy/", "/licence/", "/templates/")),
    ]
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert "Onbekende inwoner" not in pages[0].text
    assert HIDDEN not in "".join([*(page.text for page in pages), str(said), str(found)])


def ask(world: World, text: str) -> None:
    """Someone whose number is kept from businesses writes for the first time."""
    world.phone(HIDDEN, name="Wies", username="wies.wit")
    world.says(HIDDEN, text)


def sign_in(world: World, email: str) -> httpx.Client:
    browser = httpx.Client(base_url=world.pages)
    browser.get("/account/login/")
    post(browser, "/account/login/", {"login": email, "password": "bode-demo"})
    return browser


def post(browser: httpx.Client, path: str, form: dict[str, str]) -> None:
    [token] = [each.value for each in browser.cookies.jar if "csrf" in each.name]
    answer = browser.post(path, data=form | {"csrfmiddlewaretoken": str(token)})
    assert answer.status_code == 302, answer.text


def results(program: httpx.Client, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.get(path).raise_for_status().json()["results"]
    return found
