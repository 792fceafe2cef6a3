"""A merger ends no licence; who sends under it hears that."""

from __future__ import annotations

from datetime import date

from tests.people import actor_of, join

from bode.licensing.merging import confirm_merger
from bode.licensing.models import Licence
from bode.organisations.models import (
    Mail,
    MergerStatus,
    Municipality,
    Organisation,
    Person,
    Succession,
)
from bode.organisations.tenancy import every_tenant


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
