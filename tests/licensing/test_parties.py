"""For whom a licence is applied for, and at whom: organisations that are there, and real."""

from __future__ import annotations

import pytest
from tests.people import actor_of

from bode.licensing import actions
from bode.licensing.actions import Declaration
from bode.licensing.errors import OrganisationUnknown
from bode.licensing.queries import list_parties
from bode.organisations.exercising import make_organisation
from bode.organisations.models import Organisation, OrganisationKind, Person
from bode.organisations.tenancy import scope


def test_a_drill_is_no_party(
    municipality: Organisation, provider: Organisation, dora: Person
) -> None:
    drill = make_organisation(municipality.id)

    assert list_parties(OrganisationKind.MUNICIPALITY) == [municipality]
    with scope(provider.id), pytest.raises(OrganisationUnknown):
        actions.apply(
            actor_of(dora),
            municipality=drill.code,
            provider=provider.code,
            route="bsp",
            purposes=[Declaration(code="permits", explanation="Vragen over vergunningen.")],
        )
