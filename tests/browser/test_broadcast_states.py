"""Pages of broadcasts as they rarely are: waiting for a person, a day, or WhatsApp; for axe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import httpx
import pytest
from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import ADMINISTRATOR, APPROVER, BROADCASTER
from tests.browser.test_accessibility import at_both_sizes

ASKED = [f"+316871000{each:02}" for each in range(8)]
REMINDER = ("afspraak_herinnering", {"naam": "Anna", "datum": "1 juli", "tijd": "9.00"})
WARNING = ("crisis_melding", {"wat": "Stank", "waar": "in Oost", "doe": "Blijf binnen"})


class Program:
    """What goes without pages: making a broadcast, and letting it go."""

    def __init__(self, world: World) -> None:
        self._api = f"{world.pages}/api/v1"
        self.asked: list[str] = []

    def call(self, path: str, body: object = None, *, token: str = "") -> dict[str, str]:
        whose = {"Authorization": f"Bearer bode-demo-voorbeeldstad{token}"}
        answer = httpx.post(f"{self._api}/{path}", json=body or {}, headers=whose, timeout=30)
        answer.raise_for_status()
        found: dict[str, str] = answer.json()
        return found

    def let_ask(self, purpose: str) -> None:
        """All of them ask for this; a yes is for once, as an older one than a no counts no more."""
        given = {"given_at": "2026-07-01T09:30:00+02:00", "source": "formulier"}
        told = {"phones": ASKED, "purpose": purpose, "wording": "Ja, graag.", **given}
        self.call("consents", told)
        self.asked.append(purpose)

    def prepare(self, filled: tuple[str, Mapping[str, str]], **told: object) -> str:
        """A broadcast to all of them; its id."""
        parameters = [
            {"type": "text", "parameter_name": blank, "text": text}
            for blank, text in filled[1].items()
        ]
        template = {
            "name": filled[0],
            "language": {"code": "nl"},
            "components": [{"type": "body", "parameters": parameters}],
        }
        audience = {"phones": ASKED}
        made = self.call("broadcasts", {"template": template, "audience": audience, **told})
        return made["id"]

    def start(self, broadcast_id: str) -> None:
        self.call(f"broadcasts/{broadcast_id}/request-approval")
        self.call(f"broadcasts/{broadcast_id}/approve", token="-approver")
        self.call(f"broadcasts/{broadcast_id}/start")


@pytest.fixture
def program(world: World) -> Iterator[Program]:
    """Who was asked for something is let go afterwards, and the platform works again."""
    calls = Program(world)
    yield calls
    world.control("DELETE", "/faults")
    for purpose in calls.asked:
        calls.call("consents/withdraw", {"phones": ASKED, "purpose": purpose})


def test_an_emergency_procedure_that_waits_for_its_second_person(
    world: World, sign_in: SignIn
) -> None:
    found: list[str] = []
    address = f"{world.pages}/settings/emergency/"
    first, second = sign_in(ADMINISTRATOR), sign_in(APPROVER)
    first.goto(address)
    first.get_by_role("button", name="Zet de noodprocedure aan").click()
    for page in (first, second):
        page.goto(address)
        expect(page.get_by_text("Wacht op een tweede persoon")).to_be_visible()
        found += at_both_sizes(page)
    expect(second.get_by_role("button", name="Bevestig de noodprocedure")).to_be_visible()
    first.get_by_role("button", name="Zet de noodprocedure uit").click()
    expect(first.get_by_role("button", name="Zet de noodprocedure aan")).to_be_visible()

    assert found == []


def test_a_broadcast_that_goes_over_days(world: World, sign_in: SignIn, program: Program) -> None:
    page = sign_in(BROADCASTER)
    program.let_ask("appointments")
    made = program.prepare(REMINDER, name="Afspraken over dagen", purpose="appointments", per_day=3)
    page.goto(f"{world.pages}/broadcasts/{made}/")
    expect(page.get_by_text("hoogstens 3 inwoners per dag")).to_be_visible()
    found = at_both_sizes(page)

    program.start(made)
    page.reload()
    expect(page.locator("[data-next-part]")).to_be_visible()
    found += at_both_sizes(page)
    program.call(f"broadcasts/{made}/stop")

    assert found == []


def test_a_broadcast_while_whatsapp_does_not_answer(
    world: World, sign_in: SignIn, program: Program
) -> None:
    page = sign_in(BROADCASTER)
    program.let_ask("crisis_response")
    world.control("POST", "/faults", {"kind": "http_500", "rate": 1.0})
    made = program.prepare(WARNING, name="Stank in Oost", purpose="crisis_response")
    program.start(made)
    page.goto(f"{world.pages}/broadcasts/{made}/")
    expect(page.locator("[data-circuit]")).to_be_visible()
    found = at_both_sizes(page)

    world.control("DELETE", "/faults")
    expect(page.locator("[data-status=done]")).to_be_visible()
    assert found == []
