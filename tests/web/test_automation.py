"""The pages where a municipality says what Bode does of itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import actor_of
from tests.web.conftest import SignedIn

from bode.automation import keeping
from bode.automation.models import RuleVersion
from bode.licensing.menus import change_menu
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope

pytestmark = pytest.mark.django_db
HERE = reverse("automation")
WEEK = {f"opens_{day}_0": "09:00" for day in range(5)} | {
    f"closes_{day}_0": "17:00" for day in range(5)
}


def to(kind: str) -> str:
    return reverse("automation_rule", args=[kind])


def fill_hours(town: Client, **more: str) -> Any:
    return town.post(to("hours"), WEEK | {"liberation_day": "fifth"} | more)


@pytest.fixture(autouse=True)
def no_rules_remembered(number: PhoneNumber) -> None:
    keeping.forget_rules()


def test_every_rule_reads_as_a_sentence_and_is_off(town: Client) -> None:
    page = town.get(HERE).content.decode()

    assert "Als een inwoner schrijft terwijl u dicht bent," in page
    assert "Als een inwoner 18 uur niets zegt na uw antwoord," in page
    assert "status--positive" not in page


def test_the_hours_of_a_week_are_filled_in_and_shown_with_the_holidays(town: Client) -> None:
    filled = {"opens_3_1": "18:00", "closes_3_1": "20:00", "first_0": "2026-12-28", "last_0": ""}
    assert fill_hours(town, **filled, name_0="Brugdag").status_code == 302

    page = town.get(HERE).content.decode()
    assert "9.00–17.00 en 18.00–20.00" in page
    assert "Eerste kerstdag" in page
    assert 'value="18:00"' in town.get(to("hours")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"closes_0_0": ""}, "Vul allebei de tijden in, of geen van beide."),
        ({"closes_0_0": "08:00"}, "Kies een tijd die later is dan het begin."),
        ({"opens_0_0": "negen"}, "Vul een tijd in, zoals 9:00."),
        ({"name_0": "Brugdag"}, "Vul de eerste dag in"),
        ({"first_0": "2027-05-02", "last_0": "2027-05-01"}, "De laatste dag komt niet voor"),
    ],
)
def test_hours_that_cannot_be_are_told_beside_the_field(
    town: Client, wrong: dict[str, str], told: str
) -> None:
    answer = fill_hours(town, **wrong)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not every_version()


@pytest.mark.parametrize(
    ("times", "wrong"),
    [
        ({"opens_0_0": "17:00", "closes_0_0": "09:00"}, "closes_0_0"),
        ({"opens_0_1": "16:00", "closes_0_1": "20:00"}, "opens_0_1"),
        ({"opens_5_1": "13:00", "closes_5_1": "12:00"}, "closes_5_1"),
    ],
)
def test_of_hours_that_cannot_be_the_wrong_field_is_named(
    town: Client, times: dict[str, str], wrong: str
) -> None:
    assert list(fill_hours(town, **times).context["form"].errors) == [wrong]


def test_a_rule_that_gives_to_teams_needs_a_team(town: Client) -> None:
    changed = town.post(to("teams"), {"is_on": "on"})
    switched = town.post(reverse("switch_rule", args=["teams"]), {"to": "on"}, follow=True)

    assert changed.status_code == 422
    assert "Kies hieronder voor minstens één onderwerp een team" in changed.content.decode()
    assert "Kies eerst voor minstens één onderwerp een team." in switched.content.decode()
    assert not every_version()


def test_giving_to_teams_says_that_it_needs_the_menu(
    town: Client, alice: Person, number: PhoneNumber
) -> None:
    its_menu = f"{reverse('number', args=[number.id])}#menu"
    told = "Dit werkt pas als het keuzemenu aanstaat."
    for page in (HERE, to("teams")):
        assert told in town.get(page).content.decode()
        assert its_menu in town.get(page).content.decode()
    assert told not in town.get(to("welcome")).content.decode()

    with scope(number.municipality_id):
        change_menu(actor_of(alice), number.id, is_on=True)
    for page in (HERE, to("teams")):
        assert told not in town.get(page).content.decode()


def test_a_trial_takes_rules_that_were_never_saved_as_they_are_proposed(town: Client) -> None:
    page = town.get(reverse("automation_trial")).content.decode()

    assert "Ze deden mee zoals Bode ze voorstelt: Bel 112, " in page
    assert "“Antwoord als u dicht bent” kon niets doen" in page
    assert "“Naar een team” kon niets doen" in page
    assert not every_version()

    fill_hours(town)
    page = town.get(reverse("automation_trial")).content.decode()
    assert "“Antwoord als u dicht bent” kon niets doen" not in page


def test_a_rule_is_changed_and_switched(town: Client) -> None:
    fill_hours(town)
    given = {"is_on": "on", "text_nl": "Wij zijn dicht. {opening}", "text_en": ""}
    assert town.post(to("away"), given).status_code == 302
    assert "Wij zijn dicht. {opening}" in town.get(HERE).content.decode()

    switched = town.post(reverse("switch_rule", args=["away"]), {"to": "off"}, follow=True)
    assert "De regel “Antwoord als u dicht bent” staat uit." in switched.content.decode()
    latest = every_version()[-1]
    assert (latest.kind, latest.is_on) == ("away", False)
    assert latest.settings["text"]["nl"] == "Wij zijn dicht. {opening}"


def test_what_could_not_be_sent_is_told_beside_its_field(town: Client) -> None:
    answer = town.post(to("welcome"), {"text_nl": "Stem op lijst 3!", "text_en": "{x}"})

    assert answer.status_code == 422
    assert "Stem op lijst 3" in answer.content.decode()


def test_outside_office_hours_needs_office_hours(town: Client) -> None:
    answer = town.post(reverse("switch_rule", args=["away"]), {"to": "on"}, follow=True)

    assert "Vul eerst uw openingstijden in." in answer.content.decode()


def test_a_number_may_have_its_own_rule_and_lose_it_again(
    town: Client, number: PhoneNumber
) -> None:
    its = f"?number={number.id}"
    town.post(to("welcome") + its, {"is_on": "on", "text_nl": "Dag!"})
    assert "Eigen regel van dit nummer" in town.get(HERE + its).content.decode()

    town.post(reverse("follow_rule", args=["welcome"]) + its)
    assert "Eigen regel van dit nummer" not in town.get(HERE + its).content.decode()


def test_it_is_for_the_administrator_of_a_municipality(
    signed_in: SignedIn, bob: Person, charlie: Person, dora: Person, number: PhoneNumber
) -> None:
    assert signed_in(bob).get(HERE).status_code == 403
    assert signed_in(charlie).get(f"{HERE}?number={number.id}").status_code == 404
    assert signed_in(dora).get(HERE).status_code == 403


@pytest.mark.parametrize("address", ["/settings/automation/x/", f"{HERE}?number=x"])
def test_what_is_not_there_is_not_found(town: Client, address: str) -> None:
    assert town.get(address).status_code == 404


def test_each_rule_has_a_page_in_english_too(town: Client, municipality: Organisation) -> None:
    town.post(reverse("set_language"), {"language": "en"})
    for kind in ("hours", "away", "welcome", "teams", "silence", "satisfaction"):
        assert town.get(to(kind)).status_code == 200
    with scope(municipality.id):
        assert "If a citizen writes while you are closed," in town.get(HERE).content.decode()


def every_version() -> list[RuleVersion]:
    with every_tenant("a test looks at everything"):
        return list(RuleVersion.objects.order_by("at", "id"))
