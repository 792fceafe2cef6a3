"""The page of the audit trail."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from tests.people import actor_of
from tests.web.conftest import SignedIn

import bode
from bode.licensing.connecting import set_connection
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy import audit
from bode.reports.levels import Promised
from bode.web.audit_words import facts_in_words
from bode.web.templatetags.bode import spoken
from bode.whatsapp import Gateway

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(dora: Person) -> None:
    """A provider has said how its numbers reach the platform."""
    with every_tenant("a test's world"):
        set_connection(
            actor_of(dora),
            gateway=Gateway.META,
            app_secret="geheim-van-de-app",
            verify_token="een-eigen-woord",
        )


def record(person: Person, facts: dict[str, Any]) -> None:
    actor = actor_of(person)
    with scope(actor.organisation_id):
        audit.record(
            organisation_id=actor.organisation_id,
            actor=actor.name,
            what="licence.review",
            subject="licensing.Licence",
            subject_id=None,
            facts=facts,
        )


def page_of(person: Person, signed_in: SignedIn, query: str = "") -> str:
    return signed_in(person).get(reverse("audit_trail") + query).content.decode()


def test_it_tells_who_changed_the_connection_and_never_a_secret(
    changed: None, dora: Person, signed_in: SignedIn
) -> None:
    page = page_of(dora, signed_in)

    assert "Verbinding met WhatsApp gewijzigd" in page
    assert "Deze bladzijde: ongeschonden" in page
    assert "geheim-van-de-app" not in page


def test_the_whole_trail_is_checked_when_asked(
    changed: None, dora: Person, signed_in: SignedIn
) -> None:
    assert "Heel gecontroleerd: ongeschonden" in page_of(dora, signed_in, "?verify=1")


def test_it_shows_one_deed_alone_when_asked(
    changed: None, dora: Person, signed_in: SignedIn
) -> None:
    assert "Verbinding:</span> meta" in page_of(dora, signed_in, "?deed=connection.change")


def test_it_names_what_the_trail_keeps_as_codes(vera: Person, signed_in: SignedIn) -> None:
    facts = {
        "by": "platform",
        "cause": "",
        "last_day": "2027-03-01",
        "purposes": ["permits", "tourism"],
        "in_order": {"dpia": False},
    }
    record(vera, facts)

    page = page_of(vera, signed_in)

    assert "Door:</span> WhatsApp" in page
    assert "Oorzaak" not in page
    assert "Laatste dag:</span> 1 maart 2027" in page
    assert "Doelen:</span> Vergunningen, Toerisme" in page
    assert "In orde:</span> De DPIA: nee" in page


def test_a_stranger_sees_nothing_of_it(changed: None, charlie: Person, signed_in: SignedIn) -> None:
    assert "Er staat nog niets in." in page_of(charlie, signed_in)


def test_it_warns_of_a_line_that_was_changed_and_says_to_each_what_they_can_do(
    alice: Person, bob: Person, signed_in: SignedIn
) -> None:
    record(alice, {})
    with every_tenant("a test plays the owner of the database"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE privacy_auditentry DISABLE TRIGGER keep")
        cursor.execute("UPDATE privacy_auditentry SET actor = 'Bob'")
        cursor.execute("ALTER TABLE privacy_auditentry ENABLE TRIGGER keep")

    of_administrator, of_officer = page_of(alice, signed_in), page_of(bob, signed_in)
    assert "Dit spoor is aangetast: regel 1" in of_administrator
    assert "Waarschuw wie Bode technisch beheert" in of_administrator
    assert "Dit spoor is aangetast: regel 1" in of_officer
    assert "Waarschuw uw beheerder." in of_officer


def named_facts() -> set[str]:
    """What the code keeps in the trail beside who did what, as far as it is named where it does."""
    sources = [ast.parse(path.read_text()) for path in Path(bode.__file__).parent.rglob("*.py")]
    calls = [each for tree in sources for each in ast.walk(tree) if isinstance(each, ast.Call)]
    given = [keyword for call in calls for keyword in call.keywords]
    tables = [each.value for each in given if each.arg == "facts"]
    names = [key for each in tables if isinstance(each, ast.Dict) for key in each.keys]
    by = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "record_by"]
    return {
        *(str(each.value) for each in names if isinstance(each, ast.Constant)),
        *(each.arg for call in by for each in call.keywords if each.arg),
        *Promised.__dataclass_fields__,
    }


@pytest.mark.parametrize("name", sorted(named_facts()))
def test_all_that_it_keeps_has_a_name_in_dutch(name: str) -> None:
    [(label, _value)] = facts_in_words({name: "iets"})

    assert label != spoken(name) or name in {"status", "team"}  # the same in both languages
