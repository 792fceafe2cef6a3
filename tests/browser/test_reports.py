"""The wallboard follows what happens."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import ADMINISTRATOR, AGENT
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_sending import open_conversation

WAITED = re.compile(r"\d+ (seconde|seconden|minuut|minuten|uur|dag|dagen)")


def test_the_wallboard_follows_without_anyone_touching_it(world: World, sign_in: SignIn) -> None:
    page = sign_in(ADMINISTRATOR)
    page.goto(f"{world.pages}/wallboard/")
    expect(page.locator("#board-at")).to_be_visible()
    received = page.locator("#tile-received .tile__value")
    before = int(received.inner_text())
    world.phone("31612000196", name="Els Brouwer")
    world.says("31612000196", "Is het zwembad open?")

    expect(received).to_have_text(str(before + 1))
    expect(page.locator("#tile-longest .tile__value")).to_have_text(WAITED)
    assert "Els Brouwer" not in page.content()
    assert "zwembad" not in page.content()


def test_the_board_of_a_team_follows_what_goes_to_the_team(world: World, sign_in: SignIn) -> None:
    chief, page = sign_in(ADMINISTRATOR), sign_in(AGENT)
    chief.goto(f"{world.pages}/settings/teams/new/")
    chief.get_by_label("Naam").fill("Wijkteam")
    chief.get_by_label("Hulp bij een crisis").check()  # and of what others ask it gets nothing
    chief.get_by_role("button", name="Bewaren").click()
    open_conversation(world, page, "31612000953", "Femke Smit")
    chief.goto(f"{world.pages}/wallboard/")
    chief.get_by_role("navigation", name="Wandscherm van").get_by_role(
        "link", name="Wijkteam"
    ).click()
    expect(chief.get_by_role("heading", level=1)).to_have_text("Gesprekken nu van team Wijkteam")
    waiting = chief.locator("#tile-waiting .tile__value")
    expect(waiting).to_have_text("0")
    assert at_both_sizes(chief) == []

    page.locator("#to-hand-over").click()
    page.get_by_label("Aan wie?").select_option(label="Wijkteam")
    page.get_by_role("button", name="Doorgeven").click()

    expect(waiting).to_have_text("1")
    expect(chief.locator("#tile-longest .tile__value")).to_have_text(WAITED)

    chief.goto(f"{world.pages}/settings/teams/")  # others find the desk without this team
    chief.get_by_role("link", name="Wijkteam").click()
    chief.get_by_role("button", name="Team opheffen").click()
    chief.goto(f"{world.pages}/wallboard/")
    expect(chief.get_by_text("Wijkteam")).to_have_count(0)
