"""BSPs as data: VNG keeps them up, each its own contact, and none is ever deleted."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.people import actor_of, join

from bode.organisations.actors import Actor
from bode.organisations.errors import CodeTaken, DatesWrong, NotAllowed
from bode.organisations.models import MetaStatus, Organisation, OrganisationKind, Person, Provider
from bode.organisations.providers import (
    Contact,
    ProviderFacts,
    access_provider,
    add_provider,
    change_contact,
    change_provider,
    end_provider,
)
from bode.organisations.standing import list_there
from bode.organisations.tenancy import scope
from bode.privacy import audit

FACTS = ProviderFacts(
    contact_role="Accountmanager overheid",
    contact_email="overheid@nieuwbode.example",
    website="https://nieuwbode.example",
    api_address="https://api.nieuwbode.example",
    served_from=date(2026, 1, 1),
)
CONTACT = Contact(contact_role="Servicepunt", contact_email="service@proefbode.example")


@pytest.fixture
def mona(vng: Organisation) -> Actor:
    return actor_of(join(vng, "Mona", "monitor"))


@pytest.fixture
def added(mona: Actor) -> Provider:
    return add_provider(mona, code="nieuwbode", name="Nieuwbode", facts=FACTS)


def there(day: date) -> list[str]:
    return [each.code for each in list_there(OrganisationKind.PROVIDER, day)]


def test_a_bsp_can_be_chosen_from_its_first_to_its_last_day(mona: Actor, added: Provider) -> None:
    end_provider(mona, "nieuwbode", date(2026, 12, 31))

    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [there(day) for day in days] == [[], ["nieuwbode"], ["nieuwbode"], []]


def test_an_end_can_be_taken_back(mona: Actor, added: Provider) -> None:
    end_provider(mona, "nieuwbode", date(2026, 2, 1))
    end_provider(mona, "nieuwbode", None)

    assert there(date(2030, 1, 1)) == ["nieuwbode"]


def test_it_does_not_end_before_it_began(mona: Actor, added: Provider) -> None:
    with pytest.raises(DatesWrong):
        end_provider(mona, "nieuwbode", date(2025, 12, 31))
    end_provider(mona, "nieuwbode", date(2026, 2, 1))
    late = ProviderFacts(served_from=date(2026, 3, 1))
    with pytest.raises(DatesWrong):
        change_provider(mona, "nieuwbode", name="Nieuwbode", facts=late)


def test_the_trail_of_both_tells_what_changed(mona: Actor, added: Provider) -> None:
    changed = ProviderFacts(**{**vars(FACTS), "website": "https://www.nieuwbode.example"})
    change_provider(mona, "nieuwbode", name="Nieuwbode", facts=changed)

    for organisation_id in (mona.organisation_id, added.pk):
        with scope(organisation_id):
            newest = audit.list_entries()[0]
            assert (newest.what, newest.facts["changed"]) == ("provider.change", ["website"])


def test_a_code_is_given_once(mona: Actor, added: Provider) -> None:
    with pytest.raises(CodeTaken):
        add_provider(mona, code="nieuwbode", name="Nog een", facts=FACTS)


def test_a_status_with_meta_has_a_source_and_a_day(added: Provider) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Provider.objects.update(meta_status=MetaStatus.PARTNER)


def test_a_bsp_keeps_up_its_own_contact(dora: Person, provider: Organisation) -> None:
    Provider.objects.create(organisation=provider, website="https://proefbode.example")

    change_contact(actor_of(dora), CONTACT)

    assert access_provider("proefbode").contact_email == "service@proefbode.example"


def test_the_rest_is_vngs_to_keep_up(alice: Person, dora: Person, added: Provider) -> None:
    for person in (alice, dora):
        with pytest.raises(NotAllowed):
            end_provider(actor_of(person), "nieuwbode", None)
        with pytest.raises(NotAllowed):
            change_provider(actor_of(person), "nieuwbode", name="X", facts=FACTS)
    with pytest.raises(NotAllowed):
        change_contact(actor_of(alice), CONTACT)
