"""A missing payment is told before it stops answers: free ones of the month are counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertNumQueries
from pytest_django.fixtures import Settings
from tests.conversations.street import Citizen, Deliver

from bode.basics import now
from bode.conversations.free_answers import count_answers, count_lately, warn_before_answers_stop
from bode.licensing.error_notices import FREE_ANSWERS, record_error
from bode.licensing.models import PhoneNumber
from bode.licensing.notices import explain, list_notices
from bode.licensing.standing import PAYMENT_MISSING, month_of
from bode.organisations.actors import Actor
from bode.whatsapp import Acts, Tariff, Tariffs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number", "no_jobs")]


@pytest.fixture(autouse=True)
def five_are_free(settings: Settings) -> None:
    tariff = Tariff(day=date(2020, 1, 1), currency="EUR", free_service_messages=5)
    settings.TARIFFS = Tariffs(tariffs=(tariff,))


@pytest.fixture
def deliver(agent: Actor, citizen: Citizen) -> Deliver:
    citizen.write()
    return Deliver(agent, citizen, now())


@pytest.fixture
def unpaid(in_scope: None, number: PhoneNumber) -> None:
    record_error(number, PAYMENT_MISSING, now(), was_template=True)


def warnings() -> list[dict[str, int]]:
    return [each.facts for each in list_notices() if each.kind == FREE_ANSWERS]


def test_delivered_answers_of_this_month_count_and_nothing_else(
    number: PhoneNumber, deliver: Deliver
) -> None:
    assert count_answers([number]) == {number.id: 0}

    deliver("service")
    deliver("service", "free_customer_service")
    deliver("utility")
    deliver("service", at=month_of(now()) - timedelta(minutes=1))

    assert count_answers([number]) == {number.id: 2}


def test_pages_do_not_count_them_anew_each_time(number: PhoneNumber, deliver: Deliver) -> None:
    deliver("service")
    assert count_lately([number]) == {number.id: 1}

    with assertNumQueries(0):
        assert count_lately([number]) == {number.id: 1}


@pytest.mark.usefixtures("unpaid")
def test_without_payment_a_notice_comes_once_four_in_five_are_used(deliver: Deliver) -> None:
    for _ in range(3):
        deliver("service")
    warn_before_answers_stop()
    assert warnings() == []

    deliver("service")
    for _ in range(2):
        warn_before_answers_stop()

    assert warnings() == [{"used": 4, "free": 5}]
    assert explain(FREE_ANSWERS, "", {}).acts is Acts.ADMINISTRATOR


@pytest.mark.usefixtures("unpaid")
def test_after_the_notice_nothing_is_counted_this_month(deliver: Deliver) -> None:
    for _ in range(4):
        deliver("service")
    warn_before_answers_stop()

    with CaptureQueriesContext(connection) as asked:
        warn_before_answers_stop()

    assert not any("conversations_message" in query["sql"] for query in asked)


def test_with_payment_there_is_nothing_to_warn_of(deliver: Deliver) -> None:
    for _ in range(5):
        deliver("service")
    warn_before_answers_stop()

    assert warnings() == []


@pytest.mark.usefixtures("unpaid")
def test_where_no_answers_are_free_there_is_nothing_to_warn_of(
    settings: Settings, deliver: Deliver
) -> None:
    settings.TARIFFS = Tariffs()
    deliver("service")
    warn_before_answers_stop()

    assert warnings() == []
