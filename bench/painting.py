"""How soon a page of the desk is painted in a browser, where a million messages are."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from statistics import median, quantiles
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, sync_playwright

from .open_pages import door, sign_in
from .table import Row, row
from .webhooks import free_port, running

if TYPE_CHECKING:
    from .crowd.rows import Desk

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
TIMES = 20
FIRST = "inbox painted by a browser that has nothing of Bode yet, median"
FIRSTS = 5
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
    took: dict[str, list[float]] = {name: [] for name in (FIRST, *PAGES)}
    with running(["-m", "bode.cli", "web"], port, door(port)), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        at_desk = partial(_new_browser, browser, port, session)
        _paint_first(at_desk)  # for what server and browser only do once
        for _ in range(rounds):
            took[FIRST].append(median(_paint_first(at_desk) for _ in range(FIRSTS)))
            with at_desk() as page:
                for name, paint in PAGES.items():
                    _first, *times = [paint(page, n) for n in range(TIMES + 1)]
                    took[name].append(quantiles(times, n=100)[94])
        browser.close()
    return [row(f"desk, {name}", "ms", each) for name, each in took.items()]


@contextmanager
def _new_browser(browser: Browser, port: int, session: str) -> Iterator[Page]:
    """The page of one that has nothing of Bode yet, not even its style sheets."""
    name, site = f"bode_session_{port}", f"http://127.0.0.1:{port}/"
    with browser.new_context(base_url=site) as context:
        context.add_cookies([{"name": name, "value": session, "url": site}])
        yield context.new_page()


def _paint_first(at_desk: Callable[[], AbstractContextManager[Page]]) -> float:
    with at_desk() as page:
        return _first_paint("/desk/")(page, 0)


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
    "inbox painted, p95": _first_paint("/desk/"),
    "conversation from the list painted, p95": _open,
    "search painted, p95": _first_paint("/desk/search/?q=vergunning"),
}
