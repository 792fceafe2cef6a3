"""What someone signs is what they have read."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from tests.applications import ANSWERS, fill, versions_read
from tests.people import actor_of

from bode.licensing import actions
from bode.licensing.actions import Declaration
from bode.licensing.sections import Section
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope

FORM = {"name": "Alice", "function": "Secretaris", "mandate": "college", "is_sure": "on"}


def test_what_was_changed_after_it_was_read_is_not_signed(
    alice: Person, town: Client, bsp: Client, provider: Organisation
) -> None:
    actor = actor_of(alice)
    with scope(actor.organisation_id):
        permits = Declaration(code="permits", explanation="Vragen over vergunningen.")
        application = actions.apply(
            actor, municipality="GM9911", provider="proefbode", route="bsp", purposes=[permits]
        )
    fill(actor, application)
    address = reverse("application_review", args=[application.id])
    first = versions_read(town.get(address).content.decode())
    contacts = {**ANSWERS[Section.CONTACTS], "business_name": "Dora"}
    contacts["version"] = first["version-contacts"]
    bsp.post(reverse("application_section", args=[application.id, "contacts"]), contacts)

    wrong = town.post(address, {**FORM, **first, "function": ""})
    refused = town.post(address, {**FORM, **versions_read(wrong.content.decode())})

    page = refused.content.decode()
    assert (wrong.status_code, refused.status_code) == (422, 409)
    assert "heeft dit onderdeel net veranderd: Contactpersonen." in page
    assert 'value="Secretaris"' in page
    assert " checked" not in page.split('id="id_is_sure"')[1].split(">")[0]
    signed = town.post(address, {**FORM, **versions_read(page)})
    assert signed["Location"] == reverse("application", args=[application.id])
