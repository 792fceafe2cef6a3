"""From VNG's first invitation to a colleague at the desk, and out again, each in an own browser."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import SignIn, World

PASSWORD = "een-lang-wachtwoord"


def letter_to(email: str, world: World, reader: Page) -> str:
    """The address in the newest mail to someone, as the demo shows it."""
    reader.goto(f"{world.pages}/mail/")
    letter = reader.get_by_role("listitem").filter(has_text=f"aan {email}").first
    found = re.search(r"/invitations/[\w-]+/", letter.inner_text())
    assert found is not None
    return world.pages + found[0]


def come_in(page: Page, link: str, name: str, email: str) -> None:
    page.goto(link)
    page.get_by_label("Uw naam").fill(name)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Nog een keer uw wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Account maken").click()
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()


def test_from_the_first_invitation_to_a_desk_and_out_again(
    world: World, sign_in: SignIn, context_for: Callable[..., BrowserContext], wrong: list[str]
) -> None:
    vng = sign_in("monitor@vng.example")
    vng.goto(f"{world.pages}/organisations/?words=hilversum")
    vng.get_by_role("link", name="Hilversum").click()
    vng.get_by_label("E-mailadres").fill("hilde@hilversum.example")
    vng.get_by_role("button", name="Uitnodigen").click()
    expect(vng.get_by_text("Uitgenodigd: hilde@hilversum.example")).to_be_visible()

    hilde = context_for(viewport={"width": 1280, "height": 900}).new_page()
    link = letter_to("hilde@hilversum.example", world, vng)
    come_in(hilde, link, "Hilde Meijer", "hilde@hilversum.example")
    hilde.goto(f"{world.pages}/settings/people/")
    hilde.get_by_label("E-mailadres").fill("bas@hilversum.example")
    hilde.get_by_label("Medewerker klantcontact").last.check()
    hilde.get_by_role("button", name="Uitnodigen").click()
    expect(hilde.get_by_text("is verstuurd")).to_be_visible()

    bas = context_for(viewport={"width": 1280, "height": 900}).new_page()
    link = letter_to("bas@hilversum.example", world, vng)
    come_in(bas, link, "Bas de Wit", "bas@hilversum.example")
    expect(bas.get_by_role("heading", name="Gesprekken")).to_be_visible()

    hilde.goto(f"{world.pages}/settings/people/")
    hilde.get_by_text("Verwijderen: Bas de Wit").click()
    hilde.get_by_role("button", name="Bas de Wit verwijderen").click()
    expect(hilde.get_by_text("kan niets meer doen voor uw organisatie")).to_be_visible()
    bas.goto(f"{world.pages}/desk/")
    expect(bas.get_by_role("heading", name="Inloggen")).to_be_visible()
    wrong[:] = [each for each in wrong if "403" not in each]  # the stream that ended
