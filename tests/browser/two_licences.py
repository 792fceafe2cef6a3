"""A program that makes a municipality with two licences in a demo that runs, and says its number.

No one of the demo has two, and to get the second by hand would be a story of its own.
"""

from __future__ import annotations

import sys

from bode.processes.starting import started_beside_demo

ADMINISTRATOR = "beheer@wisseldam.example"


def make() -> None:
    """Wisseldam may use WhatsApp through both providers, and has its number at Berichtenbrug."""
    from bode.basics import now
    from bode.licensing.models import Application, Licence, PhoneNumber
    from bode.organisations.models import Membership, Organisation, Person
    from bode.organisations.tenancy import every_tenant

    with every_tenant("a test's world"):
        town = Organisation.objects.create(kind="municipality", code="GM9903", name="Wisseldam")
        person = Person.objects.create_user(ADMINISTRATOR, "bode-demo", name="Wim Dam")
        Membership.objects.create(person=person, organisation=town, role="administrator")
        for code in ("berichtenbrug", "waterlijn"):
            provider = Organisation.objects.get(code=code)
            application = Application.objects.create(
                municipality=town, provider=provider, route="bsp", status="approved"
            )
            Licence.objects.create(
                municipality=town,
                provider=provider,
                application=application,
                purposes=["permits"],
                status="active",
                valid_from=now(),
            )
        licence = Licence.objects.get(municipality=town, provider__code="berichtenbrug")
        PhoneNumber.objects.create(
            municipality=town,
            provider=licence.provider,
            licence=licence,
            platform_id="100000000000903",
            account_id="200000000000903",
            display_number="+31850000903",
            access_token="simulator-token",
        )
        sys.stdout.write(f"/licence/{licence.id}/\n")


if __name__ == "__main__":
    with started_beside_demo("tests"):
        make()
