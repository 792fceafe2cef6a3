"""A real demo and a real browser: everything of Bode between citizen and agent is running."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import orjson
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    expect,
    sync_playwright,
)
from tests.processes.made import made_data
from tests.processes.running import Demo

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)
WAIT = 30_000  # milliseconds: on a busy machine; what must be quick is measured by itself
expect.set_options(timeout=WAIT)

SignIn = Callable[[str], Page]
# htmx says that a request ended without an answer, and then why: any other why is told still.
MADE_WAY = ("htmx:afterRequest", "htmx:sendAbort")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These come last: the browser's driver leaves an event loop running in this thread, beside
    which no test with a loop of its own could run. Where files are dealt out to several processes,
    they must be so in this order."""
    items.sort(key=lambda item: item.path.is_relative_to(ROOT / "tests" / "browser"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as it is found on this machine; without one these tests say so and are skipped."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = f"no browser on this machine (looked for {', '.join(NAMES)})"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


class World:
    """The demo, and the simulator's control room."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.pages = f"http://127.0.0.1:{demo.port}"
        self.simulator = f"http://127.0.0.1:{demo.simulator_port}"

    def control(self, method: str, path: str, body: object = None) -> dict[str, object]:
        """Call the simulator."""
        request = urllib.request.Request(
            f"{self.simulator}/simulator{path}",
            method=method,
            data=None if body is None else orjson.dumps(body),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            return dict(orjson.loads(answer.read() or b"{}"))

    def says(self, digits: str, text: str = "", **more: object) -> str:
        """A citizen sends something to Voorbeeldstad; the message's id."""
        message = {"to": "100000000000001", "type": "text", "text": {"body": text}, **more}
        if message["type"] != "text":
            del message["text"]
        return str(self.control("POST", f"/phones/{digits}/messages", message)["id"])

    def phone(self, digits: str, **behaviour: object) -> None:
        """Give a citizen a name, and their phone its habits."""
        self.control("PUT", f"/phones/{digits}", behaviour)

    def stop_web(self) -> None:
        """The web process dies; the demo starts another within two seconds."""
        pid = self.demo.pid_of("web")
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    def wait_for_web(self) -> None:
        """Until pages are served again."""
        until = time.monotonic() + 20
        while self.demo.get("/healthz/ready")[0] != 200:
            assert time.monotonic() < until, "the web process did not come back"
            time.sleep(0.1)


@pytest.fixture(scope="session")
def world(browser: Browser) -> Iterator[World]:
    with made_data() as data:
        demo = Demo(data)
        demo.start()
        output = demo.process.stdout
        assert output is not None
        threading.Thread(target=output.read, daemon=True).start()  # a full pipe would stop it
        yield World(demo)
        demo.process.send_signal(signal.SIGTERM)
        demo.process.wait(20)


@pytest.fixture
def wrong() -> Iterator[list[str]]:
    """What the browser complained about; at the end there must be nothing."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def context_for(browser: Browser, wrong: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(**{"locale": "en-US", **options})  # type: ignore[arg-type]
        context.set_default_timeout(WAIT)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("console", lambda message: _complaint(message, wrong))
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def cookies() -> dict[str, StorageState]:
    """Who has signed in before need not do so for every test."""
    return {}


@pytest.fixture
def sign_in(
    world: World, context_for: Callable[..., BrowserContext], cookies: dict[str, StorageState]
) -> SignIn:
    """A page of someone who has signed in, in a browser of their own."""

    def enter(email: str) -> Page:
        context = context_for(
            viewport={"width": 1440, "height": 900}, storage_state=cookies.get(email)
        )
        page = context.new_page()
        page.goto(world.pages)
        if email in cookies:
            return page
        page.get_by_label("E-mailadres").fill(email)
        page.get_by_label("Wachtwoord").fill("bode-demo")
        page.get_by_role("button", name="Inloggen").click()
        page.wait_for_url(lambda url: "/account/login" not in url)
        _send_at_once(page)
        cookies[email] = context.storage_state()
        return page

    return enter


def _send_at_once(page: Page) -> None:
    """No time to undo, or every message in these tests would wait for it; not all have a choice."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    form = {"seconds": "0", "csrfmiddlewaretoken": token}
    page.request.post(f"{urljoin(page.url, '/')}settings/undo/", form=form)


def _complaint(message: ConsoleMessage, wrong: list[str]) -> None:
    """Errors of scripts and of the content security policy.

    A refusal (422) is none, nor that a request makes way for a newer one or for another page.
    """
    told = message.text
    if message.type == "error" and "422" not in told and not told.startswith(MADE_WAY):
        wrong.append(message.text)
