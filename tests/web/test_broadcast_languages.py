"""Preparing a broadcast in several languages, without JavaScript."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.conftest import REMINDER
from tests.people import actor_of, join
from tests.web.conftest import SignedIn
from tests.web.test_broadcast_tests import prove, send_test

from bode.basics import now
from bode.broadcasts.models import Broadcast
from bode.conversations.consents import record_consents
from bode.licensing.models import PhoneNumber, Template
from bode.licensing.platform_templates import store_templates
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.whatsapp import TemplateShape

PHONE = "+31612345051"
ENGLISH = TemplateShape(
    id="7004",
    name=REMINDER.name,
    language="en_US",
    category="UTILITY",
    status="APPROVED",
    parameter_format="NAMED",
    components=[{"type": "BODY", "text": "Dear {{naam}}, you have an appointment."}],
)
DUTCH_VALUES = {"body_naam": "inwoner", "body_datum": "1 juli", "body_tijd": "9.30 uur"}


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    """Sends broadcasts; there is a template in two languages."""
    with every_tenant("a test's world"):
        store_templates(number, [REMINDER, ENGLISH], now())
        Template.objects.update(purpose="appointments", purpose_from="proposed")
    return join(municipality, "Erik", "broadcaster")


def fields(**changed: str) -> dict[str, str]:
    with every_tenant("a test looks at everything"):
        template = Template.objects.get(language="nl")
    fixed = {"template": str(template.id), "name": "Herinnering", "to": "everyone"}
    return fixed | DUTCH_VALUES | changed


def test_the_form_offers_the_other_languages_of_a_template(
    erik: Person, signed_in: SignedIn
) -> None:
    page = signed_in(erik).get(reverse("new_broadcast"), fields()).content.decode()

    assert "In het Engels" in page
    assert 'name="en_US-body_naam"' in page


def test_dutch_is_offered_before_other_languages(erik: Person, signed_in: SignedIn) -> None:
    page = signed_in(erik).get(reverse("new_broadcast")).content.decode()

    assert page.index("(Nederlands,") < page.index("(Engels,")


def test_one_fills_in_each_language_and_sees_how_it_reads(
    erik: Person, signed_in: SignedIn
) -> None:
    given = fields(**{"en_US-chosen": "on", "en_US-body_naam": "resident"})

    answer = signed_in(erik).post(reverse("new_broadcast"), given, follow=True)

    page = answer.content.decode()
    assert "Zo leest de inwoner het in het Engels" in page
    assert "Dear resident, you have an appointment." in page


def test_a_language_that_was_not_chosen_is_left_out(erik: Person, signed_in: SignedIn) -> None:
    signed_in(erik).post(reverse("new_broadcast"), fields(**{"en_US-body_naam": "resident"}))

    with every_tenant("a test looks at everything"):
        assert Broadcast.objects.get().translations == []


def test_a_language_that_is_not_filled_in_is_refused(erik: Person, signed_in: SignedIn) -> None:
    answer = signed_in(erik).post(reverse("new_broadcast"), fields(**{"en_US-chosen": "on"}))

    assert answer.status_code == 422
    with every_tenant("a test looks at everything"):
        assert not Broadcast.objects.exists()


def test_a_test_shows_every_language(
    erik: Person, municipality: Organisation, signed_in: SignedIn
) -> None:
    fatima = join(municipality, "Fatima", "approver")
    prove(signed_in(fatima), PHONE)
    with scope(municipality.id):
        record_consents(
            actor_of(erik),
            phones=[PHONE],
            purpose="appointments",
            wording="Ja, graag.",
            given_at=now(),
            source="balie",
        )
    browser = signed_in(erik)
    given = fields(**{"en_US-chosen": "on", "en_US-body_naam": "resident"})
    address = browser.post(reverse("new_broadcast"), given)["Location"]

    page = send_test(browser, address, fatima)

    assert "(Engels)" in page
    assert "(Nederlands)" in page
