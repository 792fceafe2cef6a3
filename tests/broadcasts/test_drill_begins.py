"""When a drill may begin."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connections, transaction
from tests.broadcasting import run_broadcast
from tests.broadcasts.reaching import FILLED, PHONES
from tests.drills import PURPOSE, exercise
from tests.people import join

from bode.basics import now
from bode.broadcasts.drills.preparing import MOST_AT_ONCE
from bode.broadcasts.errors import DrillRefused
from bode.broadcasts.models import Drill
from bode.licensing.models import Application, Licence, PhoneNumber
from bode.organisations.exercising import make_organisation
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant


def test_not_while_a_real_crisis_goes_on(erik: Person, municipality: Organisation) -> None:
    fatima = join(municipality, "Fatima", "approver")
    run_broadcast(erik, fatima, PHONES, purpose=PURPOSE, template=FILLED)

    with pytest.raises(DrillRefused) as refused:
        exercise(erik)

    assert refused.value.code == "crisis"


def exercise_elsewhere(count: int, first: int = 0) -> None:
    """So many other municipalities exercise."""
    with every_tenant("a test's world"):
        for each in range(first, first + count):
            other = Organisation.objects.create(
                kind="municipality", code=f"GM88{each:02}", name=f"Elders {each}"
            )
            Drill.objects.create(municipality=other, world=make_organisation(other.id))


def test_not_while_many_others_exercise(erik: Person) -> None:
    exercise_elsewhere(MOST_AT_ONCE)

    with pytest.raises(DrillRefused) as refused:
        exercise(erik)

    assert refused.value.code == "many"


@pytest.fixture
def hugo(other_municipality: Organisation, provider: Organisation) -> Person:
    """Sends broadcasts elsewhere, where there is a number too."""
    with every_tenant("a test's world"):
        application = Application.objects.create(
            municipality=other_municipality, provider=provider, route="bsp", status="approved"
        )
        licence = Licence.objects.create(
            municipality=other_municipality,
            provider=provider,
            application=application,
            purposes=[PURPOSE],
            status="active",
            valid_from=now(),
        )
        PhoneNumber.objects.create(
            municipality=other_municipality,
            provider=provider,
            licence=licence,
            platform_id="300000000000002",
            account_id="400000000000002",
            display_number="+31850000092",
            access_token="simulator-token",
        )
    return join(other_municipality, "Hugo", "broadcaster")


@pytest.mark.django_db(transaction=True)
def test_of_two_that_begin_at_the_same_moment_one_has_the_last_place(
    erik: Person, hugo: Person
) -> None:
    exercise_elsewhere(MOST_AT_ONCE - 1)

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            exercise(hugo)
            beginning = pool.submit(begin, erik)
            wait([beginning], timeout=0.5)
        assert beginning.result(10) == "many"


@pytest.mark.django_db(transaction=True)
def test_not_where_a_crisis_began_while_another_drill_was_being_made(
    erik: Person, hugo: Person, municipality: Organisation
) -> None:
    fatima = join(municipality, "Fatima", "approver")

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            exercise(hugo)
            beginning = pool.submit(begin, erik)
            wait([beginning], timeout=0.5)
            pool.submit(strike, erik, fatima).result(10)
        assert beginning.result(10) == "crisis"


@pytest.mark.django_db(transaction=True)
def test_whoever_may_not_anyhow_hears_that_at_once(erik: Person, hugo: Person) -> None:
    exercise_elsewhere(MOST_AT_ONCE - 1)

    with ThreadPoolExecutor() as pool, transaction.atomic():
        exercise(hugo)
        pool.submit(fill_up).result(10)
        assert pool.submit(begin, erik).result(10) == "many"


def begin(person: Person) -> str:
    """In a thread of its own."""
    try:
        exercise(person)
    except DrillRefused as refused:
        return refused.code
    finally:
        connections.close_all()
    return "begun"


def fill_up() -> None:
    """The same, with a drill elsewhere."""
    try:
        exercise_elsewhere(1, first=MOST_AT_ONCE)
    finally:
        connections.close_all()


def strike(sender: Person, approver: Person) -> None:
    """The same, with a real crisis."""
    try:
        run_broadcast(sender, approver, PHONES, purpose=PURPOSE, template=FILLED)
    finally:
        connections.close_all()
