"""What templates are for: one purpose each, declared by the municipality, changed with a reason."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections, transaction
from msgspec.structs import replace
from tests.conftest import REMINDER
from tests.people import actor_of

from bode import policy
from bode.basics import now
from bode.licensing.errors import ReasonMissing
from bode.licensing.models import PhoneNumber, Template, TemplateChange
from bode.licensing.platform_templates import store_template, store_templates
from bode.licensing.template_purposes import declare_purpose
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope
from bode.privacy import audit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]
NAME = REMINDER.name


@pytest.fixture
def town(alice: Person) -> Actor:
    return actor_of(alice)


def purposes() -> list[tuple[str, str]]:
    return list(Template.objects.order_by("language").values_list("purpose", "purpose_from"))


def test_bode_only_proposes_a_purpose_for_a_name_that_it_knows(number: PhoneNumber) -> None:
    shapes = [replace(REMINDER, id="1", name=name) for name in ("afspraak_morgen", "iets_anders")]
    store_templates(number, shapes, now())

    assert purposes() == [("appointments", "proposed"), ("", "")]


def test_what_the_municipality_says_holds_for_every_language(
    town: Actor, number: PhoneNumber
) -> None:
    store_template(number, replace(REMINDER, id="7002", language="en"), now())
    declare_purpose(town, NAME, "permits")
    store_template(number, replace(REMINDER, id="7003", language="de"), now())

    assert purposes() == [("permits", "declared")] * 3


def test_it_is_said_anew_only_with_a_reason(town: Actor) -> None:
    declare_purpose(town, NAME, "appointments")
    with pytest.raises(ReasonMissing):
        declare_purpose(town, NAME, "permits", " ")

    declare_purpose(town, NAME, "permits", "De tekst gaat over bezwaar.")

    assert purposes() == [("permits", "declared")]
    changes = TemplateChange.objects.filter(kind="purpose").order_by("id")
    assert [(each.purpose, each.reason) for each in changes] == [
        ("appointments", ""),
        ("permits", "De tekst gaat over bezwaar."),
    ]
    assert [(each.what, each.purpose) for each in audit.list_entries()] == [
        ("template.purpose", "permits"),
        ("template.purpose", "appointments"),
    ]


def test_saying_the_same_twice_is_one_deed(town: Actor) -> None:
    declare_purpose(town, NAME, "permits")

    assert declare_purpose(town, NAME, "permits") == []
    assert audit.list_entries().count() == 1


@pytest.mark.parametrize("purpose", ["promotion", "weather", ""])
def test_it_is_an_allowed_purpose(town: Actor, purpose: str) -> None:
    with pytest.raises(policy.UnknownPurpose):
        declare_purpose(town, NAME, purpose)


def test_administrators_alone_say_it(bob: Person, dora: Person) -> None:
    for person in (bob, dora):
        with pytest.raises(NotAllowed):
            declare_purpose(actor_of(person), NAME, "permits")


def test_a_stranger_finds_no_such_template(
    charlie: Person, other_municipality: Organisation
) -> None:
    with scope(other_municipality.id), pytest.raises(Template.DoesNotExist):
        declare_purpose(actor_of(charlie), NAME, "permits")


def test_postgresql_keeps_no_purpose_that_nobody_said() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Template.objects.update(purpose="permits", purpose_from="")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_say_something_else_at_once_the_second_needs_a_reason(
    town: Actor, municipality: Organisation
) -> None:
    def declare(purpose: str) -> str:
        try:
            with scope(municipality.id):
                declare_purpose(town, NAME, purpose)
        except ReasonMissing:
            return "reason_missing"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        ends = sorted(pool.map(declare, ["permits", "municipal_services"]))

    assert ends == ["done", "reason_missing"]
    [(purpose, said_by)] = purposes()
    assert (purpose in {"permits", "municipal_services"}, said_by) == (True, "declared")
