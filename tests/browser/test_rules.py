"""VNG writes a version of the rules, looks at what changes and publishes it."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import at_both_sizes

RULE = "Gemeenten vragen eerst om instemming van de raad."


def test_vng_drafts_compares_and_publishes_a_version(
    world: World, sign_in: SignIn, wrong: list[str]
) -> None:
    page = sign_in("monitor@vng.example")
    page.goto(f"{world.pages}/rules/")
    page.get_by_role("button", name="Nieuwe versie schrijven").click()
    draft = page.url
    found = at_both_sizes(page)

    page.get_by_role("link", name="Wijzigen Toerisme").click()
    page.get_by_label("Regel in het Nederlands").fill(RULE)
    page.get_by_label("Regel in het Engels").fill("")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("heading", name="Er is iets niet goed ingevuld").wait_for()
    found += at_both_sizes(page)
    expect(page.get_by_label("Regel in het Nederlands")).to_have_value(RULE)
    page.get_by_label("Regel in het Engels").fill("Municipalities ask their council first.")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Naam van de versie wijzigen").click()
    page.get_by_label("Naam in het Nederlands").fill("Vanaf 2040: de raad stemt in")
    page.get_by_label("Naam in het Engels").fill("From 2040: the council agrees")
    page.get_by_role("button", name="Bewaren").click()

    page.get_by_role("link", name="Vergelijken").click()
    expect(page.locator("ins").filter(has_text=RULE)).to_be_visible()
    found += at_both_sizes(page)
    page.get_by_role("link", name="Vaststellen").click()
    found += at_both_sizes(page)
    page.get_by_label("Geldt vanaf").fill("2040-01-01")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("Dit kunt u niet ongedaan maken.")).to_be_visible()
    page.get_by_label("Vul nog eens in vanaf welke dag").fill("2040-01-02")
    page.get_by_role("button", name="Vaststellen vanaf 1 januari 2040").click()
    page.get_by_role("heading", name="Er is iets niet goed ingevuld").wait_for()
    found += at_both_sizes(page)
    page.get_by_label("Vul nog eens in vanaf welke dag").fill("2040-01-01")
    page.get_by_role("button", name="Vaststellen vanaf 1 januari 2040").click()
    expect(page.get_by_text("De nieuwe versie is vastgesteld.")).to_be_visible()
    found += at_both_sizes(page)
    page.goto(draft)
    expect(page).to_have_url(f"{world.pages}/rules/2040-01-01/")
    wrong[:] = [each for each in wrong if "422" not in each]

    assert "\n".join(found) == ""
