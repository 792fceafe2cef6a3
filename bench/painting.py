"""How soon a page of the desk is painted in a browser, where a million messages are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from statistics import quantiles
from typing import TYPE_CHECKING

from playwright.sync_api import Page, sync_playwright

from .open_pages import door, sign_in
from .table import Row, row
from .webhooks import free_port, running

if TYPE_CHECKING:
    from .crowd.rows import Desk

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
TIMES = 20
PAINTED = """
() => new Promise((done) => {
  const look = () => {
    const [painted] = performance.getEntriesByName("first-contentful-paint");
    if (painted) done(painted.startTime);
    else setTimeout(look, 5);
  };
  look();
})
"""
OPENED = """
(link) => new Promise((done) => {
  const began = performance.now();
  document.addEventListener("htmx:afterSettle", function settle({ target }) {
    if (target.id !== "pane") return;
    document.removeEventListener("htmx:afterSettle", settle);
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  });
  link.click();
})
"""
"""Until what follows a click on a conversation in the list is painted."""


def measure(desk: Desk, rounds: int) -> list[Row]:
    """The rows of the table; the crowd is in the database. Without a browser there are none."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        return []
    port, session = free_port(), sign_in(desk.agents[0][0])  # not beside the browser's own loop
    took: dict[str, list[float]] = {name: [] for name in PAGES}
    with running(["-m", "bode.cli", "web"], port, door(port)), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_context(base_url=f"http://127.0.0.1:{port}").new_page()
        name, site = f"bode_session_{port}", f"http://127.0.0.1:{port}/"
        page.context.add_cookies([{"name": name, "value": session, "url": site}])
        for _ in range(rounds):
            for name, paint in PAGES.items():
                times = [paint(page, n) for n in range(TIMES)]
                took[name].append(quantiles(times, n=100)[94])
        browser.close()
    return [row(f"desk, {name} painted, p95", "ms", each) for name, each in took.items()]


def _first_paint(path: str) -> Callable[[Page, int], float]:
    def paint(page: Page, _n: int) -> float:
        page.goto(path)
        return float(page.evaluate(PAINTED))

    return paint


def _open(page: Page, n: int) -> float:
    if n == 0:
        page.goto("/desk/")
    return float(page.locator("#rows a.row").nth(n).evaluate(OPENED))


PAGES: dict[str, Callable[[Page, int], float]] = {
    "inbox": _first_paint("/desk/"),
    "conversation from the list": _open,
    "search": _first_paint("/desk/search/?q=vergunning"),
}
