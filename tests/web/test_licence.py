"""The licence in the browser: each party makes its own steps; mistakes stay beside the field."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django.fixtures import Settings
from tests.applications import fill, versions_read
from tests.outbox.running import simulate
from tests.people import actor_of
from tests.web.conftest import SignedIn

from bode.licensing.actions import EXPLANATION_LENGTH, REASON_LENGTH
from bode.licensing.models import Application, Licence, PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant
from bode.policy import PURPOSES

NOBODY = "http://127.0.0.1:9"
"""Where no platform answers."""
WHY = "Inwoners vragen hoe het met hun aanvraag staat."


@pytest.fixture
def draft(town: Client, provider: Organisation) -> Application:
    apply(town)
    return the_application()


def apply(browser: Client, **form: Any) -> Any:
    given = {
        "party": "proefbode",
        "route": "bsp",
        "purpose_permits": "on",
        "explanation_permits": WHY,
    } | form
    return browser.post(reverse("new_application"), given)


def step(browser: Client, application: Application, transition: str, reason: str = "") -> Any:
    address = reverse("application_step", args=[application.id, transition])
    return browser.post(address, {f"{transition}-reason": reason})


def sign(browser: Client, application: Application) -> Any:
    """Fill in all that is left, and sign."""
    fill(actor_of(Person.objects.get(name="Alice")), application)
    return sign_only(browser, application)


def sign_only(browser: Client, application: Application, **changed: str) -> Any:
    given = {
        "name": "Alice",
        "function": "Gemeentesecretaris",
        "mandate": "register",
        "is_sure": "on",
    } | changed
    address = reverse("application_review", args=[application.id])
    read = versions_read(browser.get(address).content.decode())
    return browser.post(address, given | read)


def the_application() -> Application:
    with every_tenant("a test looks at everything"):
        return Application.objects.get()


def test_a_municipality_applies_through_its_bsp(
    town: Client, provider: Organisation, municipality: Organisation
) -> None:
    answer = apply(town)

    made = the_application()
    assert answer["Location"] == reverse("application", args=[made.id])
    assert (made.municipality, made.provider, made.status) == (municipality, provider, "draft")


def test_what_a_program_may_write_the_page_takes_too(town: Client, provider: Organisation) -> None:
    assert apply(town, explanation_permits="x" * EXPLANATION_LENGTH).status_code == 302
    assert apply(town, explanation_permits="x" * (EXPLANATION_LENGTH + 1)).status_code == 422


def test_a_bsp_applies_for_a_municipality(
    bsp: Client, provider: Organisation, municipality: Organisation
) -> None:
    apply(bsp, party="GM9911")

    assert the_application().municipality == municipality


def test_the_isv_route_is_refused_with_reason_and_source(
    town: Client, provider: Organisation
) -> None:
    answer = apply(town, route="isv")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Facebook staat gemeenten niet toe om via een ISV te werken." in page
    assert "Bron: VNG Realisatie" in page
    assert WHY in page


def test_a_forbidden_purpose_is_refused_with_reason_and_source(
    town: Client, provider: Organisation
) -> None:
    answer = apply(town, purpose_promotion="on", explanation_promotion="Kaarten verkopen")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“Promotie” is een doel dat niet is toegestaan." in page
    assert 'id="id_purpose_promotion_error"' in page


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"party": ""}, "Maak een keuze."),
        ({"party": "bestaat-niet"}, "bestaat-niet"),
        ({"route": ""}, "Kies een weg."),
        ({"explanation_permits": " "}, "De uitleg bij “Vergunningen” ontbreekt."),
        ({"purpose_permits": ""}, "Er is geen doel gekozen."),
    ],
)
def test_a_wrong_field_is_named(
    town: Client, provider: Organisation, form: dict[str, str], told: str
) -> None:
    answer = apply(town, **form)

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_everything_that_is_missing_is_told_at_once(town: Client, provider: Organisation) -> None:
    page = apply(town, party="", purpose_permits="").content.decode()
    assert "Maak een keuze." in page
    assert "Er is geen doel gekozen." in page

    page = apply(town, party="", explanation_permits="").content.decode()
    assert "Maak een keuze." in page
    assert "De uitleg bij “Vergunningen” ontbreekt." in page


def test_the_source_of_a_refusal_stands_once_beside_its_field(
    town: Client, provider: Organisation
) -> None:
    page = apply(town, route="isv").content.decode()

    routes = page.partition('id="id_route"')[2].partition("</fieldset>")[0]
    assert routes.count("Bron: VNG Realisatie") == 1
    assert "VNG Realisatie" not in page.partition('id="id_route"')[0]


def test_applications_of_one_municipality_are_told_apart_by_their_purposes(
    town: Client, draft: Application
) -> None:
    page = town.get(reverse("licence")).content.decode().partition('id="applications"')[2]

    assert "Vergunningen</td>" in page


@pytest.mark.parametrize("late", [True, False])
def test_the_list_says_by_when_whoever_is_next_must_act(
    town: Client, draft: Application, late: bool
) -> None:
    with every_tenant("a test lets time pass"):
        day = localdate() + timedelta(days=-1 if late else 1)
        Application.objects.update(due_on=day)

    page = town.get(reverse("licence")).content.decode().partition('id="applications"')[2]

    assert "Uiterlijk" in page
    assert ("te laat" in page) == late


def test_a_licensed_purpose_is_not_applied_for_again(town: Client, licence: Licence) -> None:
    answer = apply(town)

    assert answer.status_code == 422
    assert "De vergunning bij deze BSP heeft al deze doelen al." in answer.content.decode()


def test_forbidden_purposes_are_shown_with_examples_and_their_rule(town: Client) -> None:
    page = town.get(reverse("new_application")).content.decode()

    forbidden = page.partition("Dit mag nooit")[2]
    assert "Politieke campagne" in forbidden
    assert PURPOSES["political_campaign"].examples_nl[0] in forbidden
    assert "is een doel dat niet is toegestaan" not in forbidden
    assert "Bron:" in forbidden


def test_what_is_done_is_ticked_and_what_comes_next_is_marked(
    town: Client, draft: Application
) -> None:
    address = reverse("application", args=[draft.id])
    ticks = re.compile(r'class="milestone milestone--(\w+)"')
    assert ticks.findall(town.get(address).content.decode()) == ["now", *["ahead"] * 4]

    sign(town, draft)

    found = ticks.findall(town.get(address).content.decode())
    assert found == ["done", "done", "now", "ahead", "ahead"]


def test_each_party_sees_only_its_own_steps(town: Client, bsp: Client, draft: Application) -> None:
    address = reverse("application", args=[draft.id])
    assert "Intrekken" in town.get(address).content.decode()
    assert "Intrekken" not in bsp.get(address).content.decode()

    sign(town, draft)

    assert "Aannemen" in bsp.get(address).content.decode()
    assert "Aannemen" not in town.get(address).content.decode()


def test_every_step_is_in_the_history_with_its_reason(
    town: Client, bsp: Client, draft: Application
) -> None:
    sign(town, draft)
    step(bsp, draft, "return", "De uitleg is te kort.")

    page = town.get(reverse("application", args=[draft.id])).content.decode()
    assert "De uitleg is te kort." in page
    assert "Dora · Proefbode" in page


def test_a_missing_reason_is_told_beside_the_field(
    town: Client, bsp: Client, draft: Application
) -> None:
    sign(town, draft)

    answer = step(bsp, draft, "return")

    assert answer.status_code == 422
    assert "Schrijf op waarom." in answer.content.decode()
    assert the_application().status == "signed"
    again = bsp.get(reverse("application_step", args=[draft.id, "return"]))
    assert again["Location"] == reverse("application", args=[draft.id])


@pytest.mark.parametrize(
    ("reason", "answer"), [("Te\0kort", 400), ("x" * (REASON_LENGTH + 1), 422)]
)
def test_a_reason_that_can_not_be_kept_is_told_and_nothing_changes(
    town: Client, bsp: Client, draft: Application, reason: str, answer: int
) -> None:
    assert step(town, draft, "withdraw", reason).status_code == answer
    sign(town, draft)
    assert step(bsp, draft, "return", reason).status_code == answer

    assert the_application().status == "signed"


def test_a_step_at_the_wrong_moment_changes_nothing(bsp: Client, draft: Application) -> None:
    answer = step(bsp, draft, "approve", "Zomaar")

    assert "Deze stap kan nu niet." in bsp.get(answer["Location"]).content.decode()
    assert the_application().status == "draft"


def test_an_application_that_came_back_can_be_changed(
    town: Client, bsp: Client, draft: Application
) -> None:
    sign(town, draft)
    step(bsp, draft, "return", "Te kort")
    address = reverse("application_section", args=[draft.id, "purposes"])
    page = town.get(address).content.decode()
    assert WHY in page
    version = re.findall(r'name="version" value="(\d+)"', page)[0]

    form = {"purpose_tourism": "on", "explanation_tourism": "De camping", "version": version}
    town.post(address, form)

    with every_tenant("a test looks at everything"):
        assert [each.code for each in draft.purposes.all()] == ["tourism"]


def test_after_approval_the_bsp_connects_a_number(
    town: Client, bsp: Client, draft: Application, settings: Settings
) -> None:
    settings.GRAPH_URL = NOBODY
    sign(town, draft)
    step(bsp, draft, "accept")
    step(bsp, draft, "submit")
    step(bsp, draft, "approve", "Mail van WhatsApp")
    with every_tenant("a test looks at everything"):
        licence = Licence.objects.get()

    bsp.post(
        reverse("connect_number", args=[licence.id]),
        {
            "display_number": "+31 85 000 0097",
            "platform_id": "300000000000007",
            "account_id": "400000000000007",
            "access_token": "een-sleutel",
        },
    )

    with every_tenant("a test looks at everything"):
        assert PhoneNumber.objects.get().display_number == "+31850000097"
    page = town.get(reverse("licence_detail", args=[licence.id])).content.decode()
    assert "+31 85 000 0097" in page
    assert "een-sleutel" not in page
    assert "Nog niet gecontroleerd" in page


CONNECTED = {
    "display_number": "+31850000092",
    "platform_id": "300000000000002",
    "account_id": "400000000000002",
    "access_token": "simulator-token",
}


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        ({"platform_id": "100000000000099"}, "access_token", "WhatsApp weigert deze sleutel"),
        ({"access_token": "een-andere"}, "access_token", "WhatsApp weigert deze sleutel"),
        ({"display_number": "+31850000077"}, "platform_id", "Geef het id van +31 85 000 0077."),
    ],
)
def test_a_number_is_only_connected_if_whatsapp_knows_it_so(
    bsp: Client, licence: Licence, settings: Settings, given: Any, field: str, told: str
) -> None:
    address = reverse("connect_number", args=[licence.id])
    names = ("display_number", "platform_id", "account_id")
    with simulate(PhoneNumber(**{name: CONNECTED[name] for name in names})) as platform:
        settings.GRAPH_URL = platform.address
        refused = bsp.post(address, CONNECTED | given)
        with every_tenant("a test looks at everything"):
            assert not PhoneNumber.objects.exists()
        connected = bsp.post(address, CONNECTED, follow=True).content.decode()

    assert told in refused.context["form"].errors[field][0]
    assert "Het nummer is gekoppeld." in connected


def test_a_number_that_could_not_be_tried_says_so_and_its_history_names_it(
    bsp: Client, town: Client, licence: Licence, settings: Settings
) -> None:
    settings.GRAPH_URL = NOBODY
    with every_tenant("a test's world"):
        licence.application.sections.create(
            name="number",
            municipality_id=licence.municipality_id,
            provider_id=licence.provider_id,
            data={"number": "+31850000001"},
        )

    answer = bsp.post(reverse("connect_number", args=[licence.id]), CONNECTED, follow=True)

    page = answer.content.decode()
    assert "Bode kon het niet controleren" in page
    assert "In de aanvraag staat een ander nummer: +31 85 000 0001." in page
    page = town.get(reverse("licence_detail", args=[licence.id])).content.decode()
    assert "Nummer gekoppeld" in page
    assert "Nummer gekoppeld" in town.get(reverse("audit_trail")).content.decode()


def test_a_wrong_number_is_named_and_kept(bsp: Client, licence: Licence, town: Client) -> None:
    address = reverse("connect_number", args=[licence.id])
    answer = bsp.post(address, {"display_number": "085 bellen", "platform_id": "x"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dit is geen telefoonnummer met landcode." in page
    assert "Een nummer-id heeft 5 tot 40 cijfers, en niets anders." in page
    assert 'value="085 bellen"' in page
    assert town.post(address, {}).status_code == 403
    assert bsp.get(address)["Location"] == reverse("licence_detail", args=[licence.id])


def test_a_key_is_kept_after_a_mistake_without_being_shown(bsp: Client, licence: Licence) -> None:
    address = reverse("connect_number", args=[licence.id])

    page = bsp.post(address, {"access_token": "een-sleutel"}).content.decode()

    assert re.search(r'<input type="password" name="access_token" value="een-sleutel"', page)


@pytest.mark.parametrize(
    ("code", "told"), [(None, ["Werkt"]), (190, ["Staat stil", "verstuurt niets meer"])]
)
def test_a_licence_says_how_its_numbers_stand(
    bsp: Client, number: PhoneNumber, code: int | None, told: list[str]
) -> None:
    with every_tenant("a test arranges an outcome"):
        PhoneNumber.objects.update(stopped_code=code)

    for address in (reverse("licence_detail", args=[number.licence_id]), reverse("settings")):
        page = bsp.get(address).content.decode()
        assert all(each in page for each in told)


def test_a_number_of_the_demo_is_filled_in_until_it_is_connected(
    bsp: Client, licence: Licence, settings: Settings
) -> None:
    settings.DEMO, settings.GRAPH_URL = True, NOBODY
    platform_id = "100000000000002"
    with every_tenant("a test takes the demo's municipality and provider"):
        Organisation.objects.filter(id=licence.municipality_id).update(code="GM9902")
        Organisation.objects.filter(id=licence.provider_id).update(code="berichtenbrug")
    address = reverse("licence_detail", args=[licence.id])
    assert platform_id in bsp.get(address).content.decode()

    form = {"display_number": "+31850000002", "platform_id": platform_id}
    form |= {"account_id": "200000000000002", "access_token": "simulator-token"}
    bsp.post(reverse("connect_number", args=[licence.id]), form)

    assert platform_id not in bsp.get(address).content.decode()


def test_a_stranger_finds_no_application(
    charlie: Person, signed_in: SignedIn, draft: Application
) -> None:
    browser = signed_in(charlie)

    assert browser.get(reverse("application", args=[draft.id])).status_code == 404
    assert step(browser, draft, "sign").status_code == 404
    assert "Proefstad" not in browser.get(reverse("licence")).content.decode()
