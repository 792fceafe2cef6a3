"""The list of templates: whose they are, found by filters that stand in the address."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace
from tests.conftest import REMINDER
from tests.people import join
from tests.web.conftest import SignedIn

from bode.basics import new_id, now
from bode.licensing.models import Licence, PhoneNumber, Template, TemplateChange
from bode.licensing.platform_templates import store_template, store_templates
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant

DRAINS = replace(
    REMINDER,
    id="7002",
    name="riool_verstopt",
    language="en",
    category="MARKETING",
    status="REJECTED",
    components=[{"type": "BODY", "text": "Dear citizen, we are repairing the sewer today."}],
)
EDITED = {
    "purpose": "permits",
    "do": "submit",
    "nl-body": "Beste {{naam}}, uw vergunning ligt vanaf vandaag klaar op het stadhuis.",
    "nl-examples-naam": "mevrouw Jansen",
}


@pytest.fixture
def two(number: PhoneNumber) -> None:
    """A second template, that differs from the first in everything."""
    with every_tenant("a test's world"):
        store_template(number, DRAINS, now())
        Template.objects.filter(name=DRAINS.name).update(
            purpose="municipal_services", purpose_from="proposed"
        )


def listed(browser: Client, **asked: Any) -> list[str]:
    """The names of the templates on the page."""
    return re.findall(r"<code>(\w+)</code>", shown(browser, **asked))


def test_approved_ones_without_a_purpose_are_counted_on_the_licence_and_found_from_there(
    town: Client, bsp: Client, licence: Licence, number: PhoneNumber
) -> None:
    with every_tenant("a test's world"):
        Template.objects.filter(name=REMINDER.name).update(purpose="", purpose_from="")
        store_template(number, DRAINS, now())  # it is not approved
    page = {each: each.get(reverse("licence_detail", args=[licence.id])) for each in (town, bsp)}

    told = page[town].content.decode()
    address = f"{reverse('message_templates')}?status=APPROVED&amp;purpose=none"
    assert "1 goedgekeurd sjabloon heeft nog geen doel." in told
    assert f'href="{address}"' in told
    assert "Een beheerder van de gemeente legt dat vast." in page[bsp].content.decode()
    assert listed(town, status="APPROVED", purpose="none") == [REMINDER.name]


def shown(browser: Client, **asked: Any) -> str:
    return browser.get(reverse("message_templates"), asked).content.decode()


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "asked",
    [
        {"status": "REJECTED"},
        {"category": "MARKETING"},
        {"purpose": "municipal_services"},
        {"language": "en"},
        {"words": "SEWER today"},
        {"words": "riool verstopt"},
        {"status": "REJECTED", "language": "en", "words": ""},
    ],
)
def test_a_filter_leaves_what_was_asked_for(browser: Client, asked: dict[str, str]) -> None:
    assert listed(browser) == ["afspraak_herinnering", "riool_verstopt"]
    assert listed(browser, **asked) == ["riool_verstopt"]
    assert "1 van 2 sjablonen" in shown(browser, **asked)


@pytest.mark.usefixtures("two")
def test_words_are_sought_in_texts_and_not_in_how_they_are_kept(browser: Client) -> None:
    assert listed(browser, words="BODY") == []
    assert "Geen sjabloon past bij deze filters." in shown(browser, words="BODY")


@pytest.mark.usefixtures("two")
def test_what_nobody_can_choose_counts_as_not_asked(browser: Client) -> None:
    assert listed(browser, status="NIEUW", page="x", language="en") == ["riool_verstopt"]


@pytest.mark.usefixtures("two")
def test_the_form_shows_what_was_asked_for(browser: Client) -> None:
    page = shown(browser, language="en", words="sewer")

    assert '<option value="en" selected>Engels</option>' in page
    assert 'value="sewer"' in page
    assert "Alle filters wissen" in page


def test_two_hundred_stand_on_pages_that_keep_the_filters(
    browser: Client, number: PhoneNumber
) -> None:
    many = [replace(REMINDER, id=str(each), name=f"herinnering_{each:03}") for each in range(200)]
    with every_tenant("a test's world"):
        store_templates(number, many, now())

    page = shown(browser, words="herinnering", page="2")

    assert page.count("<code>") == 24
    assert "200 sjablonen, hier 25 tot en met 48" in " ".join(page.split())
    assert "?words=herinnering&amp;page=3" in page


@pytest.mark.usefixtures("two")
def test_who_only_uses_templates_sees_the_approved_ones(
    charlie: Person, signed_in: SignedIn, municipality: Organisation
) -> None:
    agent = join(municipality, "Erik", "agent")

    assert listed(signed_in(agent)) == ["afspraak_herinnering"]
    assert listed(signed_in(agent), status="REJECTED") == ["afspraak_herinnering"]
    assert listed(signed_in(charlie)) == []


class TestAProvider:
    """Serves two municipalities, each with a template of the same name."""

    @pytest.fixture
    def manager(
        self, dora: Person, signed_in: SignedIn, number: PhoneNumber, other_municipality: Any
    ) -> Client:
        with every_tenant("a test's world"):
            licence = number.licence
            application = licence.application
            application.id, application.municipality = new_id(), other_municipality
            application.save(force_insert=True)
            licence.id, licence.application = new_id(), application
            licence.municipality = other_municipality
            licence.save(force_insert=True)
            number.id, number.licence, number.municipality = new_id(), licence, other_municipality
            number.platform_id, number.account_id = "300000000000009", "400000000000009"
            number.save(force_insert=True)
            store_templates(number, [REMINDER], now())
        return signed_in(dora)

    def test_sees_whose_each_template_is_and_can_ask_for_one_municipality(
        self, manager: Client
    ) -> None:
        page = shown(manager)
        assert listed(manager) == ["afspraak_herinnering"] * 2
        assert "<strong>Proefstad</strong>" in page
        assert "<strong>Elders</strong>" in page
        assert "Kies bij de filters een gemeente" in page

        assert listed(manager, municipality="GM9912") == ["afspraak_herinnering"]
        assert "Kies een voorbeeld voor Elders" in shown(manager, municipality="GM9912")

    def test_edits_the_template_of_the_municipality_in_the_address(self, manager: Client) -> None:
        address = reverse("edit_template", args=["afspraak_herinnering"])
        assert manager.get(address).status_code == 404

        of_one = f"{address}?municipality=GM9912"
        assert "Sjabloon van <strong>Elders</strong>" in manager.get(of_one).content.decode()
        answer = manager.post(of_one, EDITED)

        assert answer["Location"] == of_one
        with every_tenant("a test looks at everything"):
            assert {str(each.municipality) for each in TemplateChange.objects.all()} == {"Elders"}
        assert "Dora, Proefbode" in manager.get(of_one).content.decode()

    def test_finds_no_municipality_that_it_no_longer_serves(self, manager: Client) -> None:
        with every_tenant("a test's world"):
            Licence.objects.filter(municipality__code="GM9912").update(status="ended")

        address = reverse("new_template")
        assert manager.get(f"{address}?municipality=GM9912").status_code == 404
        assert manager.get(f"{address}?municipality=GM9911").status_code == 200
