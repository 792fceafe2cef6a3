"""How often the platform is asked about an account, kept below what it allows in an hour."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from pytest_django.fixtures import Settings
from tests.serving import serve

from bode.basics import now
from bode.licensing import jobs
from bode.licensing.models import ManagementCalls, PhoneNumber
from bode.licensing.reaching import access_of, open_client
from bode.organisations.tenancy import every_tenant
from bode.simulator import create_app, demo_config
from bode.whatsapp import CallsSpent, Client, Refused
from bode.whatsapp.limits import CALLS_AN_HOUR, CALLS_AN_HOUR_ACTIVE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs", "platform")]
ACCOUNT = "200000000000001"


@pytest.fixture
def platform(settings: Settings, tmp_path: Path) -> Iterator[None]:
    with serve(create_app(demo_config("http://127.0.0.1:9", tmp_path))) as settings.GRAPH_URL:
        yield


@pytest.fixture
def number(number: PhoneNumber) -> PhoneNumber:
    with every_tenant("a test's world"):
        number.account_id, number.checked_at = ACCOUNT, now()
        number.save(update_fields=["account_id", "checked_at"])
    return number


def ask(call: Callable[[Client], Awaitable[object]]) -> None:
    async def made() -> None:
        async with open_client() as client:
            await call(client)

    async_to_sync(made)()


def spend(calls: int, minutes_ago: int = 0) -> None:
    minute = (now() - timedelta(minutes=minutes_ago)).replace(second=0, microsecond=0)
    ManagementCalls.objects.create(account_id=ACCOUNT, minute=minute, calls=calls)


def test_the_last_call_of_an_hour_is_made_and_no_other(number: PhoneNumber) -> None:
    access = access_of(number)
    spend(CALLS_AN_HOUR_ACTIVE - 1, minutes_ago=30)

    ask(lambda client: client.templates(access))
    with pytest.raises(CallsSpent):
        ask(lambda client: client.templates(access))


def test_an_account_whose_number_nobody_has_used_yet_may_ask_less(number: PhoneNumber) -> None:
    access = access_of(number)
    with every_tenant("a test's world"):
        PhoneNumber.objects.update(checked_at=None)
    spend(CALLS_AN_HOUR)

    with pytest.raises(CallsSpent):
        ask(lambda client: client.templates(access))


def test_what_was_asked_more_than_an_hour_ago_counts_no_more(number: PhoneNumber) -> None:
    access = access_of(number)
    spend(CALLS_AN_HOUR_ACTIVE, minutes_ago=62)

    ask(lambda client: client.templates(access))


def test_files_and_messages_count_for_nothing(number: PhoneNumber) -> None:
    access = access_of(number)
    spend(CALLS_AN_HOUR_ACTIVE)

    with pytest.raises(Refused):  # by the platform, which knows no such file
        ask(lambda client: client.media_info(access, "1"))


def test_a_job_that_is_one_too_many_stops_no_number_and_is_tried_again(
    number: PhoneNumber,
) -> None:
    spend(CALLS_AN_HOUR_ACTIVE)

    with pytest.raises(CallsSpent):  # which its queue takes for a reason to try again
        async_to_sync(jobs.sync_templates.func)(str(number.id))

    with every_tenant("a test looks at everything"):
        number.refresh_from_db()
    assert number.stopped_code is None
