"""What to expect of a broadcast, as a program reads it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from tests.api.conftest import StartConversation
from tests.api.programs import Program, let_ask, program_of
from tests.api.test_broadcasts import TEMPLATE, make, run
from tests.broadcasting import feed_all

from bode.basics import now
from bode.conversations.contacts import contact_for, learn
from bode.licensing.models import Account, PhoneNumber
from bode.organisations.models import Organisation, TokenScope
from bode.organisations.tenancy import every_tenant
from bode.outbox.models import OpenedCitizen
from bode.whatsapp import Grouping, Identity, Tariff, Tariffs

DUTCH = [f"+3161234510{each}" for each in range(4)]
BELGIAN = "+32470123456"
LONG_AGO = date(2025, 1, 1)


@pytest.fixture(autouse=True)
def prices(settings: Settings) -> None:
    tariff = Tariff(
        day=LONG_AGO, currency="EUR", prices={"Netherlands": {"utility": Decimal("0.05")}}
    )
    settings.TARIFFS = Tariffs(
        tariffs=(tariff,), groupings=(Grouping(day=LONG_AGO, countries={"Netherlands": ["NL"]}),)
    )


@pytest.fixture
def asked(alices: Program, number: PhoneNumber) -> None:
    """All of these citizens asked for such messages."""
    let_ask(alices, [*DUTCH, BELGIAN])


def limit(number: PhoneNumber, citizens: int) -> None:
    """The platform told to how many the municipality may write first."""
    with every_tenant("a test's world"):
        Account.objects.create(
            municipality_id=number.municipality_id,
            provider_id=number.provider_id,
            platform_id=number.account_id,
            people_a_day=str(citizens),
            reach=citizens,
        )


def count_as_opened(number: PhoneNumber, phone: str, *, hours_ago: float) -> None:
    with every_tenant("a test's world"):
        OpenedCitizen.objects.create(
            municipality_id=number.municipality_id,
            recipient=phone.lstrip("+"),
            opened_at=now() - timedelta(hours=hours_ago),
        )


def forecast(program: Program, made: dict[str, Any]) -> dict[str, Any]:
    answer = program.get(f"/broadcasts/{made['id']}/forecast")
    assert answer.status_code == 200, answer.content
    return answer.json()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.usefixtures("asked")
def test_it_tells_who_gets_it_and_what_that_costs(alices: Program) -> None:
    told = forecast(alices, make(alices, audience={"phones": [*DUTCH, "+31612345999", "14030"]}))

    assert (told["total"], told["at_once"], told["days"], told["seconds"]) == (4, 4, 1, 1)
    assert told["cost"] == {
        "currency": "EUR",
        "amount": "0.20",
        "unpriced": 0,
        "invented": False,
    }


@pytest.mark.usefixtures("asked")
def test_a_price_that_is_not_known_makes_no_sum(alices: Program) -> None:
    told = forecast(alices, make(alices, audience={"phones": [*DUTCH, BELGIAN]}))

    assert (told["cost"]["amount"], told["cost"]["unpriced"]) == (None, 1)


@pytest.mark.usefixtures("asked")
def test_more_than_the_platform_allows_is_told_with_the_days(
    alices: Program, number: PhoneNumber
) -> None:
    limit(number, 2)
    count_as_opened(number, "+31612345888", hours_ago=2)
    count_as_opened(number, "+31612345777", hours_ago=25)

    told = forecast(alices, make(alices, audience={"phones": DUTCH}))

    assert (told["daily_limit"], told["daily_limit_left"]) == (2, 1)
    assert (told["at_once"], told["within_24_hours"], told["days"]) == (1, 2, 2)


@pytest.mark.usefixtures("asked")
def test_who_wrote_today_or_was_written_to_takes_no_room(
    alices: Program, number: PhoneNumber, start_conversation: StartConversation
) -> None:
    limit(number, 2)
    start_conversation(DUTCH[0])
    start_conversation(DUTCH[1], hours_ago=25)
    count_as_opened(number, DUTCH[2], hours_ago=2)

    told = forecast(alices, make(alices, audience={"phones": DUTCH}))

    assert (told["daily_limit_left"], told["at_once"]) == (1, 3)


@pytest.mark.usefixtures("asked")
def test_consent_from_another_address_of_the_citizen_counts(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation(DUTCH[0], user_id="NL.100200300400500")

    told = forecast(alices, make(alices, audience={"phones": DUTCH[:1]}))

    assert told["total"] == 1


@pytest.mark.usefixtures("asked")
def test_who_got_another_about_the_incident_is_not_counted(
    alices: Program, municipality: Organisation
) -> None:
    approvers = program_of(municipality, TokenScope.BROADCASTS, TokenScope.APPROVAL)
    run(alices, approvers, audience={"phones": DUTCH[:3]}, incident="Rook")
    feed_all()

    told = forecast(alices, make(alices, audience={"phones": DUTCH}, incident="Rook"))

    assert told["total"] == 1


@pytest.mark.usefixtures("asked")
def test_a_number_that_went_to_someone_else_is_not_counted(
    alices: Program, number: PhoneNumber
) -> None:
    with every_tenant("a citizen left their number"):
        contact = contact_for(number.municipality_id, Identity(phone=DUTCH[0].lstrip("+")))
        learn(contact, Identity(phone="31612345999", user_id="NL.1"), now())

    assert forecast(alices, make(alices, audience={"phones": DUTCH}))["total"] == len(DUTCH) - 1


@pytest.mark.usefixtures("number")
def test_a_limit_that_was_never_told_is_not_known(alices: Program) -> None:
    told = forecast(alices, make(alices, template=TEMPLATE))

    assert (told["daily_limit"], told["daily_limit_known"]) == (None, False)


@pytest.mark.usefixtures("asked")
def test_a_stranger_reads_no_forecast_of_ours(alices: Program, charlies: Program) -> None:
    made = make(alices)

    assert charlies.get(f"/broadcasts/{made['id']}/forecast").status_code == 404
