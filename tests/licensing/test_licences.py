"""What a licence says, to whom, and under which one a municipality sends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from tests.licences import stand

from bode.basics import now
from bode.licensing.licence_terms import list_licence_terms
from bode.licensing.models import Application, Licence, PhoneNumber
from bode.licensing.queries import (
    access_licence,
    find_licence,
    licence_facts,
    list_licences,
)
from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant, scope


@pytest.fixture
def everything(db: None) -> Iterator[None]:
    with every_tenant("a test looks at everything"):
        yield


@pytest.mark.parametrize("status", ["active", "suspended", "ended"])
def test_the_facts_say_how_a_licence_stands(
    status: str, licence: Licence, everything: None
) -> None:
    stand(status)

    facts = licence_facts(find_licence(licence.municipality_id))

    assert facts is not None
    assert facts.status == status
    assert facts.purposes == set(licence.purposes)


def test_there_are_no_facts_without_a_licence(
    other_municipality: Organisation, everything: None
) -> None:
    assert licence_facts(find_licence(other_municipality.id)) is None


def test_the_licence_in_force_goes_before_a_later_one_that_is_not(
    licence: Licence, everything: None
) -> None:
    rival = Organisation.objects.create(kind="provider", code="ander", name="Ander")
    application = Application.objects.create(
        municipality_id=licence.municipality_id, provider=rival, route="bsp"
    )
    Licence.objects.create(
        municipality_id=licence.municipality_id,
        provider=rival,
        application=application,
        purposes=[],
        status="suspended",
        suspended_by=["provider"],
        valid_from=now(),
    )

    assert find_licence(licence.municipality_id) == licence


def test_both_parties_see_it_with_its_numbers(number: PhoneNumber, licence: Licence) -> None:
    for party in (licence.municipality_id, licence.provider_id):
        with scope(party):
            (found,) = list_licences()
            assert [each.display_number for each in found.phone_numbers.all()] == ["+31850000091"]


def test_it_is_found_under_its_municipalitys_code(licence: Licence) -> None:
    with scope(licence.provider_id):
        assert list_licences("GM9911") == [licence]
        assert list_licences("GM9912") == []


def test_for_another_it_is_not_there(licence: Licence, other_municipality: Organisation) -> None:
    with scope(other_municipality.id):
        assert list_licences() == []
        assert list_licence_terms() == []
        with pytest.raises(Licence.DoesNotExist):
            access_licence(licence.id)


def test_the_database_takes_no_purpose_that_is_forbidden(
    licence: Licence, everything: None
) -> None:
    with pytest.raises(IntegrityError, match="licence_purposes_allowed"), transaction.atomic():
        Licence.objects.update(purposes=["promotion"])


def test_the_database_takes_no_route_that_is_not_allowed(
    municipality: Organisation, provider: Organisation, everything: None
) -> None:
    with pytest.raises(IntegrityError, match="application_route_allowed"), transaction.atomic():
        Application.objects.create(municipality=municipality, provider=provider, route="isv")
