"""A merger ends no licence; who sends under it hears that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from tests.people import actor_of, join

from bode.licensing import actions
from bode.licensing.errors import OrganisationAbsent
from bode.licensing.merging import confirm_merger
from bode.licensing.models import Application, Licence
from bode.organisations.models import (
    Mail,
    MergerStatus,
    Municipality,
    Organisation,
    Person,
    Provider,
    Succession,
)
from bode.organisations.standing import Ended, NotBegun
from bode.organisations.tenancy import every_tenant, scope


def test_both_sides_of_a_licence_hear_that_sending_goes_on(
    licence: Licence, other_municipality: Organisation, alice: Person, dora: Person
) -> None:
    leaving, heir = (
        Municipality.objects.create(organisation=each, is_invented=True)
        for each in (licence.municipality, other_municipality)
    )
    Succession.objects.create(
        predecessor=leaving, successor=heir, on=date(2027, 1, 1), status=MergerStatus.ANNOUNCED
    )

    vng = Organisation.objects.create(kind="vng", code="vng-proef", name="VNG")
    confirm_merger(actor_of(join(vng, "Mona", "monitor")), licence.municipality.code)

    with every_tenant("a test looks at everything"):
        mails = {mail.address: mail.text for mail in Mail.objects.all()}
        assert Licence.objects.get().status == "active"
    assert set(mails) == {"alice@proefstad.example", "dora@proefbode.example"}
    assert all("beëindigt" in text for text in mails.values())


@pytest.mark.parametrize(
    ("status", "name"), [("signed", "accept"), ("accepted", "submit"), ("submitted", "approve")]
)
def test_nothing_is_granted_to_a_municipality_that_is_no_longer_there(
    status: str, name: str, municipality: Organisation, dora: Person
) -> None:
    yesterday = localdate() - timedelta(days=1)
    Municipality.objects.create(organisation=municipality, is_invented=True, valid_to=yesterday)
    bsp = actor_of(dora)
    with scope(bsp.organisation_id):
        found = Application.objects.create(
            municipality=municipality, provider_id=bsp.organisation_id, route="bsp", status=status
        )

        with pytest.raises(OrganisationAbsent) as refused:
            actions.take_step(bsp, found.id, name, reason="Akkoord per brief.")

    assert (refused.value.field, refused.value.absence) == (
        "municipality",
        Ended(last_day=yesterday),
    )


def test_nothing_is_asked_of_a_bsp_that_has_not_begun(
    municipality: Organisation, provider: Organisation, alice: Person
) -> None:
    tomorrow = localdate() + timedelta(days=1)
    Provider.objects.create(organisation=provider, served_from=tomorrow)
    permits = actions.Declaration(code="permits", explanation="Vragen over vergunningen.")

    with scope(municipality.id), pytest.raises(OrganisationAbsent) as refused:
        actions.apply(
            actor_of(alice),
            municipality=municipality.code,
            provider=provider.code,
            route="bsp",
            purposes=[permits],
        )

    assert refused.value.absence == NotBegun(first_day=tomorrow)
