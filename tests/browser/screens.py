"""Pictures of every page, light, dark and on a phone: `make screens` puts them into docs/screens.

Not among the tests of the suite: it judges nothing, people look at what it makes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page
from tests.browser.conftest import SignIn, World
from tests.browser.pages import VISITS, go

FOLDER = Path(os.environ.get("BODE_SCREENS", "docs/screens")) / "pages"
DESKTOP, PHONE = (1280, 800), (390, 844)
SAID = {
    "31612000010": ("Kees de Vries", "Wanneer is het milieustation open?"),
    "31612000011": ("Fatima el Amrani", "Mijn paspoort is verlopen. Kan ik morgen langskomen?"),
    "31612000012": ("Jan-Willem van den Berg-Oosterhuis", "Er ligt een boom op de Kerkstraat."),
    "31612000013": ("Ömer Demir", "Hoe vraag ik een parkeervergunning aan?"),
    "31612000014": ("Aylin Yılmaz", "Goedemiddag, dit zijn de tekeningen voor de dakkapel."),
}


def take(page: Page, name: str, size: tuple[int, int], scheme: str) -> None:
    """One picture, small enough to keep in the repository."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.wait_for_timeout(150)  # milliseconds: fonts and pictures
    with Image.open(BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").save(FOLDER / f"{name}.webp", quality=55, method=6)


@pytest.fixture(scope="session", autouse=True)
def citizens(world: World) -> None:
    """Those whose messages stand on the desk."""
    for digits, (name, text) in SAID.items():
        world.phone(digits, name=name)
        world.says(digits, text)


@pytest.mark.parametrize("who", sorted({visit.who for visit in VISITS}))
def test_take_pictures(
    world: World,
    context_for: Callable[..., BrowserContext],
    sign_in: SignIn,
    wrong: list[str],
    who: str,
) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = sign_in(who) if who else context_for().new_page()
    for visit in (each for each in VISITS if each.who == who):
        go(page, world.pages, visit)
        take(page, visit.name, DESKTOP, "light")
        take(page, f"{visit.name}-dark", DESKTOP, "dark")
        take(page, f"{visit.name}-phone", PHONE, "light")
    wrong.clear()
