"""Jobs commit with what they belong to, and survive the worker that ran them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings
from tests.databases import hang_up_on_everyone_else
from tests.serving import serve

from bode.background.jobs import app
from bode.background.queries import count_failed
from bode.background.running import run_jobs
from bode.basics import now
from bode.licensing import jobs
from bode.licensing.models import PhoneNumber
from bode.licensing.platform_templates import store_templates
from bode.licensing.template_search import templates_in_scope
from bode.organisations.tenancy import every_tenant, scope
from bode.simulator import create_app, demo_config

pytestmark = pytest.mark.usefixtures("no_jobs")


def waiting() -> list[str]:
    return [job.task_name for job in ProcrastinateJob.objects.all()]


@pytest.mark.django_db(transaction=True)
class TestDeferring:
    def test_inside_a_scope_works_under_the_ordinary_role(self, number: PhoneNumber) -> None:
        with scope(number.municipality_id):
            jobs.sync_templates.defer(number_id=str(number.id))

        assert waiting() == ["licensing.sync_templates"]

    def test_is_undone_with_its_transaction(self, number: PhoneNumber) -> None:
        with scope(number.municipality_id), transaction.atomic():
            jobs.sync_templates.defer(number_id=str(number.id))
            transaction.set_rollback(True)

        assert waiting() == []


@pytest.fixture
async def working(transactional_db: None) -> AsyncIterator[None]:
    """Jobs run, as they do in a worker."""
    running = asyncio.create_task(run_jobs())
    yield
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not await sync_to_async(is_so)():  # noqa: ASYNC110 - the database gives no event
            await asyncio.sleep(0.05)


@pytest.fixture
def platform(number: PhoneNumber, settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The platform answers, and has an account of the municipality."""
    with every_tenant("a test's world"):
        store_templates(number, [], now())
        PhoneNumber.objects.update(account_id="200000000000001")
    with serve(create_app(demo_config("http://127.0.0.1:9", tmp_path))) as settings.GRAPH_URL:
        yield
    connections.close_all()  # the database may have hung up on it


async def defer(number: PhoneNumber) -> None:
    await sync_to_async(jobs.sync_templates.defer)(number_id=str(number.id))


async def test_templates_are_read_from_the_platform_for_a_number(
    number: PhoneNumber, platform: None, working: None
) -> None:
    def templates() -> list[str]:
        with scope(number.municipality_id):
            return [template.name for template in templates_in_scope()]

    await defer(number)
    await until(lambda: waiting() == [])  # what succeeded is not kept

    found = await sync_to_async(templates)()
    assert found == [
        "afspraak_herinnering",
        "besluit_met_brief",
        "crisis_melding",
        "vergunning_status",
    ]


async def test_jobs_go_on_after_the_database_was_away(
    number: PhoneNumber, platform: None, working: None
) -> None:
    await defer(number)
    await until(lambda: waiting() == [])
    await sync_to_async(hang_up_on_everyone_else)()
    await defer(number)
    await until(lambda: waiting() == [], seconds=20)


def abandon(number: PhoneNumber) -> None:
    """A job that a worker took half a minute ago and never finished."""
    jobs.sync_templates.defer(number_id=str(number.id))
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_register_worker_v1()")
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing',"
            " worker_id = (SELECT max(id) FROM procrastinate_workers)"
        )


@pytest.mark.django_db(transaction=True)
async def test_what_a_dead_worker_left_is_done_again(number: PhoneNumber) -> None:
    await sync_to_async(abandon)(number)

    await app.tasks["background.resume_abandoned"](timestamp=0)

    statuses = [job.status async for job in ProcrastinateJob.objects.all()]
    assert statuses == ["todo"]


def fail(number: PhoneNumber, *, days_ago: int) -> None:
    """A job that failed for good."""
    jobs.sync_templates.defer(number_id=str(number.id))
    failed = ProcrastinateJob.objects.latest("id")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [failed.id])
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - %s * interval '1 day' WHERE job_id = %s",
            [days_ago, failed.id],
        )


@pytest.mark.django_db(transaction=True)
async def test_failed_jobs_are_counted_and_forgotten_after_a_month(number: PhoneNumber) -> None:
    await sync_to_async(fail)(number, days_ago=31)
    await sync_to_async(fail)(number, days_ago=29)
    await defer(number)
    assert await sync_to_async(count_failed)() == 2

    await app.tasks["background.prune_failed"](timestamp=0)

    assert await sync_to_async(count_failed)() == 1
    assert await sync_to_async(waiting)() == ["licensing.sync_templates"] * 2


def test_the_log_of_webhooks_is_pruned_every_night() -> None:
    crons = {
        periodic.task.name: periodic.cron
        for periodic in app.periodic_registry.periodic_tasks.values()
    }

    assert crons["intake.prune"] == "17 3 * * *"
    assert {"background.resume_abandoned", "background.prune_failed"} <= crons.keys()
