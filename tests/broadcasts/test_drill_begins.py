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


def exercise_elsewhere(count: int) -> None:
    """So many other municipalities exercise."""
    with every_tenant("a test's world"):
        for each in range(count):
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

    def begin() -> str:
        try:
            exercise(erik)
        except DrillRefused as refused:
            return refused.code
        finally:
            connections.close_all()
        return "begun"

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            exercise(hugo)
            beginning = pool.submit(begin)
            wait([beginning], timeout=0.5)
        assert beginning.result(10) == "many"
