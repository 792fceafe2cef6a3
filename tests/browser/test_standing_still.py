"""A worker that died or hangs can't say so: the desk says it, and that it works again."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import ADMINISTRATOR
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_sending import AGENT, open_conversation, write

SOON = 10_000  # milliseconds


@pytest.fixture
def stopped(world: World) -> Iterator[dict[str, int]]:
    """Processes by name that get no turn until the test ends."""
    found: dict[str, int] = {}
    yield found
    for pid in found.values():
        os.kill(pid, signal.SIGCONT)


def worker_of(world: World) -> int:
    pid = world.demo.pid_of("worker")
    assert pid is not None
    return pid


def sign(page: Page) -> Locator:
    return page.get_by_role("region", name="Bode staat stil")


def test_a_dead_worker_shows_above_the_page_and_on_the_message_until_one_lives(
    world: World, sign_in: SignIn, stopped: dict[str, int]
) -> None:
    digits = "31612000951"
    page = sign_in(AGENT)
    open_conversation(world, page, digits, "Sjoerd Talsma")
    expect(sign(page)).to_have_count(0)
    supervisor = world.demo.process.pid
    stopped["demo"] = supervisor  # so that nobody starts another worker
    os.kill(supervisor, signal.SIGSTOP)

    os.kill(worker_of(world), signal.SIGKILL)

    expect(sign(page)).to_contain_text("Bode verstuurt en ontvangt nu niets.", timeout=SOON)
    expect(sign(page)).to_contain_text("Waarschuw wie Bode technisch beheert")
    write(page, "Het ligt klaar aan de balie.")
    message = page.locator(".message--ours", has_text="Het ligt klaar aan de balie.")
    expect(message.locator(".waits")).to_contain_text("Bode verstuurt nu niets.", timeout=SOON)
    assert at_both_sizes(page) == []

    os.kill(supervisor, signal.SIGCONT)

    expect(sign(page)).to_have_count(0, timeout=SOON)
    expect(message.get_by_role("img", name="Gelezen")).to_be_visible(timeout=SOON)
    expect(message.locator(".waits")).to_have_count(0)


def test_the_page_stays_whole_when_the_worker_hangs_on_an_answer(
    world: World, sign_in: SignIn, stopped: dict[str, int]
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000952", "Tjitske Bouma")
    stopped["worker"] = worker_of(world)
    os.kill(stopped["worker"], signal.SIGSTOP)

    write(page, "Dat zoek ik voor u uit.")

    expect(sign(page)).to_be_visible(timeout=SOON)
    page.wait_for_timeout(1000)  # for what else was asked at that moment
    expect(page.locator("#live #aside-card")).to_have_count(0)
    expect(page.locator("#body")).to_be_in_viewport()


def test_a_worker_that_hangs_shows_as_well(
    world: World, sign_in: SignIn, stopped: dict[str, int]
) -> None:
    page = sign_in(AGENT)
    page.goto(f"{world.pages}/desk/")
    board = sign_in(ADMINISTRATOR)
    board.goto(f"{world.pages}/wallboard/")
    expect(sign(board)).to_have_count(0)
    stopped["worker"] = worker_of(world)

    os.kill(stopped["worker"], signal.SIGSTOP)
    expect(sign(page)).to_be_visible(timeout=SOON)
    expect(sign(board)).to_be_visible(timeout=SOON)

    os.kill(stopped["worker"], signal.SIGCONT)
    expect(sign(page)).to_have_count(0, timeout=SOON)
    expect(sign(board)).to_have_count(0, timeout=SOON)
