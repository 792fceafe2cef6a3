"""Looking by keyboard at what is hidden in a message."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_sending import COLLEAGUE

PHONE = "31612000068"


def test_what_is_private_is_shown_to_who_asks_and_stays_so_while_more_comes(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(COLLEAGUE)
    world.phone(PHONE, name="Noor Prins")
    world.says(PHONE, "Mijn BSN is 111222333, op NL91 ABNA 0417 1643 00.")
    row = page.get_by_role("link", name="Noor Prins")
    expect(row).to_contain_text("Mijn BSN is •••••••••")
    row.click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("Verborgen: een burgerservicenummer (BSN) en een rekeningnummer.")
    expect(log).not_to_contain_text("111222333")
    assert at_both_sizes(page) == []

    log.get_by_role("button", name="Laat zien").press("Enter")

    expect(log).to_contain_text("111222333")
    expect(log.get_by_text("U ziet nu alles.")).to_be_focused()
    world.says(PHONE, "Hebt u alles?")
    expect(log).to_contain_text("Hebt u alles?")
    expect(log).to_contain_text("111222333")
    assert at_both_sizes(page) == []
    page.reload()
    expect(log).not_to_contain_text("111222333")
