"""A number on its way to another provider, judged by axe in each state and by both who see it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import ROOT, SignIn, World
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.two_licences import ADMINISTRATOR

NEW_PROVIDER = "account@waterlijn.example"


@pytest.fixture(scope="module")
def licence(world: World) -> str:
    """The address of a licence with a number, of a municipality that has another."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.browser.two_licences"],
        env=world.demo.environ(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=True,
    )
    return world.pages + made.stdout.strip()


def ask(page: Page, licence: str) -> str:
    """Ask the other provider to take the number over; the address of that question."""
    page.goto(f"{licence}move/")
    page.get_by_label("Welk nummer?").select_option(index=0)
    page.get_by_label("Naar welke BSP?").select_option(label="Waterlijn")
    with page.expect_navigation():
        page.get_by_role("button", name="De andere BSP vragen").click()
    return page.url


def test_how_a_number_moves_has_no_violations(
    world: World, sign_in: SignIn, wrong: list[str], licence: str
) -> None:
    found = []

    def look(at: Page, state: str) -> None:
        found.extend(f"{state}: {each}" for each in at_both_sizes(at))

    town, provider = sign_in(ADMINISTRATOR), sign_in(NEW_PROVIDER)
    address = ask(town, licence)
    town.get_by_role("button", name="Toch niet overzetten").wait_for()
    look(town, "asked")
    provider.goto(address)
    look(provider, "to take over")
    provider.get_by_role("button", name="Nummer overnemen").click()
    provider.get_by_text("Er is iets niet goed ingevuld").wait_for()
    look(provider, "with mistakes")
    wrong[:] = [each for each in wrong if "422" not in each]
    provider.get_by_role("button", name="Niet overnemen").click()
    provider.get_by_text("Het nummer blijft waar het is.").wait_for()
    look(provider, "refused")
    address = ask(town, licence)
    town.get_by_role("button", name="Toch niet overzetten").click()
    town.get_by_text("Ingetrokken", exact=True).wait_for()
    look(town, "withdrawn")

    assert "\n".join(found) == ""
