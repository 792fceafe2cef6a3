"""The pages of broadcasts, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.broadcasting import feed_all
from tests.people import actor_of, join
from tests.web.conftest import SignedIn

from bode.basics import now
from bode.broadcasts.models import Broadcast
from bode.conversations.consents import record_consents
from bode.conversations.models import Message
from bode.licensing.models import PhoneNumber, Template
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending

PHONES = ["31612345001", "31612345002"]


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    """Sends broadcasts; two citizens asked for them."""
    person = join(municipality, "Erik", "broadcaster")
    with scope(municipality.id):
        record_consents(
            actor_of(person),
            phones=PHONES,
            purpose="appointments",
            wording="Ja, graag.",
            given_at=now(),
            source="balie",
        )
    return person


@pytest.fixture
def fatima(municipality: Organisation) -> Person:
    return join(municipality, "Fatima", "approver")


def fields(**changed: Any) -> dict[str, Any]:
    with every_tenant("a test looks at everything"):
        template = Template.objects.get()
    return {
        "template": str(template.id),
        "name": "Herinnering",
        "body_naam": "inwoner",
        "body_datum": "1 juli",
        "body_tijd": "9.30 uur",
        "to": "everyone",
        **changed,
    }


def made(browser: Client, **changed: Any) -> str:
    """The address of a broadcast that was just made."""
    answer = browser.post(reverse("new_broadcast"), fields(**changed))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def press(browser: Client, address: str, step: str) -> str:
    return browser.post(f"{address}step/", {"step": step}, follow=True).content.decode()


def count(page: str, name: str) -> str | None:
    found = re.search(rf'data-count="{name}">(\d+)<', page)
    return found[1] if found else None


def test_one_makes_it_another_approves_it_and_it_goes(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    eriks, fatimas = signed_in(erik), signed_in(fatima)
    address = made(eriks)

    assert "Wacht op goedkeuring" in press(eriks, address, "request-approval")
    assert "Goedgekeurd" in press(fatimas, address, "approve")
    assert "Wordt verstuurd" in press(eriks, address, "start")

    feed_all()
    assert count(eriks.get(address).content.decode(), "queued") == "2"


def test_the_form_says_how_many_asked_for_such_messages(erik: Person, signed_in: SignedIn) -> None:
    page = signed_in(erik).get(reverse("new_broadcast"), {"template": fields()["template"]})

    assert "2 inwoners vroegen om deze berichten" in page.content.decode()


def choose_area(person: Person, phone: str, area: str) -> None:
    with scope(person.memberships.get().organisation_id):
        record_consents(
            actor_of(person),
            phones=[phone],
            purpose="appointments",
            wording="Ja, graag.",
            given_at=now(),
            source="balie",
            area=area,
        )


def test_the_form_counts_who_would_get_it_while_areas_are_chosen(
    erik: Person, signed_in: SignedIn
) -> None:
    choose_area(erik, "31612345003", "3511")
    choose_area(erik, "31612345004", "Havenkwartier")
    browser, template = signed_in(erik), fields()["template"]
    assert (
        "Havenkwartier"
        in browser.get(f"{reverse('new_broadcast')}?template={template}").content.decode()
    )

    def reach(*areas: str) -> str:
        asked = {"template": template, "areas": areas}
        return browser.get(reverse("broadcast_reach"), asked).content.decode()

    assert "4 inwoners" in reach()
    assert "3 inwoners" in reach("3511")


def test_a_broadcast_for_an_area_says_so_to_who_approves_it(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    choose_area(erik, "31612345003", "3511")
    choose_area(erik, "31612345004", "Havenkwartier")

    page = signed_in(fatima).get(made(signed_in(erik), areas="3511")).content.decode()

    assert "voor 3511" in page
    assert "van 3 zijn verstuurd" in page


def test_its_page_says_of_how_many_it_left_for(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(erik)
    address = made(browser, to="these", phones="\n".join([*PHONES, "14030"]))
    for whose, step in ((erik, "request-approval"), (fatima, "approve"), (erik, "start")):
        press(signed_in(whose), address, step)
    feed_all()
    assert "0 van 2 zijn verstuurd" in browser.get(address).content.decode()

    with every_tenant("a test's world"):
        first = Message.objects.order_by("id")[0]
        Message.objects.filter(id=first.id).update(status="delivered", delivered_at=now())
    assert "1 van 2 zijn verstuurd" in browser.get(address).content.decode()


def test_who_does_not_get_it_is_told_with_the_reason(erik: Person, signed_in: SignedIn) -> None:
    numbers = "\n".join([*PHONES, "14030"])

    page = signed_in(erik).get(made(signed_in(erik), to="these", phones=numbers)).content.decode()

    assert count(page, "excluded") == "1"
    assert "geen mobiel nummer" in page


def test_what_is_wrong_is_told_and_nothing_is_made(erik: Person, signed_in: SignedIn) -> None:
    answer = signed_in(erik).post(reverse("new_broadcast"), fields(body_naam=""))

    assert answer.status_code == 422
    with every_tenant("a test looks at everything"):
        assert not Broadcast.objects.exists()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2027-03-28T02:30", "Deze tijd bestaat niet"),
        ("2020-01-01T12:00", "Dit moment is al voorbij"),
        ("morgen", "Kies een dag en een tijd"),
    ],
)
def test_a_moment_that_can_not_be_is_refused(
    erik: Person, signed_in: SignedIn, written: str, told: str
) -> None:
    answer = signed_in(erik).post(reverse("new_broadcast"), fields(planned_for=written))

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_of_an_hour_that_comes_twice_the_first_counts(erik: Person, signed_in: SignedIn) -> None:
    made(signed_in(erik), planned_for="2027-10-31T02:30")

    with every_tenant("a test looks at everything"):
        assert Broadcast.objects.get().planned_for.isoformat() == "2027-10-31T00:30:00+00:00"  # type: ignore[union-attr]


def test_who_made_it_is_told_that_another_approves_it(
    erik: Person, municipality: Organisation, signed_in: SignedIn
) -> None:
    both = join(municipality, "Gerda", "broadcaster", "approver")
    browser = signed_in(both)
    address = made(browser)
    press(browser, address, "request-approval")

    assert "Iemand anders keurt het goed" in press(browser, address, "approve")


def test_an_approver_can_stop_what_runs(erik: Person, fatima: Person, signed_in: SignedIn) -> None:
    eriks, fatimas = signed_in(erik), signed_in(fatima)
    address = made(eriks)
    press(eriks, address, "request-approval")
    press(fatimas, address, "approve")
    press(eriks, address, "start")

    page = press(fatimas, address, "stop")

    assert count(page, "cancelled") == "2"


def test_a_step_that_can_not_be_made_changes_nothing(erik: Person, signed_in: SignedIn) -> None:
    browser = signed_in(erik)

    page = press(browser, made(browser), "resume")

    assert "Dat kan nu niet meer" in page
    assert 'data-status="draft"' in page


def test_strangers_see_no_broadcast_of_ours(
    erik: Person, other_municipality: Organisation, signed_in: SignedIn
) -> None:
    stranger = join(other_municipality, "Hugo", "broadcaster", "approver")
    address = made(signed_in(erik))

    assert signed_in(stranger).get(address).status_code == 404
    assert "Herinnering" not in signed_in(stranger).get(reverse("broadcasts")).content.decode()


def test_an_agent_has_no_broadcasts(bob: Person, signed_in: SignedIn) -> None:
    assert signed_in(bob).get(reverse("broadcasts")).status_code == 403


def test_about_what_is_uncertain_a_person_decides_for_all_at_once(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    eriks, fatimas = signed_in(erik), signed_in(fatima)
    address = made(eriks)
    press(eriks, address, "request-approval")
    press(fatimas, address, "approve")
    press(eriks, address, "start")
    feed_all()
    with every_tenant("the platform never told what became of them"):
        Sending.objects.update(state="asks", error_code="answer_lost")
    assert "Van 2 ontvangers weet niemand" in eriks.get(address).content.decode()

    page = eriks.post(f"{address}decide/", {"decision": "again"}, follow=True).content.decode()

    assert "2 keer opnieuw verstuurd" in page
    assert count(page, "queued") == "2"
    assert count(page, "unsettled") is None


def test_a_correction_is_offered_to_who_got_it(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    eriks, fatimas = signed_in(erik), signed_in(fatima)
    address = made(eriks, to="these", phones=PHONES[0])
    press(eriks, address, "request-approval")
    press(fatimas, address, "approve")
    press(eriks, address, "start")
    feed_all()
    link = re.search(r'href="([^"]*\?corrects=[^"]*)"', eriks.get(address).content.decode())
    assert link
    assert (
        "Wie “Herinnering” kreeg"
        in eriks.get(f"{link[1]}&template={fields()['template']}").content.decode()
    )

    corrects = link[1].rpartition("=")[2]
    page = eriks.get(made(eriks, to="got", corrects=corrects)).content.decode()

    assert count(page, "queued") == "1"
