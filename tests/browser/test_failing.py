"""What goes wrong shows within seconds, on the message and above the page, with what helps."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import ADMINISTRATOR
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_sending import AGENT, COLLEAGUE, open_conversation, write

SOON = 10_000  # milliseconds


@pytest.fixture
def faults(world: World) -> Iterator[World]:
    """The platform may be given faults; afterwards it has none."""
    yield world
    world.control("DELETE", "/faults")


def got(world: World, digits: str, text: str) -> int:
    """How many times the phone got this."""
    told = world.control("GET", f"/phones/{digits}/messages")["results"]
    return str(told).count(text)


def test_what_failed_is_sent_again_by_one_press_and_arrives_once(
    world: World, sign_in: SignIn
) -> None:
    digits = "31612000085"
    page = sign_in(AGENT)
    open_conversation(world, page, digits, "Olaf Peters")
    world.phone(digits, has_whatsapp=False)
    write(page, "Wij komen morgen.")
    failed = page.locator(".message:has(.trouble)")
    expect(failed).to_contain_text("Het bericht kon niet worden bezorgd.", timeout=SOON)
    expect(failed).to_contain_text("Bel of mail")
    before = got(world, digits, "Wij komen morgen.")
    world.phone(digits, has_whatsapp=True)

    failed.get_by_role("button", name="Opnieuw versturen").click()

    expect(failed).to_contain_text("Opnieuw verstuurd om")
    expect(failed.get_by_role("button", name="Opnieuw versturen")).to_have_count(0)
    again = page.locator(".message--ours", has_text="Wij komen morgen.").last
    expect(again.get_by_role("img", name="Gelezen")).to_be_visible(timeout=SOON)
    assert got(world, digits, "Wij komen morgen.") == before + 1
    assert at_both_sizes(page) == []


def test_what_would_fail_again_is_not_offered_again(faults: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(faults, page, "31612000086", "Petra Mol")
    faults.control("POST", "/faults", {"kind": "fail", "code": 131050, "rate": 1.0})

    write(page, "Nog een bericht.")

    failed = page.locator(".message:has(.trouble)")
    expect(failed).to_contain_text("wil zulke berichten niet meer krijgen", timeout=SOON)
    expect(failed.get_by_role("button", name="Opnieuw versturen")).to_have_count(0)


def test_an_expired_token_shows_at_once_and_what_waited_leaves_when_it_is_mended(
    faults: World, sign_in: SignIn
) -> None:
    digits = "31612000087"
    page = sign_in(AGENT)
    open_conversation(faults, page, digits, "Quint Vos")
    faults.control("POST", "/faults", {"kind": "refuse", "code": 190, "rate": 1.0})

    write(page, "U kunt het ophalen.")

    stopped = page.get_by_role("region", name="Een nummer staat stil")
    expect(stopped).to_contain_text("Bode heeft geen toegang meer tot WhatsApp", timeout=SOON)
    expect(page.locator("#window")).to_contain_text("Nu gaat er niets weg", timeout=SOON)
    message = page.locator(".message--ours", has_text="U kunt het ophalen.")
    expect(message).to_contain_text("Bode heeft geen toegang meer tot WhatsApp.", timeout=SOON)
    expect(message.get_by_role("button", name="Opnieuw versturen")).to_have_count(0)
    assert at_both_sizes(page) == []

    faults.control("DELETE", "/faults")
    administrator = sign_in(ADMINISTRATOR)
    administrator.get_by_role("button", name="Weer aanzetten").click()

    expect(stopped).to_have_count(0, timeout=SOON)
    expect(page.locator("#window")).not_to_contain_text("Nu gaat er niets weg", timeout=SOON)
    expect(message.get_by_role("img", name="Gelezen")).to_be_visible(timeout=SOON)
    assert got(faults, digits, "U kunt het ophalen.") == 1


def test_a_stop_shows_on_pages_that_were_opened_a_moment_before_and_goes_from_them(
    faults: World, sign_in: SignIn
) -> None:
    page, colleague, administrator = sign_in(AGENT), sign_in(COLLEAGUE), sign_in(ADMINISTRATOR)
    open_conversation(faults, colleague, "31612000981", "Siem Kok")
    faults.control("POST", "/faults", {"kind": "refuse", "code": 190, "rate": 1.0})
    page.reload()

    write(colleague, "Het is klaar.")

    stopped = page.get_by_role("region", name="Een nummer staat stil")
    expect(stopped).to_be_visible(timeout=SOON)
    faults.control("DELETE", "/faults")
    administrator.reload()
    page.reload()
    administrator.get_by_role("button", name="Weer aanzetten").click()
    expect(stopped).to_have_count(0, timeout=SOON)


def test_a_window_that_shuts_says_so_while_one_looks(world: World, sign_in: SignIn) -> None:
    digits = "31612000088"
    page = sign_in(AGENT)
    world.phone(digits, name="Rosa Blok")
    almost = int(time.time()) - 24 * 3600 + 12
    world.says(digits, "Is er nog nieuws?", timestamp=almost)
    page.get_by_role("link", name="Rosa Blok").click()
    expect(page.get_by_text("U kunt vrij antwoorden")).to_be_visible()

    expect(page.get_by_text("U kunt nu alleen een goedgekeurd sjabloon sturen")).to_be_visible()
    expect(page.locator("#write")).to_be_hidden()
