"""What the content check finds: marked for whoever writes, and decided by a second person."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_sending import AGENT, COLLEAGUE, open_conversation, write

DOUBTFUL = "Kom gezellig winkelen in de binnenstad."
FORBIDDEN = "Op het bord staat: stem op lijst 3. Wij halen het weg."


def test_a_doubtful_answer_goes_after_a_look_and_a_blocked_one_after_a_second_person(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000061", "Noor van Dijk")
    write(page, DOUBTFUL)
    alert = page.get_by_role("alert").filter(visible=True)
    expect(alert).to_contain_text("Nog niet verstuurd: mag dit wel?")
    expect(alert.locator("mark")).to_have_text("Kom gezellig winkelen")
    assert at_both_sizes(page) == []
    page.get_by_role("button", name="Toch versturen").click()
    expect(page.get_by_role("log")).to_contain_text(DOUBTFUL)

    write(page, FORBIDDEN)
    page.get_by_text("Vraag een tweede persoon", exact=False).first.click()
    page.get_by_label("Waarom moet dit bericht toch weg?").fill("Een melding over een bord.")
    assert at_both_sizes(page) == []
    page.get_by_role("button", name="Vraag een tweede persoon").click()
    expect(page.locator("#seconds")).to_contain_text("Wacht op een tweede persoon.")

    colleague = sign_in(COLLEAGUE)
    colleague.get_by_role("link", name="Wacht op een tweede persoon").click()
    expect(colleague.locator("mark")).to_have_text("stem op lijst 3")
    assert at_both_sizes(colleague) == []
    colleague.get_by_role("button", name="Toestaan", exact=True).click()
    expect(colleague.get_by_text("Er wacht nu niets.")).to_be_visible()

    expect(page.locator("#seconds")).to_contain_text("Toegestaan door")
    page.get_by_role("button", name="Nu versturen").click()
    expect(page.get_by_role("log")).to_contain_text(FORBIDDEN)
    expect(page.locator("#seconds")).to_be_empty()
