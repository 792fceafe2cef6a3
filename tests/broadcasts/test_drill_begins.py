"""When a drill may begin."""

from __future__ import annotations

import pytest
from tests.broadcasting import run_broadcast
from tests.broadcasts.reaching import FILLED, PHONES
from tests.drills import PURPOSE, exercise
from tests.people import join

from bode.broadcasts.drills.preparing import MOST_AT_ONCE
from bode.broadcasts.errors import DrillRefused
from bode.broadcasts.models import Drill
from bode.organisations.exercising import make_organisation
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant


def test_not_while_a_real_crisis_goes_on(erik: Person, municipality: Organisation) -> None:
    fatima = join(municipality, "Fatima", "approver")
    run_broadcast(erik, fatima, PHONES, purpose=PURPOSE, template=FILLED)

    with pytest.raises(DrillRefused) as refused:
        exercise(erik)

    assert refused.value.code == "crisis"


def test_not_while_many_others_exercise(erik: Person) -> None:
    with every_tenant("a test's world"):
        for each in range(MOST_AT_ONCE):
            other = Organisation.objects.create(
                kind="municipality", code=f"GM88{each:02}", name=f"Elders {each}"
            )
            Drill.objects.create(municipality=other, world=make_organisation(other.id))

    with pytest.raises(DrillRefused) as refused:
        exercise(erik)

    assert refused.value.code == "many"
