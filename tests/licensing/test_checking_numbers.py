"""Whether a number that was connected works: its first reading of templates tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from pytest_django.fixtures import Settings
from tests.serving import serve

from bode.licensing import jobs
from bode.licensing.models import PhoneNumber
from bode.licensing.notices import list_notices
from bode.licensing.numbers import resume_number
from bode.organisations.tenancy import every_tenant, scope
from bode.simulator import create_app, demo_config

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs", "platform")]


@pytest.fixture
def platform(settings: Settings, tmp_path: Path) -> Iterator[None]:
    with serve(create_app(demo_config("http://127.0.0.1:9", tmp_path))) as settings.GRAPH_URL:
        yield


def check(number: PhoneNumber, **facts: str) -> PhoneNumber:
    """The number, with these facts, after its templates have been asked for."""
    given = {"account_id": "200000000000001", "checked_at": None, **facts}
    with every_tenant("a test's world"):
        PhoneNumber.objects.filter(id=number.id).update(**given)
    async_to_sync(jobs.sync_templates.func)(str(number.id))
    with every_tenant("a test's world"):
        return PhoneNumber.objects.get(id=number.id)


def test_a_number_is_checked_once_the_platform_gives_its_templates(number: PhoneNumber) -> None:
    checked = check(number)

    assert checked.checked_at is not None
    assert checked.stopped_code is None


@pytest.mark.parametrize(
    ("wrong", "code"), [({"access_token": "onzin"}, 190), ({"account_id": "299999999999999"}, 33)]
)
def test_a_wrong_key_or_id_stops_the_number(
    number: PhoneNumber, wrong: dict[str, str], code: int
) -> None:
    checked = check(number, **wrong)

    assert checked.checked_at is None
    assert checked.stopped_code == code
    with scope(number.municipality_id):
        assert [each.event for each in list_notices()] == [str(code)]


def test_resumed_with_the_cause_still_there_it_stops_again(number: PhoneNumber) -> None:
    stopped = check(number, access_token="onzin")

    with every_tenant("a test's world"):
        resume_number(stopped)

    assert check(number, access_token="onzin").stopped_code == 190
