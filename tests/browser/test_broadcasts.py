"""A crisis message from sign-in to every phone, by two people."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import AGENT, APPROVER, BROADCASTER
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_sending import until

EVERYONE = [f"316870{each:05}" for each in range(1000)]
IN_TIME = 180  # seconds, from signing in to the last phone


@pytest.fixture
def asked(world: World) -> Iterator[None]:
    """A thousand citizens asked for crisis messages."""
    consents = {
        "phones": [f"+{each}" for each in EVERYONE],
        "purpose": "crisis_response",
        "wording": "Ja, waarschuw mij.",
        "given_at": "2026-07-01T09:30:00+02:00",
        "source": "formulier",
        "area": "3511",
    }
    token = {"Authorization": "Bearer bode-demo-voorbeeldstad"}
    api = f"{world.pages}/api/v1"
    httpx.post(f"{api}/consents", json=consents, headers=token, timeout=30).raise_for_status()
    yield
    no = {"phones": consents["phones"], "purpose": "crisis_response"}
    httpx.post(f"{api}/consents/withdraw", json=no, headers=token, timeout=60).raise_for_status()


def prepare(page: Page, world: World) -> None:
    """From the start page to a draft."""
    page.goto(f"{world.pages}/broadcasts/new/")
    page.get_by_role("button", name="Kies").click()
    page.get_by_label("Hoe noemt u dit groepsbericht?").fill("Rook in de haven")
    page.get_by_label("Wat", exact=True).fill("Er is veel rook")
    page.get_by_label("Waar", exact=True).fill("in de haven")
    page.get_by_label("Doe", exact=True).fill("Sluit ramen en deuren")


def asks_a_code(page: Page, world: World) -> list[str]:
    """To add a phone for tests; what axe finds there."""
    page.goto(f"{world.pages}/broadcasts/test-number/")
    page.get_by_role("button", name="Mijn nummer toevoegen").click()
    expect(page.get_by_role("heading", name="Stuur deze code vanaf uw telefoon")).to_be_visible()
    return at_both_sizes(page)


@pytest.mark.usefixtures("asked")
def test_two_people_bring_a_crisis_message_to_a_thousand_phones(
    world: World, sign_in: SignIn
) -> None:
    began = time.monotonic()
    before = world.control("GET", "/stats")["accepted"]
    adviser = sign_in(BROADCASTER)
    assert asks_a_code(adviser, world) == []
    prepare(adviser, world)
    told = adviser.get_by_text("inwoners vroegen om deze berichten").inner_text()
    asked = int(told.split()[0].replace(".", ""))  # and who asked for them in other tests
    assert asked >= len(EVERYONE)
    adviser.get_by_role("button", name="Bewaar als concept").click()
    adviser.get_by_role("button", name="Vraag goedkeuring").click()
    address = adviser.url

    mayor = sign_in(APPROVER)
    mayor.goto(f"{world.pages}/broadcasts/")
    mayor.get_by_role("link", name="Rook in de haven").click()
    expect(mayor.get_by_text("Er is veel rook")).to_be_visible()
    mayor.get_by_role("button", name="Goedkeuren").click()

    adviser.goto(address)
    adviser.get_by_role("button", name="Nu versturen").click()
    shown = f"{asked:,}".replace(",", ".")
    everyone = adviser.get_by_text(f"{shown} van {shown} zijn verstuurd")
    expect(everyone).to_be_visible(timeout=60_000)
    sent = int(str(before)) + asked
    until(adviser, lambda: int(str(world.control("GET", "/stats")["accepted"])) >= sent)

    assert time.monotonic() - began < IN_TIME
    assert world.control("GET", "/stats")["duplicates"] == 0
    expect(adviser.locator("[data-status=done]")).to_be_visible()
    assert at_both_sizes(adviser) == []
    followed = world.demo.command("broadcasts", "watch", address.rstrip("/").rpartition("/")[2])
    assert f"done: {asked:,} read" in followed.stdout
    assert looks_back(adviser, world, address) == []
    assert answers_many(sign_in(AGENT), world, address) == []


def looks_back(page: Page, world: World, address: str) -> list[str]:
    """From the broadcast to its report, and to what anyone may read; what axe finds there."""
    page.goto(f"{address}report/")
    expect(page.get_by_role("heading", name="Hoe snel het aankwam")).to_be_visible()
    expect(page.get_by_role("heading", name="Bereikt per gebied")).to_be_visible()
    found = at_both_sizes(page)
    page.goto(address)
    expect(page.get_by_role("link", name="Openbare pagina met crisismeldingen")).to_be_visible()
    for language in ("", "en/"):
        page.goto(f"{world.pages}/crisis/GM9901/{language}")
        expect(page.get_by_text("Er is veel rook").first).to_be_visible()
        found += at_both_sizes(page)
    return found


def answers_many(page: Page, world: World, address: str) -> list[str]:
    """Two citizens ask the same; an agent answers both at once, by keyboard alone."""
    for number, asked in enumerate(("Is het water veilig?", "is het water veilig")):
        world.says(EVERYONE[number], asked)
    both = page.get_by_text("2 keer · nog 2 te beantwoorden")
    until(page, lambda: bool(page.goto(f"{address}report/") and both.count()))
    found = at_both_sizes(page)
    page.get_by_label("is het water veilig").focus()  # in the words of whoever was first
    page.keyboard.press("Space")
    page.get_by_label("Eén antwoord aan allen die dit schreven").focus()
    page.keyboard.type("Ja, u kunt het drinken.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Uw antwoord gaat naar 2 gesprekken.")).to_be_visible()
    return found + at_both_sizes(page)
